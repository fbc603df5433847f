"""The PHP example: its tokens, for a given key, moment and number, are known to the letter.

Where there is no PHP the recorded tokens stand for what it says. They hold for one wording of the file alone: whoever
changes it has to record them anew, with PHP.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from commentsvc.domain.sign_on import read
from commentsvc.domain.sign_on_keys import Algorithm, VerifyingKey
from tests.clock import START
from tests.signing import AUDIENCE, ISSUER, NOW

FILE = Path(__file__).parents[2] / "integrations" / "php" / "sign_on.php"
# The file that the tokens were recorded from (PHP 8.2.36): its SHA-256.
RECORDED_FROM = "274afad7ef2454ee0572b27b29148c00f8f5ee1f562ac21be343d389b872b375"
KEYS = {
    Algorithm.HS256: {
        "secret": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "verifies": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "signature": "usL_ts3g7f4HAk8iqo04kzJl5SsvfSyvYuRGv1-qGWI",
    },
    Algorithm.EDDSA: {
        "secret": "-----BEGIN PRIVATE KEY-----\n"
        "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
        "-----END PRIVATE KEY-----\n",
        "verifies": "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n-----END PUBLIC KEY-----\n",
        "signature": "QYI37J9Hfo2NX5rzc7GlrOZjWs4f2NbzHoZGeOnVSmf1O-3TvLG8iKhuXutSIDFwxel8cxzGx7JGIK3Mg-EfDg",
    },
}
HEADERS = {
    Algorithm.HS256: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Imtub3duIn0",
    Algorithm.EDDSA: "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCIsImtpZCI6Imtub3duIn0",
}
CLAIMS = (
    "eyJpc3MiOiJodHRwczpcL1wvZGFpbHkuZXhhbXBsZSIsImF1ZCI6Imh0dHA6XC9cL2xvY2FsaG9zdDo1MDAwXC9zaXRlc1wvZGFpbHkiLCJzdWIiOiIx"
    "NyIsIm5hbWUiOiJcdTA0MWVcdTA0M2JcdTA0MzVcdTA0M2RcdTA0MzAgXHUwNDFhIiwiaWF0IjoxNzcyNDQyMDAwLCJleHAiOjE3NzI0NDIxMjAsImp0"
    "aSI6Imtub3duIG51bWJlciJ9"
)
CALL = """require $argv[1];
echo sign_on_token(json_decode($argv[2], true), '17', 'Олена К', (int) $argv[3], 'known number');"""


def made_by_php(algorithm: Algorithm) -> str:
    """What the file says, or what it said when it was recorded."""
    recorded = f"{HEADERS[algorithm]}.{CLAIMS}.{KEYS[algorithm]['signature']}"
    if shutil.which("php") is None:
        digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
        assert digest == RECORDED_FROM, "sign_on.php has changed: record its tokens anew, on a machine with PHP"
        return recorded
    key = {"kid": "known", "algorithm": algorithm, "iss": ISSUER, "aud": AUDIENCE, "secret": KEYS[algorithm]["secret"]}
    command = ["php", "-d", "error_reporting=E_ALL", "-r", CALL, "--", str(FILE), json.dumps(key), str(NOW)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == recorded
    return done.stdout


@pytest.mark.parametrize("algorithm", KEYS)
def test_its_tokens_are_believed(algorithm):
    key = VerifyingKey("known", algorithm, ISSUER, KEYS[algorithm]["verifies"])
    found = read(made_by_php(algorithm), [key], AUDIENCE, START)
    assert (found.subject, found.name, found.token_id) == ("17", "Олена К", "known number")


def test_the_record_is_of_the_present_file():
    """So that a change is noticed on the machine with PHP as well, not only on the next one without."""
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == RECORDED_FROM
