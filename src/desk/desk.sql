-- name: desk_projects
SELECT p.pool, p.project, p.name, p.pack, p.goods, p.executed_on, p.cycle_months, o.name
  FROM project p, pool o
 WHERE o.pool = p.pool AND ($1 = '' OR p.project = $1)
 ORDER BY p.pool, p.executed_on, p.project;

-- name: desk_counts
-- Who takes part, who bid, who won.
SELECT (SELECT COUNT(*) FROM participation t WHERE t.pool = $1 AND t.project = $2 AND t.takes_part = 1),
       (SELECT COUNT(*) FROM bid b WHERE b.pool = $1 AND b.project = $2),
       (SELECT COUNT(DISTINCT b.company) FROM bid b WHERE b.pool = $1 AND b.project = $2),
       (SELECT COUNT(*) FROM award w WHERE w.pool = $1 AND w.project = $2
           AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')),
       (SELECT COUNT(DISTINCT w.company) FROM award w WHERE w.pool = $1 AND w.project = $2
           AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')),
       (SELECT CAST(COALESCE(SUM(a.agreed), 0) AS BIGINT) FROM group_allocation a
         WHERE a.pool = $1 AND a.project = $2),
       (SELECT CAST(COALESCE(SUM(a.unfilled), 0) AS BIGINT) FROM group_allocation a
         WHERE a.pool = $1 AND a.project = $2);

-- name: desk_winners
-- Every selected product with its allocated volume and its average price before procurement (0: not
-- known), by group and rank.
SELECT w.grp, g.name, w.product, COALESCE(c.name, w.company), w.rank, w.price, w.with_service,
       COALESCE((SELECT CAST(SUM(a.qty) AS BIGINT) FROM allocation a
                       WHERE a.pool = w.pool AND a.project = w.project AND a.product = w.product
                         AND a.grp = w.grp), 0),
       COALESCE((SELECT f.price FROM price_fact f
                  WHERE f.product = w.product AND f.company = w.company AND f.kind = 'pre_vbp'
                  ORDER BY f.on_date DESC, f.province, f.source LIMIT 1), 0)
  FROM award w
  JOIN project_group g ON g.pool = w.pool AND g.project = w.project AND g.grp = w.grp
  LEFT JOIN company c ON c.code = w.company AND c.until_on = '9999-12-31'
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY w.grp, w.rank, w.product;

-- name: desk_decisions
SELECT decision, COUNT(*) FROM award WHERE pool = $1 AND project = $2
 GROUP BY decision ORDER BY decision;

-- The sections below all take the pool, the project and the business date, and give their columns in
-- the order of src/desk/bureau_tables.c.

-- name: desk_progress
-- Institutions by how far they are, the least first; a share of the agreed volume in ppm.
SELECT COALESCE(i.name, p.institution), i.level,
       CAST(SUM(p.accepted - p.returned) AS BIGINT) * 1000000 / CAST(SUM(p.agreed) AS BIGINT),
       CAST(SUM(p.agreed) AS BIGINT), CAST(SUM(p.accepted - p.returned) AS BIGINT),
       CAST(SUM(p.accepted_amount) AS BIGINT), CAST(SUM(p.paid) AS BIGINT)
  FROM progress p
  LEFT JOIN institution i ON i.code = p.institution AND i.until_on = '9999-12-31'
 WHERE p.pool = $1 AND p.project = $2 AND $3 <> ''
 GROUP BY p.institution, i.name, i.level
HAVING CAST(SUM(p.agreed) AS BIGINT) > 0
 ORDER BY 3, p.institution;

-- name: desk_months
-- What was accepted and paid, month by month.
SELECT m.month, CAST(SUM(m.accepted - m.returned) AS BIGINT),
       CAST(SUM(m.accepted_amount) AS BIGINT), CAST(SUM(m.paid) AS BIGINT)
  FROM progress_month m
 WHERE m.pool = $1 AND m.project = $2 AND m.month <= $3
 GROUP BY m.month
 ORDER BY m.month;

-- name: desk_overdue
-- Who owes what past its last day in time, the largest first.
SELECT COALESCE(i.name, o.institution), CAST(SUM(r.amount - r.returned_amount - r.paid) AS BIGINT),
       COUNT(*), MIN(r.in_time_until)
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
  LEFT JOIN institution i ON i.code = o.institution AND i.until_on = '9999-12-31'
 WHERE r.pool = $1 AND o.project = $2 AND r.in_time_until <> '' AND r.in_time_until < $3
   AND r.amount - r.returned_amount - r.paid > 0
 GROUP BY o.institution, i.name
 ORDER BY 2 DESC, o.institution;

-- name: desk_prepayment
-- Where the fund's money in advance stands, by fund and term.
SELECT p.fund, p.term, COUNT(*), CAST(SUM(p.annual) AS BIGINT), p.ratio,
       CAST(SUM(p.amount) AS BIGINT),
       CAST(COALESCE(SUM(n.paid), 0) AS BIGINT),
       CAST(COALESCE(SUM(t.taken), 0) AS BIGINT),
       CAST(COALESCE(SUM(b.back), 0) AS BIGINT),
       CAST(COALESCE(SUM(n.paid), 0) - COALESCE(SUM(t.taken), 0) - COALESCE(SUM(b.back), 0)
            AS BIGINT)
  FROM prepayment p
  LEFT JOIN (SELECT pool, project, institution, term, CAST(SUM(amount) AS BIGINT) AS paid
               FROM instalment WHERE paid_on <> '' AND paid_on <= $3
              GROUP BY pool, project, institution, term) n
    ON n.pool = p.pool AND n.project = p.project AND n.institution = p.institution
   AND n.term = p.term
  LEFT JOIN (SELECT pool, project, institution, term, CAST(SUM(taken) AS BIGINT) AS taken
               FROM offset_month WHERE month <= $3
              GROUP BY pool, project, institution, term) t
    ON t.pool = p.pool AND t.project = p.project AND t.institution = p.institution
   AND t.term = p.term
  LEFT JOIN (SELECT pool, project, institution, term, CAST(SUM(amount) AS BIGINT) AS back
               FROM payback_received WHERE on_date <= $3
              GROUP BY pool, project, institution, term) b
    ON b.pool = p.pool AND b.project = p.project AND b.institution = p.institution
   AND b.term = p.term
 WHERE p.pool = $1 AND p.project = $2
 GROUP BY p.fund, p.term, p.ratio
 ORDER BY p.term, p.fund, p.ratio;

-- name: desk_instalments
SELECT n.due_on, n.number, COUNT(*), CAST(SUM(n.amount) AS BIGINT),
       CAST(SUM(CASE WHEN n.paid_on <> '' AND n.paid_on <= $3 THEN n.amount ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN n.paid_on > n.due_on THEN n.amount ELSE 0 END) AS BIGINT)
  FROM instalment n
 WHERE n.pool = $1 AND n.project = $2
 GROUP BY n.due_on, n.number
 ORDER BY n.due_on, n.number;

-- name: desk_offsets
-- The prepayment's way back, month by month.
SELECT o.month, CAST(SUM(o.taken) AS BIGINT), CAST(SUM(o.rest) AS BIGINT),
       CAST(SUM(o.claims) AS BIGINT)
  FROM offset_month o
 WHERE o.pool = $1 AND o.project = $2 AND o.month <= $3
 GROUP BY o.month
 ORDER BY o.month;

-- name: desk_paybacks
SELECT COALESCE(i.name, p.institution), p.kind, p.amount, p.demanded_on, p.due_on,
       CAST(COALESCE((SELECT CAST(SUM(r.amount) AS BIGINT) FROM payback_received r
                       WHERE r.pool = p.pool AND r.project = p.project
                         AND r.institution = p.institution AND r.term = p.term), 0) AS BIGINT)
  FROM payback p
  LEFT JOIN institution i ON i.code = p.institution AND i.until_on = '9999-12-31'
 WHERE p.pool = $1 AND p.project = $2 AND p.demanded_on <= $3
 ORDER BY p.amount DESC, p.institution, p.term;
