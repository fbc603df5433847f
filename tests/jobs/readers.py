"""Readers with an account and a confirmed address, as they are after signing in by mail."""

from commentsvc.db import db
from commentsvc.domain import mail_address
from commentsvc.models.reader import Reader
from commentsvc.services import accounts, consents, contacts, merging


class Accounts:
    """Makes them on the site of the factories, which know them by their names from then on."""

    def __init__(self, factories):
        self.factories = factories

    def open(self, name: str, *, agreed: bool = True, **wishes: str) -> None:
        """`open("Olena", reply="hourly")`: her address is olena@example.org."""

        def act():
            context = self.factories.context()
            address = mail_address.read(f"{name.lower()}@example.org")
            hashed = contacts.address_hash(context, address)
            account = accounts.open_account(context, accounts.MAIL, hashed, name)
            contact = contacts.of_reader(context, account.id, address, agreed=False)
            contacts.choose(context, hashed, wishes)
            if agreed:
                consents.agree(context, contact)
            return account

        self.factories.readers[name] = self.factories.act(act)

    def token(self, name: str) -> str:
        """The bearer token of an account."""

        def act():
            context = self.factories.context(name)
            return accounts.bearer(context, accounts.open_token(context, context.reader).public_id)

        return self.factories.act(act)

    def merge(self, guest: str, account: str) -> None:
        """A guest of the factories signs in as an account."""

        def act():
            rows = [db.session.get_one(Reader, self.factories.readers[name].id) for name in (guest, account)]
            merging.merge_guest(self.factories.context(), *rows)

        self.factories.act(act)
