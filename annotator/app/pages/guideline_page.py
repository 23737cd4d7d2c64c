"""The page of the guideline: read, searched, and written in the program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.app.key_filter import FieldKeys
from annotator.app.pages.guideline_changes import GuidelineChanges
from annotator.app.pages.guideline_citations import GuidelineCitations
from annotator.app.pages.guideline_field import GuidelineField
from annotator.domain.changes import Changes
from annotator.domain.guideline import (
    HOW_RULES_ARE_WRITTEN,
    entries,
    holding,
    is_numbered_without_rules,
    repeated_rules,
    section_of,
)
from annotator.domain.problem import Problem
from annotator.domain.stream import GUIDELINE
from annotator.project.guideline import Guideline, guideline
from annotator.project.guideline_writing import proposes
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.guideline_list import GuidelineList
from annotator.widgets.reading_column import ReadingColumn
from annotator.widgets.reading_text import ReadingText
from annotator.widgets.tab_button import TabButton
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

READ, WRITE, CHANGES = 0, 1, 2
_EMPTY = 3
_NOTHING = (
    "No guideline yet",
    "Write down what to mark and what not: a heading for each label, and rules that begin with "
    "a number, such as “R1: Leave out the closing stop.”",
    "Write the guideline",
)
_PROPOSAL = (
    "This is a bundle: what you write here goes back with your work, and the guideline stays as it "
    "is until a lead takes it."
)


class GuidelinePage(QWidget):
    """Sections and rules on the left, the text on the right, to read or to write."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__()
        self.setObjectName("guidelinePage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.project = project
        self._window = window
        self._theme = window.theme
        self._proposes = proposes(project)
        self.shown = Guideline(0, "")
        self.query = QLineEdit()
        self.query.setPlaceholderText("Find in the guideline")
        self.query.setAccessibleName("Find in the guideline")
        self.query.setClearButtonEnabled(True)
        self.list = GuidelineList(window.theme)
        self.text = ReadingText()
        self.text.setAccessibleName("Guideline")
        self.text.document().setDefaultFont(serif_font(17))
        self.field = GuidelineField(project, self.keep)
        self.nothing = EmptyState(*_NOTHING)
        self.changes = GuidelineChanges(window, project)
        self.citations = GuidelineCitations(project, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.text)
        self.show_guideline()

    def _lay_out(self) -> None:
        side = QFrame()
        side.setObjectName("documentPane")
        side.setFixedWidth(256)
        left = QVBoxLayout(side)
        left.setContentsMargins(16, 14, 16, 16)
        left.setSpacing(8)
        left.addWidget(self.query)
        left.addWidget(self.list, 1)
        self.cite = QPushButton("Copy citation")
        self.cite.hide()
        left.addWidget(self.cite)
        self.pages = QStackedWidget()
        for page in (self.text, self.field, self.changes, self.nothing):
            self.pages.addWidget(page)
        for area in (self.text, self.field):
            ReadingColumn(area)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(column, 1)

    def _make_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("agreementBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(32, 4, 32, 4)
        row.setSpacing(16)
        self.tabs = QButtonGroup(self)
        for title, number in (("Read", READ), ("Write", WRITE), ("Changes", CHANGES)):
            tab = TabButton(title)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tab.clicked.connect(partial(self.turn_to, number))
            self.tabs.addButton(tab, number)
            row.addWidget(tab)
        row.addStretch(1)
        self.note = QLabel("")
        self.note.setFont(interface_font(12))
        self.note.setProperty("quiet", True)
        row.addWidget(self.note)
        return bar

    def _connect(self) -> None:
        self.query.textChanged.connect(self._show_list)
        self.query.returnPressed.connect(self._go_to_first)
        self.list.currentItemChanged.connect(self._go_to_item)
        self.list.itemActivated.connect(lambda _item: self.text.setFocus())
        self.cite.clicked.connect(self._copy_citation)
        self.nothing.asked.connect(partial(self.turn_to, WRITE))
        self.citations.counted.connect(self._show_list)
        keys = FieldKeys(self._window.action_set.trigger_in_field, self)
        for widget in (self.query, self.field):
            widget.installEventFilter(keys)

    # Reading

    def show_guideline(self) -> None:
        """Show the guideline as it is now."""
        self.shown = guideline(self.project)
        self.text.show_markdown(self.shown.text, self._theme.accent)
        self.field.show_draft()
        self._show_list()
        self.turn_to(self.turned_to)

    @property
    def turned_to(self) -> int:
        """What is shown: READ, WRITE or CHANGES."""
        return self.tabs.checkedId() if self.tabs.checkedId() in (WRITE, CHANGES) else READ

    @property
    def _name(self) -> str:
        """What the version is called, which was perhaps written in two copies."""
        return self.citations.version_of(self.shown)

    def _show_note(self) -> None:
        again = repeated_rules(entries(self.shown.text))
        words = f"version {self._name}" if self.shown.version else ""
        if self._proposes:
            words += " · you write a proposal"
        if again:
            words += f" · ! several rules have the number {', '.join(again)}"
        numbered = is_numbered_without_rules(self.shown.text)
        if numbered:
            words += " · ! no rule can be cited: begin them with “R1:”"
        if self.citations.problem is not None:
            words += " · ! citations are not counted"
        self.note.setText(words)
        tips = [_PROPOSAL] * self._proposes + [HOW_RULES_ARE_WRITTEN] * numbered
        tips.append(str(self.citations.problem or ""))
        self.note.setToolTip("\n".join(filter(None, tips)))

    def _show_list(self) -> None:
        found = holding(entries(self.shown.text), self.query.text())
        self.list.show_rows(self.citations.row(each) for each in found)
        self._show_cite()
        self._show_note()

    def _show_cite(self) -> None:
        item = self.list.currentItem()
        self.cite.setVisible(item is not None and self.list.row_of(item).citation is not None)

    def _go_to_first(self) -> None:
        """Go to the first entry that was found, or to the next place in the text."""
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self._window.say("Nothing found in the guideline.")

    def _go_to_item(self, item: QListWidgetItem | None) -> None:
        self._show_cite()
        if item is None:
            return
        row = self.list.row_of(item)
        self.turn_to(READ)
        if row.is_rule:
            self.text.show_rule(row.name)
        else:
            self.text.show_heading(row.name)

    def show_label(self, label_id: str) -> None:
        """Show the section of a label, or say that there is none."""
        self.query.clear()
        self.turn_to(READ)
        label = next(each for each in self.project.schema.labels if each.id == label_id)
        found = section_of(entries(self.shown.text), label.name, label.id)
        if found is None or not self.text.show_heading(found.name):
            self._window.say(f"The guideline has no heading “{label.name}”.")

    def _copy_citation(self) -> None:
        name = self.list.row_of(self.list.currentItem()).citation
        QGuiApplication.clipboard().setText(f"{name} (guideline version {self._name})")
        self._window.say(f"Copied: {name} (guideline version {self._name})")

    # Writing

    def turn_to(self, number: int, _checked: bool = False) -> None:
        """Turn to reading, writing or what changed; what was typed is kept first."""
        if number != WRITE:
            self.keep()
            self.field.begin_anew()
        tab = self.tabs.button(number)
        tab.setChecked(True)
        empty = number == READ and not self.shown.text.strip()
        self.pages.setCurrentIndex(_EMPTY if empty else number)
        if number == CHANGES:
            self.changes.compare()
        if number != READ and self.isVisible():
            side = self.field if number == WRITE else self.changes
            side.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what was typed: one version as long as one goes on writing."""
        if not self.field.wait_no_longer() or self.project.closed:
            return
        try:
            self._window.identity.require()
            self.field.keep()
        except Problem as problem:
            self._window.show_problem(problem)

    # The window's

    def leave(self) -> None:
        """Keep what was typed, because the project closes."""
        self.keep()

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        if changes.everything or GUIDELINE in changes.streams:
            self.show_guideline()
        if self.isVisible() and (changes.everything or changes.streams):
            self.citations.count_soon()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the guideline as it is now."""
        super().showEvent(event)
        self._show_note()
        self.citations.count_soon()
        if self.turned_to == CHANGES:
            self.changes.compare()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another page comes to the front."""
        super().hideEvent(event)
        self.keep()
        self.field.begin_anew()

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        sides = {WRITE: self.field, CHANGES: self.changes.text}
        return [self.query, self.list, sides.get(self.turned_to, self.text)]

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self._theme = theme
        self.text.show_markdown(self.shown.text, theme.accent)
        self.list.set_theme(theme)
        self.changes.set_theme(theme)
