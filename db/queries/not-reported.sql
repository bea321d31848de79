-- What is not reported: outcomes that at least two studies give, and the studies that are silent on them
WITH told AS (SELECT DISTINCT f.outcome_id, f.document_id FROM findings f JOIN documents d ON d.id = f.document_id
              WHERE f.outcome_id IS NOT NULL AND d.merged_into IS NULL),
     common AS (SELECT outcome_id, count(*) AS studies FROM told GROUP BY outcome_id HAVING count(*) >= 2)
SELECT o.category, o.label AS outcome, c.studies AS reported_by, d.name AS not_reported_by, d.year, d.n
FROM common c
JOIN outcomes o ON o.id = c.outcome_id
CROSS JOIN documents d
LEFT JOIN told t ON t.outcome_id = c.outcome_id AND t.document_id = d.id
WHERE t.document_id IS NULL AND d.merged_into IS NULL
ORDER BY o.category, lower(o.label), d.name;
