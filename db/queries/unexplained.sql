-- Numbers that are neither a result nor set aside, with their sentence: look here for what was missed
SELECT d.name AS document, s.section, u.text AS number, s.text AS sentence
FROM unexplained u
JOIN documents d ON d.id = u.document_id
LEFT JOIN sentences s ON s.document_id = u.document_id AND u.char_start >= s.char_start AND u.char_start < s.char_end
WHERE d.merged_into IS NULL
ORDER BY d.name, u.position;
