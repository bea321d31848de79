-- Gross total resection by study: per cent, n/N and 95 % Wilson interval (derived numbers are marked)
WITH resection AS (
    SELECT e.*, coalesce(e.numerator, CASE e.measure WHEN 'count' THEN e.value END, e.derived_numerator) AS patients,
           (SELECT x.value FROM derived x WHERE x.finding_id = e.finding_id AND x.name = 'percentage') AS derived_percent
    FROM evidence e
    WHERE e.outcome_id = 'gross_total_resection' AND e.measure IN ('count', 'proportion')
)
SELECT document, year, arm,
       CASE measure WHEN 'proportion' THEN value ELSE derived_percent END AS percent,
       CASE WHEN denominator IS NOT NULL THEN coalesce(CAST(patients AS INTEGER), '?') || '/' || denominator END AS "n/N",
       CASE WHEN measure = 'count' OR numerator IS NOT NULL THEN 'printed' WHEN patients IS NOT NULL THEN 'derived' END
           AS count_is,
       wilson_low, wilson_high, denominator_source AS share_of, verdict, quote
FROM resection
ORDER BY percent DESC, document;
