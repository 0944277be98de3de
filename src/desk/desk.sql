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

-- Tables for people (jicai export): $1 the pool, $2 the project ('' all of them).

-- name: export_volumes
SELECT v.project, v.grp, g.name, v.institution, COALESCE(i.name, ''), v.base, v.agreed
  FROM agreed_volume v
  JOIN project_group g ON g.pool = v.pool AND g.project = v.project AND g.grp = v.grp
  LEFT JOIN institution i ON i.code = v.institution AND i.until_on = '9999-12-31'
 WHERE v.pool = $1 AND ($2 = '' OR v.project = $2)
 ORDER BY v.project, v.grp, v.institution;

-- name: export_awards
SELECT w.project, w.grp, g.name, w.product, COALESCE(p.name, ''), w.company, COALESCE(c.name, ''),
       w.price, w.with_service, w.rank, w.decision, w.step, w.clause
  FROM award w
  JOIN project_group g ON g.pool = w.pool AND g.project = w.project AND g.grp = w.grp
  LEFT JOIN product p ON p.code = w.product AND p.until_on = '9999-12-31'
  LEFT JOIN company c ON c.code = w.company AND c.until_on = '9999-12-31'
 WHERE w.pool = $1 AND ($2 = '' OR w.project = $2)
 ORDER BY w.project, w.grp, CASE WHEN w.rank = 0 THEN 1 ELSE 0 END, w.rank, w.product;

-- name: export_allocation
SELECT a.project, a.grp, a.institution, COALESCE(i.name, ''), a.product, COALESCE(p.name, ''),
       a.kept, a.from_remaining, a.qty
  FROM allocation a
  LEFT JOIN institution i ON i.code = a.institution AND i.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = a.product AND p.until_on = '9999-12-31'
 WHERE a.pool = $1 AND ($2 = '' OR a.project = $2)
 ORDER BY a.project, a.grp, a.institution, a.product;

-- name: export_listings
SELECT l.product, COALESCE(p.name, ''), l.company, COALESCE(c.name, ''), l.zone, l.project, l.state,
       l.cause, l.since_on, l.price, l.with_service, COALESCE(s.price, 0)
  FROM listing l
  LEFT JOIN product p ON p.code = l.product AND p.until_on = '9999-12-31'
  LEFT JOIN company c ON c.code = l.company AND c.until_on = '9999-12-31'
  LEFT JOIN payment_standard s ON s.pool = l.pool AND s.product = l.product
                              AND s.until_on = '9999-12-31'
 WHERE l.pool = $1 AND ($2 = '' OR l.project = $2)
 ORDER BY l.product;

-- name: export_agreements
SELECT a.project, a.term, a.agreement, a.institution, COALESCE(i.name, ''), a.company,
       COALESCE(c.name, ''), a.distributor, COALESCE(d.name, ''), a.parties, a.from_on, a.to_on,
       l.product, COALESCE(p.name, ''), l.variant, l.price, l.agreed, l.ordered, l.accepted,
       l.returned, l.accepted_amount, l.paid_amount
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  LEFT JOIN institution i ON i.code = a.institution AND i.until_on = '9999-12-31'
  LEFT JOIN company c ON c.code = a.company AND c.until_on = '9999-12-31'
  LEFT JOIN company d ON d.code = a.distributor AND d.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = l.product AND p.until_on = '9999-12-31'
 WHERE a.pool = $1 AND ($2 = '' OR a.project = $2)
 ORDER BY a.agreement, l.product;

-- name: export_orders
SELECT o.project, o.order_no, o.line, o.ordered_on, o.institution, COALESCE(i.name, ''), o.product,
       COALESCE(p.name, ''), o.company, o.payee, o.kind, o.variant, o.price, o.qty, o.over,
       o.accepted, o.rejected, o.agreement
  FROM order_line o
  LEFT JOIN institution i ON i.code = o.institution AND i.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = o.product AND p.until_on = '9999-12-31'
 WHERE o.pool = $1 AND ($2 = '' OR o.project = $2)
 ORDER BY o.order_no, o.line;

-- name: export_due
-- What is not paid yet, the longest due first.
SELECT o.project, r.receipt, r.line, o.institution, COALESCE(i.name, ''), o.payee,
       COALESCE(c.name, ''), o.product, r.accepted_on, r.due_on, r.in_time_until, r.amount,
       r.returned_amount, r.paid, r.amount - r.returned_amount - r.paid
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
  LEFT JOIN institution i ON i.code = o.institution AND i.until_on = '9999-12-31'
  LEFT JOIN company c ON c.code = o.payee AND c.until_on = '9999-12-31'
 WHERE r.pool = $1 AND ($2 = '' OR o.project = $2) AND r.amount - r.returned_amount - r.paid > 0
 ORDER BY r.in_time_until, r.receipt, r.line;

-- name: export_prepayments
SELECT p.project, p.institution, COALESCE(i.name, ''), p.term, p.fund, p.annual, p.ratio, p.amount,
       s.number, s.amount, s.due_on, s.paid_on, s.document
  FROM prepayment p
  JOIN instalment s ON s.pool = p.pool AND s.project = p.project AND s.institution = p.institution
                   AND s.term = p.term
  LEFT JOIN institution i ON i.code = p.institution AND i.until_on = '9999-12-31'
 WHERE p.pool = $1 AND ($2 = '' OR p.project = $2)
 ORDER BY p.project, p.institution, p.term, s.number;

-- name: export_offsets
SELECT o.project, o.month, o.institution, COALESCE(i.name, ''), o.term, o.purchased, o.claims,
       o.target, o.taken, o.rest, o.verdict
  FROM offset_month o
  LEFT JOIN institution i ON i.code = o.institution AND i.until_on = '9999-12-31'
 WHERE o.pool = $1 AND ($2 = '' OR o.project = $2)
 ORDER BY o.project, o.month, o.institution, o.term;

-- name: export_monitoring
SELECT m.project, m.month, m.institution, COALESCE(i.name, ''), m.product, COALESCE(p.name, ''),
       m.agreement, m.agreed, m.accepted, m.progress, m.expected, m.state
  FROM monitor_line m
  LEFT JOIN institution i ON i.code = m.institution AND i.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = m.product AND p.until_on = '9999-12-31'
 WHERE m.pool = $1 AND ($2 = '' OR m.project = $2)
 ORDER BY m.project, m.month, m.institution, m.product, m.agreement;

-- name: export_assessments
SELECT s.project, s.year, s.institution, COALESCE(i.name, ''), s.applicable, s.score, s.off,
       s.findings, s.state, s.since_on, COALESCE(r.share, 0), COALESCE(r.budget, 0),
       COALESCE(r.spent, 0), COALESCE(r.retained, 0), COALESCE(r.verdict, '')
  FROM assessment s
  LEFT JOIN retention r ON r.pool = s.pool AND r.project = s.project AND r.year = s.year
                       AND r.institution = s.institution
  LEFT JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND ($2 = '' OR s.project = $2)
 ORDER BY s.project, s.year, s.institution;

-- name: export_price_reports
SELECT r.product, COALESCE(p.name, ''), r.company, COALESCE(c.name, ''), r.province, r.seen_on,
       r.price, r.source, r.from_on, r.until_on, r.reported_on
  FROM price_report r
  LEFT JOIN product p ON p.code = r.product AND p.until_on = '9999-12-31'
  LEFT JOIN company c ON c.code = r.company AND c.until_on = '9999-12-31'
 WHERE r.pool = $1 AND ($2 = '' OR r.product = $2)
 ORDER BY r.until_on, r.product, r.province, r.seen_on, r.source;
