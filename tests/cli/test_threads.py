"""`commentsvc thread`, `site key` and the settings of a site, as an operator types them."""

import json

from tests.cli.test_commands import Shell, shell  # noqa: F401 - a fixture


def loaded(shell: Shell) -> Shell:  # noqa: F811
    shell.run("demo")
    return shell


def test_threads_are_moved_and_merged(shell):  # noqa: F811
    loaded(shell)
    dry = json.loads(shell.run("thread", "move", "--site", "daily", "article-17", "bridge", "--dry-run", "--json"))
    assert (dry["key"], dry["dry_run"]) == ("bridge", True)
    assert shell.sql("SELECT count(*) FROM article_alias") == [(0,)]
    assert "moved" in shell.run("thread", "move", "--site", "daily", "article-17", "bridge")
    assert shell.sql("SELECT key FROM article_alias") == [("article-17",)]
    before = shell.sql("SELECT count(*), sum(ups), sum(downs) FROM comment")
    assert "would be merged" in shell.run("thread", "merge", "--site", "daily", "article-18", "bridge", "--dry-run")
    done = json.loads(shell.run("thread", "merge", "--site", "daily", "article-18", "bridge", "--json"))
    assert (done["from_key"], done["key"], done["dry_run"]) == ("article-18", "bridge", False)
    assert shell.sql("SELECT count(*), sum(ups), sum(downs) FROM comment") == before
    assert shell.run("verify") == "Everything is as it should be.\n"
    refused = shell.run("thread", "merge", "--site", "daily", "article-17", "article-19", code=1)
    assert "key_is_former" in refused and "bridge" in refused
    assert "unknown_article" in shell.run("thread", "move", "--site", "daily", "nowhere", "x", code=1)
    assert "unknown_site" in shell.run("thread", "move", "--site", "nowhere", "a", "b", code=1)


def test_a_sites_keys_are_made_listed_and_ended(shell):  # noqa: F811
    loaded(shell)
    made = json.loads(shell.run("site", "key", "create", "daily", "--json"))
    assert made["secret"].startswith("whsec_")
    assert "not shown again" in shell.run("site", "key", "create", "daily")
    listed = shell.run("site", "key", "list", "daily")
    assert made["key"] in listed and "whsec_" not in listed
    shell.run("site", "key", "revoke", "daily", made["key"])
    states = {one["key"]: one["revoked_at"] for one in json.loads(shell.run("site", "key", "list", "daily", "--json"))}
    assert states[made["key"]] and len(states) == 2
    assert "unknown_key" in shell.run("site", "key", "revoke", "daily", "nothing", code=1)


def test_words_and_lists_of_a_site_are_set(shell):  # noqa: F811
    loaded(shell)
    shell.run("site", "set", "daily", "house_rules=Be **Kind**.", "closed_sections=Crime, Courts", "lock_after_days=14")
    (site,) = json.loads(shell.run("site", "list", "--json"))
    assert site["settings"]["house_rules"] == "Be **Kind**."
    assert site["settings"]["closed_sections"] == ["Crime", "Courts"]
    assert site["settings"]["lock_after_days"] == 14
    shell.run("site", "set", "daily", "house_rules=", "closed_sections=")
    assert "too_long" in shell.run("site", "set", "daily", "announcement=" + "x" * 2001, code=1)
    assert "out_of_bounds" in shell.run("site", "set", "daily", "lock_after_days=-1", code=1)
