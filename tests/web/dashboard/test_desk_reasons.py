"""The reasons of a site: added, renamed, ordered, switched off; what readers are told follows them."""

import re

import pytest

from tests.api import Api

HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}'
BASE = "/desk/daily/settings/reasons"


def written(reader: Api, source: str) -> str:
    """A comment of a reader's; its id."""
    answer = reader.call("POST", "/sites/daily/comments", {"thread": {"key": "bridge"}, "source": source})
    assert answer.status_code == 201, answer.text
    return answer.json["comment"]["id"]


def digits(client, comment: str) -> list[str]:
    """The reject menu of a card: the codes in the order of their digits."""
    return re.findall(r'value="reject:(\w+)" data-digit', client.get(f"/desk/daily/comments/{comment}").text)


def test_it_takes_an_administrator(newsroom):
    for name, status in (("ada", 200), ("olena", 403), ("edita", 403)):
        client = newsroom.browser(name)
        assert client.get(BASE).status_code == status
        added = newsroom.send(client, BASE, name_en="Off")
        assert added.status_code == (303 if status == 200 else 403)


def test_a_reason_is_added_used_and_told_with_its_rule_in_the_reader_s_language(newsroom):
    ada, reader = newsroom.browser("ada"), Api(newsroom.stranger(), "daily").reader("Ann")
    comment = written(reader, "First!")
    texts = {
        "name_en": HOSTILE,
        "rule_en": "Say more than “first”.",
        "name_uk": "Порожнє",
        "message_en": "Dear reader,",
    }
    preview = newsroom.send(ada, BASE, do="preview", **texts)
    assert preview.status_code == 200 and "<img src=x" not in preview.text and "Порожнє" in preview.text
    assert newsroom.send(ada, BASE, **texts).status_code == 303
    code = digits(ada, comment)[-1]
    assert code.startswith("own_") and len(digits(ada, comment)) == 9
    assert newsroom.act(ada, "comment", comment, f"reject:{code}").status_code == 303
    mine = reader.call("GET", "/sites/daily/me/comments").json["comments"][0]
    assert (mine["reason"], mine["reason_code"], mine["rule"]) == (HOSTILE, code, "Say more than “first”.")
    other = reader.call("GET", "/sites/daily/me/comments", query={"lang": "uk"}, Accept_Language="uk").json["comments"][
        0
    ]
    assert (other["reason"], other["rule"]) == ("Порожнє", "Say more than “first”.")
    for page in (BASE, "/desk/daily/log", "/desk/daily/comments?queue=rejected", f"/desk/daily/comments/{comment}"):
        assert "<img src=x" not in ada.get(page).text, page
    sanctions = re.search(r"/desk/daily/readers/\w+", ada.get("/desk/daily/comments?queue=all").text)[0]
    assert 'data-template="Dear reader,"' in ada.get(sanctions).text


def test_order_and_switching_off_are_those_of_the_menu_and_are_logged(newsroom):
    ada, comment = newsroom.browser("ada"), newsroom.post("First!")
    assert digits(ada, comment)[:3] == ["abuse", "hate", "off_topic"]
    assert newsroom.send(ada, f"{BASE}/off-topic/place", to="up").status_code == 303
    assert newsroom.send(ada, f"{BASE}/abuse/place", to="off").status_code == 303
    assert digits(ada, comment)[:3] == ["off_topic", "hate", "misinformation"]
    assert newsroom.act(ada, "comment", comment, "reject:abuse").status_code == 422
    assert newsroom.act(ada, "comment", comment, "reject:hate").status_code == 303
    assert [entry.action for entry in newsroom.log()][:2] == ["change_reasons"] * 2
    changes = re.findall(r'meta change"><b>([^<]+)</b> <bdi>([^<]+)</bdi>.*?<bdi>([^<]+)</bdi>', ada.get(BASE).text)
    assert changes == [("Given", "yes", "no"), ("Place in the list", "3", "2")]
    for code in ("hate", "off-topic", "misinformation", "personal-data", "advertising", "illegal"):
        assert newsroom.send(ada, f"{BASE}/{code}/place", to="off").status_code == 303
    assert newsroom.send(ada, f"{BASE}/other/place", to="off").status_code == 403
    assert newsroom.send(ada, f"{BASE}/abuse/place", to="on").status_code == 303


def test_a_built_in_reason_is_renamed_and_given_back_its_own_words(newsroom):
    ada, reader = newsroom.browser("ada"), Api(newsroom.stranger(), "daily").reader("Ann")
    comment = written(reader, "Buy!")
    seen = re.search(r'name="seen" value="(\w+)"', ada.get(f"{BASE}/advertising").text)[1]
    assert newsroom.send(ada, f"{BASE}/advertising", name_en="Sales talk", seen=seen).status_code == 303
    late = newsroom.send(ada, f"{BASE}/advertising", name_en="Adverts", seen=seen)
    assert late.status_code == 409 and "Adverts" in late.text
    newsroom.act(ada, "comment", comment, "reject:advertising")
    mine = lambda: reader.call("GET", "/sites/daily/me/comments").json["comments"][0]["reason"]  # noqa: E731
    assert mine() == "Sales talk"
    seen = re.search(r'name="seen" value="(\w+)"', ada.get(f"{BASE}/advertising").text)[1]
    assert newsroom.send(ada, f"{BASE}/advertising", seen=seen).status_code == 303
    assert mine() == "Advertising"


@pytest.mark.parametrize(
    "texts", [{}, {"name_uk": "Лише так"}, {"name_en": "n" * 81}, {"name_en": "N", "rule_ru": "r" * 301}]
)
def test_what_is_incomplete_or_too_long_is_refused_and_kept(newsroom, texts):
    ada = newsroom.browser("ada")
    answer = newsroom.send(ada, BASE, **texts)
    assert answer.status_code == 422
    assert all(text in answer.text for text in texts.values())
    assert newsroom.log() == []


def test_there_is_no_other_reason(newsroom):
    ada = newsroom.browser("ada")
    for code in ("nonsense", "spam", "abuse-abuse"):
        assert ada.get(f"{BASE}/{code}").status_code == 404
        assert newsroom.send(ada, f"{BASE}/{code}/place", to="off").status_code == 404
