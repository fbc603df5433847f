"""The languages that the service speaks."""

LANGUAGES = ("en", "uk", "ru")
"""In which every sentence is written; the first is spoken where nothing better is known."""


def spoken(*wished: str) -> str:
    """The first of the wished languages (``uk``, ``ru-RU``, …) that the service speaks, else English."""
    for language in wished:
        if language[:2].lower() in LANGUAGES:
            return language[:2].lower()
    return LANGUAGES[0]
