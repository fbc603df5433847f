"""The command line: one file per command."""

from commentsvc.cli.environment import Environment
from commentsvc.cli.group import group

__all__ = ["Environment", "group"]
