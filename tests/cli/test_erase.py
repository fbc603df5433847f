"""``commentsvc erase`` as an operator types it."""

import json

from tests.cli.test_commands import Shell


def test_erasing_a_reader_by_a_comment_s_id(tmp_path):
    shell = Shell(tmp_path / "data", demo="true")
    shell.run("db", "upgrade")
    shell.run("demo")
    comment, name = shell.sql(
        "SELECT comment.public_id, author_name FROM comment JOIN reader ON reader.id = comment.reader_id"
        " WHERE reader.kind = 'guest' ORDER BY comment.id LIMIT 1"
    )[0]
    assert "[unknown_reader]" in shell.run("erase", "nobody", "--site", "daily", "--yes", code=1)
    assert "[unknown_site]" in shell.run("erase", comment, "--site", "nowhere", "--yes", code=1)
    assert "Aborted" in shell.run("erase", comment, "--site", "daily", stdin="n\n", code=1)
    told = json.loads(shell.run("erase", comment, "--site", "daily", "--mode", "delete", "--json"))
    assert (told["erased"], told["mode"]) == (True, "delete")
    assert shell.sql("SELECT count(*) FROM comment WHERE author_name = ?", name) == [(0,)]
    assert "[unknown_reader]" in shell.run("erase", comment, "--site", "daily", "--yes", code=1)
    (line,) = (tmp_path / "data" / "erasures.jsonl").read_text().splitlines()
    assert name not in line
    shell.run("verify")
