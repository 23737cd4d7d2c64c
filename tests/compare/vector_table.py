"""Which function of annotator.compare makes the figure that a published vector names.

The vectors come from articles and from the tests of other tools (each names its source); the
table maps their names of measures to ours. What starts with “gamma” is not offered.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import annotator.compare as compare

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
    "vectors"
]

Given = dict[str, Any]
#: Takes the input of a vector and what its name says after the measure's, such as label=c.
Reading = Callable[[Given, dict[str, str]], Any]


def _rows(measure: Callable[..., Any], **options: Any) -> Reading:
    return lambda given, said: measure(given["units"], **options)


def _people(given: Given) -> Any:
    """Return everybody's spans, in whichever shape a vector has them."""
    for name in ("spans_end_exclusive", "spans", "annotators", "people"):
        if name in given:
            return given[name]
    raters = range(given["raters"])
    return [[each for each in given["units"] if each["rater"] == rater] for rater in raters]


def _unitizing(measure: Callable[..., Any]) -> Reading:
    def read(given: Given, said: dict[str, str]) -> Any:
        length, begin = given["continuum_length"], given.get("continuum_begin", 0)
        return measure(_people(given), length, begin=begin, **said)

    return read


def _two(given: Given) -> tuple[Any, Any]:
    found = [given[name] for name in given if name.split("_")[0] in ("a", "b")]
    return found[0], found[1]


def _spans(measure: Callable[..., Any], **options: Any) -> Reading:
    return lambda given, said: measure(*_two(given), **options, **said)


def _pairwise(what: str) -> Reading:
    def read(given: Given, said: dict[str, str]) -> Any:
        return getattr(compare.pairwise(compare.strict_f1, given["docs"], **said), what)

    return read


#: Name in the vectors → how we make it.
TABLE: dict[str, Reading] = {
    "krippendorff_alpha_nominal": _rows(compare.alpha_nominal),
    "krippendorff_alpha_ordinal": _rows(compare.alpha_ordinal),
    "krippendorff_alpha_interval": _rows(compare.alpha_interval),
    "krippendorff_alpha_ratio": _rows(compare.alpha_ratio),
    "krippendorff_alpha_masi": _rows(compare.alpha_sets, distance="masi"),
    "krippendorff_alpha_jaccard": _rows(compare.alpha_sets, distance="jaccard"),
    "cohen_kappa": _rows(compare.kappa),
    "fleiss_kappa": _rows(compare.fleiss),
    "gwet_ac1": _rows(compare.gwet_ac1),
    "krippendorff_alpha_unitizing_2004": _unitizing(compare.alpha_u_2004),
    "u_alpha_nominal_2016": _unitizing(compare.alpha_u),
    "u_alpha_binary_2016": _unitizing(compare.alpha_u_boundary),
    "cu_alpha_nominal_2016": _unitizing(compare.alpha_cu),
    "k_u_alpha_2016": _unitizing(compare.alpha_ku),
    "k_u_alpha_2016.coverage": _unitizing(compare.alpha_ku_coverage),
    "span_f1.strict": _spans(compare.semeval_f1, kind="strict"),
    "span_f1.exact": _spans(compare.semeval_f1, kind="exact"),
    "span_f1.partial": _spans(compare.semeval_f1, kind="partial"),
    "span_f1.ent_type": _spans(compare.semeval_f1, kind="ent_type"),
    "pairwise_strict_span_f1": _spans(compare.strict_f1),
    "pairwise_strict_span_f1_mean": _pairwise("mean"),
    "pairwise_strict_span_f1_sd": _pairwise("deviation"),
    "relaxed_overlap": _spans(compare.overlap_f1),
    "any": _spans(compare.strict_f1),
}


def figure_of(vector: Given) -> Any:
    """Return what our function makes of a vector's input."""
    *names, last = vector["measure"].split(".label=")
    name, said = (names[0], {"label": last}) if names else (last, {})
    return TABLE[name](vector["input"], said)
