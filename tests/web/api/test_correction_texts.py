"""The article's text comes along with a report once; then its hash is enough."""

import hashlib

TEXT = "The bridge was built in 1936, he said.\nMore words of the article."
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
QUESTION = {"article": {"key": "bridge", "text_sha256": DIGEST}, "target": {"exact": "1936"}}


def article(**text):
    return {"key": "bridge", **text}


def test_a_hash_that_is_not_known_asks_for_the_text(api, reader):
    refused = api.report(article=article(text_sha256=DIGEST))
    assert (refused.status_code, refused.json["code"]) == (422, "text_wanted")
    assert refused.json["errors"][0]["field"] == "article.text"
    assert refused.json["errors"][0]["message"]
    assert api.report(article=article(text=TEXT)).status_code == 201
    assert reader("Ben").report(article=article(text_sha256=DIGEST)).status_code == 201


def test_nothing_is_kept_of_a_refused_report(api):
    api.report(article=article(text_sha256=DIGEST))
    assert api.report(article=article(text=TEXT)).json["already_reported"] == 0


def test_matches_say_whether_the_text_is_known(reader):
    ann, ben = reader("Ann"), reader("Ben")
    assert ann.call("POST", "/sites/daily/corrections/matches", QUESTION).json["text_known"] is False
    ann.report(article=article(text=TEXT))
    assert ben.call("POST", "/sites/daily/corrections/matches", QUESTION).json["text_known"] is True
    other = QUESTION | {"article": {"key": "another", "text_sha256": DIGEST}}
    assert ben.call("POST", "/sites/daily/corrections/matches", other).json["text_known"] is False


def test_a_text_of_another_article_is_not_taken_for_this_ones(api):
    api.report(article={"key": "another", "text": TEXT})
    assert api.report(article=article(text_sha256=DIGEST)).json["code"] == "text_wanted"


def test_what_is_no_hash_is_a_hash_that_is_not_known(api):
    for digest in ("x", DIGEST.upper(), DIGEST * 100):
        assert api.report(article=article(text_sha256=digest)).json["code"] == "text_wanted"
    assert api.report(article=article(text_sha256=5)).status_code == 422
    assert api.report(article=article(text_sha256=None)).status_code == 201


def test_the_text_counts_more_than_a_hash_beside_it(api):
    assert api.report(article=article(text=TEXT, text_sha256="0" * 64)).status_code == 201


def test_a_report_sent_again_is_the_same_with_its_text_and_with_its_hash(reader):
    ann = reader("Ann")
    key = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
    assert ann.report(headers=key, article=article(text_sha256=DIGEST)).json["code"] == "text_wanted"
    first = ann.report(headers=key, article=article(text=TEXT))
    assert first.status_code == 201
    again = ann.report(headers=key, article=article(text_sha256=DIGEST))
    assert (again.status_code, again.json["id"]) == (201, first.json["id"])
    changed = ann.report(headers=key, article=article(text=TEXT + " "))
    assert (changed.status_code, changed.json["errors"][0]["code"]) == (422, "idempotency_key_reused")
