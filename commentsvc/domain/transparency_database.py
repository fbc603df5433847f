"""A statement of reasons in the fields of the European Commission's DSA Transparency Database (version 2 of its API, in
force since 1 July 2025).

Field names and values are those of https://transparency.dsa.ec.europa.eu/page/api-documentation. No field holds
personal data, as Article 24(5) of Regulation (EU) 2022/2065 asks: of the comment there is its day alone, of the reader
nothing. Nothing is sent.
"""

from dataclasses import dataclass
from datetime import datetime

from commentsvc.domain.moderation import RejectReason
from commentsvc.domain.statements import Ground, Restriction, Source

_EEA = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_RESTRICTIONS = {
    Restriction.REFUSED: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]},
    Restriction.REMOVED: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
    Restriction.SUSPENDED: {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
    Restriction.BANNED: {"decision_account": "DECISION_ACCOUNT_TERMINATED"},
}
_SOURCES = {
    Source.NOTICE: "SOURCE_ARTICLE_16",
    Source.FLAGS: "SOURCE_TYPE_OTHER_NOTIFICATION",
    Source.CHECK: "SOURCE_VOLUNTARY",
    Source.OWN: "SOURCE_VOLUNTARY",
}
# What is no other category is a violation of the provider's own terms.
_OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
_CATEGORIES = {
    RejectReason.HATE: "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    RejectReason.ABUSE: "STATEMENT_CATEGORY_CYBER_VIOLENCE",
    RejectReason.PERSONAL_DATA: "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    RejectReason.ILLEGAL: "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
}

FIELDS = (
    "puid",
    "decision_visibility",
    "decision_account",
    "decision_ground",
    "decision_ground_reference_url",
    "illegal_content_legal_ground",
    "illegal_content_explanation",
    "incompatible_content_ground",
    "incompatible_content_explanation",
    "category",
    "content_type",
    "content_date",
    "territorial_scope",
    "application_date",
    "end_date_account_restriction",
    "decision_facts",
    "source_type",
    "automated_detection",
    "automated_decision",
)
"""The fields of an exported statement, in the order of a table's columns."""


@dataclass(frozen=True)
class Given:
    """A statement's codes, and its ground and facts in words. ``written_at``: when the comment was written, if it is
    about one; ``rules_url``: the house rules of that version.
    """

    public_id: str
    restriction: str
    ground: str
    reason: str | None
    source: str
    found: bool
    automated: bool
    starts_at: datetime
    ends_at: datetime | None
    written_at: datetime | None
    ground_words: str
    rule_words: str
    law: str
    facts: str
    rules_url: str


def exported(given: Given) -> dict:
    """The statement in the database's fields; those that do not apply are left out."""
    fields = {
        "puid": given.public_id,
        **_RESTRICTIONS[Restriction(given.restriction)],
        **_ground(given),
        "category": _CATEGORIES.get(given.reason, _OTHER),
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_date": _day(given.written_at or given.starts_at),
        "territorial_scope": list(_EEA),
        "application_date": _day(given.starts_at),
        "decision_facts": given.facts[:5000],
        "source_type": _SOURCES[Source(given.source)],
        "automated_detection": "Yes" if given.found else "No",
        "automated_decision": "AUTOMATED_DECISION_FULLY" if given.automated else "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
    if given.ends_at is not None:
        fields["end_date_account_restriction"] = _day(given.ends_at)
    return fields


def _ground(given: Given) -> dict:
    if given.ground == Ground.LAW:
        return {
            "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "illegal_content_legal_ground": (given.law or given.ground_words)[:500],
            "illegal_content_explanation": (given.rule_words or given.ground_words)[:2000],
        }
    named = {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": given.ground_words[:500],
        "incompatible_content_explanation": (given.rule_words or given.ground_words)[:2000],
    }
    return named | ({"decision_ground_reference_url": given.rules_url} if given.rules_url else {})


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
