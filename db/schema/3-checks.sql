-- What the numbers say of each other, what could not be read, and what was run.

CREATE TABLE checks (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    finding_id  TEXT REFERENCES findings (id) ON DELETE CASCADE,    -- NULL: a verdict on the study as a whole
    name        TEXT NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('consistent', 'inconsistent', 'unchecked')),
    reason      TEXT NOT NULL,
    inputs      TEXT NOT NULL CHECK (json_valid(inputs)),    -- [{"name": "value", "value": "55.8", "start": 9, "end": 13}, ...]
    position    INTEGER NOT NULL,
    UNIQUE (document_id, position)
) STRICT;

CREATE INDEX checks_finding ON checks (finding_id);

-- Values that nobody printed and how they were made; `value` is NULL where several whole numbers fit.
CREATE TABLE derived (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    finding_id  TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,                -- numerator, percentage, wilson_low, mean, sd, log_ratio, denominator ...
    formula     TEXT NOT NULL,
    inputs      TEXT NOT NULL CHECK (json_valid(inputs)),    -- as in checks; "start" is missing where nobody printed it
    value       REAL,
    low         REAL,
    high        REAL,
    position    INTEGER NOT NULL,
    printed     TEXT NOT NULL CHECK (json_valid(printed)),   -- the same numbers as text, as in findings
    UNIQUE (document_id, position)
) STRICT;

CREATE INDEX derived_finding ON derived (finding_id, name);

-- Not bound to documents: a file that could not be read has none.
CREATE TABLE problems (
    path    TEXT NOT NULL,
    stage   TEXT NOT NULL,                    -- read, recognise, link, check, store
    message TEXT NOT NULL,
    PRIMARY KEY (path, stage, message)
) STRICT;

CREATE TABLE runs (
    id        INTEGER PRIMARY KEY,
    started   TEXT NOT NULL,                  -- UTC, ISO 8601
    tool      TEXT NOT NULL,                  -- version of evidence-extractor
    rules     TEXT NOT NULL,
    model     TEXT NOT NULL,
    arguments TEXT NOT NULL CHECK (json_valid(arguments)),
    counts    TEXT NOT NULL CHECK (json_valid(counts)),     -- {"read": 2, "unchanged": 0, "failed": 0, ...}
    seconds   REAL NOT NULL
) STRICT;
