"""Who is calling: guests' sessions, and what is the bearer's own."""

from flask import Response, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import SEEN_BY_READER, State
from commentsvc.domain.moderation import Status
from commentsvc.queries import author_messages
from commentsvc.queries import readers as reader_queries
from commentsvc.queries import threads as thread_queries
from commentsvc.services import accounts, comments, corrections, own_page
from commentsvc.services.threads import hint
from commentsvc.web import rate_limits, standings, statement_words
from commentsvc.web.api import presenters, reader_schemas, schemas, telling, thread_head
from commentsvc.web.api.answers import created_once, private
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.made_reports import made_report_text
from commentsvc.web.request_context import bearer_token, identify, runtime, site_context

blueprint = ApiBlueprint("readers", __name__, url_prefix="/api/v1", description="Sessions, and what is one's own")


@blueprint.post("/sites/<site>/session")
@rate_limits.of_network(rate_limits.SESSIONS)
@blueprint.arguments(reader_schemas.NewSession, required=False)
@blueprint.response(201, reader_schemas.Session)
def session(body: dict, site: str) -> Response:
    """Make a guest: the token is the only thing that names the reader."""
    name = comments.prepare_name(body["name"]) if body.get("name") is not None else ""
    with unit_of_work():
        context = site_context(site)

        def act():
            token = accounts.open_guest(context, name)
            return {"reader": presenters.reader(context.reader)}, token.public_id

        document = created_once(context, "session", act)
    return private(document, 201)


@blueprint.get("/sites/<site>/me/thread")
@blueprint.arguments(schemas.ArticleQuery, location="query")
@blueprint.response(200, reader_schemas.MyThread)
def my_thread(query: dict, site: str) -> Response:
    """The bearer's votes, flags, held and refused comments in one thread, and until when they can be edited."""
    context = identify(site_context(site))
    reader = accounts.require_known(context)
    row = thread_queries.by_key(context.site, hint(context.site, query.get("key"), query.get("url")).key)
    mine = reader_queries.in_thread(reader, row.id) if row else reader_queries.Mine({}, [], [], [])
    parents = reader_queries.public_ids({comment.parent_id for comment in mine.comments} - {None})
    messages = author_messages.shown(one.id for one in mine.comments if one.status == Status.REJECTED)
    stated = statement_words.of_comments(mine.comments)
    return private(
        {
            "reader": presenters.reader(reader),
            "votes": mine.votes,
            "uncounted": mine.uncounted,
            "flags": mine.flags,
            "comments": [
                presenters.own_comment(comment, parents.get(comment.parent_id), messages) | stated.get(comment.id, {})
                for comment in mine.comments
                if comment.status != Status.APPROVED
            ],
            "editable": {
                comment.public_id: presenters.moment(comments.editable_until(context, comment))
                for comment in mine.comments
                if comments.is_editable(context, comment)
            },
            "sources": {
                comment.public_id: comment.source for comment in mine.comments if comments.is_editable(context, comment)
            },
            "mail": telling.mail_news(context, row.id if row else None),
            "restricted": bool(standings.of_reader(context)),
        }
    )


@blueprint.post("/sites/<site>/me/link")
@rate_limits.limiter.limit(rate_limits.OWN_LINKS)
@blueprint.response(200, reader_schemas.OwnPage)
def my_link(site: str) -> Response:
    """The address of the bearer's own page, good for a quarter of an hour: export, sessions, being erased."""
    context = identify(site_context(site))
    token, until = own_page.link(context, bearer_token())
    url = f"{runtime().settings.base_url}{url_for('own_data.page', token=token)}"
    return private({"url": url, "expires_at": presenters.moment(until)})


@blueprint.get("/sites/<site>/me/comments")
@blueprint.arguments(schemas.LanguageQuery, location="query")
@blueprint.response(200, reader_schemas.MyComments)
def my_comments(query: dict, site: str) -> Response:
    """The bearer's newest comments with status and reason."""
    context = identify(site_context(site))
    rows = reader_queries.own_comments(accounts.require_known(context))
    parents = reader_queries.public_ids({row.Comment.parent_id for row in rows} - {None})
    messages = author_messages.shown(row.Comment.id for row in rows if row.Comment.status == Status.REJECTED)
    stated = statement_words.of_comments(row.Comment for row in rows)
    reports = reader_queries.reports_made_of(row.Comment.id for row in rows)
    answers = reader_queries.newsroom_replies(row.Comment.id for row in rows)
    return private(
        {
            "comments": [
                presenters.own_comment(row.Comment, parents.get(row.Comment.parent_id), messages)
                | stated.get(row.Comment.id, {})
                | _answered(answers.get(row.Comment.id))
                | _made_report(context, row.Comment, reports.get(row.Comment.id))
                | {"thread": thread_head.of(context, row, row.key).document}
                for row in rows
            ]
        }
    )


def _answered(answer: tuple[str, str] | None) -> dict:
    """Where the newsroom has answered a comment of the bearer's."""
    if answer is None:
        return {}
    public_id, name = answer
    return {"newsroom_reply": {"name": name, "permalink": presenters.permalink(public_id)}}


def _made_report(context, comment, report) -> dict:
    """What became of the mistake that the bearer pointed out in a comment of theirs, with the key to its status page.

    Nobody but the report's own sender is given the key: a comment that became another's tells nothing.
    """
    if report is None or report.reader_id != comment.reader_id:
        return {}
    status = SEEN_BY_READER[State(report.state)]
    token = corrections.token(context.keys, report.public_id)
    url = f"{runtime().settings.base_url}{url_for('report_page.status', token=token)}"
    return {"correction": {"status": status, "words": made_report_text(status), "url": url}}
