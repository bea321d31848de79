-- What the papers say. Ids read "document:f1" and are the ids of the export.

-- The concepts of rules/outcomes.
CREATE TABLE outcomes (
    id       TEXT PRIMARY KEY,
    label    TEXT NOT NULL,
    category TEXT NOT NULL,
    better   TEXT CHECK (better IN ('higher', 'lower')),
    share_of TEXT,                            -- what it is a share of: "patients with preoperative pain"
    field    TEXT NOT NULL,                   -- the vocabulary it comes from: spine, oncology, general
    synonyms TEXT NOT NULL CHECK (json_valid(synonyms))
) STRICT;

CREATE TABLE arms (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('whole', 'intervention', 'control', 'group')),
    n           INTEGER CHECK (n >= 0),
    char_start  INTEGER,                      -- the place of n, when it is printed
    char_end    INTEGER,
    position    INTEGER NOT NULL,
    mentions    TEXT NOT NULL CHECK (json_valid(mentions)),  -- [[start, end], ...] where the arm is named
    UNIQUE (document_id, position),
    CHECK (char_start <= char_end)
) STRICT;

CREATE TABLE mentions (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    label       TEXT NOT NULL CHECK (label IN ('condition', 'eligibility', 'age', 'location', 'ethnicity',
                    'intervention', 'control', 'outcome', 'outcome_measure')),
    char_start  INTEGER NOT NULL,
    char_end    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    concept     TEXT REFERENCES outcomes (id),
    position    INTEGER NOT NULL,
    UNIQUE (document_id, position),
    CHECK (char_start <= char_end)
) STRICT;

CREATE INDEX mentions_concept ON mentions (concept);

-- Each number stands here as REAL, to sort and to filter by; `printed` keeps the same numbers as text under the same
-- names, because a paper's "0.50" is not its "0.5": {"value": "0.50", "ci_low": "0.23"}. `value_printed` is the run of
-- characters itself ("0·50", "half"); printed ->> 'value' is the number it stands for.
CREATE TABLE findings (
    id                 TEXT PRIMARY KEY,
    document_id        TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    arm_id             TEXT REFERENCES arms (id) ON DELETE CASCADE,  -- NULL: the whole cohort
    sentence_start     INTEGER NOT NULL,
    sentence_end       INTEGER NOT NULL,
    section            TEXT NOT NULL,
    measure            TEXT NOT NULL CHECK (measure IN ('count', 'proportion', 'mean', 'median', 'range', 'duration',
                           'ratio', 'difference', 'p_value', 'score', 'other')),
    outcome            TEXT NOT NULL,         -- in the paper's words
    outcome_id         TEXT REFERENCES outcomes (id),
    category           TEXT NOT NULL CHECK (category IN ('cohort_size', 'demographics', 'presentation', 'intervention',
                           'resection_extent', 'functional_outcome', 'pain', 'survival', 'local_control',
                           'complication', 'mortality', 'follow_up', 'operative', 'quality_of_life',
                           'prognostic_factor', 'other')),
    operator           TEXT NOT NULL,
    value              REAL,
    value_printed      TEXT,
    unit               TEXT,                  -- %, months ...; the kind of a ratio: HR, OR, RR
    numerator          INTEGER,
    denominator        INTEGER,
    denominator_source TEXT CHECK (denominator_source IN ('stated', 'subgroup', 'arm', 'cohort')),
    sd                 REAL,
    se                 REAL,
    plus_minus         REAL,                  -- printed with ±, and the paper does not say SD or SE
    range_low          REAL,
    range_high         REAL,
    iqr_low            REAL,
    iqr_high           REAL,
    ci_level           REAL,                  -- per cent
    ci_low             REAL,
    ci_high            REAL,
    time_value         REAL,
    time_unit          TEXT,
    p_operator         TEXT,
    p_value            REAL,
    char_start         INTEGER NOT NULL,
    char_end           INTEGER NOT NULL,
    quote              TEXT NOT NULL,         -- text[char_start:char_end]
    rule               TEXT NOT NULL,
    confidence         REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    position           INTEGER NOT NULL,
    outcome_start      INTEGER,
    outcome_end        INTEGER,
    denominator_reason TEXT,                  -- "the 215 patients who were followed up"
    spans              TEXT NOT NULL CHECK (json_valid(spans)),    -- {"value": [start, end], ...}
    printed            TEXT NOT NULL CHECK (json_valid(printed)),
    key                TEXT NOT NULL,         -- what a reviewer's decision hangs on; see decisions
    reading            TEXT NOT NULL,         -- what was read, in a line: "death: ?/30"
    UNIQUE (document_id, position),
    CHECK (char_start <= char_end AND sentence_start <= sentence_end),
    CHECK ((ci_low IS NULL) = (ci_high IS NULL)),
    CHECK ((time_value IS NULL) = (time_unit IS NULL)),
    CHECK ((p_value IS NULL) = (p_operator IS NULL))
) STRICT;

CREATE INDEX findings_arm ON findings (arm_id);
CREATE INDEX findings_outcome ON findings (outcome_id);
CREATE INDEX findings_category ON findings (category);
CREATE INDEX findings_key ON findings (key);

-- Numbers that are consciously not findings, and why; then those that nobody could explain.
CREATE TABLE set_aside (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    char_start  INTEGER NOT NULL,
    char_end    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    rule        TEXT,
    PRIMARY KEY (document_id, position),
    CHECK (char_start <= char_end)
) STRICT;

CREATE TABLE unexplained (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    char_start  INTEGER NOT NULL,
    char_end    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    PRIMARY KEY (document_id, position),
    CHECK (char_start <= char_end)
) STRICT;
