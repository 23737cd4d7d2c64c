"""A line of JSONL with an article that somebody has labelled."""

from __future__ import annotations

TEXT = "“No,” said Ana in Kyiv. 🎉\n"
KYIV = TEXT.index("Kyiv")


def labelled(key: str = "d", text: str = TEXT, person: str | None = "ana", **layer: object) -> dict:
    """Return it; `layer` are further fields of the layer, other spans than Kyiv among them."""
    spans = layer.pop("spans", None) or [
        {"id": "s1", "start": KYIV, "end": KYIV + 4, "label": "location", "quote": "Kyiv"}
    ]
    return {"id": key, "text": text, "layers": [{"person": person, "spans": spans, **layer}]}
