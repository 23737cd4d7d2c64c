"""The first layout of a project file.

The journal is the truth; every other table but `texts` is its cache. `texts` is content
addressed and outside the journal, so that a text lives once and a takedown can erase it.
"""

SQL = """
CREATE TABLE project (
    name TEXT PRIMARY KEY,   -- id, made (ISO 8601), …; the title is journalled
    value TEXT
);
CREATE TABLE texts (
    number INTEGER PRIMARY KEY, -- for the search index
    sha256 TEXT NOT NULL UNIQUE, -- of the frozen text as UTF-8
    text TEXT                -- NULL once purged
);
CREATE TABLE journal (
    position INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival in this file
    stream TEXT NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    time INTEGER NOT NULL,   -- Lamport
    wall_time TEXT NOT NULL, -- ISO 8601, UTC
    edit_id TEXT NOT NULL,
    undoes TEXT,             -- edit_id
    previous_sha256 TEXT,
    sha256 TEXT NOT NULL,
    payload TEXT,            -- canonical JSON, NULL once purged
    UNIQUE (stream, device, seq)
);
CREATE INDEX journal_time ON journal (time);
CREATE INDEX journal_edit ON journal (edit_id);
CREATE TABLE edits (
    edit_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    person TEXT,
    via TEXT NOT NULL,       -- window, command or merge
    device TEXT NOT NULL,
    time INTEGER NOT NULL,
    wall_time TEXT NOT NULL,
    undoes TEXT,
    undone_by TEXT
);
CREATE INDEX edits_time ON edits (time);
CREATE TABLE tombstones (
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (stream, kind, id)
) WITHOUT ROWID;
CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    extra TEXT
);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES texts (sha256),
    characters INTEGER NOT NULL, -- code points
    language TEXT,
    excluded TEXT,           -- JSON [[start, end], …], code points
    source_name TEXT,
    source_sha256 TEXT,
    source_encoding TEXT,
    source_newline TEXT,
    meta TEXT,               -- JSON
    extra TEXT               -- JSON
);
CREATE INDEX documents_key ON documents (key);
CREATE INDEX documents_text ON documents (text_sha256);
CREATE TABLE layers (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    person TEXT,
    kind TEXT NOT NULL,      -- annotations, gold or suggestions
    status TEXT NOT NULL,
    reason TEXT,
    extra TEXT,              -- JSON
    span_count INTEGER NOT NULL DEFAULT 0 -- so that a list of 10,000 documents need not count
);
CREATE UNIQUE INDEX layers_owner ON layers (document, kind, ifnull(person, ''));
CREATE TABLE spans (
    layer INTEGER NOT NULL REFERENCES layers (id),
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    start INTEGER NOT NULL,  -- code points, half open
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,     -- the fragments' texts, joined by U+241F when there are several
    fragments TEXT,          -- JSON [[start, end], …] when there are several
    attributes TEXT,         -- JSON
    entity TEXT,
    uncertain INTEGER,
    note TEXT,
    origin TEXT NOT NULL,
    score REAL,
    because TEXT,
    created TEXT,
    updated TEXT,
    extra TEXT,              -- JSON
    PRIMARY KEY (layer, id)
) WITHOUT ROWID;
CREATE TABLE relations (
    layer INTEGER NOT NULL REFERENCES layers (id),
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    from_span TEXT NOT NULL,
    to_span TEXT NOT NULL,
    attributes TEXT,         -- JSON
    origin TEXT NOT NULL,
    extra TEXT,              -- JSON
    PRIMARY KEY (layer, id)
) WITHOUT ROWID;
CREATE TABLE comments (
    layer INTEGER NOT NULL REFERENCES layers (id),
    id TEXT NOT NULL,
    span TEXT,
    person TEXT,
    text TEXT NOT NULL,
    created TEXT,
    reply_to TEXT,
    resolved INTEGER,
    extra TEXT,              -- JSON
    PRIMARY KEY (layer, id)
) WITHOUT ROWID;
-- What a person said to a suggestion; the id is the suggestion's.
CREATE TABLE verdicts (
    layer INTEGER NOT NULL REFERENCES layers (id),
    id TEXT NOT NULL,
    verdict TEXT NOT NULL,   -- accepted or dismissed
    span TEXT,               -- the span that an accepted one became
    PRIMARY KEY (layer, id)
) WITHOUT ROWID;
CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT,            -- JSON
    reference TEXT,
    lat REAL,
    lon REAL,
    note TEXT,
    extra TEXT               -- JSON
);
-- Streams whose records have no table of their own yet: schema, guideline, project,
-- assignments, decisions. One row a record, its fields as JSON.
CREATE TABLE records (
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    fields TEXT NOT NULL,    -- JSON
    PRIMARY KEY (stream, kind, id)
) WITHOUT ROWID;
-- The search index over `texts`: words, and trigrams for scripts without spaces. Built in the
-- background; `search_done` says which texts are in, and in which of the two.
CREATE TABLE search_done (
    number INTEGER PRIMARY KEY,
    tokenizer TEXT NOT NULL  -- words or trigrams
);
CREATE VIRTUAL TABLE search_words USING fts5 (
    text, content='texts', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE search_trigrams USING fts5 (
    text, content='texts', content_rowid='number', tokenize='trigram'
);
CREATE VIEW quotes AS
SELECT documents.key AS document, layers.kind, layers.person, spans.quote, spans.start, spans."end",
       speaker.quote AS speaker, entities.name AS entity, spans.attributes, spans.id
FROM spans
JOIN layers ON layers.id = spans.layer
JOIN documents ON documents.id = layers.document
LEFT JOIN relations ON relations.layer = spans.layer AND relations.from_span = spans.id
     AND relations.label = 'said_by'
LEFT JOIN spans AS speaker ON speaker.layer = spans.layer AND speaker.id = relations.to_span
LEFT JOIN entities ON entities.id = speaker.entity
WHERE spans.label = 'quote' AND layers.kind IN ('annotations', 'gold');
"""
