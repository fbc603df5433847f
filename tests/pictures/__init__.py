"""The pictures of the documentation: `make pictures` makes them all anew (see `__main__.py`)."""
