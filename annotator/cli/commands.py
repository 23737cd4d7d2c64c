"""Which commands there are; without importing click, because the window's start waits for it."""

from __future__ import annotations

#: Command → what --help says of it in one line. Its module is cli/COMMAND_command.py.
COMMANDS = {
    "new": "Make a project file.",
    "import": "Import files or folders.",
    "export": "Export documents and layers.",
    "info": "Count what is in a project.",
    "check": "Check a project's integrity, hashes and quotes.",
    "assign": "Assign documents to people.",
    "bundle": "Hand out work, send it back, give feedback.",
    "merge": "Merge bundles or project files.",
    "agreement": "Say how far people agree.",
    "guideline": "Show or set the guideline, or list its versions.",
    "review": "Settle what people did differently.",
    "repair": "Place what imports could not place.",
    "measures": "List the measures of agreement.",
    "formats": "List the formats that are read and written.",
    "remove": "Take documents out, undoably.",
    "rename": "Give a document another key.",
    "purge": "Erase a document or a person for good.",
    "backup": "Make a consistent copy of a project, also while it is open.",
    "demo": "Open the demo project.",
}
