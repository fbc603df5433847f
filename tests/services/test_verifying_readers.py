"""What readers' rows say of sanctions is compared with the sanctions, and mended where that is asked for."""

import pytest

from commentsvc.db import db
from commentsvc.models.reader import Reader
from commentsvc.services import verification


def look(factories, **options) -> set[tuple[str, str]]:
    """Whose row says what otherwise than the sanctions do."""

    def check():
        context = factories.context()
        return verification.check_readers(context.site.id, context.now, **options)

    return {(one.public_id, one.field) for one in factories.act(check)}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("ban", {"banned": False}),
        ("ban", {"sanctioned": False, "banned": False}),
        ("warning", {"sanctioned": False}),
        ("warning", {"banned": True}),
        (None, {"sanctioned": True}),
    ],
)
def test_what_does_not_agree_is_told_and_mended(factories, kind, wrong):
    factories.comment(by="Marta")
    if kind:
        factories.sanction("Marta", kind)
    marta = factories.readers["Marta"]
    assert look(factories) == set()

    def spoil():
        row = db.session.get_one(Reader, marta.id)
        for name, value in wrong.items():
            setattr(row, name, value)

    factories.act(spoil)
    expected = {(marta.public_id, name) for name in wrong}
    assert look(factories) == expected and look(factories, repair=True) == expected
    assert look(factories) == set()


def test_one_that_has_ended_may_still_be_looked_for(factories, clock):
    factories.comment(by="Marta")
    factories.sanction("Marta", "suspension", days=1)
    clock.pass_by(days=2)
    assert look(factories) == set()
