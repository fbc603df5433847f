"""Hostile and unusual inputs through every writing path: what goes in, and what every page makes of it."""
