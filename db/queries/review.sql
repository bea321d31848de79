-- Every result, the least sure first: look here for what to check by eye (of ten shown with .9, nine are right)
SELECT document, outcome_label AS outcome, arm, value_printed, unit, confidence, quote
FROM evidence
ORDER BY confidence, document, char_start, finding_id;
