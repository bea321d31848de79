-- Survival and local control: medians and rates at a time, with confidence interval
SELECT outcome_label AS outcome, document, year, n, arm, measure,
       trim(CASE operator WHEN '=' THEN '' ELSE operator END || coalesce(value_printed, '')) AS value, unit,
       time_value AS at, time_unit AS at_unit, ci_level, ci_low, ci_high, p_operator || ' ' || p_value AS p, quote
FROM evidence
WHERE category IN ('survival', 'local_control')
ORDER BY lower(outcome_label), measure, at_unit, at, document, char_start;
