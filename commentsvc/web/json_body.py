"""JSON requests: capped, then parsed strictly, then checked against their schema."""

import marshmallow as ma
import orjson
from flask import request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser

from commentsvc.domain.errors import FieldError, Invalid, TooLarge, Unreadable, UnsupportedMedia


class StrictParser(FlaskParser):
    """Reads only UTF-8 JSON objects.

    orjson refuses NaN, lone surrogates, broken UTF-8 and nesting beyond 1,024: what would otherwise fail deep inside
    fails here, as 400.
    """

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"json": ma.EXCLUDE}

    def load_json(self, req, schema):
        """Parse the body; none at all is an empty object. Raises UnsupportedMedia, TooLarge or Unreadable."""
        body = req.get_data()
        if not req.mimetype and not body:
            return {}
        if req.mimetype != "application/json":
            raise UnsupportedMedia()
        if req.content_length is None and len(body) >= req.max_content_length:
            # A body in chunks is cut at the limit without a word.
            raise TooLarge()
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise Unreadable("malformed_json") from error

    def handle_error(self, error, req, schema, *, error_status_code, error_headers):
        """Turn marshmallow's messages into our typed error."""
        raise Invalid(errors=tuple(_flatten(error.messages))) from error


def _flatten(messages, path: str = ""):
    """Marshmallow's nested messages as field errors; its words are replaced by a code, ours are translated."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            named = str(name) in ("json", "query", "headers", "_schema")
            yield from _flatten(inner, path if named else f"{path}.{name}".lstrip("."))
        return
    for message in messages:
        code = message if isinstance(message, str) and message in _CODES else "wrong_type"
        yield FieldError(path or "body", code)


_CODES = frozenset({"required", "unknown_choice", "out_of_bounds"})


class ApiBlueprint(Blueprint):
    """A blueprint of the JSON API, with the strict parser."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema, **kwargs):
        """Like the framework's, with the schema made once rather than for every request."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **kwargs)


def raw_body() -> bytes:
    """The body as sent; kept by the framework, so that reading it twice costs nothing."""
    return request.get_data()
