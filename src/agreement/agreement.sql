-- name: line_counters
SELECT ordered, shipped, accepted, returned, invoiced, accepted_amount, paid_amount
  FROM agreement_line WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: line_count
UPDATE agreement_line
   SET ordered = $4, shipped = $5, accepted = $6, returned = $7, invoiced = $8,
       accepted_amount = $9, paid_amount = $10
 WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: month_counters
SELECT ordered, shipped, accepted, returned, invoiced, accepted_amount, paid_amount
  FROM agreement_month WHERE pool = $1 AND agreement = $2 AND product = $3 AND month = $4;

-- name: month_count
INSERT INTO agreement_month (pool, agreement, product, month, ordered, shipped, accepted, returned,
                             invoiced, accepted_amount, paid_amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (pool, agreement, product, month) DO UPDATE
   SET ordered = EXCLUDED.ordered, shipped = EXCLUDED.shipped, accepted = EXCLUDED.accepted,
       returned = EXCLUDED.returned, invoiced = EXCLUDED.invoiced,
       accepted_amount = EXCLUDED.accepted_amount, paid_amount = EXCLUDED.paid_amount;

-- name: line_on
SELECT a.agreement, a.institution, a.company, a.distributor, l.grp, a.from_on, a.to_on, l.price,
       l.without_service, l.with_service, l.variant, l.agreed, l.ordered, l.shipped, l.accepted,
       l.returned, l.invoiced, l.accepted_amount, l.paid_amount
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.institution = $2 AND l.product = $3 AND a.from_on <= $4
   AND a.to_on >= $4 AND ($5 = '' OR a.distributor = $5)
 ORDER BY a.agreement LIMIT 1;
