-- Studies by size: cohort, how it was counted, design, arms, results, contradictions
SELECT d.name AS document, t.year, d.n, d.n_unit AS unit, d.n_how AS counted, d.design,
       (SELECT group_concat(name || coalesce(' (n=' || n || ')', ''), '; ')
        FROM (SELECT a.name, a.n FROM arms a WHERE a.document_id = d.id ORDER BY a.position)) AS arms,
       (SELECT count(*) FROM findings f WHERE f.document_id = d.id) AS findings,
       (SELECT count(*) FROM checks c WHERE c.document_id = d.id AND c.verdict = 'inconsistent') AS contradictions,
       (SELECT count(*) FROM sources s WHERE s.document_id = d.id) AS sources, t.title
FROM documents d
JOIN catalogue t ON t.id = d.id
WHERE d.merged_into IS NULL
ORDER BY d.n DESC NULLS LAST, d.name;
