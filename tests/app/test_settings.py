from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox

from annotator.app.settings import SETTINGS, Settings
from annotator.app.settings_dialog import SettingsDialog


def test_defaults_hold_until_something_is_set(tmp_path):
    settings = Settings(tmp_path)
    assert all(settings.get(setting.id) == setting.default for setting in SETTINGS)
    assert not (tmp_path / "settings.json").exists()


def test_only_what_differs_is_stored(tmp_path):
    settings = Settings(tmp_path)
    settings.set("article_size", 20)
    settings.set("theme", "dark")
    settings.set("theme", "system")
    assert json.loads((tmp_path / "settings.json").read_text()) == {"article_size": 20}
    assert Settings(tmp_path).get("article_size") == 20


def test_who_listens_is_told(tmp_path):
    settings, heard = Settings(tmp_path), []
    settings.listen(heard.append)
    settings.set("zoom", 150)
    assert heard == ["zoom"]


def test_a_folder_that_cannot_be_made_is_said_when_something_is_set(tmp_path):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings")
    assert settings.problem is None
    settings.set("zoom", 150)
    assert settings.problem is not None
    assert settings.get("zoom") == 150


def test_a_damaged_file_is_said_and_not_touched(tmp_path):
    (tmp_path / "settings.json").write_text("{ broken")
    settings = Settings(tmp_path)
    assert settings.problem is not None
    assert settings.get("article_size") == 17
    assert (tmp_path / "settings.json").read_text() == "{ broken"


def test_values_that_do_not_fit_give_way_to_the_default(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "pink", "article_size": 900}')
    settings = Settings(tmp_path)
    assert settings.get("theme") == "system"
    assert settings.get("article_size") == 17


def test_the_dialog_has_a_field_for_each_setting_and_applies_at_once(qtbot, tmp_path):
    settings = Settings(tmp_path)
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    for setting in SETTINGS:
        field = dialog.findChild(object, f"setting.{setting.id}")
        assert field is not None, setting.id
        assert field.accessibleName() == setting.label
    size = dialog.findChild(object, "setting.article_size")
    assert size.text() == "17"
    qtbot.keyClick(size, Qt.Key.Key_Up)
    assert settings.get("article_size") == 18
    size.selectAll()
    qtbot.keyClicks(size, "21")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    theme = dialog.findChild(object, "setting.theme")
    theme.setCurrentIndex(theme.findData("dark"))
    assert settings.get("article_size") == 21
    assert settings.get("theme") == "dark"


def test_a_value_of_another_kind_gives_way_to_the_default(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": [], "zoom": "big", "article_font": 3}')
    settings = Settings(tmp_path)
    assert settings.get("theme") == "system"
    assert settings.get("zoom") == 100
    assert settings.get("article_font") == ""


def test_a_folder_that_cannot_be_written_to_is_said_and_the_setting_holds(tmp_path):
    folder = tmp_path / "gone"
    settings = Settings(folder)
    heard = []
    settings.listen(heard.append)
    settings.set("zoom", 150)
    assert settings.get("zoom") == 150
    assert settings.problem is not None
    assert "problem" in heard


def test_a_font_is_chosen_among_the_installed_ones(qtbot, tmp_path):
    settings = Settings(tmp_path)
    settings.set("article_font", "No Such Face")
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    field = dialog.findChild(QComboBox, "setting.article_font")
    assert field.currentText() == "No Such Face (not installed)"
    field.setCurrentIndex(0)
    assert settings.get("article_font") == ""
    assert QFontDatabase.families()[0] in [field.itemText(n) for n in range(field.count())]
