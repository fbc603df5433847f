"""The service finds quotes again as often as docs/anchoring.md says; shares are counted, times are not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.anchoring.carried import Article, Carried
from bench.anchoring.cases import articles, make
from bench.anchoring.score import count, judge, nearest, shares
from bench.anchoring_figures import large, with_original, without_original
from commentsvc.domain.anchoring import Prepared, anchor

ROOT = Path(__file__).resolve().parents[2]
REAL_TEXTS = ROOT.parent / "shared" / "anchoring"


def lines(path: Path) -> list[dict]:
    # Not splitlines: a text may hold other characters that count as line ends.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]


@pytest.fixture(scope="module")
def cases():
    # Another seed than those of the documented table.
    return list(make(77, 12))


def test_nearly_all_quotes_are_found_and_hardly_any_that_are_gone(cases):
    right, wrong, falsely = shares(count(cases, with_original)["all"])
    assert right >= 0.985 and wrong <= 0.007 and falsely <= 0.03


def test_without_the_older_text_most_are_found_and_few_in_a_wrong_place(cases):
    counts = count(cases, without_original)
    right, wrong, _falsely = shares(counts["all"])
    assert right >= 0.95 and wrong <= 0.02
    assert counts["article replaced"]["falsely found"] == 0


def test_it_is_far_better_than_looking_for_the_nearest_literal_occurrence(cases):
    assert shares(count(cases, nearest)["all"])[0] < 0.7


def test_the_cases_are_of_every_kind_and_language_and_repeatable(cases):
    assert {case.language for case in cases} == {article.language for article in articles()}
    assert len({case.kind for case in cases}) == 20
    assert cases == list(make(77, 12))
    for case in cases:
        assert case.original[case.sought.start : case.sought.end] == case.sought.exact
        if case.kind in ("paragraphs added before", "paragraphs moved"):
            assert case.edited[slice(*case.truth)] == case.sought.exact


def test_the_truth_is_carried_through_edits():
    carried = Carried("one two three")
    carried.put(0, "zero ")
    carried.rewrite(9, 12, "zwei")
    assert carried.text == "zero one zwei three"
    assert carried.place(4, 7) == (9, 13)
    carried.cut(9, 14)
    assert carried.place(4, 7) is None and carried.place(8, 13) == (9, 14)


def test_an_outcome_is_judged_by_overlap():
    assert judge((10, 20), (10, 20)) == "right" == judge((10, 20), (11, 20))
    assert judge((10, 20), (13, 20)) == "wrong" == judge((10, 20), (30, 40))
    assert (judge((1, 2), None), judge(None, None), judge(None, (1, 2))) == ("missed", "known gone", "falsely found")


def test_spans_of_articles_are_words_sentences_and_paragraphs():
    article = Article("en", "One two. Three “four.”\n\nFive")
    assert [article.text[slice(*span)] for span in article.sentences] == ["One two.", "Three “four.”", "Five"]
    assert len(article.words) == 5 and len(article.paragraphs) == 2


def test_a_thousand_quotes_of_a_long_article_are_read_off_one_comparison():
    old, new, quotes = large()
    before, after = Prepared(old), Prepared(new)
    found = [anchor(quote, before, after) for quote in quotes[:200]]
    assert sum(each.verdict == "exact" for each in found) > 180
    assert len(after.alignments) == 1


def test_the_command_reads_cases_and_writes_results(tmp_path, cases):
    case = next(case for case in cases if case.kind == "paragraphs added before")
    gone = next(case for case in cases if case.kind == "paragraph cut")
    asked = [
        {
            "id": name,
            "original": each.original,
            "edited": each.edited,
            "quote": {"exact": each.sought.exact, "prefix": each.sought.prefix, "suffix": each.sought.suffix},
            "position": {"start": each.sought.start, "end": each.sought.end},
        }
        for name, each in (("here", case), ("gone", gone))
    ]
    (tmp_path / "cases").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    command = [sys.executable, "-m", "bench.anchoring", tmp_path / "cases", tmp_path / "results"]
    subprocess.run(command, cwd=ROOT, check=True)
    here, lost = lines(tmp_path / "results")
    assert (here["id"], here["start"], here["end"]) == ("here", *case.truth) and here["ms"] > 0
    assert (lost["id"], lost["start"], lost["end"]) == ("gone", None, None)


@pytest.mark.skipif(not REAL_TEXTS.is_dir(), reason="the set of real texts is not beside this repository")
def test_real_texts_in_ten_languages(tmp_path):
    made, results = tmp_path / "cases", tmp_path / "results"
    command = [sys.executable, REAL_TEXTS / "make.py", "--seed", "4242", "--per-kind", "10", "--out", made]
    subprocess.run(command, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "bench.anchoring", made, results], cwd=ROOT, check=True)
    found = {line["id"]: (line["start"], line["end"]) for line in lines(results)}
    outcomes = []
    for case in lines(made):
        truth = case["truth"] and (case["truth"]["start"], case["truth"]["end"])
        start, end = found[case["id"]]
        outcomes.append(judge(truth, None if start is None else (start, end)))
    live = len(outcomes) - outcomes.count("known gone") - outcomes.count("falsely found")
    assert outcomes.count("right") >= 0.985 * live
    assert outcomes.count("wrong") <= 0.007 * live
    assert outcomes.count("falsely found") <= 0.03 * (len(outcomes) - live)
