"""``commentsvc site sign-on-key``, as an operator types it."""

import json

import pytest

from commentsvc.domain.sign_on_keys import Algorithm, make
from tests.cli.test_commands import Shell


@pytest.fixture
def shell(tmp_path):
    shell = Shell(tmp_path / "data")
    shell.run("db", "upgrade")
    shell.run("site", "create", "daily", "--name", "The Daily", "--origin", "https://news.example")
    return shell


def create(shell, *words: str) -> dict:
    told = shell.run("site", "sign-on-key", "create", "daily", "--issuer", "https://news.example", "--json", *words)
    return json.loads(told)


def test_each_kind_of_key_is_made_and_its_secret_shown_once(shell):
    for algorithm in Algorithm:
        made = create(shell, "--algorithm", algorithm, "--kid", f"key-{algorithm}")
        assert (made["algorithm"], made["iss"]) == (algorithm, "https://news.example")
        assert made["aud"].endswith("/sites/daily")
        assert made["secret"] not in shell.run("site", "sign-on-key", "list", "daily", "--json")
        kept = shell.sql("SELECT material FROM sign_on_key WHERE kid = ?", made["kid"])[0][0]
        assert made["secret"] not in kept
        if algorithm is not Algorithm.HS256:
            assert "BEGIN PRIVATE KEY" in made["secret"]
            assert "BEGIN PUBLIC KEY" in kept
    assert len(json.loads(shell.run("site", "sign-on-key", "list", "daily", "--json"))) == 3


def test_a_public_key_is_taken_as_it_is(shell, tmp_path):
    private, public = make(Algorithm.ES256)
    file = tmp_path / "key.pem"
    file.write_text(public)
    made = create(shell, "--public-key", str(file))
    assert (made["algorithm"], made["secret"]) == ("ES256", None)
    file.write_text(private)
    told = shell.run("site", "sign-on-key", "create", "daily", "--issuer", "x", "--public-key", str(file), code=1)
    assert "private key" in told


def test_a_key_is_listed_and_ended(shell):
    assert "no key yet" in shell.run("site", "sign-on-key", "list", "daily")
    told = shell.run("site", "sign-on-key", "create", "daily", "--issuer", "https://news.example", "--kid", "spring")
    assert "not shown again" in told
    assert "aud = " in told
    again = shell.run("site", "sign-on-key", "create", "daily", "--issuer", "x", "--kid", "spring", code=1)
    assert "key of this name" in again
    assert "spring  EdDSA  https://news.example" in shell.run("site", "sign-on-key", "list", "daily")
    assert "spring of daily is revoked" in shell.run("site", "sign-on-key", "revoke", "daily", "spring")
    assert "revoked 20" in shell.run("site", "sign-on-key", "list", "daily")
    assert "no such key" in shell.run("site", "sign-on-key", "revoke", "daily", "autumn", code=1)
