"""Caret movement by keys, as in an editor, although the text cannot be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

_Standard = QKeySequence.StandardKey
_Move = QTextCursor.MoveOperation
_MOVES = {
    _Standard.MoveToNextChar: (_Move.Right, False),
    _Standard.MoveToPreviousChar: (_Move.Left, False),
    _Standard.MoveToNextWord: (_Move.WordRight, False),
    _Standard.MoveToPreviousWord: (_Move.WordLeft, False),
    _Standard.MoveToNextLine: (_Move.Down, False),
    _Standard.MoveToPreviousLine: (_Move.Up, False),
    _Standard.MoveToStartOfLine: (_Move.StartOfLine, False),
    _Standard.MoveToEndOfLine: (_Move.EndOfLine, False),
    _Standard.MoveToStartOfBlock: (_Move.StartOfBlock, False),
    _Standard.MoveToEndOfBlock: (_Move.EndOfBlock, False),
    _Standard.MoveToStartOfDocument: (_Move.Start, False),
    _Standard.MoveToEndOfDocument: (_Move.End, False),
    _Standard.SelectNextChar: (_Move.Right, True),
    _Standard.SelectPreviousChar: (_Move.Left, True),
    _Standard.SelectNextWord: (_Move.WordRight, True),
    _Standard.SelectPreviousWord: (_Move.WordLeft, True),
    _Standard.SelectNextLine: (_Move.Down, True),
    _Standard.SelectPreviousLine: (_Move.Up, True),
    _Standard.SelectStartOfLine: (_Move.StartOfLine, True),
    _Standard.SelectEndOfLine: (_Move.EndOfLine, True),
    _Standard.SelectStartOfBlock: (_Move.StartOfBlock, True),
    _Standard.SelectEndOfBlock: (_Move.EndOfBlock, True),
    _Standard.SelectStartOfDocument: (_Move.Start, True),
    _Standard.SelectEndOfDocument: (_Move.End, True),
}
_PAGES = {
    _Standard.MoveToNextPage: (_Move.Down, False),
    _Standard.MoveToPreviousPage: (_Move.Up, False),
    _Standard.SelectNextPage: (_Move.Down, True),
    _Standard.SelectPreviousPage: (_Move.Up, True),
}


def move_for_key(cursor: QTextCursor, event: QKeyEvent, lines_a_page: int) -> bool:
    """Move a cursor as the key says; return whether the key was one that moves it."""
    for moves, count in ((_MOVES, 1), (_PAGES, lines_a_page)):
        for key, (operation, keep) in moves.items():
            if event.matches(key):
                _move(cursor, operation, keep, count)
                return True
    return False


def _move(cursor: QTextCursor, operation: QTextCursor.MoveOperation, keep: bool, n: int) -> None:
    mode = QTextCursor.MoveMode.KeepAnchor if keep else QTextCursor.MoveMode.MoveAnchor
    if not keep and cursor.hasSelection() and operation in (_Move.Left, _Move.Right):
        # As everywhere: leaving a selection goes to its edge on that side.
        forward = (operation == _Move.Right) != _reads_left(cursor)
        cursor.setPosition(cursor.selectionEnd() if forward else cursor.selectionStart())
        return
    moved = cursor.movePosition(operation, mode, n)
    if not moved and operation in (_Move.Down, _Move.Up):
        edge = _Move.End if operation == _Move.Down else _Move.Start
        cursor.movePosition(edge, mode)


def _reads_left(cursor: QTextCursor) -> bool:
    return cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft
