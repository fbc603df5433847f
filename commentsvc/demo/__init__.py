"""The demo: an invented newspaper, its articles, and what its readers wrote."""
