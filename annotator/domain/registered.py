"""What registers itself by being there: one module a thing, each with a constant of one name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def registered(package: ModuleType, constant: str, kind: type[T]) -> list[T]:
    """Return what the modules of a package call `constant`, where it is of that kind.

    They are in the order of their modules' names, and are loaded by this.
    """
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        each = getattr(loaded, constant, None)
        if isinstance(each, kind):
            found.append(each)
    return found
