"""Marks that an import could not place, and the repair list: those of everybody, by document."""

SQL = """
CREATE TABLE unplaced (
    layer INTEGER NOT NULL REFERENCES layers (id),
    id TEXT NOT NULL,
    what TEXT NOT NULL,      -- span or relation
    label TEXT NOT NULL,     -- as the file calls it
    because TEXT NOT NULL,   -- not-placed, unknown-label, relation-loose …
    quote TEXT,              -- JSON ["…", …], what it was to say
    said TEXT,               -- JSON [[start, end], …], where it was said to be
    reason TEXT,             -- why it was not placed, as a sentence
    file TEXT,
    fields TEXT,             -- JSON, the rest of its record
    PRIMARY KEY (layer, id)
) WITHOUT ROWID;
CREATE VIEW repair_list AS
SELECT documents.key AS document, layers.kind, layers.person, unplaced.what, unplaced.label,
       unplaced.quote, unplaced.said, unplaced.because, unplaced.reason, unplaced.file, unplaced.id
FROM unplaced
JOIN layers ON layers.id = unplaced.layer
JOIN documents ON documents.id = layers.document;
"""
