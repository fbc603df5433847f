"""Comments are taken into the index of words in batches, after they were posted or changed."""

from datetime import timedelta

from commentsvc.db import unit_of_work
from commentsvc.jobs.work import Work
from commentsvc.queries import desk_search
from commentsvc.services import search_index

# What is left then is the next turn's.
_LONGEST = timedelta(seconds=50)


def take_in(work: Work) -> None:
    """Index what waits for it, until nothing does or the next turn comes."""
    until = work.now + _LONGEST
    # Without anything to do, nobody has to wait for a turn to write.
    more = desk_search.waiting() > 0
    while more and work.now < until:
        with unit_of_work():
            more = search_index.take_in() > 0


HANDLERS = {"search_index": take_in}
EVERY = {"search_index": timedelta(minutes=1)}
