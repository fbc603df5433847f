"""Which way mails go, by the settings."""

from commentsvc.adapters.folder_mailer import FolderMailer
from commentsvc.adapters.smtp_mailer import SmtpMailer
from commentsvc.ports import Mailer
from commentsvc.settings import Settings


def chosen(settings: Settings) -> Mailer:
    """A mail server where one is set, else a folder in the data directory."""
    if not settings.mail_host:
        return FolderMailer(settings.data_dir / "mail", settings.mail_folder_max)
    return SmtpMailer(
        settings.mail_host,
        settings.mail_port,
        sender=settings.mail_sender,
        user=settings.mail_user,
        password=settings.mail_password,
        tls=settings.mail_tls,
        seconds=settings.mail_timeout_seconds,
    )
