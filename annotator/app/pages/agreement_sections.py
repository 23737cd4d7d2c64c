"""The sections of the agreement page, in one column or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from annotator.app.pages import agreement_shown as shown
from annotator.app.pages.agreement_cases import Names
from annotator.app.pages.agreement_gold import BY_KIND, TELLINGS, gold_grid
from annotator.app.pages.agreement_said import said_grid, said_scale
from annotator.app.pages.agreement_trend import trend_legend, trend_points
from annotator.app.pages.section_columns import SectionColumns
from annotator.compare.bootstrap import SEED, TIMES
from annotator.compare.cases import Pair
from annotator.domain.schema import Label
from annotator.project.agreement_overview import Overview
from annotator.project.before_review import BeforeReview
from annotator.project.import_report import count
from annotator.widgets.figures.field import FigureField
from annotator.widgets.figures.grid import FigureGrid
from annotator.widgets.figures.histogram import Histogram
from annotator.widgets.figures.section import Section
from annotator.widgets.figures.trend_line import TrendLine
from annotator.widgets.theme import Theme

#: What stands in the left one.
_LEFT = ("pairs", "matrix", "shifts", "said")
_WAIT, NOT_COUNTED = "Counting…", "Not counted."
_UNDATED = (
    "No marks have a date, so there is no trend: those that were imported without one have none."
)
#: What comes from the figures at hand.
FIGURES = ("pairs", "labels")


def _choice(name: str, *offers: str) -> QComboBox:
    box = QComboBox()
    box.addItems(offers)
    box.setAccessibleName(name)
    box.setMaximumWidth(200)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


class AgreementSections(SectionColumns):
    """`opened` carries the key of a number; see `agreement_cases.behind`."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        self.overview: Overview | None = None
        self._labels: Sequence[Label] = ()
        self._names: Names | None = None
        self._before: BeforeReview | None = None
        self.pairs = FigureGrid("Pairs by label", theme, tinted=True)
        self.labels = FigureGrid("Labels", theme, tinted=False)
        self.matrix = FigureGrid("Who says what", theme, tinted=True)
        self.shifts = Histogram("How far boundaries differ", theme)
        self.disputed = FigureGrid("Most disputed documents", theme, tinted=False)
        self.trend = TrendLine("Trend", theme)
        self.disputed.names_share = 0.66
        self.people = FigureGrid("People", theme, tinted=False)
        self.said = FigureGrid("Said of spans", theme, tinted=False)
        self.gold = FigureGrid("Against gold", theme, tinted=False)
        self.gold_by = _choice("Against gold by", *TELLINGS)
        self.scope_choice = _choice("Whose readings")
        self.trend_label = _choice("Label of the trend")
        self.trend_by = _choice("Trend by", "by week", "by guideline")
        super().__init__(self._make_sections(), _LEFT)
        self.setObjectName("agreementSections")
        # It has the keyboard from the beginning.
        self.join("pairs")
        self._connect()

    def _connect(self) -> None:
        for field in self.fields():
            field.opened.connect(self.opened)
        self.scope_choice.currentIndexChanged.connect(self._show_scope)
        self.trend_label.currentIndexChanged.connect(self._show_trend)
        self.trend_by.currentIndexChanged.connect(self._show_trend)
        self.gold_by.currentIndexChanged.connect(self._show_gold)

    def _make_sections(self) -> dict[str, Section]:
        return {
            "pairs": Section("Pairs by label", self.pairs),
            "labels": Section("Labels", self.labels),
            "matrix": Section("Who says what", self.matrix, self.scope_choice),
            "trend": Section("Trend", self.trend, self.trend_label, self.trend_by),
            "shifts": Section("How far boundaries differ", self.shifts),
            "said": Section("Attributes, entities, relations", self.said),
            "disputed": Section("Most disputed", self.disputed),
            "people": Section("People", self.people),
            "gold": Section("Against gold", self.gold, self.gold_by),
        }

    @property
    def theme(self) -> Theme:
        """The theme that it wears."""
        return self.pairs.theme

    def fields(self) -> list[FigureField]:
        """Return everything that is drawn, in the order of reading."""
        bodies = [self._sections[name].body for name in self.in_reading_order()]
        return [body for body in bodies if isinstance(body, FigureField)]

    @property
    def scope(self) -> Pair | None:
        """The pair whose readings are compared one by one, None for everyone."""
        chosen: Pair | None = self.scope_choice.currentData()
        return None if chosen is None else (chosen[0], chosen[1])

    def choose_scope(self, pair: Pair) -> None:
        """Look at a pair."""
        for number in range(self.scope_choice.count()):
            data = self.scope_choice.itemData(number)
            if data is not None and tuple(data) == pair:
                self.scope_choice.setCurrentIndex(number)

    # What is shown

    def show_figures(
        self, figures: shown.Figures, measure: str, title: str, labels: Sequence[Label],
        names: Names,
    ) -> None:  # fmt: skip
        """Show pairs and labels by a measure, each in a turn of its own."""
        self._labels, self._names, self._before = labels, names, figures.before
        self._offer(figures, labels, names)
        given = (figures, measure, title)
        self.fill(
            {
                "pairs": lambda: self._show_pairs(*given),
                "labels": lambda: self._show_labels(*given),
            }
        )

    def _show_pairs(self, figures: shown.Figures, measure: str, title: str) -> None:
        assert self._names is not None
        self.pairs.show_grid(*shown.pairs_grid(figures, measure, self._labels, self._names))
        self._sections["pairs"].quiet.setText(f"{title}, stronger is higher")

    def _show_labels(self, figures: shown.Figures, measure: str, title: str) -> None:
        self.labels.scale = shown.scale_of(figures, measure, self._labels)
        self.labels.show_grid(*shown.labels_grid(figures, measure, title, self._labels))
        pairs = len(figures.pairs)
        drawn = any(row.low is not None for row in figures.rows)
        how = f"intervals by document, {TIMES:,} draws, seed {SEED}" if drawn else "no intervals"
        self._sections["labels"].quiet.setText(
            f"{'pooled over ' if pairs > 1 else ''}{count(pairs, 'pair')}, {how}"
        )
        before = figures.before
        self._sections["labels"].say_below("" if before is None else f"before: {before.words}")

    def _offer(self, figures: shown.Figures, labels: Sequence[Label], names: Names) -> None:
        """Offer pairs and labels to choose from; what is chosen stays so."""
        pairs = [("Everyone", None), *((names.pair(pair), pair) for pair in figures.pairs)]
        kinds = [("all labels", None), *((label.name, label.id) for label in labels)]
        for box, offers in ((self.scope_choice, pairs), (self.trend_label, kinds)):
            chosen = box.currentText()
            if [box.itemText(n) for n in range(box.count())] == [each[0] for each in offers]:
                continue
            blocked = QSignalBlocker(box)
            box.clear()
            for words, data in offers:
                box.addItem(words, data)
            box.setCurrentIndex(max(box.findText(chosen), 0))
            blocked.unblock()

    def show_waiting(self, figures: bool = False, words: str = _WAIT) -> None:
        """Say of what takes longer that it is being counted, also of the figures if they are."""
        rest = [name for name in self._sections if name not in FIGURES]
        steps = {name: partial(self._wait_for, name, words) for name in rest}
        if figures:
            steps |= {name: partial(self._wait_for_figures, name) for name in FIGURES}
        self.fill(steps)

    def _wait_for(self, name: str, words: str) -> None:
        section = self._sections[name]
        section.say_nothing(words, section.body.sizeHint().height())
        section.quiet.setText("")

    def _wait_for_figures(self, name: str) -> None:
        """Keep a grid where it is, empty, with the keyboard if it has it."""
        grid = self.pairs if name == "pairs" else self.labels
        grid.show_grid("", (), ())
        self._sections[name].quiet.setText(_WAIT)

    def show_overview(self, overview: Overview, titles: Mapping[str, tuple[str, ...]]) -> None:
        """Show cases, trend, disputes and people, section by section."""
        self.overview = overview
        self.fill(
            {
                "matrix": self._show_matrix,
                "shifts": self._show_shifts,
                "trend": self._show_trend,
                "said": lambda: self._show_said(overview),
                "disputed": lambda: self._show_disputed(overview, titles),
                "people": lambda: self._show_people(overview),
                "gold": self._show_gold,
            }
        )

    def _show_disputed(self, overview: Overview, titles: Mapping[str, tuple[str, ...]]) -> None:
        disputed = self._sections["disputed"]
        disputed.quiet.setText("strict F1, least first")
        disputed.say_nothing("" if overview.disputed else "Nothing is disputed.")
        self.disputed.show_grid(*shown.disputed_grid(overview.disputed, titles))

    def _show_said(self, overview: Overview) -> None:
        assert self._names is not None
        said, schema = self._sections["said"], self._names.schema
        said.quiet.setText("of spans that two people have; differ, of how many")
        said.say_nothing("" if overview.said else "Nobody says anything of a span both have.")
        self.said.scale = said_scale(overview.said)
        self.said.show_grid(*said_grid(overview.said, schema, self._before))

    def _show_people(self, overview: Overview) -> None:
        people = self._sections["people"]
        people.quiet.setText(
            "spans an hour; suggestions taken as they are; agreement with the others, strict F1"
        )
        people.say_nothing("" if overview.people else "Nobody has begun.")
        self.people.show_grid(*shown.people_grid(overview.people))

    def _show_scope(self) -> None:
        self._show_matrix()
        self._show_shifts()

    def _show_matrix(self) -> None:
        if self.overview is None or self._names is None:
            return
        grid = shown.matrix_grid(self.overview, self._labels, self._names, self.scope)
        self.matrix.show_grid(*grid)
        matrix = self._sections["matrix"]
        matrix.say_nothing("")
        matrix.quiet.setText("agreed labels are grey")

    def _show_shifts(self) -> None:
        if self.overview is None:
            return
        bars = shown.bars(self.overview, self.scope)
        total = sum(bar.number for bar in bars)
        shifts = self._sections["shifts"]
        shifts.say_nothing("" if total else "No boundaries differ where labels are the same.")
        shifts.quiet.setText(
            f"characters, same label, {shown.boundaries(total)}; + where the second reaches further"
        )
        self.shifts.show_bars(bars)

    def _show_trend(self) -> None:
        if self.overview is None:
            return
        by_version = self.trend_by.currentIndex() == 1
        points = trend_points(self.overview, self.trend_label.currentData(), by_version)
        undated = self.overview.undated
        trend = self._sections["trend"]
        trend.quiet.setText("strict F1" + (f"; {undated:,} without a date" if undated else ""))
        trend.say_nothing("" if points else _UNDATED)
        trend.say_below(trend_legend(points))
        self.trend.show_points(points)

    def _show_gold(self) -> None:
        if self.overview is None:
            return
        told, labels = self.overview.against_gold, self._names.schema.labels if self._names else ()
        section, telling = self._sections["gold"], self.gold_by.currentText()
        section.quiet.setText(
            "how many marks" if telling == BY_KIND else "strict F1, documents that are decided"
        )
        section.say_nothing("" if told else "No document is decided in full yet.")
        self.gold.show_grid(*gold_grid(told, labels, telling))

    def show_pairs(self, visible: bool) -> None:
        """Show everything, or only what needs no two people: who is beside gold."""
        self.leave_out(() if visible else [name for name in self._sections if name != "gold"])

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        for field in self.fields():
            field.set_theme(theme)
