"""What was counted for measures of agreement, so that figures need not read the texts again."""

SQL = """
-- A cache, in no journal: whatever is missing or has another stamp is counted anew.
CREATE TABLE agreement_counts (
    document TEXT NOT NULL,  -- id
    numbers TEXT NOT NULL,   -- what was counted: strict, unitizing, values of quote_type, spans …
    stamp TEXT NOT NULL,     -- changes with the text and the attribute's definition
    counts TEXT NOT NULL,    -- JSON [[[[person, newest journal row], …], counts], …]
    PRIMARY KEY (document, numbers)
);
"""
