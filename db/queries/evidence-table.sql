-- Comparative table, long form: each result a row, outcome by outcome, study by study
SELECT category, outcome_label AS outcome, document, year, n, arm,
       trim(CASE operator WHEN '=' THEN '' ELSE operator END || coalesce(value_printed, '')) AS value, unit,
       coalesce(numerator, derived_numerator) AS numerator, denominator,
       numerator IS NULL AND derived_numerator IS NOT NULL AS numerator_is_derived,
       wilson_low, wilson_high, time_value AS at, time_unit AS at_unit, verdict, quote
FROM evidence
ORDER BY category, lower(outcome_label), document, char_start;
