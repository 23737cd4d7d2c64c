"""Who is logged in at this computer."""

from __future__ import annotations


def login_name() -> str | None:
    """Return the name of the computer account, None when it has none."""
    import getpass

    try:
        # A user id without an entry in the system's list of users has no name.
        return getpass.getuser().strip() or None
    except (KeyError, OSError, ImportError):
        return None
