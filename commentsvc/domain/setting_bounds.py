"""Least and most of every setting of a site that is a number."""

from commentsvc.domain.limits import LINKS_MAX, SOURCE_MAX_CHARS

_HOURS = (1, 30 * 24)
BOUNDS = {
    "flag_threshold": (1, 1000),
    # Up to a week: what may wait longer need not be put in order.
    "decide_minutes": (1, 7 * 24 * 60),
    "depth_limit": (0, 10),
    "edit_minutes": (0, 24 * 60),
    # Ten years: whatever is older is better locked by never opening it.
    "lock_after_days": (0, 3650),
    "guest_votes_per_network": (1, 1000),
    "text_min_chars": (0, 500),
    "text_max_chars": (0, SOURCE_MAX_CHARS),
    "links_max": (0, LINKS_MAX),
    "repeats_of_many": (0, 100),
    "new_reader_comments": (0, 50),
    "refused_comments": (0, 50),
    "burst_network": (0, 1000),
    "burst_times": (0, 100),
    # A minute: whoever writes two words and sends them is faster than that.
    "trap_seconds": (0, 60),
    "new_flags_percent": (0, 100),
    # Up to a month: what may wait longer need not be timed.
    "due_hours": _HOURS,
    "due_hours_typo": _HOURS,
    "due_hours_wrong_fact": _HOURS,
    "due_hours_about_me": _HOURS,
    "due_hours_appeal": _HOURS,
    # From a fortnight; the law of the European Union asks for six months.
    "appeal_days": (14, 3650),
    # Fewer in five minutes are read as fast as they come.
    "raid_comments": (10, 100_000),
    "raid_factor": (2, 1000),
    "raid_new_percent": (0, 100),
    # Up to ten minutes: whoever is to wait longer is better held.
    "raid_slow_seconds": (0, 600),
    "raid_minutes": (5, 24 * 60),
    "legal_due_hours": _HOURS,
    "legal_due_hours_urgent": _HOURS,
    # One is no "frequently" (Art. 23); whoever has sent ten is watched for a year at most.
    "notice_misuse_count": (2, 100),
    "notice_misuse_percent": (10, 100),
    "notice_misuse_days": (7, 365),
    "notice_suspension_days": (1, 365),
}
