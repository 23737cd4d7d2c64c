"""How the window wears a theme: palette and style sheet made from its tokens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from annotator.paths import resource
from annotator.widgets.theme import LIGHT, Theme, contrast, load_theme, mix

#: What the setting offers; "system" follows the desktop.
THEMES = ("system", "light", "dark", "high_contrast")

_SHEET = """
QWidget {{ color: {ink}; }}
QMainWindow, QDialog {{ background: {panel}; }}
QFrame#topBar {{ background: {panel}; border: none; border-bottom: 1px solid {line}; }}
QFrame#statusLine {{ background: {panel}; border: none; border-top: 1px solid {line}; }}
QFrame#documentPane {{ background: {panel}; border: none; border-right: 1px solid {line}; }}
QFrame#reviewPane {{ background: {panel}; border: none; border-right: 1px solid {line}; }}
QFrame#decisionBar {{ background: {panel}; border: none; border-top: 1px solid {line}; }}
QWidget#reviewPage {{ background: {panel}; }}
QFrame#entityPane {{ background: {panel}; border: none; border-right: 1px solid {line}; }}
QFrame#mentionPane {{ background: {paper}; border: none; border-left: 1px solid {line}; }}
QFrame#choiceCard {{ background: {paper}; border: 1px solid {line}; border-left: 3px solid {accent};
    border-radius: 4px; }}
QWidget#entitiesPage, QScrollArea#entityScroll, QWidget#entityColumn {{ background: {panel};
    border: none; }}
QWidget#agreementPage, QScrollArea#agreementScroll, QWidget#agreementSections,
QWidget#teamPage, QScrollArea#teamScroll, QWidget#teamColumn {{
    background: {paper}; border: none; }}
QWidget#guidelinePage {{ background: {paper}; border: none; }}
QPlainTextEdit#guidelineField {{ background: {paper}; border: none; padding: 16px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QFrame#agreementBar {{ background: {panel}; border: none; border-bottom: 1px solid {line}; }}
QFrame#agreementFoot {{ background: {panel}; border: none; }}
QFrame#casePane {{ background: {panel}; border: none; border-left: 1px solid {line}; }}
QLabel#entityFault {{ color: {accent}; font-weight: 600; }}
QLabel[soft="true"] {{ color: {soft_ink}; }}
QFrame#spanPanel {{ background: {panel}; border: none; border-left: 1px solid {line}; }}
QFrame#findBar, QFrame#askBar {{ background: {panel}; border: none;
    border-bottom: 1px solid {line}; }}
QFrame#sectionLine {{ background: {line}; border: none; }}
QFrame#card, QFrame#commandPalette, QFrame#picker, QFrame#commentBox,
QFrame#propagation {{ background: {paper}; border: 1px solid {line};
    border-radius: 8px; }}
QWidget#startPage, QWidget#articlePane {{ background: {paper}; }}
QLabel {{ background: transparent; }}
QLabel[quiet="true"] {{ color: {soft_ink}; font-size: 12px; }}
QTableView {{ background: transparent; border: none; outline: none; }}
QListWidget {{ background: transparent; border: none; outline: none; }}
QListWidget::item {{ padding: 6px 8px; border-radius: 4px; }}
QListWidget::item:selected {{ background: {selected_row}; color: {ink}; }}
QLineEdit, QComboBox {{ background: {paper}; border: 1px solid {line};
    border-radius: 4px; padding: 0 8px; min-height: 26px; selection-background-color: {accent};
    selection-color: {on_accent}; }}
QComboBox {{ padding: 0 10px; }}
QLineEdit {{ placeholder-text-color: {soft_ink}; }}
QFrame#picker QLineEdit {{ border: none; background: transparent; padding: 0; }}
QFrame#picker QListWidget::item, QFrame#commentBox QListWidget::item {{ padding: 0;
    border-radius: 0; }}
QPlainTextEdit#commentField {{ background: {paper}; border: 1px solid {line}; border-radius: 4px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit#commentField:focus {{ border: 1px solid {accent}; }}
QLabel#commentProblem {{ color: {accent}; font-size: 12px; }}
QPlainTextEdit#exportPreview {{ background: {paper}; border: 1px solid {line};
    border-radius: 4px; padding: 4px; selection-background-color: {accent};
    selection-color: {on_accent}; }}
QPlainTextEdit#importPreview, QPlainTextEdit#lostPreview {{ border: 1px solid {line};
    border-radius: 4px; }}
QPlainTextEdit#importPreview:focus, QPlainTextEdit#lostPreview:focus {{
    border: 1px solid {accent}; }}
QPlainTextEdit#exportPreview:focus {{ border: 1px solid {accent}; }}
QScrollArea#dialogArea, QScrollArea#tickRows, QWidget#dialogBody {{ background: {panel};
    border: none; }}
QScrollArea#dialogArea:focus {{ border-left: 2px solid {accent}; }}
QFrame#dialogFooter {{ background: {panel}; border: none; border-top: 1px solid {line}; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 26px; }}
QCheckBox:disabled {{ color: {soft_ink}; }}
QCheckBox::indicator {{ width: 12px; height: 12px; border: 1px solid {soft_ink};
    border-radius: 3px; background: {paper}; }}
