"""How far people agree, and where they do not: pure functions over plain values.

Spans are (start, end, label), ends exclusive, or any shape that `annotator.compare.unit.unit`
takes: `strict_f1`, `overlap_f1`, `iou_f1`, `char_f1`, `semeval_f1` and `token_kappa` take two
people's, `alpha_u` and the others of its family any number of people's and the length of the
text. `alpha_nominal`, `alpha_ordinal`, `alpha_interval`, `alpha_ratio`, `alpha_sets`, `kappa`,
`fleiss` and `gwet_ac1` take rows of values: a row a unit, a column a person, None for what
was not judged. All return None where there is nothing to compare (0/0).
"""

from __future__ import annotations

from annotator.compare.alpha_cu import alpha_cu
from annotator.compare.alpha_interval import alpha_interval
from annotator.compare.alpha_ku import alpha_ku, alpha_ku_coverage
from annotator.compare.alpha_nominal import alpha_nominal
from annotator.compare.alpha_ordinal import alpha_ordinal
from annotator.compare.alpha_ratio import alpha_ratio
from annotator.compare.alpha_sets import alpha_sets
from annotator.compare.alpha_u import alpha_u
from annotator.compare.alpha_u_2004 import alpha_u_2004
from annotator.compare.alpha_u_boundary import alpha_u_boundary
from annotator.compare.char_f1 import char_f1
from annotator.compare.fleiss import fleiss, token_fleiss
from annotator.compare.gwet import gwet_ac1
from annotator.compare.iou_f1 import iou_f1
from annotator.compare.kappa import kappa, token_kappa
from annotator.compare.overlap_f1 import overlap_f1
from annotator.compare.pairwise import pairwise
from annotator.compare.semeval import semeval_f1
from annotator.compare.strict_f1 import strict_f1

__all__ = [
    "alpha_cu",
    "alpha_interval",
    "alpha_ku",
    "alpha_ku_coverage",
    "alpha_nominal",
    "alpha_ordinal",
    "alpha_ratio",
    "alpha_sets",
    "alpha_u",
    "alpha_u_2004",
    "alpha_u_boundary",
    "char_f1",
    "fleiss",
    "gwet_ac1",
    "iou_f1",
    "kappa",
    "overlap_f1",
    "pairwise",
    "semeval_f1",
    "strict_f1",
    "token_fleiss",
    "token_kappa",
]
