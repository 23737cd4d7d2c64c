"""Draw comments, notes and propagation in light and dark.

python3 dev.py pictures talk
"""

from __future__ import annotations

from PySide6.QtTest import QTest

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.project import commenting, editing
from tests.pictures.scene import begin, take
from tests.pictures.take_window import SEED, annotated, make_project


def talk(window: MainWindow) -> None:
    """Say something about the focused quote, another mark and the article."""
    page, project = window.page, window.project
    document, quote = page.document_id, page.view.focused
    done = commenting.comment(project, document, quote, "Does the closing mark belong to it?")
    commenting.comment(project, document, quote, "Yes, see the guideline.", done.id)
    commenting.set_resolved(project, document, done.id, True)
    first = commenting.comment(
        project,
        document,
        quote,
        "The agency cites him, but the sentence before says that he made a statement. Is this "
        "relayed by TASS, or did he say it to them?\nI would link both.",
    )
    commenting.comment(project, document, quote, "قال ذلك للوكالة نفسها، على ما يبدو.", first.id)
    place = next(span for span in page.spans_in_order() if span.label == "location")
    commenting.comment(project, document, place.id, "The country or its government?")
    commenting.comment(project, document, None, "A long interview; quotes run over paragraphs.")


def main() -> None:
    """Take all pictures."""
    begin()
    window = open_window(make_project(), SEED)
    window.show()
    annotated(window, "light")
    talk(window)
    page, others = window.page, [s for s in window.page.spans_in_order() if s.quote == ("Ukraine",)]
    editing.delete(window.project, page.document_id, [span.id for span in others[1:]])
    for theme, size in (("light", (1440, 900)), ("dark", (1440, 900)), ("light", (1024, 700))):
        annotated(window, theme, size)
        name = f"{theme}_{size[0]}"
        page = window.page
        page.talk.open(page.view.focused)
        take(window, f"talk_comments_{name}")
        page.talk.box.field.raised.emit()
        take(window, f"talk_comment_chosen_{name}")
        page.talk.box.close_quietly()
        page.focus(None)
        page.talk.open(None)
        take(window, f"talk_article_{name}")
        page.talk.box.close_quietly()
        span = next(s for s in page.spans_in_order() if s.quote == ("Ukraine",))
        page.go_to(span.id)
        page.propagation.open(span)
        QTest.qWait(200)
        take(window, f"talk_propagation_{name}")
        page.propagation.card.turned.emit(True)
        QTest.qWait(500)
        take(window, f"talk_propagation_project_{name}")
        page.propagation.card.close_quietly()
    window.close()


if __name__ == "__main__":
    main()
