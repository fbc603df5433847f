"""Where the command line meets the application: ``python -m commentsvc``, and the script ``commentsvc``."""

import config
from commentsvc import cli
from commentsvc.app import create_app


def main() -> None:
    """Run one command; exits with 0, or with 1 and a sentence on stderr."""
    cli.group(obj=cli.Environment(config.from_environment(), create_app), prog_name="commentsvc")


if __name__ == "__main__":
    main()
