"""The rules against an outside corpus of hostile and unusual inputs."""

import unicodedata
from collections import defaultdict
from functools import partial

import pytest

from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import NAME_MAX_CHARS, SOURCE_MAX_CHARS
from commentsvc.domain.markup import parse, render_html
from commentsvc.domain.page_url import canonical
from commentsvc.domain.text import clean_name, clean_text
from tests.hostile.corpus import expand, rows
from tests.hostile.trees import read_back
from tests.processor_time import is_quick

HOSTS = ["news.example", "www.news.example", "m.news.example", "amp.news.example", "sub.news.example"]
HOSTS += ["news.example:8443", "xn--b1amarcd.xn--j1amh", "spa.example", "www.example.com", "example.com", "foo.com"]
HOSTS += ["www.bücher.de", "www.bücher.de:8080", "はじめよう.みんな"]
LARGEST_TEXT_TRIED = 5_000_000


def cleaned(clean, text):
    try:
        return clean(text)
    except Invalid as refused:
        return refused.errors[0].code


def source(text: str) -> str:
    return clean_text("source", text, SOURCE_MAX_CHARS)


def test_hostile_texts_become_only_allowed_elements_and_links():
    for row in rows("xss"):
        try:
            text = source(row["payload"])
        except Invalid as refused:
            assert refused.errors[0].code in ("nul", "surrogate", "invisible_only"), row["id"]
            continue
        typed = row["payload"].replace("\r\n", "\n").replace("\r", "\n")
        assert text == unicodedata.normalize("NFC", typed), row["id"]
        nodes = parse(text).nodes
        assert read_back(render_html(nodes)) == nodes, row["id"]


def test_pathological_texts_are_quick_and_never_more_than_refused():
    for row in rows("pathological"):
        text = expand(row) if row["repeat"] <= LARGEST_TEXT_TRIED else None
        if text is None:
            continue
        for tried in (text[:SOURCE_MAX_CHARS], text):
            assert is_quick(partial(_read, tried)), row["id"]


def _read(text: str) -> None:
    try:
        render_html(parse(source(text)).nodes)
    except Invalid as refused:
        assert refused.errors[0].code != "invalid"


def test_unusual_texts_come_back_and_are_shown():
    for row in rows("names_texts"):
        if "comment" not in row["fields"]:
            continue
        kept = cleaned(source, row["text"])
        expected = unicodedata.normalize("NFC", row["text"].replace("\r\n", "\n"))
        if "4xx" in row["expect"]:
            assert kept == expected or kept in ("nul", "surrogate", "invisible_only"), row["id"]
        else:
            assert kept == expected, row["id"]
            assert parse(kept).text.strip(), row["id"]


def test_real_names_pass():
    for row in rows("names_texts", "name"):
        assert len(row["text"]) > NAME_MAX_CHARS or clean_name(row["text"]) == unicodedata.normalize(
            "NFC", row["text"]
        ), row["id"]


@pytest.mark.parametrize("strength", ["must", "should"])
def test_addresses_of_one_group_name_one_article_and_of_two_groups_two(strength):
    groups, articles = defaultdict(set), defaultdict(set)
    for row in rows("urls", "same-thread"):
        article = cleaned(lambda url: canonical(url, HOSTS), row["url"])
        if row["group"].startswith("g-otherhost"):
            assert article.startswith("url_"), row["id"]
            continue
        articles[article].add(row["group"])
        if row["strength"] == strength:
            groups[row["group"]].add(article)
    assert {group: found for group, found in groups.items() if len(found) > 1} == {}
    assert {article: found for article, found in articles.items() if len(found) > 1} == {}


def test_what_is_no_article_is_refused():
    for row in rows("urls", "reject-article-url"):
        assert cleaned(lambda url: canonical(url, HOSTS), row["url"]).startswith("url_"), row["id"]
