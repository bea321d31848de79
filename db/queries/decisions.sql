-- What reviewers decided on each result, and whether it holds
SELECT d.document, d.reading, d.decision, d.value AS corrected_value, d.reviewer, d.at, d.comment,
       CASE WHEN f.id IS NULL THEN 'no longer there'
            WHEN f.reading <> d.reading THEN 'read otherwise now: ' || f.reading
            WHEN r.decision = 'disagreement' THEN 'reviewers differ'
            WHEN r.reviewer <> d.reviewer AND lower(r.reviewer) = 'consensus' THEN 'settled by consensus'
            ELSE 'holds' END AS now, d.key
FROM decisions d
LEFT JOIN findings f ON f.key = d.key
LEFT JOIN reviewed r ON r.finding_id = f.id
ORDER BY d.document, d.key, d.reviewer;
