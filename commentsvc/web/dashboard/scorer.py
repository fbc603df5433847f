"""The page of the scorer: what it has learnt from and how good it is, in words; and forgetting all of it."""

from dataclasses import dataclass

from flask import flash, g, redirect, url_for
from flask_babel import format_percent
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.roles import Power
from commentsvc.domain.scorer_figures import TOP, Figures
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import scorer as queries
from commentsvc.services import scorer
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs


@dataclass(frozen=True)
class State:
    """How the scorer stands: ``off``, ``waiting`` (too few decisions), ``unsure`` (no better than chance), ``in_use``.

    ``decided``: how often people have decided, while it waits.
    """

    name: str
    versions: list
    decided: int = 0

    @property
    def newest(self):
        """The newest version."""
        return self.versions[0]

    @property
    def figures(self) -> Figures:
        """How good the newest version is."""
        return Figures.from_mapping(self.newest.figures)


@blueprint.post("/<site>/settings/scorer/forgetting")
@needs(Power.CONFIGURE)
def forget_scorer():
    """Forget what was learnt, and learn anew."""
    with unit_of_work():
        scorer.forget_and_learn(at_desk().context(), at_desk().actor)
    said = _("Forgotten. It learns anew in the background; reload this page in a minute.")
    flash({"text": said, "undo": None}, "done")
    return redirect(url_for("dashboard.scorer_page"), 303)


def state() -> State:
    """How the scorer of the site stands."""
    versions = queries.versions(g.site.id)
    if not SiteSettings.from_mapping(g.site.settings).scorer:
        return State("off", versions)
    newest = scorer.newest(g.site)
    if newest is None or newest.state is None:
        return State("waiting", versions, queries.number_decided(g.site.id, scorer.LEAST))
    return State("in_use" if newest.useful else "unsure", versions)


def share(number: float | None) -> str:
    """A share in whole per cent."""
    return "—" if number is None else format_percent(number)


def of_hundred(number: float | None) -> int | None:
    """A share as a number of a hundred."""
    return None if number is None else round(100 * number)


def met(figures: Figures) -> int:
    """How many of the refused stand in the first part of the list."""
    return round((figures.top_recall or 0) * figures.refused)


@blueprint.context_processor
def _for_scorer() -> dict:
    return {
        "scorer_state": state,
        "scorer_least": (scorer.LEAST, scorer.LEAST_OF_A_KIND),
        "scorer_top": share(TOP),
        "scorer_met": met,
        "share_of": share,
        "of_hundred": of_hundred,
    }
