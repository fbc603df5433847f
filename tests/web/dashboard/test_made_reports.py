"""The author of a comment that became a correction report is told in their own comments, and nobody else is."""

import pytest

API = "/api/v1/sites/daily"


@pytest.fixture
def guest(newsroom):
    """A guest's comment on the page, by the API, and the guest's token."""
    client = newsroom.stranger()
    body = {"thread": {"key": "bridge", "url": "http://daily.example/bridge"}, "source": "It was 1987, not 1978."}
    answer = client.post(f"{API}/comments", json=body | {"author": {"name": "Marta"}})
    assert answer.status_code == 201, answer.text
    return answer.json["comment"]["id"], answer.json["token"]


def own(newsroom, token, lang="en"):
    answer = newsroom.stranger().get(f"{API}/me/comments?lang={lang}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return answer.json["comments"]


def test_a_guest_is_told_what_becomes_of_the_mistake_they_pointed_out(newsroom, guest):
    comment, token = guest
    assert "correction" not in own(newsroom, token)[0]
    edita = newsroom.browser("edita")
    assert newsroom.send(edita, f"/desk/daily/comments/{comment}/report").status_code == 303
    told = own(newsroom, token)[0]["correction"]
    assert told["status"] == "received"
    assert told["words"] == "The newsroom is looking into the mistake you pointed out. Follow it here."
    assert "Редакція розбирається" in own(newsroom, token, "uk")[0]["correction"]["words"]
    page = newsroom.stranger().get(told["url"])
    assert page.status_code == 200 and "Your report has arrived" in page.text
    report = newsroom.log()[-1]
    public_id = edita.get("/desk/daily/reports").text.partition('id="r-')[2].partition('"')[0]
    assert report.action == "make_report"
    newsroom.act(edita, "report", public_id, "fix")
    assert own(newsroom, token)[0]["correction"]["status"] == "corrected"
    assert "The article has been corrected" in newsroom.stranger().get(told["url"]).text


def test_nobody_else_is_given_the_key_to_the_status_page(newsroom, guest):
    comment, _token = guest
    newsroom.send(newsroom.browser("edita"), f"/desk/daily/comments/{comment}/report")
    client = newsroom.stranger()
    for path in (f"{API}/thread?key=bridge", f"/api/v1/comments/{comment}", f"{API}/latest"):
        answer = client.get(path)
        assert answer.status_code == 200 and "/report/" not in answer.text and '"correction"' not in answer.text, path
    other = client.post(f"{API}/session", json={"name": "Ben"}).json["token"]
    assert own(newsroom, other) == []
