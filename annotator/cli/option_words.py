"""What a person can do, in the words of the command line in place of those of the window."""

from __future__ import annotations

from collections.abc import Mapping

#: By what the window says.
OPTIONS: Mapping[str, str] = {
    "choose its format under Format when importing": "name its format with --format NAME",
    "Choose what it becomes when importing.": (
        "Say what it becomes with --map FILE, or of the marks that wait with "
        "“annotator repair PROJECT rename”."
    ),
    "choose Plain text as its format": "take it as --format plain-text",
    "Choose articles or a folder with some.": (
        "Name articles or a folder with some; “annotator formats” lists what is read."
    ),
    "Choose whose they are under As when importing, or say who you are in the status line.": (
        "Name the person with --as, or say who you are with --me."
    ),
    "Choose whose it is under As when importing to keep it.": (
        "Name the person with --as to keep it."
    ),
    "Say who you are first, in the status line.": "Say who you are first, with --me PERSON.",
    "Call the column with the text “text”.": (
        "Call the column with the text “text”, or name it with --columns text=NAME."
    ),
    "Choose one of these formats:": "Name one with --format:",
    "Choose all layers to have them.": "(--layer all brings them.)",
    "Accept a reading, or say that nothing is here.": "Accept a reading, or say --none.",
    "Choose an attribute, or use": "Name an attribute with --attribute, or use",
    "Go on with a backup, or with the copy": (
        "“annotator check” finds all that is wrong. Go on with a backup, or with the copy"
    ),
    "A ruling there makes gold follow; export again then.": (
        "annotator review PROJECT rebuild makes it follow; export again then."
    ),
    "Object to a decision instead, on the page Feedback (Ctrl+7).": (
        "Object to a decision instead: annotator review PROJECT object ITEM --because TEXT; "
        "annotator review PROJECT feedback lists the items."
    ),
    "where it can be taken (Ctrl+4, Changes)": (
        "and annotator guideline PROJECT set --version takes it by that name"
    ),
    "where it can be taken again (Ctrl+4, Changes)": (
        "and annotator guideline PROJECT set --version takes it again by its number"
    ),
    "The review lists all items.": "annotator review PROJECT list shows the items with their ids.",
}


def in_options(words: str) -> str:
    """Return words of the window as those of the command line."""
    for said, option in OPTIONS.items():
        words = words.replace(said, option)
    return words
