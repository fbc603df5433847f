"""Fixtures of the command line's tests."""

import socket

import pytest


@pytest.fixture
def unused_listener():
    """A port that somebody else listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
