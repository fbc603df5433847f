"""What browser tests of the desk share: comments and reports made through the API, and a page signed in."""

from tests.browser.conftest import NARROW, sign_in

LINK = "See https://example.org/archive"


def post_comment(service, page, source=LINK, name="Marta Ilchenko", key=None):
    """Post as a reader without an account; returns the comment's id."""
    thread = {"key": key or service.fresh_key(), "title": "The bridge that waited"}
    data = {"thread": thread, "source": source, "author": {"name": name}}
    answer = page.request.post(f"{service.url}/api/v1/sites/daily/comments", data=data)
    assert answer.status == 201, answer.text()
    return answer.json()["comment"]["id"]


def send_report(service, page, key, replacement="1987", **more):
    """Report a mistake as a reader; returns the report's id."""
    data = {
        "article": {"key": key, "title": "The bridge that waited", "text": "It was closed in 1978 after the flood."},
        "target": {"exact": "1978", "prefix": "It was closed in ", "suffix": " after the flood."},
        "kind": "wrong_fact",
        "replacement": replacement,
        **more,
    }
    answer = page.request.post(f"{service.url}/api/v1/sites/daily/corrections", data=data)
    assert answer.status == 201, answer.text()
    return answer.json()["id"]


def narrow(contexts, service, **options):
    """The same on a small phone."""
    return sign_in(contexts, service, **NARROW, **options)


def status_of(service, page, comment_id):
    """Whether readers see a comment: the HTTP status of its permalink."""
    return page.request.get(f"{service.url}/api/v1/comments/{comment_id}").status
