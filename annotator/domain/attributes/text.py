"""Free text."""

from __future__ import annotations

from annotator.domain.attributes.kind import Kind

KIND = Kind("text", lambda _attribute, value: isinstance(value, str), lambda _attribute: "text")
