"""One file per kind of attribute."""
