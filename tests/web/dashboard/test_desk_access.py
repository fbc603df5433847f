"""Who gets in where: strangers nowhere, staff where their role reaches, other sites' people to nothing of ours."""

import pytest


def _desk_routes(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk") and not rule.endpoint.startswith("account."):
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                url = rule.rule.replace("<site>", "daily")
                for name in rule.arguments - {"site"}:
                    url = url.replace(f"<{name}>", "abc")
                yield method, url


def test_every_page_of_the_desk_refuses_strangers(newsroom):
    client = newsroom.stranger()
    token = newsroom.token(client)
    walked = list(_desk_routes(newsroom.app))
    assert len(walked) > 10
    for method, url in walked:
        answer = client.open(url, method=method, data={"csrf_token": token} if method != "GET" else None)
        if method == "GET":
            assert answer.status_code == 302 and answer.headers["Location"].startswith("/desk/sign-in"), url
        else:
            assert answer.status_code == 401, url
        for_script = client.open(url, method=method, headers={"Accept": "application/json", "X-CSRFToken": token})
        assert for_script.status_code == 401, url


def test_every_form_needs_its_token(newsroom):
    browser = newsroom.browser()
    for method, url in _desk_routes(newsroom.app):
        if method != "GET":
            assert browser.open(url, method=method).status_code == 400, url
            assert browser.open(url, method=method, data={"csrf_token": "guessed"}).status_code == 400, url


def test_people_of_another_site_find_nothing(newsroom):
    held, report = newsroom.post("https://example.org"), newsroom.report()
    xenia = newsroom.browser("xenia")
    for _, url in _desk_routes(newsroom.app):
        if url.startswith("/desk/daily/"):
            assert xenia.get(url).status_code in (404, 405), url
    token = newsroom.token(xenia, "/desk/other/")
    for path in (f"comments/{held}", f"reports/{report}"):
        form = {"csrf_token": token, "action": "approve", "version": 1}
        assert xenia.get(f"/desk/daily/{path}").status_code == 404
        assert xenia.get(f"/desk/other/{path}").status_code == 404
        assert xenia.post(f"/desk/daily/{path}/actions", data=form).status_code == 404
        assert xenia.post(f"/desk/other/{path}/actions", data=form | {"action": "mark_spam"}).status_code == 404
    assert newsroom.row("comment", held).status == "pending"


def test_another_sites_log_rows_and_threads_are_not_there(newsroom):
    held = newsroom.post("https://example.org")
    newsroom.act(newsroom.browser(), "comment", held, "approve")
    entry = newsroom.log()[-1].public_id
    xenia = newsroom.browser("xenia")
    token = newsroom.token(xenia, "/desk/other/")
    assert xenia.post(f"/desk/other/log/{entry}/undo", data={"csrf_token": token}).status_code == 404
    assert newsroom.row("comment", held).status == "approved"


@pytest.mark.parametrize(
    ("name", "may_moderate", "may_correct"),
    [
        ("ada", True, True),
        ("olena", True, True),
        ("edita", False, True),
        ("jorge", False, False),
        ("vera", False, False),
    ],
)
def test_each_role_decides_only_what_it_may(newsroom, name, may_moderate, may_correct):
    held, report = newsroom.post("https://example.org"), newsroom.report(contact="marta@reader.example")
    browser = newsroom.browser(name)
    queue, reports = browser.get("/desk/daily/comments"), browser.get("/desk/daily/reports")
    assert queue.status_code == reports.status_code == 200
    assert ('value="approve"' in queue.text) is may_moderate
    assert ('value="accept"' in reports.text) is may_correct
    assert ("marta@reader.example" in reports.text) is may_correct
    assert newsroom.act(browser, "comment", held, "approve").status_code == (303 if may_moderate else 403)
    # A journalist is shown no reports but those of their own stories.
    refused = 404 if name == "jorge" else 403
    assert newsroom.act(browser, "report", report, "accept").status_code == (303 if may_correct else refused)
    assert newsroom.row("comment", held).status == ("approved" if may_moderate else "pending")
    assert newsroom.row("report", report).state == ("verifying" if may_correct else "new")


def test_undoing_takes_the_power_that_deciding_took(newsroom):
    held, report = newsroom.post("https://example.org"), newsroom.report()
    olena, edita = newsroom.browser("olena"), newsroom.browser("edita")
    newsroom.act(olena, "comment", held, "approve")
    approval = newsroom.log()[-1].public_id
    newsroom.act(olena, "report", report, "accept")
    acceptance = newsroom.log()[-1].public_id
    assert newsroom.send(edita, f"/desk/daily/log/{approval}/undo").status_code == 403
    assert newsroom.send(edita, f"/desk/daily/log/{acceptance}/undo").status_code == 303
    assert newsroom.row("comment", held).status == "approved"
    assert newsroom.row("report", report).state == "new"


def test_who_has_no_role_anywhere_is_told_so(newsroom):
    page = newsroom.browser("nobody").get("/desk/")
    assert page.status_code == 200 and "no role on any site" in page.text


def test_looking_changes_nothing(newsroom):
    newsroom.post("https://example.org")
    newsroom.report()
    browser = newsroom.browser()
    before = (len(newsroom.log()), len(newsroom.events()))
    for method, url in _desk_routes(newsroom.app):
        if method == "GET":
            browser.get(url)
    assert (len(newsroom.log()), len(newsroom.events())) == before


def test_pages_carry_strict_headers(newsroom):
    for url in ("/desk/sign-in", "/desk/daily/", "/desk/daily/comments", "/desk/nowhere/"):
        headers = (
            newsroom.browser().get(url).headers if url != "/desk/sign-in" else newsroom.stranger().get(url).headers
        )
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy and "script-src 'self'" in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        if "nowhere" not in url:
            assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_anything_inline(newsroom):
    newsroom.post("https://example.org")
    newsroom.report()
    browser = newsroom.browser()
    for method, url in _desk_routes(newsroom.app):
        if method == "GET":
            page = browser.get(url, follow_redirects=True).text
            assert " style=" not in page and "<style" not in page and " onclick" not in page, url
            assert page.count("<script") == page.count('<script type="module" src='), url


def test_the_readers_api_knows_nothing_of_the_desks_cookie(newsroom):
    browser = newsroom.browser()
    answer = browser.get("/api/v1/sites/daily/counts?key=bridge")
    assert answer.status_code == 200
    assert "Cookie" not in answer.headers.get("Vary", "") and "Set-Cookie" not in answer.headers
