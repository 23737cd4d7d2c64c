"""The bar that says whose work, of which week, is compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from annotator.project.agreement_overview import EVERYTHING, Filter
from annotator.widgets.flow_rows import FlowRows
from annotator.widgets.handing_on import HandingOn
from annotator.widgets.tab_button import TabButton
from annotator.widgets.tick_menu import TickMenu

_STATUSES = (("All layers", None), ("Finished only", "done"))
_EVERYONE, _ALL_WEEKS = "Everyone", "All weeks"


class AgreementFilter(HandingOn):
    """People to tick, a week and a status to choose; `changed` says that another part is asked for.

    The state is in `chosen`.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("agreementBar")
        self.chosen = EVERYTHING
        self._names: dict[str, str] = {}
        self.people = TickMenu("People", _EVERYONE)
        self.weeks = QComboBox()
        self.weeks.setAccessibleName("Week")
        self.weeks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.weeks.addItem(_ALL_WEEKS, None)
        self.statuses = QButtonGroup(self)
        self.clear = QPushButton("Show everything")
        self.clear.setProperty("link", True)
        self.clear.setAccessibleName("Compare everything again")
        self._lay_out()
        self.people.ticked.connect(lambda: self._take(people=self.people.chosen))
        self.weeks.currentIndexChanged.connect(
            lambda _number: self._take(week=self.weeks.currentData())
        )
        self.clear.clicked.connect(self.show_everything)
        self._show()

    def _lay_out(self) -> None:
        for title, value in _STATUSES:
            tab = TabButton(title, takes_keys=True)
            tab.clicked.connect(partial(self._take_status, value))
            self.statuses.addButton(tab)
        rows = FlowRows(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 32, 6)
        row.addWidget(rows)
        rows.show_widgets([QLabel("Of"), *self.stops()])
        self.first = self.people

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.people, self.weeks, *self.statuses.buttons(), self.clear]

    def offer(self, people: Iterable[tuple[str, str]], weeks: Sequence[str] | None) -> None:
        """Offer people as (name, id), and weeks unless None; what is chosen stays so."""
        people = list(people)
        self._names = {id: name for name, id in people}
        self.people.offer(people)
        if weeks is None:
            return
        blocked = QSignalBlocker(self.weeks)
        self.weeks.clear()
        self.weeks.addItem(_ALL_WEEKS, None)
        for week in sorted(weeks, reverse=True):
            self.weeks.addItem(week_words(week), week)
        self.weeks.setCurrentIndex(max(self.weeks.findData(self.chosen.week), 0))
        self.weeks.setEnabled(self.weeks.count() > 1)
        blocked.unblock()

    def show_everything(self) -> None:
        """Leave nothing out."""
        self._take(**EVERYTHING._asdict())

    def _take_status(self, value: str | None, _checked: bool = False) -> None:
        self._take(status=value)

    def _take(self, **some: object) -> None:
        chosen = Filter(**{**self.chosen._asdict(), **some})
        if chosen != self.chosen:
            self.chosen = chosen
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.people.choose(self.chosen.people)
        blocked = QSignalBlocker(self.weeks)
        self.weeks.setCurrentIndex(max(self.weeks.findData(self.chosen.week), 0))
        blocked.unblock()
        values = [value for _title, value in _STATUSES]
        self.statuses.buttons()[values.index(self.chosen.status)].setChecked(True)
        self.clear.setVisible(self.chosen != EVERYTHING)

    @property
    def words(self) -> str:
        """What is left in, as in “Ana and Ben, week 47 of 2026”; "" where nothing is left out."""
        parts = []
        if self.chosen.people:
            names = [self._names.get(each, each) for each in self.chosen.people]
            parts.append(" and ".join([*filter(None, [", ".join(names[:-1])]), names[-1]]))
        if self.chosen.week:
            parts.append(week_words(self.chosen.week))
        if self.chosen.status:
            parts.append("finished layers only")
        return ", ".join(parts)


def week_words(week: str) -> str:
    """Return an ISO week as people say it: “week 47 of 2026”."""
    year, number = week.split("-W")
    return f"week {int(number)} of {year}"
