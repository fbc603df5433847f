"""Commands as an operator types them, on a data directory of their own."""

import json
import sqlite3

import pytest
from click.testing import CliRunner

from commentsvc import cli
from commentsvc.app import create_app
from commentsvc.demo import record


class Shell:
    """Runs commands on one data directory."""

    def __init__(self, data_dir, **settings):
        self.data_dir = data_dir
        self.strings = {"data_dir": str(data_dir), "port": "5290", **settings}

    def run(self, *words: str, stdin: str | None = None, code: int = 0) -> str:
        environment = cli.Environment(self.strings, create_app)
        done = CliRunner().invoke(cli.group, list(words), obj=environment, input=stdin)
        assert done.exit_code == code, f"{done.output} {done.exception!r}"
        return done.output

    def sql(self, statement: str, *values):
        with sqlite3.connect(self.data_dir / "commentsvc.db") as connection:
            rows = connection.execute(statement, values).fetchall()
        connection.close()
        return rows


@pytest.fixture
def shell(tmp_path):
    shell = Shell(tmp_path / "data", demo="true")
    shell.run("db", "upgrade")
    return shell


@pytest.fixture(scope="module")
def demo_shell(tmp_path_factory):
    shell = Shell(tmp_path_factory.mktemp("demo"), demo="true")
    shell.run("db", "upgrade")
    shell.run("demo")
    return shell


def test_every_command_says_what_it_does():
    shell = Shell("/nonexistent")
    for words in ((), ("serve",), ("worker",), ("db", "upgrade"), ("demo",), ("site", "create"), ("staff", "create")):
        assert "Usage:" in shell.run(*words, "--help")


def test_upgrading_twice_says_so(shell):
    assert "already" in shell.run("db", "upgrade")


def test_serving_an_unmigrated_database_is_refused_in_words(tmp_path):
    told = Shell(tmp_path).run("serve", code=1)
    assert "commentsvc db upgrade" in told


def test_a_taken_port_is_named(shell, unused_listener):
    shell.strings["port"] = str(unused_listener)
    told = shell.run("serve", code=1)
    assert f"port {unused_listener}" in told
    assert "PORT" in told


def test_an_unknown_setting_is_named(tmp_path):
    assert "COMMENTSVC_COLOUR" in Shell(tmp_path, colour="blue").run("site", "list", code=1)


def test_sites_are_created_listed_and_set(shell):
    shell.run("site", "create", "daily", "--name", "The Daily", "--origin", "https://daily.example")
    shell.run("site", "set", "daily", "pre_moderate=true", "--origin", "https://www.daily.example")
    (site,) = json.loads(shell.run("site", "list", "--json"))
    assert site["origins"] == ["https://www.daily.example"]
    assert site["settings"]["pre_moderate"] is True
    shell.run("site", "set", "daily", "--time-zone", "Europe/Kyiv")
    assert json.loads(shell.run("site", "list", "--json"))[0]["settings"]["time_zone"] == "Europe/Kyiv"
    assert "time zone" in shell.run("site", "set", "daily", "--time-zone", "Kyiv", code=1)
    assert "slug" in shell.run("site", "create", "daily", "--name", "x", "--origin", "https://x.example", code=1)
    assert "unknown_site" in shell.run("site", "set", "nowhere", "pre_moderate=true", code=1)
    shell.run("site", "set", "daily", "flag_threshold=0", code=1)
    shell.run("site", "set", "daily", "colour=1", code=2)


def test_staff_are_created_listed_and_reset(shell):
    shell.run("site", "create", "daily", "--name", "The Daily", "--origin", "https://daily.example")
    words = ("staff", "create", "Ann@Daily.example", "--role", "editor", "--site", "daily", "--password-stdin")
    assert "characters" in shell.run(*words, stdin="short\n", code=2)
    shell.run(*words, stdin="a long enough password\n")
    (person,) = json.loads(shell.run("staff", "list", "--json"))
    assert (person["email"], person["roles"]) == ("ann@daily.example", {"daily": "editor"})
    shell.run(*words[:-1], "--name", "Ann Author")
    (person,) = json.loads(shell.run("staff", "list", "--json"))
    assert person["name"] == "Ann Author"
    assert "name" in shell.run(*words[:-1], "--name", "Ann \u202eAuthor", code=1)
    before = shell.sql("SELECT password, fs_uniquifier FROM staff_user")
    shell.run("staff", "reset", "ann@daily.example", "--password-stdin", stdin="another long password\n")
    assert shell.sql("SELECT password, fs_uniquifier FROM staff_user") != before
    assert "unknown_staff" in shell.run("staff", "reset", "ben@daily.example", "--password-stdin", code=1)


