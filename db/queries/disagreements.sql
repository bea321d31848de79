-- Results on which reviewers differ; the value stays as it was read until they agree or consensus decides
SELECT e.document, e.outcome_label AS outcome, e.arm, e.value_printed AS read_as, e.unit, d.reviewer, d.decision,
       d.value AS corrected_value, d.comment, d.at, e.sentence, e.key
FROM evidence e
JOIN decisions d ON d.key = e.key
WHERE e.decision = 'disagreement'
ORDER BY e.document, e.char_start, e.key, d.reviewer;
