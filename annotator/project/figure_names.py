"""The measures that the page of agreement shows, and what they are called there.

They stand alone, because commands name them as a window begins, before anything is compared.
"""

from __future__ import annotations

#: (measure, name), the first to begin with.
FIGURE_NAMES = (
    ("strict-f1", "Strict F1"),
    ("overlap-f1", "Overlap F1"),
    ("iou-f1", "F1 at IoU ≥ .5"),
    ("char-f1", "Character F1"),
    ("alpha-u", "uα 2016"),
    ("kappa", "κ of tokens"),
)
MEASURES = tuple(measure for measure, _name in FIGURE_NAMES)
