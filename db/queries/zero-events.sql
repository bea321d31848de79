-- What did not happen: "no deaths", 0/30, none of the patients, with the upper 95 % Wilson limit
SELECT category, outcome_label AS outcome, document, year, arm, denominator, wilson_high, quote, sentence
FROM evidence
WHERE (measure IN ('count', 'proportion') AND value = 0 AND operator = '=') OR numerator = 0
ORDER BY category, lower(outcome_label), document, char_start;
