-- Search: results whose sentence says these words, in any of their forms
SELECT e.finding_id, e.document, e.year, e.n, e.outcome_label AS outcome, e.arm, e.value_printed AS value, e.unit,
       CAST(coalesce(e.numerator, e.derived_numerator) AS INTEGER) AS numerator, e.denominator, e.verdict, e.sentence,
       e.quote
FROM sentences_fts
JOIN sentences s ON s.id = sentences_fts.rowid
JOIN findings f ON f.document_id = s.document_id AND f.sentence_start = s.char_start
JOIN evidence e ON e.finding_id = f.id
WHERE sentences_fts MATCH coalesce(nullif(escape_fts(:words), ''), '""')
ORDER BY e.document, e.char_start;
