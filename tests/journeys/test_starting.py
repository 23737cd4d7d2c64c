"""Starting as a person starts: the article first, then the window round it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.app.application import begin_window, make_application
from annotator.app.errors import BugDialog
from tests.journeys.conftest import SEED, import_into


def test_the_article_is_painted_before_the_window_is_furnished(qtbot, qapp, project_file):
    make_application([])
    window = begin_window(project_file, SEED)
    view = window.findChild(QPlainTextEdit, "articleView")
    assert view is not None
    assert window.page is None
    with qtbot.waitSignal(view.painted):
        window.show()
    qtbot.waitUntil(lambda: window.page is not None)
    assert window.page.view is view
    assert window.page.document_id == window.work.find(SEED)
    assert view.isVisible()
    qtbot.wait(50)
    assert window.findChildren(BugDialog) == []
    window.close()


def test_it_opens_where_the_work_was_left(start, project_file):
    first = start(project_file)
    first.press("Ctrl+PageDown", "Ctrl+PageDown")
    left = first.page.document_id
    first.window.close()
    again = start(project_file)
    assert again.page.document_id == left


def test_a_key_pressed_before_the_window_is_furnished_is_not_lost(start, project_file, qtbot):
    typist = start(project_file, SEED)
    typist.go_to("Odessa")
    typist.press("L")
    typist.window.close()
    again = start(project_file, SEED)
    assert again.view.hasFocus()
    assert again.spans() == [("location", 1552, 1558)]


def test_another_import_leaves_me_where_i_am(typist, project_file, tmp_path, qtbot):
    typist.go_to("Odessa")
    typist.press("L")
    typist.window.project.flush(5)
    caret, focused = typist.view.caret, typist.view.focused
    scrolled = typist.view.verticalScrollBar().value()
    other = tmp_path / "other.txt"
    other.write_text("Another article.\n", "utf-8")
    import_into(project_file, other)
    qtbot.waitUntil(lambda: typist.window.work.find("other") is not None, timeout=5000)
    QApplication.processEvents()
    assert (typist.view.caret, typist.view.focused) == (caret, focused)
    assert typist.view.verticalScrollBar().value() == scrolled
    assert typist.page.panel.form.isVisible()


def test_a_file_dialog_reads_no_file(typist, project_file, monkeypatch, qtbot):
    """Closing a file of ours drops this process's locks on it: nobody may look into it."""
    import sys

    from annotator.app.file_dialogs import _dialog

    opened = []

    def hook(event, arguments):
        if event == "open" and str(arguments[0]).endswith("seeds.sqlite"):
            opened.append(arguments)

    sys.addaudithook(hook)
    dialog = _dialog(typist.window, "Open", "All files (*)")
    dialog.setDirectory(str(project_file.parent))
    dialog.show()
    qtbot.wait(300)
    locks = [line for line in Path("/proc/locks").read_text("ascii").split("\n") if "POSIX" in line]
    inode = f":{project_file.stat().st_ino} "
    assert any(inode in line for line in locks), "the project's locks are gone"
    dialog.close()
    assert opened == []
