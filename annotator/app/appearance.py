"""How the window looks: theme and type, as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.app.first_look import TYPE_SETTINGS, set_type
from annotator.app.theme import palette, style_sheet, theme_named

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


class Appearance(QObject):
    """Wears the theme, follows the desktop between light and dark, sets the article's type.

    `theme_changed` carries the new theme, for what is not always on the screen.
    """

    theme_changed = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.theme = theme_named(window.settings.get("theme"))
        window.settings.listen(self._apply)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)

    def wear(self) -> None:
        """Put the theme's colours on the application and the window."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette(self.theme))
        self._window.setStyleSheet(style_sheet(self.theme))

    def set_type(self) -> None:
        """Set the article in the type that the settings name."""
        page = self._window.page
        if page is None:
            return
        set_type(page.view, self._window.settings)
        focused = page.spans.get(page.view.focused or "")
        if focused is not None:
            page.view.reveal(focused.start)

    def _follow_desktop(self) -> None:
        self._apply("theme")

    def _apply(self, setting: str) -> None:
        problem = self._window.settings.problem
        if setting == "problem" and problem is not None:
            self._window.say(problem.happened)
        if setting in TYPE_SETTINGS:
            self.set_type()
        self._window.book.take_setting(setting)
        if setting != "theme":
            return
        window = self._window
        self.theme = theme_named(window.settings.get("theme"))
        self.wear()
        window.top.set_theme(self.theme)
        window.status.set_theme(self.theme)
        window.book.set_theme(self.theme)
        self.theme_changed.emit(self.theme)
