"""Figures about corrections, their CSV, and reports as W3C Web Annotations."""

from datetime import UTC, datetime, timedelta

from commentsvc.domain.figures import Fact, figures
from commentsvc.domain.web_annotations import CONTEXT, Reported, annotation

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def fact(state="new", *, kind="typo", section=None, via="reader", article="a", exact="", after="", hours=None, days=0):
    made = START + timedelta(days=days)
    return Fact(
        state, kind, section, via, article, exact, after, made, made + timedelta(hours=hours) if hours else None
    )


def test_what_is_counted_and_what_is_not():
    whole = figures(
        [
            fact("published", hours=2),
            fact("fixed_silently", hours=4),
            fact("fixed_with_notice", hours=30),
            fact("declined", hours=1),
            fact("verifying"),
            fact("spam"),
            fact("withdrawn"),
        ]
    ).whole
    assert (whole.received, whole.corrected, whole.declined) == (5, 3, 1)
    assert whole.accepted_share == 0.75
    assert whole.median_hours == 4


def test_nothing_is_no_share_and_no_median():
    whole = figures([]).whole
    assert (whole.received, whole.accepted_share, whole.median_hours) == (0, None, None)


def test_parts_by_kind_section_way_and_month():
    counted = figures([fact(kind="typo", section="Sport"), fact(via="staff", days=40), fact(kind="unclear")])
    assert {name: group.received for name, group in counted.by_kind.items()} == {"typo": 2, "unclear": 1}
    assert {name: group.received for name, group in counted.by_section.items()} == {"": 2, "Sport": 1}
    assert {name: group.received for name, group in counted.by_way.items()} == {"reader": 2, "staff": 1}
    assert {name: group.received for name, group in counted.by_month.items()} == {"2026-03": 2, "2026-04": 1}


def test_the_same_mistake_in_several_articles_is_a_repeat_and_twice_in_one_is_not():
    same = {"exact": "Kiev", "after": "Kyiv", "hours": 1}
    other = {"exact": "teh", "after": "the", "hours": 1}
    counted = figures(
        [
            fact("published", article="a", **same),
            fact("fixed_silently", article="b", **(same | {"exact": "kiev "})),
            fact("published", article="a", **other),
            fact("published", article="a", **other),
            fact("declined", article="c", **other),
        ]
    )
    assert [(one.replacement, one.articles) for one in counted.repeats] == [("Kyiv", 2)]


def reported(**more) -> Reported:
    told = {
        "id": "r1",
        "kind": "wrong_fact",
        "article_key": "bridge/1",
        "article_url": "https://news.example/bridge",
        "exact": "seven",
        "prefix": "It took ",
        "suffix": " years",
        "start": 8,
        "end": 13,
        "replacement": "eight",
        "remark": "See the archive.",
        "language": "en",
        "created_at": START,
        "updated_at": START,
    }
    return Reported(**(told | more))


def test_an_annotation_has_what_the_model_requires():
    made = annotation(reported(), "https://comments.example/desk/daily")
    assert made["@context"] == CONTEXT == "http://www.w3.org/ns/anno.jsonld"
    assert made["id"] == "https://comments.example/desk/daily/reports/r1"
    assert (made["type"], made["motivation"]) == ("Annotation", "editing")
    assert made["created"] == "2026-03-02T09:00:00Z"
    for body in made["body"]:
        assert body["type"] == "TextualBody"
        assert body["purpose"] in ("tagging", "editing", "commenting")
        assert isinstance(body["value"], str)
    assert {"editing": "eight", "commenting": "See the archive."}.items() <= {
        body["purpose"]: body["value"] for body in made["body"]
    }.items()
    assert made["target"] == {
        "source": "https://news.example/bridge",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "seven", "prefix": "It took ", "suffix": " years"},
            {"type": "TextPositionSelector", "start": 8, "end": 13},
        ],
    }


def test_a_report_on_a_whole_article_that_has_only_a_key_still_has_a_target():
    bare = {"exact": "", "prefix": "", "suffix": "", "start": None, "end": None, "article_url": None}
    made = annotation(reported(**bare), "https://comments.example/desk/daily")
    assert made["target"] == {"source": "urn:article:bridge%2F1"}
