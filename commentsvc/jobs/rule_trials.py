"""Rules tried on the comments of the last month, for whoever wants to know before saving them."""

from commentsvc.db import unit_of_work
from commentsvc.jobs.work import Work
from commentsvc.services import rule_trials


def run(work: Work) -> None:
    """Go through the past; twenty thousand comments take less than a minute."""
    going = rule_trials.begin(work.context(), work.payload["trial"])
    more = going is not None
    while more:
        more = going.look()
        with unit_of_work():
            going.tell(done=not more)


HANDLERS = {rule_trials.HANDLER: run}
