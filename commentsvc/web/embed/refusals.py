"""Refusals on readers' pages: which words stand where, and calm pages where there is no form to show again."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import HTTPException

from commentsvc.domain.errors import Reconsider, ServiceError
from commentsvc.web import nudges
from commentsvc.web.embed.visit import allow_framing
from commentsvc.web.messages import error_text, http_title
from commentsvc.web.problems import STATUS

# A form of ours sends these under another name than the API.
_FIELDS = {"source": "text", "author.name": "name", "target.exact": "quote"}


@dataclass(frozen=True)
class Refusal:
    """One refusal as a page shows it; ``fields`` are sentences by the name of the form's field.

    ``asked``: where a writer is only asked to read the words once more, what is objected to; ``marked``: the words in
    pieces, each with whether it is.
    """

    status: int
    title: str
    code: str
    fields: dict = field(default_factory=dict)
    retry_after: int | None = None
    asked: tuple[str, ...] = ()
    marked: tuple[tuple[bool, str], ...] = ()

    def stamp(self, response: Response) -> Response:
        """Give a page that shows this refusal its status and headers."""
        response.status_code = self.status
        response.headers["Cache-Control"] = "no-store"
        if self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


def refusal(error: ServiceError | HTTPException) -> Refusal:
    """Put an error into words."""
    if isinstance(error, Reconsider):
        told = tuple(one["message"] for one in nudges.objections(error))
        title = error_text(error.code, {})
        return Refusal(422, title, error.code, asked=told, marked=tuple(nudges.marked(error)))
    if isinstance(error, ServiceError):
        status = next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
        fields = {_FIELDS.get(one.field, one.field): error_text(one.code, one.params) for one in error.errors}
        return Refusal(
            status,
            error_text(error.code, error.params),
            error.code,
            fields,
            getattr(error, "retry_after", None),
        )
    status = error.code or 500
    retry_after = getattr(error, "retry_after", None)
    if status == 429 and retry_after is None:
        retry_after = 60
    return Refusal(status, http_title(status), "too_many" if status == 429 else "error", {}, retry_after)


def attach(blueprint: Blueprint) -> None:
    """Answer the refusals of a blueprint's views with a calm page."""
    blueprint.register_error_handler(ServiceError, problem_page)
    blueprint.register_error_handler(HTTPException, problem_page)


def problem_page(error: ServiceError | HTTPException) -> Response:
    """The page for a refusal that belongs to no form."""
    if isinstance(error, HTTPException) and (error.code is None or error.code < 400):
        return error.get_response()
    found = refusal(error)
    page = render_template("embed/problem.html", refusal=found, framed=request.args.get("frame") == "1")
    response = found.stamp(Response(page, mimetype="text/html"))
    if request.args.get("frame") == "1":
        allow_framing(response)
    return response
