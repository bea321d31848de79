-- One row a finding of the document that leads its study, with everything a reader needs; `evidence export --format csv` writes these columns.
-- `verdict` is the worst of the finding's checks; derived_* and wilson_* were calculated, not printed (Wilson: 95 %, per cent).
-- `value` is as it was read, whatever a reviewer said: `decision` is accepted, corrected, rejected or disagreement.
CREATE VIEW evidence AS
SELECT f.id AS finding_id,
       d.name AS document, c.title, c.year, c.journal, c.doi, c.pmid, d.design, d.n,
       a.name AS arm, a.role AS arm_role, a.n AS arm_n,
       f.category, f.outcome, f.outcome_id, coalesce(o.label, f.outcome) AS outcome_label,
       f.measure, f.operator, f.value, f.value_printed, f.unit,
       f.numerator, f.denominator, f.denominator_source,
       f.sd, f.se, f.plus_minus, f.range_low, f.range_high, f.iqr_low, f.iqr_high, f.ci_level, f.ci_low, f.ci_high,
       f.time_value, f.time_unit, f.p_operator, f.p_value,
       (SELECT x.value FROM derived x WHERE x.finding_id = f.id AND x.name = 'numerator') AS derived_numerator,
       (SELECT x.value FROM derived x WHERE x.finding_id = f.id AND x.name = 'wilson_low') AS wilson_low,
       (SELECT x.value FROM derived x WHERE x.finding_id = f.id AND x.name = 'wilson_high') AS wilson_high,
       (SELECT CASE WHEN max(k.verdict = 'inconsistent') THEN 'inconsistent'
                    WHEN max(k.verdict = 'consistent') THEN 'consistent'
                    WHEN count(*) THEN 'unchecked' END
        FROM checks k WHERE k.finding_id = f.id) AS verdict,
       f.quote, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence,
       f.section, f.char_start, f.char_end, f.rule, f.confidence,
       f.key, r.decision, r.corrected_value, r.reviewer, r.reviewed_at, r.comment
FROM findings f
JOIN documents d ON d.id = f.document_id
JOIN catalogue c ON c.id = d.id
LEFT JOIN arms a ON a.id = f.arm_id
LEFT JOIN outcomes o ON o.id = f.outcome_id
LEFT JOIN reviewed r ON r.finding_id = f.id
WHERE d.merged_into IS NULL
ORDER BY d.name, f.position;
