"""Work on very many values, all of them in use, without looking for garbage among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, lasting: bool = False) -> Iterator[None]:
    """Look for no garbage meanwhile: it would cost more than the work itself.

    What there is afterwards is left out of later looks as well when it is `lasting`. That is for
    processes that end soon, and for what is in use until the program ends.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lasting:
            gc.freeze()
        if enabled:
            gc.enable()
