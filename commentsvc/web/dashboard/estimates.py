"""What the site's scorer says of a comment at the desk: how likely it is to be refused, and which words weighed.

Worked out as the card is shown, by the words at hand: what weighed is kept nowhere.
"""

from flask import g
from flask_babel import format_percent
from flask_babel import lazy_gettext as _l

from commentsvc.domain.scorer import Estimate, Model
from commentsvc.domain.scorer_figures import LIKELY
from commentsvc.services import scorer
from commentsvc.services.context import Context
from commentsvc.web.dashboard.desk import blueprint
from commentsvc.web.request_context import keys, now

MARKS = {
    "link": _l("a link"),
    "digits": _l("a long number"),
    "shouted": _l("!!! or ???"),
    "capitals": _l("mostly capitals"),
    "pictures": _l("many pictures"),
}


def model() -> Model | None:
    """The site's model; None where nothing is estimated. Looked up once for a request."""
    if "scorer_model" not in g:
        g.scorer_model = scorer.model(Context(g.site, now(), keys()))
    return g.scorer_model


def estimate_of(comment) -> Estimate | None:
    """What is to be said of a comment that somebody is going to decide about."""
    undecided = comment.withdrawn_at is None and (comment.urgent_at is not None or comment.unreviewed)
    if not undecided or model() is None:
        return None
    kept = g.setdefault("scorer_estimates", {})
    if comment.id not in kept:
        kept[comment.id] = model().estimate(comment.source)
    return kept[comment.id]


def weighed(comment) -> list[str]:
    """The words that weighed in an estimate that says "likely", each once, in their order."""
    found = estimate_of(comment)
    if found is None or found.probability < LIKELY:
        return []
    return list(dict.fromkeys(comment.source[start:end] for start, end in found.places))


def marks(found: Estimate) -> list[str]:
    """What weighed beside words."""
    return [str(MARKS[name]) for name in found.marks]


def percent(found: Estimate) -> str:
    """The estimate in whole per cent; certainty is never claimed."""
    return format_percent(min(max(round(found.probability, 2), 0.01), 0.99))


@blueprint.context_processor
def _for_cards() -> dict:
    return {
        "estimate_of": estimate_of,
        "estimated": percent,
        "is_likely": lambda found: found.probability >= LIKELY,
        "marks_of": marks,
        "weighed_words": weighed,
    }
