-- Numbers that contradict each other: what, why, and the sentence
SELECT d.name AS document, c.name AS "check", coalesce(f.outcome, 'the study as a whole') AS outcome, f.quote, c.reason,
       substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM checks c
JOIN documents d ON d.id = c.document_id
LEFT JOIN findings f ON f.id = c.finding_id
WHERE c.verdict = 'inconsistent' AND d.merged_into IS NULL
ORDER BY d.name, c.position;
