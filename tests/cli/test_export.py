"""`commentsvc export`, as an operator types it."""

import json

from tests.cli.test_commands import Shell, shell  # noqa: F401 - a fixture


def test_reports_are_exported_as_annotations(shell: Shell, tmp_path):  # noqa: F811
    shell.run("demo")
    file = tmp_path / "annotations.jsonl"
    shell.run("export", "--site", "daily", "--format", "annotations", "--output", str(file))
    made = [json.loads(line) for line in file.read_text().splitlines()]
    (reports,) = shell.sql("SELECT count(*) FROM correction_report WHERE state NOT IN ('spam', 'withdrawn')")
    assert len(made) == reports[0] > 0
    for one in made:
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert (one["type"], one["motivation"]) == ("Annotation", "editing")
        assert one["id"].startswith("http") and one["target"]["source"]
    assert "unknown_site" in shell.run("export", "--site", "nowhere", code=1)
