"""Open reports are looked for again whenever an article's wording becomes known, and each new one once."""

from commentsvc.db import unit_of_work
from commentsvc.jobs.work import Work
from commentsvc.services import jobs, rechecking

# So many reports in one job: comparing as many different wordings stays well within a job's lease.
MOST = 1_000


def recheck_article(work: Work) -> None:
    """Look for the open reports of an article in its known wording, as far as that has not been done."""
    context, payload = work.context(), work.payload
    if "article" in payload:
        article = rechecking.of_key(context, payload["article"])
    else:
        article = rechecking.of_report(context, payload["report"])
    if article is None:
        return
    done = 0
    for looked in rechecking.look(article, MOST):
        with unit_of_work():
            if not rechecking.note(looked):
                # Another wording became known: its own job does them all.
                return
        done += len(looked.rows)
    if done == MOST:
        part = payload.get("part", 0) + 1
        rest = payload | {"part": part}
        with unit_of_work():
            jobs.add(work.site_id, "recheck_article", f"{work.key.partition('+')[0]}+{part}", rest, work.now)


HANDLERS = {"recheck_article": recheck_article}
LISTENS = {
    "ArticleTextKnown": ("recheck_article",),
    "CorrectionReported": ("recheck_article",),
    # One that was reopened may have missed a wording.
    "CorrectionDecided": ("recheck_article",),
}
