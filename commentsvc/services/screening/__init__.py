"""Examination before publication: an ordered tuple of small checks; the first that objects decides."""

from commentsvc.services.screening.draft import UNTOLD, Draft, Facts, Opening
from commentsvc.services.screening.drafting import drafted
from commentsvc.services.screening.facts import remember
from commentsvc.services.screening.nudging import Nudge, consider
from commentsvc.services.screening.pipeline import CHECKS, examine

__all__ = ["CHECKS", "UNTOLD", "Draft", "Facts", "Nudge", "Opening", "consider", "drafted", "examine", "remember"]
