"""The people of the newsroom who work at the desk.

The one place below the entry points that knows Flask-Security: its mixin is a plain class of methods that has to sit
on the mapped class itself (ADR 4).
"""

from datetime import datetime

from flask_security.core import UserMixin
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId


class StaffUser(Base, UserMixin):
    """A person who can sign in to the desk; changing ``fs_uniquifier`` ends all of the person's sessions."""

    __tablename__ = "staff_user"

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    # The second factor, under the names by which Flask-Security knows it; the secret is encrypted by it.
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    mf_recovery_codes: Mapped[list | None] = mapped_column()
    # The time step of the last code that was taken: no code is good twice.
    tf_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )


class Membership(Base):
    """The role of one person on one site; ``sections`` narrows it to articles of these, none means all.

    ``seen_at`` is when the person last used the site's desk, ``left_at`` when the visit before this one ended
    (``domain.presence``).
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "site_id"),
        CheckConstraint("role IN ('administrator', 'moderator', 'editor', 'journalist', 'viewer')", name="role"),
    )

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    sections: Mapped[list] = mapped_column(default=list)
    seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    user: Mapped[StaffUser] = relationship(back_populates="memberships")


class StaffAlert(Base):
    """What a person wishes to be told by mail of what waits on one site: of which ``queues``, how soon (``cadence``),
    and not in ``quiet_hours`` (``22:00-07:00`` in the site's time zone).

    What came in up to ``told_until`` has been told, the last mail's from ``told_from`` on; the next one is ``due_at``.
    ``digest_until``: up to when mornings have had their digest of corrections; NULL where none is wanted.
    """

    __tablename__ = "staff_alert"
    __table_args__ = (
        UniqueConstraint("site_id", "user_id"),
        CheckConstraint("cadence IN ('at_once', 'hourly', 'daily', 'never')", name="cadence"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"), index=True)
    cadence: Mapped[str] = mapped_column(String(8))
    queues: Mapped[list] = mapped_column(default=list)
    quiet_hours: Mapped[str] = mapped_column(String(11), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    told_from: Mapped[datetime]
    told_until: Mapped[datetime]
    due_at: Mapped[datetime | None]
    digest_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StaffSession(Base):
    """One sign-in at the desk, on the server's side: ended here, it is ended everywhere.

    The cookie carries ``public_id``; without a living row it is worth nothing. ``proved_at`` is when the person last
    gave a password or a code: dangerous acts ask again. ``device`` is a browser's kind and system in two words.
    """

    __tablename__ = "staff_session"

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(60), default="")
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class StaffInvitation(Base):
    """A person asked to join the desk of a site; the link in the mail is signed and good until ``expires_at``, once."""

    __tablename__ = "staff_invitation"
    __table_args__ = (
        CheckConstraint("role IN ('administrator', 'moderator', 'editor', 'journalist', 'viewer')", name="role"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    # Encrypted, as all addresses of people who have not come yet.
    address: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    sections: Mapped[list] = mapped_column(default=list)
    language: Mapped[str] = mapped_column(String(12), default="en")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SavedView(Base):
    """A choice of a desk list that a person keeps under a name: ``area`` is the list, ``query`` its address' query.

    ``shared``: the site's other people see it, too.
    """

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "site_id", "area", "name"),)

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    area: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000))
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
