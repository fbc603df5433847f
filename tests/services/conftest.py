"""What several tests of the services begin with."""

import pytest


@pytest.fixture
def alone(make_app, database_url, tmp_path):
    """An application with a data directory of its own."""
    return make_app(database_url, data_dir=str(tmp_path / "data"))
