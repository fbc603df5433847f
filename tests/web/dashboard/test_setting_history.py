"""The history of settings, reasons and answers: who changed what, what differs, and an earlier value put back."""

import json
import re
from html import unescape

import pytest

from tests.web.dashboard.conftest import PASSWORD
from tests.web.dashboard.test_desk_site_settings import SCREENING, save

BASE = "/desk/daily/settings"
RULES = "Be kind to each other. Say where you have it from. Write about the article."


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def shown(page: str) -> str:
    """The words of the main part of a page."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def put_back(client, page: str) -> list[str]:
    """Where the history's buttons lead, the latest change first."""
    return [unescape(one) for one in re.findall(r'href="([^"]+put_back=[^"]+)"', client.get(page).text)]


def version(page: str) -> str:
    return re.search(r'name="version" value="(\d+)"', page)[1]


def test_each_setting_says_who_changed_it_last_and_leads_to_its_history(newsroom, ada):
    assert 'class="changed"' not in ada.get(BASE).text
    save(newsroom, ada, edit_minutes="30")
    newsroom.clock.pass_by(minutes=20)
    newsroom.grant("bohdan", "daily", "administrator")
    save(newsroom, newsroom.browser("bohdan"), edit_minutes="45")
    newsroom.clock.pass_by(minutes=30)
    page = ada.get(BASE).text
    (link,) = re.findall(r'class="changed"><a href="([^"]+)"', page)
    assert "Changed 30 minutes ago by Bohdan : Minutes to change one’s own comment" in shown(page)
    history = shown(ada.get(link).text)
    assert "Bohdan 30 minutes ago 30 → to 45" in history and "Ada 50 minutes ago 15 → to 30" in history
    assert history.index("Bohdan") < history.index("Ada")
    assert "Never changed." in shown(ada.get(f"{BASE}/history/depth-limit").text)


def test_long_words_are_told_by_what_differs(newsroom, ada):
    save(newsroom, ada, house_rules=RULES)
    save(newsroom, ada, house_rules=RULES.replace("kind", "fair"))
    page = ada.get(f"{BASE}/history/house-rules").text
    assert '<del><span class="sr">taken out: </span>kind</del>' in page
    assert '<ins><span class="sr">put in: </span>fair</ins>' in page
    assert page.count("Say where you have it from.") == 2


def test_an_earlier_value_is_filled_in_and_saved_as_a_new_change(newsroom, ada):
    for rules in (RULES, "Short."):
        save(newsroom, ada, house_rules=rules)
    back = put_back(ada, f"{BASE}/history/house-rules")
    assert len(back) == 2
    before = newsroom.log()
    page = ada.get(back[0]).text
    assert "Nothing is changed until you save it." in shown(page) and len(newsroom.log()) == len(before)
    assert f">\n{RULES}</textarea>" in page and "Stands there now: Short." in shown(page)
    assert save(newsroom, ada, house_rules=RULES).status_code == 303
    assert json.loads(ada.get("/desk/daily/log.jsonl").text.splitlines()[-1])["note"] == json.dumps(
        {"house_rules": ["Short.", RULES]}, separators=(",", ":")
    )


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("closed_sections", "Crime\nCourts", ">\nCrime\nCourts</textarea>"),
        ("time_zone", "Europe/Kyiv", 'name="time_zone" value="Europe/Kyiv"'),
        ("second_factor_roles", ["editor"], 'value="editor" checked'),
        ("lock_after_days", "14", 'value="14"'),
    ],
)
def test_values_of_every_kind_come_back(newsroom, ada, name, value, field):
    save(newsroom, ada, **{name: value})
    newsroom.expire_proofs()
    save(newsroom, ada, proof=PASSWORD)
    back = put_back(ada, f"{BASE}/history/{name.replace('_', '-')}")
    assert field in ada.get(back[0]).text and field not in ada.get(BASE).text


def test_putting_back_what_opens_the_site_takes_a_proof(newsroom, ada):
    save(newsroom, ada, page=SCREENING, pre_moderate="yes")
    newsroom.expire_proofs()
    (back,) = put_back(ada, f"{BASE}/history/pre-moderate")
    assert SCREENING in back and 'name="pre_moderate" value="yes" checked' not in ada.get(back).text
    assert save(newsroom, ada, page=SCREENING).status_code == 403
    assert save(newsroom, ada, page=SCREENING, proof=PASSWORD).status_code == 303


