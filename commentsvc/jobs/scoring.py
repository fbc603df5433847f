"""The scorer at work: once an hour it is asked whether there is enough that is new to learn from, and what is posted or
changed gets its estimate after the commit.

In a job, not while it is posted, since half a millisecond is too much there; and not while the desk reads, since a
queue of thousands is put in order by it.
"""

from datetime import timedelta

from commentsvc.db import unit_of_work
from commentsvc.jobs.work import GiveUp, Work
from commentsvc.ports import LearningFailed
from commentsvc.queries import scorer as scorer_queries
from commentsvc.queries import sites as site_queries
from commentsvc.services import jobs, known_sites, scorer, sites
from commentsvc.services.context import Context

# So many of what waits, and of what nobody has looked at, are estimated anew by a new version.
_ANEW_MAX = 5_000
# Estimates written in one unit of work: writers wait for no more than that.
_BATCH = 200


def look_for_decisions(work: Work) -> None:
    """Ask for learning at every site where it is time; what was learnt is forgotten where it is switched off."""
    for slug, _name in site_queries.names():
        context = Context(sites.get(slug), work.now, work.runtime.keys)
        version = scorer.newest(context.site)
        if not context.settings.scorer:
            if version is not None and version.state is not None:
                with unit_of_work():
                    scorer.forget_states(Context(sites.get(slug), work.now, work.runtime.keys))
        elif _is_due(context, version):
            with unit_of_work():
                jobs.add(context.site.id, scorer.LEARN, f"{context.site.id}:{work.key}", {}, work.now)


def _is_due(context: Context, version) -> bool:
    if version is None:
        return scorer_queries.number_decided(context.site.id, scorer.LEAST) >= scorer.LEAST
    news = scorer_queries.news(version)
    return scorer.is_due(version, news.decisions, news.taken_back, news.erased, context.now)


def learn(work: Work) -> None:
    """Learn a site's decisions; where too few of them are left, what was learnt is forgotten."""
    context = work.context()
    if not context.settings.scorer:
        return
    decided = scorer_queries.decisions(context.site.id)
    refused = sum(one.refused for one in decided)
    if len(decided) < scorer.LEAST or min(refused, len(decided) - refused) < scorer.LEAST_OF_A_KIND:
        with unit_of_work():
            scorer.forget_states(work.context())
        return
    try:
        learnt = work.runtime.learner.learn([(one.source, one.refused) for one in decided], scorer.key(context))
    except LearningFailed as error:
        raise GiveUp(error.code) from error
    with unit_of_work():
        span = min(one.at for one in decided), max(one.at for one in decided)
        scorer.add_version(work.context(), learnt, span, max(one.seq for one in decided))


def estimate(work: Work) -> None:
    """Estimate one comment that was posted or changed, if somebody is going to decide about it."""
    model = scorer.model(work.context())
    found = scorer_queries.one_to_estimate(work.payload["comment"]) if model else None
    if found is not None:
        row_id, version, source = found
        estimated = [(row_id, version, model.probability(source))]
        with unit_of_work():
            scorer.note_estimates(estimated)


def estimate_anew(work: Work) -> None:
    """Estimate everything that waits or was not looked at, by a new version."""
    model = scorer.model(work.context())
    if model is None:
        return
    found = scorer_queries.to_estimate(work.site_id, _ANEW_MAX)
    for start in range(0, len(found), _BATCH):
        batch = [
            (row_id, version, model.probability(source)) for row_id, version, source in found[start : start + _BATCH]
        ]
        with unit_of_work():
            scorer.note_estimates(batch)


def _wants(site_id: int) -> bool:
    return scorer.in_use(known_sites.by_id(site_id))


HANDLERS = {
    "scorer": look_for_decisions,
    scorer.LEARN: learn,
    scorer.ESTIMATE: estimate,
    scorer.ESTIMATE_ANEW: estimate_anew,
}
LISTENS = {"CommentPosted": (scorer.ESTIMATE,), "CommentEdited": (scorer.ESTIMATE,)}
WANTED = {scorer.ESTIMATE: _wants}
EVERY = {"scorer": timedelta(hours=1)}
