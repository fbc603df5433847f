"""Choose the configuration, call create_app: what a WSGI server loads."""

import config
from commentsvc import settings
from commentsvc.app import create_app

app = create_app(settings.load(config.from_environment()))
