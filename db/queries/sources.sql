-- What each study was read from, where that is more than one document, and why they are one study
SELECT s.document_id AS study, d.year, s.name AS source, s.format, s.path, coalesce('same ' || s.merged_by, 'leads') AS why
FROM sources s
JOIN documents d ON d.id = s.document_id
WHERE (SELECT count(*) FROM sources x WHERE x.document_id = s.document_id) > 1
ORDER BY s.document_id, s.merged_by IS NOT NULL, s.name;
