"""Annotator: label news articles by hand, one local file, offline."""

__version__ = "0.1.0"
