"""The encoding of a file: what was found, and another one where that is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from annotator.widgets.elided_label import ElidedLabel

#: Encodings by their names in Python, with what people call them; those of news archives.
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western (Windows-1252)"),
    ("iso8859_15", "Western (ISO 8859-15)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("iso8859_2", "Central European (ISO 8859-2)"),
    ("cp1251", "Cyrillic (Windows-1251)"),
    ("koi8_r", "Cyrillic (KOI8-R)"),
    ("koi8_u", "Ukrainian (KOI8-U)"),
    ("cp1253", "Greek (Windows-1253)"),
    ("cp1254", "Turkish (Windows-1254)"),
    ("cp1255", "Hebrew (Windows-1255)"),
    ("cp1256", "Arabic (Windows-1256)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("euc_jp", "Japanese (EUC-JP)"),
    ("gb18030", "Chinese, simplified (GB 18030)"),
    ("big5", "Chinese, traditional (Big5)"),
    ("euc_kr", "Korean (EUC-KR)"),
)


class EncodingField(QWidget):
    """A choice of encodings beside what was found; `chosen` is sent when a person chooses."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName("Encoding")
        self.box.addItem("as it looks", None)
        for name, words in ENCODINGS:
            self.box.addItem(words, name)
        self.found = ElidedLabel()
        self.found.setProperty("soft", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.box)
        row.addWidget(self.found, 1)
        self.box.currentIndexChanged.connect(lambda _number: self.chosen.emit())

    def reading(self) -> dict[str, str]:
        """Return the option of reading that was chosen, none for “as it looks”."""
        name = self.box.currentData()
        return {} if name is None else {"encoding": name}

    def show_found(self, encoding: str | None, guessed: bool) -> None:
        """Show which encoding the first article was read in; away where a file has none.

        Of the rows of a table there is no more to say than that it was guessed.
        """
        there = encoding is not None or guessed
        self.setVisible(there or self.box.currentData() is not None)
        if encoding is None:
            self.found.setText("guessed: the file does not say it" if guessed else "")
            return
        how = "guessed: the file does not say it" if guessed else "fits every character"
        self.found.setText(f"read as {encoding}, {how}")
