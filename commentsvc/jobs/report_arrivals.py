"""A correction report has arrived: it is given to whom it concerns."""

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import NotFound
from commentsvc.jobs.work import Work
from commentsvc.services import report_states, report_work


def assign_report(work: Work) -> None:
    """Give a new report (``CorrectionReported``) to the author or the editor whom the rule names."""
    with unit_of_work():
        context = work.context()
        try:
            row = report_states.find(context, work.payload["report"])
        except NotFound:
            return
        report_work.assign_by_rule(context, row)


HANDLERS = {"assign_report": assign_report}
LISTENS = {"CorrectionReported": ("assign_report",)}
