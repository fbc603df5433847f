"""The folder of mails at the desk: for administrators, each site its own, words as words, HTML in a harmless frame."""

import html
import re

import pytest

from commentsvc.jobs import dispatch
from tests.web.dashboard.conftest import Newsroom, _found


@pytest.fixture
def newsroom(mailing_newsroom):
    return mailing_newsroom


@pytest.fixture
def mailed(newsroom):
    """A newsroom one of whose readers left an address."""
    newsroom.report(contact="marta@reader.example", remark="<script>alert(1)</script> https://evil.example")
    dispatch.run_due(newsroom.app)
    return newsroom


def only_mail(browser) -> str:
    (path,) = set(re.findall(r'href="(/desk/daily/mails/[^"?]+)"', browser.get("/desk/daily/mails").text))
    return path


def test_an_empty_folder_says_so(newsroom):
    assert "No mails yet." in newsroom.browser("ada").get("/desk/daily/mails").text


def test_administrators_read_the_mails_of_their_site(mailed):
    ada = mailed.browser("ada")
    listed = ada.get("/desk/daily/mails").text
    assert "Please confirm your address" in listed and "marta@reader.example" in listed
    page = ada.get(only_mail(ada))
    assert "Somebody has reported a mistake" in page.text
    assert "/desk/daily/mails" in ada.get("/desk/daily/").text


def test_nobody_else_reads_them(mailed):
    path = only_mail(mailed.browser("ada"))
    for name in ("olena", "edita", "jorge", "vera"):
        browser = mailed.browser(name)
        for address in ("/desk/daily/mails", path, f"{path}/html"):
            assert browser.get(address).status_code == 403
        assert "/desk/daily/mails" not in browser.get("/desk/daily/").text
    xenia = mailed.browser("xenia")
    assert "marta" not in xenia.get("/desk/other/mails").text
    for address in (path, path.replace("/daily/", "/other/"), f"{path.replace('/daily/', '/other/')}/html"):
        assert xenia.get(address).status_code == 404


def test_the_mails_html_runs_nothing_and_loads_nothing(mailed):
    ada = mailed.browser("ada")
    path = only_mail(ada)
    page = ada.get(path)
    frame = re.search(r"<iframe[^>]*>", page.text)[0]
    assert re.search(r"\ssandbox(?=[\s>])", frame) and "allow-" not in frame
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    inside = ada.get(html.unescape(re.search(r'src="([^"]+)"', frame)[1]))
    policy = inside.headers["Content-Security-Policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy and "script" not in policy
    assert "frame-ancestors 'self'" in policy and "X-Frame-Options" not in inside.headers
    assert inside.headers["Cache-Control"] == "no-store"


def test_the_links_of_a_mail_are_shown_and_work(mailed):
    ada = mailed.browser("ada")
    page = ada.get(only_mail(ada)).text
    links = [html.unescape(url) for url in re.findall(r'<a href="(http[^"]+/mail/[^"]+)"', page)]
    assert len(links) == 3
    for url in links:
        assert mailed.stranger().get(re.sub(r"^https?://[^/]+", "", url)).status_code == 200


def test_a_mail_that_is_not_there_is_not_found(mailed):
    ada = mailed.browser("ada")
    for name in ("abc", "20261123T090000Z-daily-" + "0" * 20, "..", "20261123T090000Z-other-" + "0" * 20):
        assert ada.get(f"/desk/daily/mails/{name}").status_code == 404


def test_many_mails_are_paged(newsroom):
    for number in range(53):
        newsroom.report(contact=f"reader{number}@reader.example")
    dispatch.run_due(newsroom.app)
    ada, seen, page = newsroom.browser("ada"), set(), "/desk/daily/mails"
    while page:
        text = ada.get(page).text
        seen |= set(re.findall(r"reader\d+@reader.example", text))
        following = re.search(r'rel="next" href="(\?after=[^"]+)"', text)
        page = following and f"/desk/daily/mails{following[1]}"
    assert len(seen) == 53


def test_with_a_mail_server_nothing_is_kept_and_the_page_says_so(make_app, database_url, clock):
    app = make_app(database_url)
    _found(app)
    ada = Newsroom(app, clock).browser("ada")
    assert "Mails go out through a mail server" in ada.get("/desk/daily/mails").text
    assert "/desk/daily/mails" not in ada.get("/desk/daily/").text
