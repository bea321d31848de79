-- Papers as they were read. `id` is the name: it is the same after every run, whatever was read first.

CREATE TABLE documents (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,           -- the file's stem; see DESIGN: relative path or "#k" when that is not unique
    path      TEXT NOT NULL,                  -- as the user named it
    format    TEXT NOT NULL,                  -- txt, pdf
    sha256    TEXT NOT NULL,                  -- of the file's bytes
    title     TEXT,
    year      INTEGER,
    journal   TEXT,
    doi       TEXT,
    pmid      TEXT,
    design    TEXT,                           -- retrospective, prospective, randomised, comparative
    n         INTEGER CHECK (n >= 0),         -- size of the cohort
    text      TEXT NOT NULL,                  -- never changed; every char_start and char_end counts its characters from 0
    authors   TEXT NOT NULL CHECK (json_valid(authors)),    -- ["Reyes A", ...]
    numbers   INTEGER NOT NULL,               -- how many numbers the text prints
    accounted INTEGER NOT NULL CHECK (accounted BETWEEN 0 AND numbers),    -- of them captured or set aside; see unexplained
    n_start   INTEGER,
    n_end     INTEGER,
    n_how     TEXT,                           -- stated, sum of arms, sum of sexes, largest group
    n_unit    TEXT,                           -- patients, tumours
    warnings  TEXT NOT NULL CHECK (json_valid(warnings)),   -- ["page 3 has no text", ...]
    links     TEXT NOT NULL CHECK (json_valid(links)),      -- ["Erratum in: Spine. 2009;34:12. PMID: 1", ...]
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1)),
    rules     TEXT NOT NULL,                  -- version of the rules that read it: another one reads it again
    model     TEXT NOT NULL,                  -- name of the entity recogniser, likewise
    -- a document that is another reading of a study which is there already; NULL: it leads its study
    merged_into TEXT REFERENCES documents (id) ON DELETE SET NULL,
    merged_by TEXT CHECK (merged_by IN ('doi', 'pmid', 'title')),
    CHECK (id = name),
    CHECK (merged_into <> id),
    CHECK (n IS NULL OR (n_start <= n_end AND n_how IS NOT NULL AND n_unit IS NOT NULL))
) STRICT;

CREATE INDEX documents_path ON documents (path);
CREATE INDEX documents_merged ON documents (merged_into);

-- Every document a study was read from; `document_id` is the one that leads it, and the one the evidence shows.
CREATE VIEW sources AS
SELECT coalesce(merged_into, id) AS document_id, path, format, name, merged_by FROM documents
ORDER BY 1, merged_into IS NOT NULL, name;

-- What each document tells about itself, and what it lacks from the others of its study: those whose fields somebody
-- filled in before pages. A study is retracted when one of its sources says so.
CREATE VIEW catalogue AS
SELECT d.id,
       coalesce(d.title, (SELECT m.title FROM documents m WHERE m.merged_into = d.id AND m.title IS NOT NULL
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1)) AS title,
       coalesce(d.year, (SELECT m.year FROM documents m WHERE m.merged_into = d.id AND m.year IS NOT NULL
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1)) AS year,
       coalesce(d.journal, (SELECT m.journal FROM documents m WHERE m.merged_into = d.id AND m.journal IS NOT NULL
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1)) AS journal,
       coalesce(d.doi, (SELECT m.doi FROM documents m WHERE m.merged_into = d.id AND m.doi IS NOT NULL
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1)) AS doi,
       coalesce(d.pmid, (SELECT m.pmid FROM documents m WHERE m.merged_into = d.id AND m.pmid IS NOT NULL
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1)) AS pmid,
       coalesce(nullif(d.authors, '[]'), (SELECT m.authors FROM documents m WHERE m.merged_into = d.id AND m.authors <> '[]'
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1), '[]') AS authors,
       coalesce(nullif(d.links, '[]'), (SELECT m.links FROM documents m WHERE m.merged_into = d.id AND m.links <> '[]'
                           ORDER BY m.format IN ('html', 'docx', 'txt', 'pdf'), m.name LIMIT 1), '[]') AS links,
       max(d.retracted, (SELECT coalesce(max(m.retracted), 0) FROM documents m WHERE m.merged_into = d.id)) AS retracted
FROM documents d;

-- Studies that may share patients, for a reader to decide; they are never merged.
CREATE TABLE overlaps (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    other_id    TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    reason      TEXT NOT NULL,
    PRIMARY KEY (document_id, other_id),
    CHECK (document_id < other_id)
) STRICT;

-- What each part of the text is; the regions of a document tile it.
CREATE TABLE regions (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    char_start  INTEGER NOT NULL,
    char_end    INTEGER NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('title', 'abstract', 'duplicate', 'furniture')),
    PRIMARY KEY (document_id, position),
    CHECK (char_start <= char_end)
) STRICT;

-- Word boxes of a paper that has pages, one row a document: a PDF has thousands, and nobody asks for one alone.
CREATE TABLE words (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    boxes       TEXT NOT NULL CHECK (json_valid(boxes))     -- [[start, end, page, x0, top, x1, bottom], ...] in points
) STRICT;

CREATE TABLE sentences (
    id          INTEGER PRIMARY KEY,          -- the full-text index needs a number; it is never exported
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    char_start  INTEGER NOT NULL,
    char_end    INTEGER NOT NULL,
    section     TEXT NOT NULL,
    text        TEXT NOT NULL,
    UNIQUE (document_id, position),
    CHECK (char_start <= char_end)
) STRICT;

-- SELECT s.* FROM sentences_fts f JOIN sentences s ON s.id = f.rowid WHERE sentences_fts MATCH 'dural tear';
CREATE VIRTUAL TABLE sentences_fts USING fts5 (text, content = 'sentences', content_rowid = 'id', tokenize = 'porter unicode61');

CREATE TRIGGER sentences_inserted AFTER INSERT ON sentences BEGIN
    INSERT INTO sentences_fts (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER sentences_deleted AFTER DELETE ON sentences BEGIN
    INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER sentences_changed AFTER UPDATE ON sentences BEGIN
    INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO sentences_fts (rowid, text) VALUES (new.id, new.text);
END;
