"""Framed pages work with no cookie, and only the publisher's origins may frame them."""

import pytest

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_page_itself_cannot_be_framed(plain):
    answer = plain.thread()
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", ["thread", "correction"])
def test_the_frame_may_be_shown_by_the_site_s_origins_alone(plain, other_site, page):
    answer = plain.open(f"/embed/daily/{page}?key=a&frame=1")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors http://localhost:5001")
    assert "X-Frame-Options" not in answer.headers
    other = plain.open(f"/embed/other/{page}?key=a&frame=1")
    assert other.headers["Content-Security-Policy"].endswith("frame-ancestors https://other.example")


def test_a_framed_reader_posts_replies_and_flags_without_any_cookie(plain, factories):
    factories.comment("First.", by="Ann")
    plain.thread(frame="1")
    steps = [plain.answer]
    steps.append(plain.send("/thread", text="See https://example.org/", name="Ben"))
    assert "Comments with a link are read by a moderator before they appear." in plain.answer.text
    plain.follow("Reply to Ann")
    assert plain.form("/reply")["fields"]["name"] == "Ben"
    steps.append(plain.send("/reply", text="An answer.", name="Ben"))
    assert "An answer." in plain.answer.text
    plain.follow("Flag the comment by Ann")
    steps.append(plain.send("/flag", reason="spam"))
    assert "The moderators have been told." in plain.answer.text
    assert all("Set-Cookie" not in step.headers for step in steps)
    assert not plain.client._cookies


def test_links_in_comments_leave_the_frame(plain, factories):
    factories.comment("See https://example.org/ now.", by="Ann", hold_links=False)
    assert '<a target="_blank" href="https://example.org/"' in plain.thread(frame="1").text
    assert "target=" not in plain.thread().text


def test_there_are_no_votes_in_a_frame(plain, factories):
    comment = factories.comment("First.", by="Ann")
    plain.thread(frame="1")
    assert not [form for form in plain.page.forms if form["action"].split("?")[0].endswith("/vote")]
    token = plain.form("/thread")["fields"]["form"]
    answer = plain.client.post(
        f"/embed/daily/comments/{comment.public_id}/vote?key=bridge&frame=1", data={"form": token, "value": "1"}
    )
    assert answer.status_code == 403
    assert factories.reload(comment).ups == 0


def test_a_cookie_that_is_there_is_not_used_in_a_frame(plain):
    plain.post("Mine.", name="Ann")
    plain.thread(frame="1")
    assert "Edit" not in plain.answer.text
    assert plain.form("/thread")["fields"]["name"] == ""


def test_a_framed_form_is_bound_to_its_thread_and_time(plain, clock):
    plain.thread(key="elsewhere", frame="1")
    foreign = plain.form("/thread")["fields"]["form"]
    plain.thread(frame="1")
    answer = plain.send("/thread", form=foreign, text="Words.", name="Ann")
    assert answer.status_code == 403
    assert plain.form("/thread")["fields"]["text"] == "Words."
    clock.pass_by(hours=13)
    assert plain.send("/thread", text="Words.", name="Ann").status_code == 403


def test_the_handle_of_a_frame_ends_and_is_no_token_of_the_api(plain, clock):
    plain.thread(frame="1")
    plain.send("/thread", text="Mine.", name="Ann")
    assert "Edit" in plain.answer.text
    address = plain.link("Newest")
    handle = address.partition("visit=")[2].partition("&")[0]
    answer = plain.client.get("/api/v1/sites/daily/me/thread?key=bridge", headers={"Authorization": f"Bearer {handle}"})
    assert answer.status_code == 401
    clock.pass_by(hours=3)
    plain.open(address)
    assert plain.answer.status_code == 200
    assert plain.form("/thread")["fields"]["name"] == ""


def test_framed_answers_tell_no_other_site_where_they_were(plain):
    assert plain.thread(frame="1").headers["Referrer-Policy"] == "same-origin"
