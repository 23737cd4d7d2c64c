"""The pane on the right: labels with their keys, the spans, the focused span's attributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.schema import Label, Schema
from annotator.domain.span import Span
from annotator.widgets.attribute_form import AttributeForm
from annotator.widgets.label_legend import LabelLegend
from annotator.widgets.layouts import empty
from annotator.widgets.row_list import RowList
from annotator.widgets.span_list import ROW_HEIGHT, SpanDelegate, SpanListView, SpanModel
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font
from annotator.widgets.widths import PANEL, PANEL_NARROW

_NO_SPANS = (
    "No spans yet. Put the caret into a quotation and press Q, or select words and press a key."
)


def heading(words: str, quiet: str = "") -> tuple[QWidget, QLabel]:
    """Return a section's heading row and the quiet label at its right end."""
    row = QWidget()
    title = QLabel(words)
    title.setFont(interface_font(13, bold=True))
    beside = QLabel(quiet)
    beside.setProperty("quiet", True)
    line = QHBoxLayout(row)
    line.setContentsMargins(16, 0, 16, 0)
    line.addWidget(title)
    line.addStretch(1)
    line.addWidget(beside)
    return row, beside


class SpanPanel(QFrame):
    """Labels, spans and attributes of the open document.

    Signals: `label_chosen` (label id) marks, `span_chosen` (span id) focuses,
    `span_opened` goes to it in the article, `spans_deleted` (span ids) deletes,
    `spans_selected` (span ids) says that several are selected, `checks_shown` that the list is
    to show what must be checked.
    """

    label_chosen = Signal(str)
    span_chosen = Signal(str)
    span_opened = Signal(str)
    spans_deleted = Signal(object)
    spans_selected = Signal(object)
    checks_shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spanPanel")
        self.legend = LabelLegend(theme)
        self.form = AttributeForm(theme)
        self.model = SpanModel(self)
        self.delegate = SpanDelegate(theme, self)
        self._tabs: list[QPushButton] = []
        self._check_tab: QPushButton | None = None
        self._counts: Counter[str] = Counter()
        self._labels_of: dict[str, str] = {}
        #: Whether rows come and go because spans changed, which chooses nothing.
        self._changing = False
        self._build_list()
        self._lay_out()
        self.legend.label_chosen.connect(self.label_chosen)
        self.set_narrow(False)

    def _build_list(self) -> None:
        self.list = SpanListView(ROW_HEIGHT)
        self.list.setObjectName("spanList")
        self.list.setAccessibleName("Spans")
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setSelectionMode(RowList.SelectionMode.ExtendedSelection)
        self.list.selectionModel().currentChanged.connect(self._report_current)
        self.list.selectionModel().selectionChanged.connect(self._report_selected)
        self.list.activated.connect(lambda index: self._report(self.span_opened, index))
        self.list.delete_pressed.connect(lambda: self.spans_deleted.emit(self.selected))
        self.list.focus_changed.connect(self.form.lend_digits)

    def _lay_out(self) -> None:
        labels, self.off = heading("Labels")
        spans, self.order = heading("Spans", "in text order")
        self._check_row = QHBoxLayout()
        spans.layout().insertLayout(2, self._check_row)  # type: ignore[union-attr]
        self.tab_row = QHBoxLayout()
        self.tab_row.setContentsMargins(16, 0, 16, 0)
        self.tab_row.setSpacing(12)
        self.empty = QLabel(_NO_SPANS)
        self.empty.setWordWrap(True)
        self.empty.setProperty("quiet", True)
        self.empty.setContentsMargins(16, 8, 16, 8)
        legend = QHBoxLayout()
        legend.setContentsMargins(16, 0, 16, 0)
        legend.addWidget(self.legend)
        line = QFrame()
        line.setObjectName("sectionLine")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(8)
        column.addWidget(labels)
        column.addLayout(legend)
        column.addWidget(line)
        column.addWidget(spans)
        column.addLayout(self.tab_row)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        column.addWidget(self.form)

    def _report(self, signal: object, index: QModelIndex) -> None:
        if index.isValid():
            signal.emit(self.model.span_at(index.row()).id)  # type: ignore[attr-defined]

    def _report_current(self, index: QModelIndex) -> None:
        if self.list.hasFocus() and not self._changing:
            self._report(self.span_chosen, index)

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the spans that are selected in the list, in text order."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return tuple(self.model.span_at(row).id for row in rows)

    def _report_selected(self) -> None:
        selected = self.selected
        if self.list.hasFocus() and not self._changing and len(selected) > 1:
            # Later than the focus that the current one of them takes.
            QTimer.singleShot(0, lambda: self.spans_selected.emit(self.selected))

    def show_schema(self, schema: Schema) -> None:
        """Show the labels in use and a tab for each; what the list shows stays, where it can."""
        labels = schema.enabled_labels
        counted = self._check_tab is not None and not self._check_tab.isHidden()
        checking = counted and self.shows_checks
        self.legend.show_labels(labels)
        off = [label.name.lower() for label in schema.labels if not label.enabled]
        self.off.setText(f"{', '.join(off)} off" if off else "")
        empty(self.tab_row)
        self._tabs = [self._tab("All", None)]
        self._tabs += [self._tab(f"{label.name}s", label) for label in labels]
        for tab in self._tabs:
            self.tab_row.addWidget(tab)
        self.tab_row.addStretch(1)
        count = self._check_tab.text() if self._check_tab is not None else ""
        self._check_tab = self._tab(count, None)
        self._check_tab.setToolTip("What is to be checked; F8 goes to the next")
        empty(self._check_row)
        # Into the row first: shown without a parent it would be a window of its own.
        self._check_row.addWidget(self._check_tab)
        # The row is as tall without it, so that the list stays where it is when it comes.
        policy = self._check_tab.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._check_tab.setSizePolicy(policy)
        self._check_tab.setVisible(counted)
        self._group = QButtonGroup(self)
        for tab in (*self._tabs, self._check_tab):
            self._group.addButton(tab)
        self._choose_tab([label.id for label in labels], checking)

    def _choose_tab(self, labels: list[str], checking: bool) -> None:
        """Choose the tab of what the list shows; of a label that is gone, the tab of all."""
        if checking and self._check_tab is not None:
            self._check_tab.setChecked(True)
            return
        shown = self.model.label if self.model.label in labels else None
        self._tabs[0 if shown is None else labels.index(shown) + 1].setChecked(True)
        self.model.show_label(shown)

    def _tab(self, words: str, label: Label | None) -> QPushButton:
        tab = QPushButton(words)
        tab.setProperty("tab", True)
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tab.clicked.connect(lambda: self._show_tab(tab, label))
        return tab

    def _show_tab(self, tab: QPushButton, label: Label | None) -> None:
        if tab is self._check_tab:
            self.checks_shown.emit()
        else:
            self.model.show_label(label.id if label else None)

    @property
    def shows_checks(self) -> bool:
        """Whether the list shows what is to be checked."""
        return self._check_tab is not None and self._check_tab.isChecked()

    def show_check_count(self, count: int) -> None:
        """Show how much is to be checked; with nothing left the list shows all spans again."""
        if self._check_tab is None:
            return
        self._check_tab.setText(f"! {count:,}")
        self._check_tab.setAccessibleName(f"To check: {count:,}")
        self._check_tab.setVisible(count > 0)
        self.order.setVisible(count == 0)
        if not count and self._check_tab.isChecked():
            self._tabs[0].click()

    def open_checks(self) -> None:
        """Show what is to be checked, as its tab does."""
        if self._check_tab is not None and not self._check_tab.isHidden():
            self._check_tab.click()

    def show_checks(self, checks: Mapping[str, str]) -> None:
        """Show only these spans (by id), each with what is to be checked in it."""
        self.model.show_checks(checks)

    def show_spans(self, spans: Iterable[Span]) -> None:
        """Show all spans of the document that was opened."""
        spans = list(spans)
        self.model.show_spans(spans)
        self._labels_of = {span.id: span.label for span in spans}
        self._counts = Counter(self._labels_of.values())
        self._show_counts()

    def put_span(self, span: Span) -> None:
        """Show a new or changed span."""
        self._forget(span.id)
        self._changing = True
        self.model.put(span)
        self._changing = False
        self._labels_of[span.id] = span.label
        self._counts[span.label] += 1
        self._show_counts()

    def take_span(self, span_id: str) -> None:
        """Show a span no longer."""
        self._forget(span_id)
        self.model.take(span_id)
        self._show_counts()

    def _forget(self, span_id: str) -> None:
        label = self._labels_of.pop(span_id, None)
        if label is not None:
            self._counts[label] -= 1

    def _show_counts(self) -> None:
        self.legend.show_counts(self._counts)
        none = not self._labels_of
        self.empty.setVisible(none)
        self.list.setVisible(not none)

    def select(self, span_id: str | None) -> None:
        """Select the row of the focused span, without telling anyone."""
        row = self.model.row_of(span_id)
        selection = self.list.selectionModel()
        if row < 0:
            selection.clear()
            return
        index = self.model.index(row)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        # Later, when the form below has taken its room.
        QTimer.singleShot(0, self._reveal_current)

    def select_together(self, span_ids: Iterable[str]) -> None:
        """Select the rows of several spans, without telling anyone; the current one stays."""
        chosen = QItemSelection()
        for row in map(self.model.row_of, span_ids):
            if row >= 0:
                chosen.select(self.model.index(row), self.model.index(row))
        self._changing = True
        flags = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().select(chosen, flags.ClearAndSelect)
        self._changing = False

    def _reveal_current(self) -> None:
        self.list.reveal_row(self.list.currentIndex().row())

    def set_narrow(self, narrow: bool) -> None:
        """Take less room in a small window."""
        self.setFixedWidth(PANEL_NARROW if narrow else PANEL)
        self.legend.set_columns(2 if narrow else 1)
        self.tab_row.setSpacing(8 if narrow else 12)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.legend.theme = theme
        self.delegate.theme = theme
        self.form.set_theme(theme)
        self.update()
