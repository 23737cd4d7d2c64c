"""The layouts a project file has had, oldest first.

`NAMES` and `VERSION` can be read without importing the migrations themselves: opening an
up-to-date file needs no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: The set's name in the table that sqlite-utils keeps of applied migrations.
MIGRATION_SET = "annotator"


class Layouts(NamedTuple):
    """The migrations a program knows: module names under this package, in order.

    `statements` gives a migration's SQL in place of its module, for tests.
    """

    names: tuple[str, ...] = ("m001_first", "m002_ledger", "m003_agreement", "m004_unplaced")
    statements: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        """What `user_version` is in an up-to-date file."""
        return len(self.names)

    def sql(self, name: str) -> str:
        """Return the statements of one migration."""
        index = self.names.index(name)
        if index < len(self.statements) and self.statements[index]:
            return self.statements[index]
        from importlib import import_module

        return str(import_module(f"{__name__}.{name}").SQL)


LAYOUTS = Layouts()


def split_statements(sql: str) -> Sequence[str]:
    """Return the single statements of a script, so that they can share one transaction."""
    # sqlite3's own executescript commits whatever transaction is open.
    import sqlite3

    statements, pending = [], ""
    for piece in sql.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return [statement for statement in statements if statement != ";"]
