"""What a publisher's sign-on token has to be, and the whole table of what it must not be."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import SIGN_ON_TOKEN_MAX_CHARS
from commentsvc.domain.sign_on import CLOCK_SKEW_SECONDS, LIFETIME_MAX_SECONDS, SignOnRefused, audience, read
from commentsvc.domain.sign_on_keys import Algorithm, VerifyingKey, brought, make
from tests.clock import START
from tests.signing import AUDIENCE, ISSUER, NOW, Signer, encoded

SIGNERS = {algorithm: Signer(algorithm) for algorithm in Algorithm}
SECRET = SIGNERS[Algorithm.HS256]
EDWARDS = SIGNERS[Algorithm.EDDSA]
every_algorithm = pytest.mark.parametrize("signer", SIGNERS.values(), ids=str)


def said(token: str, *keys: VerifyingKey, now=START):
    return read(token, keys or [SECRET.verifying], AUDIENCE, now)


def refused(token: str, *keys: VerifyingKey, now=START) -> tuple[str, str]:
    with pytest.raises(SignOnRefused) as caught:
        said(token, *keys, now=now)
    return caught.value.code, caught.value.reason


def invalid(reason: str) -> tuple[str, str]:
    return "sign_on_invalid", reason


def test_the_audience_is_the_site_s_address():
    assert audience("https://comments.example.org", "daily") == "https://comments.example.org/sites/daily"


@every_algorithm
def test_a_good_token_says_who_the_reader_is(signer):
    found = said(signer.token(jti="one", sub="17", name="  Olena   K "), signer.verifying)
    assert (found.issuer, found.subject, found.name, found.token_id) == (ISSUER, "17", "Olena K", "one")
    assert found.forgettable_at > START + timedelta(seconds=120 + CLOCK_SKEW_SECONDS)


def test_ed25519_may_be_called_by_its_new_name():
    token = EDWARDS.signed(EDWARDS.header(alg="Ed25519"), EDWARDS.claims())
    assert said(token, EDWARDS.verifying).subject == "reader-17"


def test_an_audience_may_stand_alone_in_a_list():
    assert said(SECRET.token(aud=[AUDIENCE])).subject == "reader-17"


@every_algorithm
def test_what_is_not_signed_by_the_key_is_refused(signer):
    stranger = Signer(signer.algorithm)
    header, payload, mark = signer.token().split(".")
    other_payload = encoded(signer.claims(sub="admin"))
    last = "A" if mark[0] != "A" else "B"
    for token in (
        stranger.token(),
        f"{header}.{other_payload}.{mark}",
        f"{header}.{payload}.{last}{mark[1:]}",
        f"{header}.{payload}.{encoded(b'x')}",
        f"{header}.{payload}.{encoded(b'0' * 64)}",
        f"{header}.{payload}.{encoded(bytes(64))}",
    ):
        assert refused(token, signer.verifying) == invalid("bad_signature")


@pytest.mark.parametrize("alg", ["none", "None", "nOnE", "NONE", ""])
def test_nobody_goes_without_a_signature(alg):
    bare = f"{encoded(SECRET.header(alg=alg))}.{encoded(SECRET.claims())}"
    assert refused(f"{bare}.") == invalid("malformed")
    assert refused(bare) == invalid("malformed")
    assert refused(f"{bare}.{encoded(b'x')}") == invalid("wrong_algorithm")


@pytest.mark.parametrize("alg", ["HS256", "RS256", "PS256", "ES384", "HS512", "EdDSA", "Ed448", "eddsa", ["ES256"], 1])
def test_the_algorithm_is_the_key_s_and_not_the_token_s(alg):
    signer = SIGNERS[Algorithm.ES256]
    token = signer.signed(signer.header(alg=alg), signer.claims())
    assert refused(token, signer.verifying) == invalid("wrong_algorithm")


@pytest.mark.parametrize("signer", [EDWARDS, SIGNERS[Algorithm.ES256]], ids=str)
def test_a_public_key_is_no_secret_to_sign_with(signer):
    public = signer.halves[1]
    for secret in (public, public.strip(), public.replace("\n", ""), encoded(public)):
        for alg in ("HS256", signer.algorithm):
            message = f"{encoded(signer.header(alg=alg))}.{encoded(signer.claims())}"
            mark = hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()
            code, reason = refused(f"{message}.{encoded(mark)}", signer.verifying)
            assert (code, reason in ("wrong_algorithm", "bad_signature")) == ("sign_on_invalid", True)


@pytest.mark.parametrize(
    "kid",
    [
        "second",
        "",
        None,
        1,
        True,
        ["first"],
        {"kid": "first"},
        "First",
        "first ",
        "first\x00",
        "../first",
        "' OR 1=1 --",
        "ﬁrst",
    ],
)
def test_a_key_s_name_leads_only_to_the_very_key(kid):
    token = SECRET.signed(SECRET.header(kid=kid), SECRET.claims())
    assert refused(token) == invalid("unknown_key")
    assert refused(token, SECRET.verifying, Signer(kid="another").verifying) == invalid("unknown_key")


def test_without_a_name_there_has_to_be_one_key():
    token = SECRET.signed(SECRET.header(kid=...), SECRET.claims())
    assert said(token).subject == "reader-17"
    assert refused(token, SECRET.verifying, Signer(kid="another").verifying) == invalid("unknown_key")


def test_without_keys_nobody_is_believed():
    with pytest.raises(SignOnRefused, match="sign_on_invalid"):
        read(SECRET.token(), [], AUDIENCE, START)


@pytest.mark.parametrize(
    "member",
    [
        {"jku": "https://evil.example/keys.json"},
        {"jwk": {"kty": "oct", "k": "AAAA"}},
        {"x5u": "https://evil.example/chain.pem"},
        {"x5c": ["MIIB"]},
        {"crit": ["exp"], "exp": 1},
        {"crit": []},
        {"b64": False},
        {"zip": "DEF"},
        {"cty": "JWT"},
    ],
    ids=str,
)
def test_a_header_says_nothing_else(member):
    assert refused(SECRET.signed(SECRET.header(**member), SECRET.claims())) == invalid("unknown_header")


@pytest.mark.parametrize("typ", ["JWE", "at+jwt", "", None, 1, ["JWT"]])
def test_a_token_of_another_kind_is_none(typ):
    assert refused(SECRET.signed(SECRET.header(typ=typ), SECRET.claims())) == invalid("wrong_type")


def test_the_kind_need_not_be_said():
    assert said(SECRET.signed(SECRET.header(typ=...), SECRET.claims())).name == "Olena"


@pytest.mark.parametrize("name", ["iss", "sub", "iat", "exp", "jti"])
@pytest.mark.parametrize(
    "value", [..., None, "", " ", True, [], {}, 1.5, "\x00", "a\nb", "\ud800", "x" * 256], ids=repr
)
def test_every_claim_has_to_be_there_in_its_form(name, value):
    assert refused(SECRET.token(**{name: value})) == ("sign_on_claim", f"wrong_{name}")


@pytest.mark.parametrize("name", ["iat", "exp", "nbf"])
@pytest.mark.parametrize(
    "value", [str(NOW), float(NOW), "NaN", 0, -1, False, "2026-03-02T09:00:00Z", [NOW], {"exp": NOW}], ids=repr
)
def test_times_are_whole_seconds(name, value):
    assert refused(SECRET.token(**{name: value})) == ("sign_on_claim", f"wrong_{name}")


@pytest.mark.parametrize(
    "number", ["1e400", "-1e400", f"{NOW}.0", f"{NOW}e0", "1" + "0" * 400, "253402300800", f"{NOW}000"]
)
def test_no_number_is_too_strange(number):
    """The year 9999, milliseconds, infinity: the token never lives longer than five minutes."""
    for name in ("iat", "exp"):
        claims = json.dumps(SECRET.claims(**{name: "HERE"})).replace('"HERE"', number)
        code, _reason = refused(SECRET.signed(SECRET.header(), claims))
        assert code in ("sign_on_claim", "sign_on_lifetime", "sign_on_early")


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "0123", "1_0", "1" + "0" * 4400])
def test_what_is_not_json_is_refused(word):
    claims = json.dumps(SECRET.claims(exp="HERE")).replace('"HERE"', word)
    if len(claims) * 4 // 3 < SIGN_ON_TOKEN_MAX_CHARS - 200:
        assert refused(SECRET.signed(SECRET.header(), claims)) == invalid("malformed")
    else:
        assert refused(SECRET.signed(SECRET.header(), claims)) == invalid("too_large")


def test_a_token_lives_for_five_minutes_at_most():
    assert said(SECRET.token(exp=NOW + LIFETIME_MAX_SECONDS)).subject
    for exp in (NOW + LIFETIME_MAX_SECONDS + 1, NOW, NOW - 1, 253402300799):
        assert refused(SECRET.token(exp=exp)) == ("sign_on_lifetime", "wrong_lifetime")
    year_9999 = 253402300799
    assert refused(SECRET.token(iat=year_9999 - 60, exp=year_9999)) == ("sign_on_early", "not_yet_valid")


def test_clocks_may_differ_a_little():
    token = SECRET.token(iat=NOW, exp=NOW + 60)
    last = START + timedelta(seconds=60 + CLOCK_SKEW_SECONDS - 1)
    assert said(token, now=last).subject
    assert refused(token, now=last + timedelta(seconds=1)) == ("sign_on_expired", "expired")
    first = START - timedelta(seconds=CLOCK_SKEW_SECONDS)
    assert said(token, now=first).subject
    assert refused(token, now=first - timedelta(seconds=1)) == ("sign_on_early", "not_yet_valid")


def test_a_beginning_is_waited_for():
    later = NOW + CLOCK_SKEW_SECONDS + 1
    assert refused(SECRET.token(nbf=later)) == ("sign_on_early", "not_yet_valid")
    assert said(SECRET.token(nbf=NOW)).subject


@pytest.mark.parametrize(
    "aud",
    [
        ..., None, "", "daily", AUDIENCE + "/", AUDIENCE.upper(), AUDIENCE + "2", AUDIENCE.replace("http:", "https:"),
        "http://localhost:5000/sites/other", [], [AUDIENCE, "https://elsewhere.example"], [[AUDIENCE]], {"aud": AUDIENCE}, 1,
    ],
    ids=repr,
)  # fmt: skip
def test_a_token_for_somebody_else_is_refused(aud):
    assert refused(SECRET.token(aud=aud)) == ("sign_on_audience", "wrong_audience")


def test_the_issuer_is_the_key_s():
    assert refused(SECRET.token(iss="https://evil.example")) == ("sign_on_issuer", "wrong_issuer")
    # Another publisher's key in the same house does not speak for this one.
    other = Signer(kid="other", issuer="https://other.example")
    token = other.with_(issuer=ISSUER).token()
    assert refused(token, SECRET.verifying, other.verifying) == ("sign_on_issuer", "wrong_issuer")


def test_members_that_stand_twice_are_refused():
    twice = json.dumps(SECRET.claims())[:-1] + ', "sub": "admin"}'
    assert refused(SECRET.signed(SECRET.header(), twice)) == invalid("malformed")
    escaped = json.dumps(SECRET.claims())[:-1] + ', "\\u0073ub": "admin"}'
    assert refused(SECRET.signed(SECRET.header(), escaped)) == invalid("malformed")
    header = '{"alg": "none", "kid": "first", "alg": "HS256"}'
    assert refused(SECRET.signed(header, SECRET.claims())) == invalid("malformed")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"17",
        b"\xff\xfe",
        b"{",
        b"{} {}",
        b"[" * 2500,
        b'{"a":' * 500,
        "\ufeff{}".encode(),
    ],
    ids=repr,
)
def test_what_is_no_object_is_refused(payload):
    assert refused(SECRET.signed(SECRET.header(), payload)) == invalid("malformed")
    assert refused(SECRET.signed(payload, SECRET.claims())) == invalid("malformed")


def test_the_form_is_one_and_no_other():
    token = SECRET.token()
    header, payload, mark = token.split(".")
    padded = mark + "=" * (-len(mark) % 4)
    # The last letter of 32 bytes carries two bits that nobody reads.
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = mark[:-1] + alphabet[alphabet.index(mark[-1]) ^ 1]
    assert base64.urlsafe_b64decode(twin + "=") == base64.urlsafe_b64decode(mark + "=")
    for other in (
        f"{header}.{payload}.{padded}", f"{header}.{payload}.{twin}", f" {token}", f"{token}\n", f"{token}.{mark}",
        f"{header}..{mark}", f".{payload}.{mark}", header, "", "...", "a.b.c.d.e", f"{header}.{payload}.{mark}é",
        f"{header}.{payload}.{mark}\x00", f"Bearer {token}", token.replace("-", "+").replace("_", "/") + "+",
    ):  # fmt: skip
        assert refused(other) == invalid("malformed")


def test_the_giant_is_not_even_looked_at():
    assert refused("a" * (SIGN_ON_TOKEN_MAX_CHARS + 1)) == invalid("too_large")
    assert refused(SECRET.token(name="x" * 5000)) == invalid("too_large")


@pytest.mark.parametrize(
    "name", [None, 17, ["Olena"], "", "\u200b", "x" * 61, "ann\u202eoleg", "Olena ✔", "a\x00b", "\ud800"], ids=repr
)
def test_a_name_that_nobody_may_have_is_left_out(name):
    assert said(SECRET.token(name=name)).name == ""


def test_roles_are_never_taken_from_a_token():
    claims = {"role": "administrator", "roles": ["staff"], "admin": True, "badges": ["staff"], "kind": "staff"}
    assert vars(said(SECRET.token(jti="one", **claims))) == vars(said(SECRET.token(jti="one")))


def test_who_has_no_key_learns_nothing():
    """Everything up to the signature is one code: unknown key, revoked key, wrong algorithm, forged, garbled."""
    words = {refused(token)[0] for token in ("x", Signer(kid="other").token(), Signer().token(), EDWARDS.token())}
    assert words == {"sign_on_invalid"}


def test_a_brought_key_is_one_of_two_kinds():
    for algorithm in (Algorithm.EDDSA, Algorithm.ES256):
        private, public = make(algorithm)
        assert brought(f"\n{public}\n") == (algorithm, public)
        with pytest.raises(Invalid) as caught:
            brought(private)
        assert caught.value.errors[0].code == "public_key_private"


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    refused(text)


@given(st.text(alphabet="ab.=-_", max_size=60), st.integers(0, 300), st.characters())
def test_no_change_of_a_good_token_is_believed(junk, place, char):
    token = SECRET.token()
    place %= len(token)
    for other in (token[:place] + junk + token[place:], token[:place] + char + token[place + 1 :]):
        if other != token:
            refused(other)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["iss", "aud", "sub", "iat", "exp", "jti", "nbf", "name"]), JSON, max_size=4))
def test_no_claims_break_it(changes):
    try:
        found = said(SECRET.token(**changes))
    except SignOnRefused:
        return
    assert set(changes) <= {"sub", "jti", "name"} or found.forgettable_at > START