def test_site_and_keys_have_theirs(newsroom, ada):
    page = f"{BASE}/site"
    form = {"proof": PASSWORD, "name": "The Night Lantern", "language": "en"}
    origins = "http://daily.example\nhttps://night.example"
    newsroom.send(ada, page, version=version(ada.get(page).text), origins=origins, **form)
    newsroom.send(ada, f"{page}/keys")
    text = ada.get(page).text
    assert [one.rpartition("/")[2] for one in re.findall(r'class="changed"><a href="([^"]+)"', text)] == [
        "name",
        "origins",
        "signing-key",
    ]
    (back,) = put_back(ada, f"{BASE}/history/name")
    filled = ada.get(back).text
    assert 'value="The Daily Lantern"' in filled and "Stands there now: The Night Lantern" in shown(filled)
    assert 'value="The Daily Lantern"' not in text
    assert put_back(ada, f"{BASE}/history/signing-key") == []
    (back,) = put_back(ada, f"{BASE}/history/origins")
    assert ">\nhttp://daily.example</textarea>" in ada.get(back).text


def test_a_reason_has_its_history(newsroom, ada):
    page = f"{BASE}/reasons/hate"
    seen = lambda: re.search(r'name="seen" value="(\w+)"', ada.get(page).text)[1]  # noqa: E731
    newsroom.send(ada, page, name_en="Contempt", rule_uk="Без зневаги.", seen=seen())
    newsroom.send(ada, page, name_en="Hate", rule_uk="Без зневаги.", seen=seen())
    newsroom.send(ada, f"{page}/place", to="up")
    text = shown(ada.get(f"{page}/history").text)
    assert "Place in the list 2 → to 1" in text
    assert "Name (English) Contempt → to Hate" in text and "Rule (Українська) nothing → to Без зневаги." in text
    back = put_back(ada, f"{page}/history")
    assert len(back) == 2 and 'value="Contempt"' in ada.get(back[0]).text
    assert "Changed just now by Ada" in shown(ada.get(page).text)
    assert ada.get(f"{BASE}/reasons/nonsense/history").status_code == 404


def test_an_answer_has_its_history_through_all_its_names(newsroom, ada):
    page = f"{BASE}/answers"
    newsroom.send(ada, page, name="Old", purpose="fixed", words_en="Of another one.")
    address = lambda: re.search(rf"{page}/(\w+)\"", ada.get(page).text)[1]  # noqa: E731
    newsroom.send(ada, f"{page}/{address()}/deletion")
    newsroom.send(ada, page, name="Old", purpose="fixed", words_en="Thank you.")
    one = address()
    newsroom.send(ada, f"{page}/{one}", version=1, name="New", purpose="any", words_en="Thank you!")
    newsroom.send(ada, f"{page}/{one}", version=2, name="New", purpose="any", words_en="Thanks.")
    text = shown(ada.get(f"{page}/{one}/history").text)
    assert "Thank you! → to Thanks." in text and "Old → to New" in text and "nothing → to Thank you." in text
    assert "another" not in text
    back = put_back(ada, f"{page}/{one}/history")
    assert len(back) == 2
    filled = ada.get(back[1]).text
    assert 'value="Old"' in filled and ">\nThank you.</textarea>" in filled and 'value="fixed" selected' in filled
    assert newsroom.browser("olena").get(f"{page}/{one}/history").status_code == 403


def test_the_log_is_narrowed_to_a_setting(newsroom, ada):
    save(newsroom, ada, edit_minutes="30")
    save(newsroom, ada, edit_minutes="30", announcement='See "edit_minutes":[15,30]')
    lines = ada.get("/desk/daily/log.jsonl?setting=edit_minutes").text.splitlines()
    assert [json.loads(json.loads(line)["note"]) for line in lines] == [{"edit_minutes": [15, 30]}]
    assert len(ada.get("/desk/daily/log.jsonl?setting=announcement").text.splitlines()) == 1
    assert len(ada.get("/desk/daily/log.jsonl?setting=nonsense").text.splitlines()) == 2
    assert '<option value="edit_minutes" selected>' in ada.get("/desk/daily/log?setting=edit_minutes").text


def test_what_is_not_there_cannot_be_put_back(newsroom, ada):
    held = newsroom.post("https://example.org")
    newsroom.act(ada, "comment", held, "approve")
    entry = newsroom.log()[-1].public_id
    for url in (f"{BASE}/history/nonsense", f"{BASE}?put_back=abc", f"{BASE}?setting=guests&put_back={entry}"):
        assert ada.get(url).status_code == 404, url
    save(newsroom, ada, edit_minutes="30")
    entry = newsroom.log()[-1].public_id
    assert "Nothing is changed until" not in ada.get(f"{BASE}?setting=nonsense&put_back={entry}").text
    other = newsroom.browser("xenia")
    assert other.get(f"/desk/other/settings?setting=edit_minutes&put_back={entry}").status_code == 404
