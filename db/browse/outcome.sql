-- One outcome: what every study reports of it, the largest study first
SELECT e.finding_id, e.document, e.year, e.design, e.n, e.arm, e.measure, e.value_printed AS value, e.unit,
       CAST(coalesce(e.numerator, e.derived_numerator) AS INTEGER) AS numerator, e.denominator, e.ci_low, e.ci_high,
       e.wilson_low, e.wilson_high, e.time_value AS at, e.time_unit AS at_unit, e.verdict, e.sentence, e.quote
FROM evidence e
WHERE e.outcome_label LIKE '%' || :outcome || '%' OR e.outcome_id = :outcome
ORDER BY lower(e.outcome_label), e.n IS NULL, e.n DESC, e.document, e.char_start;
