"""How the files of an import are read: encoding, columns, and what else their formats offer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout

from annotator.app.look_dialog import field_name
from annotator.formats.article_columns import columns_said
from annotator.formats.registry import format_named
from annotator.project.import_report import Detected
from annotator.project.previewing import Preview
from annotator.widgets.encoding_field import EncodingField
from annotator.widgets.reading_fields import ColumnFields, ReadingTicks


class ImportReading(QObject):
    """Rows of a form, each of which is there when the files have such a choice.

    `chosen` is sent when a person chooses otherwise.
    """

    chosen = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.encoding, self.columns, self.ticks = EncodingField(), ColumnFields(), ReadingTicks()
        self._fields = (self.encoding, self.columns, self.ticks)
        self._names = [field_name(words) for words in ("Encoding", "Columns", "Reading")]
        for field in self._fields:
            field.chosen.connect(self.chosen)

    def add_to(self, form: QFormLayout) -> None:
        """Add the rows to a form."""
        for name, field in zip(self._names, self._fields, strict=True):
            form.addRow(name, field)

    def options(self) -> dict[str, str]:
        """Return the options of reading that were chosen."""
        columns = self.columns.columns()
        said = {"columns": columns_said(columns)} if columns else {}
        return self.encoding.reading() | said | self.ticks.reading()

    def show_first(self, first: Preview | None) -> None:
        """Show how the first article was read, and offer what its file has."""
        known = None if first is None else first.encoding
        self.encoding.show_found(known, first is not None and first.guessed)
        names = () if first is None else first.columns
        looks = {} if first is None else {"text": first.text_column, "title": first.title_column}
        self.columns.show_columns(names, looks)
        self._show_names()

    def show_formats(self, detected: Sequence[Detected]) -> None:
        """Offer what the formats of these files may do while they read."""
        found = [format_named(name) for name in dict.fromkeys(each.format for each in detected)]
        offered = {name: each.options[name] for each in found for name in each.ticks}
        self.ticks.show_options(offered)
        self._show_names()

    def _show_names(self) -> None:
        for name, field in zip(self._names, self._fields, strict=True):
            name.setVisible(not field.isHidden())
