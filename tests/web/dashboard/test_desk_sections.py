"""People who are limited to sections of the newspaper see and decide what is of these, and find nothing else."""

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid
from commentsvc.domain.roles import Power, Role
from commentsvc.services import publishing, sites, staff

# What stands in the addresses of those who may be limited to sections; each is looked at before the view.
LOOKED_AT = {
    "notice_id", "site", "appeal_id", "comment_id", "report_id", "thread_id", "entry_id", "reader_id", "sanction_id", "note_id",
    # Who is limited to sections sees only their own decisions about many.
    "run_id",
    # Notices of illegal content are for who has the whole site.
    "content_notice_id",
}  # fmt: skip


def _publish(newsroom, key: str, section: str | None) -> None:
    with newsroom.app.test_request_context("/"), unit_of_work():
        word = {"url": f"http://daily.example/{key}", "title": f"The story of the {key}", "section": section}
        publishing.publish(newsroom.context(), key, publishing.prepare(word))


@pytest.fixture
def divided(newsroom):
    """Three articles, of the sections City and Sport and of none, a held comment under each, and a report of the first."""
    held = {}
    for key, section in (("bridge", "City"), ("match", "Sport"), ("riddle", None)):
        held[key] = newsroom.post(f"About the {key}: https://example.org", key=key)
        _publish(newsroom, key, section)
    newsroom.grant("olena", "daily", Role.MODERATOR, ["Sport", "Chess"])
    newsroom.held, newsroom.reported = held, newsroom.report()
    return newsroom


def test_lists_and_counts_hold_only_ones_own_sections(divided):
    olena, bohdan = divided.browser("olena"), divided.browser("bohdan")
    for path in ("comments", "threads"):
        mine, all_ = olena.get(f"/desk/daily/{path}").text, bohdan.get(f"/desk/daily/{path}").text
        assert "of the match" in mine and "of the bridge" not in mine and "of the riddle" not in mine, path
        assert "of the match" in all_ and "of the bridge" in all_ and "of the riddle" in all_, path
    assert 'data-count="comments-waiting">1<' in olena.get("/desk/daily/").text
    assert 'data-count="comments-waiting">3<' in bohdan.get("/desk/daily/").text
    assert 'data-count="reports-open">0<' in olena.get("/desk/daily/").text
    assert divided.reported not in olena.get("/desk/daily/reports").text


def test_another_sections_comments_and_reports_are_not_there(divided):
    olena = divided.browser("olena")
    for key, status in (("match", 200), ("bridge", 404), ("riddle", 404)):
        assert olena.get(f"/desk/daily/comments/{divided.held[key]}").status_code == status
    assert olena.get(f"/desk/daily/reports/{divided.reported}").status_code == 404
    assert divided.act(olena, "comment", divided.held["bridge"], "approve").status_code == 404
    assert divided.act(olena, "report", divided.reported, "accept").status_code == 404
    assert divided.row("comment", divided.held["bridge"]).status == "pending"
    assert divided.act(olena, "comment", divided.held["match"], "approve").status_code == 303


def test_the_log_and_undo_keep_to_the_sections(divided):
    olena, bohdan = divided.browser("olena"), divided.browser("bohdan")
    divided.act(bohdan, "comment", divided.held["bridge"], "approve")
    entry = divided.log()[-1].public_id
    divided.act(bohdan, "comment", divided.held["match"], "approve")
    lines = olena.get("/desk/daily/log").text
    assert "About the match" in lines and "About the bridge" not in lines
    assert divided.send(olena, f"/desk/daily/log/{entry}/undo").status_code == 404
    assert divided.row("comment", divided.held["bridge"]).status == "approved"


def test_every_address_with_an_id_is_one_whose_section_is_looked_at(newsroom):
    for rule in newsroom.app.url_map.iter_rules():
        power = getattr(newsroom.app.view_functions[rule.endpoint], "desk_power", None)
        # An administrator has the whole site, who writes answers has to, and one's own account is about no article.
        if power not in (None, Power.CONFIGURE, Power.ANSWERS):
            assert rule.arguments <= LOOKED_AT, f"{rule}: is it about an article? then see desk._keep_to_sections"


def test_an_administrator_always_has_the_whole_site(newsroom):
    with newsroom.app.test_request_context("/"), unit_of_work():
        site, ada = sites.get("daily"), staff.find("ada@daily.example")
        assert staff.grant(ada, site, Role.ADMINISTRATOR, ["Sport"]).sections == []
        assert staff.grant(ada, site, Role.EDITOR, ["Sport", "Sport"]).sections == ["Sport"]
        with pytest.raises(Invalid):
            staff.grant(ada, site, Role.EDITOR, ["x" * 81])
