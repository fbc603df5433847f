"""Reader comments and corrections for newsrooms."""

__version__ = "0.1.0"
