"""Changes to the service's answers, for states of a thread that would take a desk to reach."""

from datetime import UTC, datetime, timedelta

ANNOUNCEMENT = [{"t": "p", "c": ["The minister answers here ", {"t": "strong", "c": ["today at 18:00"]}, "."]}]
RULES = [
    {"t": "p", "c": ["Write as you would speak to a neighbour."]},
    {"t": "ul", "c": [{"t": "li", "c": ["No insults."]}, {"t": "li", "c": ["Name your sources."]}]},
]


def notices(page, query):
    """An announcement, house rules, and every comment looked at first."""
    page["thread"] |= {"announcement": ANNOUNCEMENT, "house_rules": RULES, "pre_moderated": True}


def closed(page, query):
    """Comments switched off for the article."""
    page["thread"] |= {"state": "closed", "announcement": ANNOUNCEMENT, "house_rules": RULES}


def badges(page, query):
    """Every badge there is, on the first comment."""
    if page["comments"]:
        page["comments"][0]["author"]["badges"] = ["author", "staff", "verified", "new"]


def everything(page, query):
    """All at once: notices, badges, filters, and the last comments on the page editors' picks.

    Not the first one, where there are others: what begins the list is left out of the panel.
    """
    notices(page, query)
    badges(page, query)
    page["thread"]["filters"] = ["featured", "staff"]
    roots = page["comments"]
    replies = [reply for root in roots for reply in root["replies"]["comments"]]
    page["featured"] = [{**one, "replies": None} for one in [*roots[1:], *replies, *roots[:1]][:3]]


def returning(page, query):
    """Everything, written by somebody else an hour from now, so that a reader who saw it before comes back to news."""
    everything(page, query)
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for one in [*page["comments"], *(reply for root in page["comments"] for reply in root["replies"]["comments"])]:
        one["created_at"] = later
