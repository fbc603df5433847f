"""The second factor of the desk's people as rows: what is stored, and that nothing of it is good twice.

The codes themselves are made and compared above, by Flask-Security; here are no secrets in the clear.
"""

from sqlalchemy import or_, update

from commentsvc.db import db
from commentsvc.models.staff import StaffUser

METHOD = "authenticator"


def is_on(person: StaffUser) -> bool:
    """Whether the person signs in with a code as well."""
    return bool(person.tf_primary_method and person.tf_totp_secret)


def turn_on(person: StaffUser, secret: str, counter: int) -> None:
    """Keep a sealed secret whose first code, of the time step ``counter``, the person has just shown."""
    person.tf_primary_method, person.tf_totp_secret, person.tf_last_counter = METHOD, secret, counter


def turn_off(person: StaffUser) -> None:
    """Forget secret and recovery codes."""
    person.tf_primary_method = person.tf_totp_secret = person.tf_last_counter = person.mf_recovery_codes = None


def take(person: StaffUser, counter: int) -> bool:
    """Use up the code of a time step; False when it, or a later one, was used before. Of many at once one succeeds."""
    unused = or_(StaffUser.tf_last_counter.is_(None), StaffUser.tf_last_counter < counter)
    taken = db.session.execute(
        update(StaffUser)
        .where(StaffUser.id == person.id, StaffUser.tf_totp_secret == person.tf_totp_secret, unused)
        .values(tf_last_counter=counter)
        .execution_options(synchronize_session=False)
    )
    return taken.rowcount == 1


def lock(user_id: int) -> StaffUser:
    """The person's row as it is now, kept from being changed by others until the unit of work ends."""
    return db.session.get_one(StaffUser, user_id, with_for_update=True, populate_existing=True)