QCheckBox::indicator:checked {{ background: {accent}; border: 1px solid {accent};
    image: url("{check}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; width: 10px; height: 10px; }}
QRadioButton::indicator {{ width: 12px; height: 12px; border: 1px solid {soft_ink};
  border-radius: 7px; background: {paper}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {accent};
  background: {on_accent}; }}
QRadioButton::indicator:focus {{ border: 2px solid {accent}; width: 10px; height: 10px; }}
QRadioButton::indicator:checked:focus {{ border: 5px solid {accent}; width: 4px; height: 4px; }}
QCheckBox::indicator:disabled {{ border: 1px solid {line}; background: {well}; image: none; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {paper}; border: 1px solid {line}; outline: none;
    selection-background-color: {selected_row}; selection-color: {ink}; }}
QLineEdit:focus, QComboBox:focus {{ border: 1px solid {accent}; }}
QPushButton {{ background: {paper}; border: 1px solid {line}; border-radius: 4px;
    padding: 0 16px; min-height: 30px; }}
QPushButton:hover {{ background: {well}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:default, QPushButton[primary="true"] {{ background: {accent}; color: {on_accent};
    border: 1px solid {accent}; font-weight: 600; }}
QPushButton:disabled, QPushButton:default:disabled, QPushButton[primary="true"]:disabled {{
    background: {well}; color: {soft_ink}; border: 1px solid {line}; }}
QPushButton:flat {{ background: transparent; border: none; padding: 0 4px; min-height: 24px; }}
QPushButton:flat:hover {{ color: {accent}; }}
QPushButton:flat:focus {{ color: {accent}; text-decoration: underline; }}
QPushButton#saveState {{ padding: 0; font-weight: 600; font-size: 12px; }}
QPushButton#saveState[failed="true"] {{ color: {accent}; }}
QPushButton[link="true"] {{ background: transparent; border: none; color: {accent};
    text-decoration: underline; padding: 0; }}
QPushButton[small="true"] {{ padding: 0; min-width: 30px; min-height: 26px; }}
QPushButton[choice="true"] {{ padding: 0 26px 0 10px; min-height: 26px; text-align: left; }}
QPushButton[choice="true"]::menu-indicator {{ image: url("{chevron}"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }}
QPushButton[leading="true"] {{ text-align: left; border-left: 3px solid transparent; }}
QPushButton[leading="true"]:focus {{ background: {selected_row}; border: none; outline: none;
    border-left: 3px solid {accent}; }}
QPushButton[row="true"] {{ background: transparent; border: none; padding: 0; min-height: 54px;
    border-left: 3px solid transparent; }}
QPushButton[row="true"]:hover {{ background: {well}; }}
QPushButton[row="true"]:focus {{ background: {selected_row}; outline: none;
    border-left: 3px solid {accent}; }}
QPushButton[tab="true"] {{ background: transparent; border: none; border-radius: 0;
    border-bottom: 2px solid transparent; padding: 2px 0; min-height: 20px; color: {soft_ink};
    font-size: 12px; }}
QPushButton[tab="true"]:checked {{ color: {ink}; font-weight: 600;
    border-bottom: 2px solid {accent}; }}
QPushButton[tab="true"]:focus {{ color: {accent}; }}
QPushButton[link="true"]:focus {{ color: {ink}; }}
QPushButton[page="true"] {{ background: transparent; border: none; border-radius: 0;
    border-bottom: 2px solid transparent; padding: 0; min-height: 36px; color: {soft_ink}; }}
QPushButton[page="true"]:hover {{ color: {ink}; }}
QPushButton[page="true"]:checked {{ color: {ink}; font-weight: 600;
    border-bottom: 2px solid {accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {thumb}; border-radius: 3px; min-width: 32px;
    margin: 2px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::handle:vertical {{ background: {thumb}; border-radius: 3px; min-height: 32px;
    margin: 2px; }}
QScrollBar::handle:vertical:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QFrame#card QScrollArea, QFrame#card QScrollArea > QWidget > QWidget {{ background: {paper}; }}
QTextBrowser {{ background: {paper}; border: none; }}
QToolTip {{ background: {paper}; color: {ink}; border: 1px solid {line}; padding: 4px; }}
QMenu {{ background: {paper}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selected_row}; }}
"""


def theme_named(name: str) -> Theme:
    """Return the theme a setting names; "system" asks the desktop for light or dark."""
    if name not in THEMES or name == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        name = "dark" if dark else "light"
    # The light one is at hand without a file to read: the first paint waits for it.
    return LIGHT if name == "light" else load_theme(resource(f"themes/{name}.toml"))


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole window for a theme."""
    names = (
        "paper", "panel", "well", "ink", "soft_ink", "line", "accent", "on_accent",
        "selected_row",
    )  # fmt: skip
    values = {name: getattr(theme, name) for name in names}
    chevron = resource("icons/chevron.svg").as_posix()
    bright = contrast(theme.accent, "#FFFFFF") > contrast(theme.accent, "#000000")
    check = resource(f"icons/check_{'light' if bright else 'dark'}.svg").as_posix()
    return _SHEET.format(
        chevron=chevron, check=check, thumb=mix(theme.line, theme.soft_ink, 0.35), **values
    )


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme, for everything that the style sheet leaves alone."""
    colors = QPalette()
    pairs = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.paper,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.soft_ink,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.paper,
        QPalette.ColorRole.ToolTipText: theme.ink,
    }
    for role, color in pairs.items():
        colors.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        colors.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.soft_ink))
    return colors
