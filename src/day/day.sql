-- Queries of the day wing: what there is to do, and what was done.

-- name: day_last
-- The last day that is done, and the last one that was begun.
SELECT COALESCE((SELECT MAX(on_date) FROM day_run WHERE pool = $1), ''),
       COALESCE((SELECT MAX(on_date) FROM day_step WHERE pool = $1), '');

-- name: day_get
SELECT steps, refused, overdue, overdue_left FROM day_run WHERE pool = $1 AND on_date = $2;

-- name: day_write
INSERT INTO day_run (pool, on_date, steps, refused, overdue, overdue_left) VALUES ($1, $2, $3, $4, $5, $6);

-- name: day_step_get
SELECT result, items, amount FROM day_step WHERE pool = $1 AND on_date = $2 AND step = $3 AND subject = $4;

-- name: day_step_write
INSERT INTO day_step (pool, on_date, step, subject, result, items, amount) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: day_steps
SELECT step, subject, result, items, amount FROM day_step
 WHERE pool = $1 AND on_date = $2 ORDER BY step, subject;

-- name: day_counts
-- Steps of a day, and how many of them were refused.
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN result IN ('ok', 'already', 'no_rule', 'no_term') THEN 0 ELSE 1 END), 0)
                      AS BIGINT)
  FROM day_step WHERE pool = $1 AND on_date = $2;

-- name: day_page
SELECT on_date, steps, refused, overdue, overdue_left FROM day_run
 WHERE pool = $1 AND on_date < $2 ORDER BY on_date DESC LIMIT $3;

-- name: day_projects
-- Projects at home here that are running on a day: executed, and with prepayments (1) or not.
SELECT p.project, CASE WHEN EXISTS (SELECT 1 FROM prepayment x WHERE x.pool = p.pool AND x.project = p.project)
                       THEN 1 ELSE 0 END,
       COALESCE((SELECT MIN(substr(x.starts_on, 1, 7)) FROM prepayment x
                  WHERE x.pool = p.pool AND x.project = p.project), '')
  FROM project p
 WHERE p.pool = $1 AND p.executed_on <> '' AND p.executed_on <= $2
   AND EXISTS (SELECT 1 FROM agreement a WHERE a.pool = p.pool AND a.project = p.project)
 ORDER BY p.project;

-- name: day_run_last
-- The last month of a step of the fund.
SELECT COALESCE(MAX(month), '') FROM fund_run WHERE pool = $1 AND project = $2 AND step = $3;

-- name: day_claim_months
-- Months with claims that are not ordered to be paid, up to one.
SELECT DISTINCT month FROM claim_month WHERE pool = $1 AND paid_entry = 0 AND month <= $2 ORDER BY month;

-- name: day_terms
-- Agreements whose term has begun, and whose term has ended, since a day and up to one.
SELECT CAST(COALESCE(SUM(CASE WHEN from_on > $2 AND from_on <= $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN to_on >= $2 AND to_on < $3 THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM agreement WHERE pool = $1;

-- name: day_overdue
-- Receipt lines that were not paid in time, at the end of a day, and what is owed on them.
WITH owed (amount) AS (
    SELECT CAST(r.amount
                - COALESCE((SELECT CAST(SUM(g.amount - g.credit) AS BIGINT) FROM goods_return g
                             WHERE g.pool = r.pool AND g.receipt = r.receipt AND g.receipt_line = r.line
                               AND g.returned_on <= $2), 0)
                - COALESCE((SELECT CAST(SUM(p.amount) AS BIGINT) FROM payment_line p
                             WHERE p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
                               AND p.paid_on <= $2), 0) AS BIGINT)
      FROM receipt r
     WHERE r.pool = $1 AND r.in_time_until <> '' AND r.in_time_until < $2 AND r.accepted_on <= $2)
SELECT COUNT(*), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM owed WHERE amount > 0;

-- name: day_pools
SELECT pool FROM pool WHERE pool > $1 ORDER BY pool;

-- name: day_amendments
-- Approved, and their day has come.
SELECT amendment FROM amendment
 WHERE pool = $1 AND state = 'approved' AND effective_on <= $2
 ORDER BY effective_on, amendment LIMIT 10000;
