"""What the WSGI server of the demo newspaper loads: the newspaper alone, without the service's database."""

from datetime import UTC, datetime

from flask import Flask

import config
from commentsvc import settings
from commentsvc.demo import record
from commentsvc.demo.newspaper import create_newspaper


def create() -> Flask:
    """The newspaper that embeds the service of this configuration, printed when the demo was loaded."""
    chosen = settings.load(config.from_environment())
    known = record.read(chosen.data_dir)
    return create_newspaper(chosen.base_url, known.loaded_at if known else datetime.now(UTC))
