"""Examination before publication: an ordered tuple of small checks; the first that objects decides."""

from commentsvc.services.screening.pipeline import CHECKS, Draft, examine

__all__ = ["CHECKS", "Draft", "examine"]
