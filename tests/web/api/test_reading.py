"""Threads, replies, permalinks and counts as anybody reads them."""

from commentsvc.domain.moderation import Action


def test_an_article_nobody_has_commented_on_is_an_empty_thread(api):
    answer = api.thread("never-seen")
    assert answer.status_code == 200
    assert answer.json["thread"]["comment_count"] == 0
    assert answer.json["comments"] == []
    assert answer.json["next_cursor"] is None
    assert api.call("GET", "/sites/daily/counts", query={"key": "never-seen"}).json == {"counts": {"never-seen": 0}}


def test_a_comment_appears_with_author_body_and_place(api):
    posted = api.posted("Hello *you*")
    page = api.thread().json
    assert page["thread"]["comment_count"] == 1
    assert page["thread"]["title"] == "The bridge"
    (shown,) = page["comments"]
    assert shown["id"] == posted["id"]
    assert shown["author"]["name"] == "Ann"
    assert shown["body"] == [{"t": "p", "c": ["Hello ", {"t": "em", "c": ["you"]}]}]
    assert shown["votes"] == {"up": 0, "down": 0}
    assert "source" not in shown


def test_replies_come_along_up_to_a_bound_and_page_from_there(api):
    root = api.posted("Root")
    for number in range(5):
        api.posted(f"Reply {number}", parent=root["id"])
    (shown,) = api.thread(sort="oldest").json["comments"]
    first = [one["body"][0]["c"][0] for one in shown["replies"]["comments"]]
    assert shown["reply_count"] == 5
    assert len(first) == 3
    rest = api.replies(root["id"], sort="oldest", cursor=shown["replies"]["next_cursor"]).json
    assert first + [one["body"][0]["c"][0] for one in rest["comments"]] == [f"Reply {n}" for n in range(5)]
    assert rest["next_cursor"] is None


def test_a_permalink_shows_the_comment_with_its_ancestors(api):
    root = api.posted("Root")
    reply = api.posted("Reply", parent=root["id"])
    deep = api.posted("Deeper", parent=reply["id"])
    answer = api.call("GET", f"/comments/{deep['id']}").json
    assert answer["comment"]["id"] == deep["id"]
    assert [one["id"] for one in answer["ancestors"]] == [root["id"], reply["id"]]
    assert answer["thread"]["key"] == "bridge"


def test_below_the_depth_limit_replies_stay_flat_and_name_whom_they_answer(api):
    parent = None
    chain = []
    for number in range(7):
        parent = api.posted(f"Level {number}", parent=parent)["id"]
        chain.append(parent)
    last = api.call("GET", f"/comments/{chain[6]}").json["comment"]
    assert last["depth"] == 4
    assert last["parent_id"] == chain[5]
    assert last["reply_to"] == {"id": chain[5], "name": "Ann"}


def test_counts_answer_for_many_articles_at_once(api):
    api.posted(key="a")
    api.posted(key="a")
    answer = api.call("GET", "/sites/daily/counts", query={"key": ["a", "b"]})
    assert answer.json == {"counts": {"a": 2, "b": 0}}
    too_many = api.call("GET", "/sites/daily/counts", query={"key": [str(n) for n in range(101)]})
    assert too_many.status_code == 422


def test_public_reads_are_cacheable_and_answer_304(api):
    api.posted()
    first = api.thread()
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in first.headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    assert "Cookie" not in first.headers.get("Vary", "")
    again = api.call("GET", "/sites/daily/thread", query={"key": "bridge"}, If_None_Match=first.headers["ETag"])
    assert again.status_code == 304
    api.posted("Another")
    changed = api.call("GET", "/sites/daily/thread", query={"key": "bridge"}, If_None_Match=first.headers["ETag"])
    assert changed.status_code == 200


def test_a_thread_is_found_by_its_canonical_address(api):
    api.posted(key=None)
    page = api.call("GET", "/sites/daily/thread", query={"url": "http://localhost:5001/bridge?utm_source=mail#top"})
    assert page.json["thread"]["comment_count"] == 1


def test_foreign_and_look_alike_addresses_are_refused(api):
    for url in ("https://evil.example/bridge", "http://localhost:5001.evil.example/x", "javascript:alert(1)"):
        answer = api.call("GET", "/sites/daily/thread", query={"url": url})
        assert answer.status_code == 422, url


def test_a_withdrawn_comment_with_replies_is_a_tombstone(api):
    ann = api.reader("Ann")
    root = ann.posted("Secret words")
    api.posted("Reply", parent=root["id"])
    assert ann.withdraw(root["id"]).status_code == 200
    page = api.thread()
    (shown,) = page.json["comments"]
    assert shown["author"] is None
    assert shown["body"] is None
    assert shown["withdrawn"] is True
    assert "Secret" not in page.text
    assert page.json["thread"]["comment_count"] == 1


def test_a_withdrawn_comment_without_replies_is_gone(api):
    ann = api.reader("Ann")
    comment = ann.posted()
    ann.withdraw(comment["id"])
    assert api.thread().json["comments"] == []
    assert api.call("GET", f"/comments/{comment['id']}").status_code == 404


def test_held_and_rejected_comments_are_nowhere_in_public(api, factories):
    held = factories.held(source="Held words")
    rejected = factories.comment("Rejected words")
    factories.decide(rejected, Action.REJECT)
    for answer in (
        api.thread(),
        api.call("GET", f"/comments/{held.public_id}"),
        api.call("GET", f"/comments/{rejected.public_id}"),
        api.replies(rejected.public_id),
    ):
        assert "words" not in answer.text


def test_a_foreign_or_broken_cursor_is_refused(api):
    for key in ("bridge", "tower"):
        for number in range(3):
            root = api.posted(str(number), key=key)
        for number in range(2):
            api.posted(str(number), key=key, parent=root["id"])
    lists = {
        "roots": lambda **query: api.thread(limit=1, **query),
        "replies": lambda **query: api.replies(root["id"], limit=1, **query),
        "roots elsewhere": lambda **query: api.thread(key="tower", limit=1, **query),
    }
    cursors = {
        (name, sort): read(sort=sort).json["next_cursor"]
        for name, read in lists.items()
        for sort in ("best", "oldest", "newest")
    }
    assert len(set(cursors.values())) == 9
    for (of, order), cursor in cursors.items():
        for name, read in lists.items():
            for sort in ("best", "oldest", "newest"):
                right = (name, sort) == (of, order)
                assert read(sort=sort, cursor=cursor).status_code == (200 if right else 422), (of, order, name, sort)
        for wrong in ("x", "ä", "AAAA", "\x00", cursor * 3, *(cursor[:end] for end in range(1, len(cursor)))):
            assert lists[of](sort=order, cursor=wrong).status_code == 422, wrong
