-- What reviewers say of the findings. Bound to a place in a text by its key, not to a document or a finding: a decision
-- outlives a run that reads the paper anew, and a file that was moved. evidence review import writes it.
CREATE TABLE decisions (
    key      TEXT NOT NULL,                   -- findings.key: sha256 of the text, 16 characters; place; measure
    reviewer TEXT NOT NULL,                   -- 'consensus' has the last word where others differ
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'corrected', 'rejected')),
    value    TEXT,                            -- the corrected one, as typed, in the finding's unit
    comment  TEXT NOT NULL,
    at       TEXT NOT NULL,                   -- UTC, ISO 8601
    document TEXT NOT NULL,                   -- its name when the decision came in
    reading  TEXT NOT NULL,                   -- what the reviewer saw; holds while findings.reading is the same
    PRIMARY KEY (key, reviewer),
    CHECK ((decision = 'corrected') = (value IS NOT NULL))
) STRICT;

-- What holds of each finding: the decision all of its reviewers share, or that of 'consensus'; 'disagreement' otherwise.
CREATE VIEW reviewed AS
WITH heard AS (
    SELECT f.id AS finding_id, d.*, lower(d.reviewer) = 'consensus' AS final,
           max(lower(d.reviewer) = 'consensus') OVER (PARTITION BY f.id) AS resolved
    FROM findings f JOIN decisions d ON d.key = f.key AND d.reading = f.reading
)
SELECT finding_id,
       CASE WHEN min(decision) = max(decision) AND (min(value) IS NULL OR min(0 + value) = max(0 + value))
            THEN min(decision) ELSE 'disagreement' END AS decision,
       CASE WHEN min(decision) = max(decision) AND min(0 + value) = max(0 + value) THEN CAST(min(value) AS REAL) END
           AS corrected_value,
       group_concat(reviewer, '; ') AS reviewer,
       group_concat(nullif(comment, ''), '; ') AS comment,
       max(at) AS reviewed_at
FROM (SELECT * FROM heard WHERE final = resolved ORDER BY finding_id, reviewer)
GROUP BY finding_id;
