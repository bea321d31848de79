-- Studies that may share patients: count such patients once in a meta-analysis
SELECT o.document_id AS study, d.year, d.n, o.other_id AS other, x.year AS other_year, x.n AS other_n, o.reason
FROM overlaps o
JOIN documents d ON d.id = o.document_id
JOIN documents x ON x.id = o.other_id
ORDER BY o.document_id, o.other_id;
