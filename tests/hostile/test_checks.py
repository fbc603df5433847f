"""No text keeps the checks busy, whatever is switched on."""

from functools import partial

import pytest

from commentsvc.domain import likeness, markup
from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import SOURCE_MAX_CHARS
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.text import clean_text
from commentsvc.services.screening import Draft, Facts, Opening, examine
from tests.hostile.corpus import expand, rows
from tests.processor_time import is_quick

LARGEST_TEXT_TRIED = 5_000_000
EVERYTHING = SiteSettings(
    text_min_chars=10,
    text_max_chars=4000,
    hold_shape=True,
    hold_repeats=True,
    links_max=1,
    link_hosts_free=("daily.example",),
    link_hosts_held=("short.example",),
    repeats_of_many=3,
    new_reader_comments=3,
    refused_comments=2,
    burst_network=3,
    burst_times=3,
    trap_seconds=3,
)
FACTS = Facts(approved=0, refused=5, repeats_own=True, others_alike=9, from_network=9, thread_rush=9.0, site_rush=9.0)


def _examined(text: str, body: markup.Body) -> None:
    verdict = examine(Draft(text, body, EVERYTHING, opening=Opening(filled=True, seconds=0.0), facts=FACTS))
    assert verdict.findings
    likeness.telling_key(text)
    likeness.nearly_same(text, text[1:])


@pytest.mark.parametrize("row", rows("pathological"), ids=lambda row: row["id"])
def test_pathological_texts_are_checked_quickly(row):
    written = expand(row) if row["repeat"] <= LARGEST_TEXT_TRIED else None
    if written is None:
        return
    try:
        text = clean_text("source", written[:SOURCE_MAX_CHARS], SOURCE_MAX_CHARS)
        body = markup.parse(text)
    except Invalid:
        return
    assert is_quick(partial(_examined, text, body))
