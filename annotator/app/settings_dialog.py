"""The settings dialog, made from the data in settings.py; changes apply at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.settings import SETTINGS, Setting, Settings
from annotator.widgets.number_field import NumberField
from annotator.widgets.typography import interface_font, serif_font


class SettingsDialog(QDialog):
    """One row a setting, grouped; closing needs no confirmation."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle("Settings")
        self.setMinimumWidth(460)
        self._settings = settings
        title = QLabel("Settings")
        title.setFont(serif_font(20, bold=True))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        group = ""
        for setting in SETTINGS:
            if setting.group != group:
                group = setting.group
                heading = QLabel(group)
                heading.setFont(interface_font(13, bold=True))
                heading.setContentsMargins(0, 8, 0, 0)
                self._form.addRow(heading)
            self._add(setting)
        close = QPushButton("Close")
        close.setProperty("primary", True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(self._form)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _add(self, setting: Setting) -> None:
        field = {"choice": self._choice, "number": self._number, "font": self._font}[setting.kind](
            setting
        )
        field.setObjectName(f"setting.{setting.id}")
        field.setAccessibleName(setting.label)
        self._form.addRow(setting.label, field)
        if setting.note:
            note = QLabel(setting.note)
            note.setProperty("quiet", True)
            note.setWordWrap(True)
            self._form.addRow("", note)

    def _choice(self, setting: Setting) -> QWidget:
        field = QComboBox()
        for value, words in setting.choices:
            field.addItem(words, value)
        field.setCurrentIndex(field.findData(self._settings.get(setting.id)))
        field.currentIndexChanged.connect(
            lambda: self._settings.set(setting.id, field.currentData())
        )
        return field

    def _number(self, setting: Setting) -> QWidget:
        field = NumberField(setting.low, setting.high, setting.step)
        field.show_value(self._settings.get(setting.id))
        field.value_changed.connect(lambda value: self._settings.set(setting.id, value))
        return field

    def _font(self, setting: Setting) -> QWidget:
        """Offer the families that are installed; one that is set and gone is said to be gone."""
        field = QComboBox()
        field.addItem("The best serif that is installed", "")
        families = QFontDatabase.families()
        for family in families:
            field.addItem(family, family)
        chosen = self._settings.get(setting.id)
        if chosen and chosen not in families:
            field.addItem(f"{chosen} (not installed)", chosen)
        field.setCurrentIndex(field.findData(chosen))
        field.setMaxVisibleItems(16)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(12)
        field.currentIndexChanged.connect(
            lambda: self._settings.set(setting.id, field.currentData())
        )
        return field