def test_staff_are_limited_to_sections_and_their_second_factor_is_shown_and_reset(shell):
    shell.run("site", "create", "daily", "--name", "The Daily", "--origin", "https://daily.example")
    words = ("staff", "create", "ann@daily.example", "--role", "editor", "--site", "daily")
    shell.run(*words, "--section", "City", "--section", "Sport", "--password-stdin", stdin="a long enough password\n")
    assert shell.sql("SELECT sections FROM membership") == [('["City", "Sport"]',)]
    assert "password only" in shell.run("staff", "list")
    shell.sql("UPDATE staff_user SET tf_primary_method = 'authenticator', tf_totp_secret = '{}'")
    assert "second factor" in shell.run("staff", "list")
    (person,) = json.loads(shell.run("staff", "list", "--json"))
    assert person["second_factor"] is True
    reset = ("staff", "reset", "ann@daily.example", "--password-stdin")
    shell.run(*reset, stdin="another long password\n")
    assert json.loads(shell.run("staff", "list", "--json"))[0]["second_factor"] is True
    shell.run(*reset, "--second-factor", stdin="another long password\n")
    assert json.loads(shell.run("staff", "list", "--json"))[0]["second_factor"] is False


def test_the_demo_is_whole_and_loading_it_again_changes_nothing(demo_shell):
    counts = (
        "SELECT (SELECT count(*) FROM comment), (SELECT count(*) FROM vote), (SELECT count(*) FROM correction_report)"
    )
    before = demo_shell.sql(counts)
    assert before[0][0] >= 60
    assert before[0][2] >= 12
    assert "already" in demo_shell.run("demo")
    assert demo_shell.sql(counts) == before
    statuses = dict(demo_shell.sql("SELECT status, count(*) FROM comment GROUP BY status"))
    assert set(statuses) == {"approved", "pending", "rejected", "spam"}
    assert demo_shell.sql("SELECT count(*) FROM comment WHERE withdrawn_at IS NOT NULL") == [(1,)]
    assert demo_shell.sql("SELECT count(*) FROM comment WHERE featured") == [(6,)]
    badges = dict(demo_shell.sql("SELECT badges, count(*) FROM comment GROUP BY badges"))
    assert (badges['["author", "staff"]'], badges['["staff"]'], badges['["new"]']) == (5, 2, 3)
    assert demo_shell.run("verify") == "Everything is as it should be.\n"


def test_the_demo_keeps_its_passwords_to_itself(demo_shell):
    assert (demo_shell.data_dir / record.FILE).stat().st_mode & 0o077 == 0
    assert len(record.read(demo_shell.data_dir).passwords[record.MODERATOR]) >= 15


def test_a_demo_that_moved_is_registered_under_its_new_address(demo_shell):
    moved = Shell(demo_shell.data_dir, demo="true", demo_port="5299")
    moved.run("demo")
    (site,) = json.loads(moved.run("site", "list", "--json"))
    assert {"http://localhost:5299", "http://127.0.0.1:5299"} <= set(site["origins"])
    assert len(site["origins"]) == 4


def test_verify_finds_and_mends_wrong_counters(shell):
    shell.run("demo")
    shell.sql("UPDATE comment SET ups = ups + 5 WHERE id = 1")
    shell.sql("UPDATE thread SET comment_count = 1 WHERE id = 1")
    shell.sql("UPDATE reader SET banned = 1 WHERE id = 1")
    report = json.loads(shell.run("verify", "--json", code=1))
    assert {(one["subject"], one["field"]) for one in report["counters"]} == {
        ("comment", "ups"),
        ("thread", "comment_count"),
        ("reader", "banned"),
    }
    shell.run("verify", "--repair")
    assert shell.run("verify") == "Everything is as it should be.\n"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE log_entry SET reason = 'other' WHERE seq = 2",
        "UPDATE log_entry SET actor_id = 1 WHERE seq = 1",
        "DELETE FROM log_entry WHERE seq = 3",
        "DELETE FROM log_entry WHERE id = (SELECT max(id) FROM log_entry)",
        "DELETE FROM log_seal",
        "UPDATE log_note SET text = 'something else'",
    ],
)
def test_verify_sees_that_somebody_was_at_the_log(tmp_path, demo_shell, harm):
    shell = Shell(tmp_path / "copy")
    shell.data_dir.mkdir()
    with sqlite3.connect(demo_shell.data_dir / "commentsvc.db") as source:
        with sqlite3.connect(shell.data_dir / "commentsvc.db") as target:
            source.backup(target)
        target.close()
    source.close()
    shell.sql(harm)
    assert json.loads(shell.run("verify", "--json", code=1))["log"]


def test_doctor_says_what_to_mend(shell):
    findings = {one["what"]: one for one in json.loads(shell.run("doctor", "--json", code=1))}
    assert findings["database"]["well"]
    assert findings["schema"]["well"]
    assert not findings["sites"]["well"]
    shell.run("site", "create", "daily", "--name", "The Daily", "--origin", "https://daily.example")
    shell.run("doctor")
    (shell.data_dir / "secret.key").chmod(0o644)
    assert "chmod 600" in shell.run("doctor", code=1)


def test_doctor_finds_an_empty_database(tmp_path):
    assert "commentsvc db upgrade" in Shell(tmp_path).run("doctor", code=1)
