"""What a started service says of itself: where everything is, and with the demo on, how to sign in."""

from commentsvc.demo import record
from commentsvc.settings import Settings


def text(settings: Settings) -> str:
    """The addresses in aligned lines."""
    base = settings.base_url
    lines = [("Desk", f"{base}/desk/"), ("API docs", f"{base}/api/docs")]
    if settings.demo:
        lines.insert(0, ("Demo newspaper", f"{settings.demo_url}/"))
        known = record.read(settings.data_dir)
        if known is not None:
            lines[2:2] = [("Sign in as", record.MODERATOR), ("Password", known.passwords[record.MODERATOR])]
    else:
        lines.insert(0, ("Service", f"{base}/"))
    width = max(len(name) for name, _ in lines)
    return "\n".join(["", *(f"  {name.ljust(width)}   {value}" for name, value in lines), "", "Ctrl+C stops it.", ""])
