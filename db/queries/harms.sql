-- Deaths and complications by study, with n/N, 95 % Wilson interval and the sentence
SELECT category, outcome_label AS outcome, document, year, n, arm, measure,
       trim(CASE operator WHEN '=' THEN '' ELSE operator END || coalesce(value_printed, '')) AS value, unit,
       CAST(coalesce(numerator, CASE measure WHEN 'count' THEN value END, derived_numerator) AS INTEGER) AS patients,
       denominator, wilson_low, wilson_high, time_value AS at, time_unit AS at_unit, verdict, sentence
FROM evidence
WHERE category IN ('mortality', 'complication')
ORDER BY category DESC, lower(outcome_label), document, char_start;
