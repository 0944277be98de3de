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
               FROM payback_received WHERE on_date <= $3 AND reversed = 0
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
                         AND r.institution = p.institution AND r.term = p.term AND r.reversed = 0), 0) AS BIGINT)
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

-- Invariants, for fsck: each gives the keys of the rows that break it. $1: the pool; 0: the tables
-- of the platform.

-- name: fsck_pools
-- The pools that hold anything: every other table of a pool refers to one of these. MIN takes one step in
-- an index; EXISTS goes through a whole table for each pool where statistics know of one pool only.
SELECT p.pool FROM pool p
 WHERE p.pool > $1 AND (
       (SELECT MIN(x.pool) FROM project x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM explained x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM expert x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM listing x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM listing_event x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM offer x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM price_report x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM payment_standard x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM bargain x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM recorded_purchase x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM distribution x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM delivery_choice x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM cycle_extension x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM agreement x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM order_line x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM invoice x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM payment x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM progress x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM progress_month x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM account x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM prepay_decision x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM prepayment x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM claim_month x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM fund_run x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM direct_line x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM retention_owed x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM supplier_debt x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM credit_event x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM complaint x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM finding x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM patient_charge x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM quota x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM monitor_line x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM monitor_institution x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM assessment_fact x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM assessment x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM retention x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM market_ban x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM fund_approval x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM bank_answer x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM online_payment x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM correction x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM monitor_fund x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM overspend x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM overspend_band x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM breach x WHERE x.pool >= p.pool) = p.pool OR
       (SELECT MIN(x.pool) FROM shortage x WHERE x.pool >= p.pool) = p.pool)
 ORDER BY p.pool;

-- name: fsck_role
-- Nobody has a role that his organisation cannot have.
SELECT r.login, r.from_on
  FROM person_role r JOIN person p ON p.login = r.login JOIN organisation o ON o.org = p.org
 WHERE $1 = 0 AND (r.roles & o.roles) <> r.roles
 ORDER BY r.login, r.from_on;

-- name: fsck_deputy
-- A deputy is of the same organisation, and was lent no rights over people (bits 0 and 1).
SELECT d.principal, d.deputy, d.from_on
  FROM deputy d JOIN person p ON p.login = d.principal JOIN person q ON q.login = d.deputy
 WHERE $1 = 0 AND (p.org <> q.org OR d.roles % 4 <> 0)
 ORDER BY d.principal, d.deputy, d.from_on;

-- name: fsck_where
-- An organisation stands for or in a division that there is.
SELECT o.org FROM organisation o
 WHERE $1 = 0 AND o.division <> ''
   AND NOT EXISTS (SELECT 1 FROM region r WHERE r.code = o.division)
 ORDER BY o.org;

-- name: fsck_parent
SELECT r.code FROM region r
 WHERE $1 = 0 AND r.parent <> '' AND NOT EXISTS (SELECT 1 FROM region p WHERE p.code = r.parent)
 ORDER BY r.code;

-- name: fsck_registrant
SELECT p.code, p.from_on FROM product p
 WHERE $1 = 0 AND NOT EXISTS (SELECT 1 FROM company c WHERE c.code = p.company)
 ORDER BY p.code, p.from_on;

-- name: fsck_period
-- A dated row holds for a day at least.
WITH dated (what, code, from_on, until_on) AS (
    SELECT 'institution', code, from_on, until_on FROM institution
    UNION ALL SELECT 'company', code, from_on, until_on FROM company
    UNION ALL SELECT 'product', code, from_on, until_on FROM product
    UNION ALL SELECT 'role', login, from_on, until_on FROM person_role
    UNION ALL SELECT 'capacity', product, from_on, until_on FROM capacity)
SELECT what, code, from_on FROM dated WHERE $1 = 0 AND from_on >= until_on
 ORDER BY what, code, from_on;

-- name: fsck_overlap
-- One row at a time.
WITH dated (what, code, from_on, until_on) AS (
    SELECT 'institution', code, from_on, until_on FROM institution
    UNION ALL SELECT 'company', code, from_on, until_on FROM company
    UNION ALL SELECT 'product', code, from_on, until_on FROM product
    UNION ALL SELECT 'role', login, from_on, until_on FROM person_role
    UNION ALL SELECT 'capacity', product, from_on, until_on FROM capacity),
next (what, code, from_on, until_on, next_on) AS (
    SELECT what, code, from_on, until_on,
           LEAD(from_on) OVER (PARTITION BY what, code ORDER BY from_on) FROM dated)
SELECT what, code, from_on FROM next WHERE $1 = 0 AND next_on < until_on
 ORDER BY what, code, from_on;

-- name: fsck_region
SELECT i.code, i.from_on FROM institution i
 WHERE i.pool = $1 AND NOT EXISTS (SELECT 1 FROM region r WHERE r.code = i.region)
 ORDER BY i.code, i.from_on;

-- name: fsck_participant
SELECT d.project, d.institution, d.grp, d.product FROM demand d
 WHERE d.pool = $1
   AND NOT EXISTS (SELECT 1 FROM participation p WHERE p.pool = d.pool AND p.project = d.project
                                                   AND p.institution = d.institution)
 ORDER BY d.project, d.institution, d.grp, d.product;

-- name: fsck_volume
WITH part (project, grp, base, agreed) AS (
    SELECT project, grp, base, agreed FROM group_volume WHERE pool = $1
    UNION ALL
    SELECT project, grp, 0 - base, 0 - agreed FROM agreed_volume WHERE pool = $1)
SELECT project, grp FROM part GROUP BY project, grp
HAVING CAST(SUM(base) AS BIGINT) <> 0 OR CAST(SUM(agreed) AS BIGINT) <> 0
 ORDER BY project, grp;

-- name: fsck_national
-- The pools' parts of a project of several are its base and its agreed volume.
WITH part (project, grp, base, agreed) AS (
    SELECT project, grp, base, agreed FROM national_volume WHERE pool = $1
    UNION ALL
    SELECT project, grp, 0 - base, 0 - agreed FROM national_part WHERE pool = $1)
SELECT project, grp FROM part GROUP BY project, grp
HAVING CAST(SUM(base) AS BIGINT) <> 0 OR CAST(SUM(agreed) AS BIGINT) <> 0
 ORDER BY project, grp;

-- name: fsck_report
-- What the submitted version of a report says is what stands in review.
SELECT l.project, l.institution, l.grp, l.product FROM demand_report r
  JOIN demand_report_line l
    ON l.pool = r.pool AND l.project = r.project AND l.institution = r.institution
   AND l.version = r.version
 WHERE r.pool = $1 AND r.submitted_on <> ''
   AND NOT EXISTS (SELECT 1 FROM demand_report o
                    WHERE o.pool = r.pool AND o.project = r.project
                      AND o.institution = r.institution AND o.version > r.version
                      AND o.submitted_on <> '')
   AND NOT EXISTS (SELECT 1 FROM demand d
                    WHERE d.pool = r.pool AND d.project = r.project AND d.grp = l.grp
                      AND d.institution = r.institution AND d.product = l.product
                      AND d.qty = l.qty)
 ORDER BY l.project, l.institution, l.grp, l.product;

-- name: fsck_life
-- The phase of a project is that of its last move.
SELECT l.project FROM project_life l
 WHERE l.pool = $1
   AND NOT EXISTS (SELECT 1 FROM project_event v
                    WHERE v.pool = l.pool AND v.project = l.project AND v.phase = l.phase
                      AND v.seq = (SELECT COUNT(*) FROM project_event c
                                    WHERE c.pool = l.pool AND c.project = l.project))
 ORDER BY l.project;

-- name: fsck_document
-- A version is in the state to which its last step led.
SELECT d.project, d.document, CAST(d.version AS TEXT) FROM document_version d
 WHERE d.pool = $1
   AND NOT EXISTS (SELECT 1 FROM document_step s
                    WHERE s.pool = d.pool AND s.project = d.project AND s.document = d.document
                      AND s.version = d.version
                      AND s.seq = (SELECT COUNT(*) FROM document_step c
                                    WHERE c.pool = d.pool AND c.project = d.project
                                      AND c.document = d.document AND c.version = d.version)
                      AND d.state = CASE s.step WHEN 'draft' THEN 'draft'
                                                WHEN 'submit' THEN 'submitted'
                                                WHEN 'review' THEN 'reviewed'
                                                WHEN 'approve' THEN 'approved'
                                                WHEN 'publish' THEN 'published'
                                                ELSE 'returned' END)
 ORDER BY d.project, d.document, d.version;

-- name: fsck_bid
SELECT a.project, a.grp, a.product FROM award a
 WHERE a.pool = $1
   AND NOT EXISTS (SELECT 1 FROM bid b WHERE b.pool = a.pool AND b.project = a.project
                      AND b.grp = a.grp AND b.product = a.product AND b.company = a.company)
 ORDER BY a.project, a.grp, a.product;

-- name: fsck_award
WITH part (project, grp, bids, selected) AS (
    SELECT project, grp, bids, selected FROM group_award WHERE pool = $1
    UNION ALL
    SELECT project, grp, -1, CASE WHEN substr(decision, 1, 6) = 'select' THEN -1 ELSE 0 END
      FROM award WHERE pool = $1)
SELECT project, grp FROM part GROUP BY project, grp
HAVING CAST(SUM(bids) AS BIGINT) <> 0 OR CAST(SUM(selected) AS BIGINT) <> 0
 ORDER BY project, grp;

-- name: fsck_quantity
SELECT project, institution, grp, product FROM allocation
 WHERE pool = $1 AND qty <> kept + from_remaining
 ORDER BY project, institution, grp, product;

-- name: fsck_allocation
-- What was divided is what the winners got and what nobody can supply; and the latter is named.
WITH part (project, grp, rest, nobody) AS (
    SELECT project, grp, agreed, unfilled FROM group_allocation WHERE pool = $1
    UNION ALL
    SELECT project, grp, 0 - qty, 0 FROM allocation WHERE pool = $1
    UNION ALL
    SELECT project, grp, 0 - qty, 0 - qty FROM unfilled WHERE pool = $1)
SELECT project, grp FROM part GROUP BY project, grp
HAVING CAST(SUM(rest) AS BIGINT) <> 0 OR CAST(SUM(nobody) AS BIGINT) <> 0
 ORDER BY project, grp;

-- name: fsck_listing
-- A listing is as its last event left it.
SELECT l.product FROM listing l
 WHERE l.pool = $1
   AND NOT EXISTS (SELECT 1 FROM listing_event v
                    WHERE v.pool = l.pool AND v.product = l.product AND v.state = l.state
                      AND v.price = l.price AND v.with_service = l.with_service
                      AND v.seq = (SELECT MAX(w.seq) FROM listing_event w
                                    WHERE w.pool = l.pool AND w.product = l.product))
 ORDER BY l.product;

-- name: fsck_party
SELECT a.agreement FROM agreement a
 WHERE a.pool = $1
   AND (NOT EXISTS (SELECT 1 FROM institution i WHERE i.code = a.institution)
     OR NOT EXISTS (SELECT 1 FROM company c WHERE c.code = a.company)
     OR NOT EXISTS (SELECT 1 FROM company d WHERE d.code = a.distributor))
 ORDER BY a.agreement;

-- name: fsck_counter
-- The counters of a line are those of its months.
WITH part (agreement, product, ordered, shipped, accepted, returned, invoiced, amount, paid) AS (
    SELECT agreement, product, ordered, shipped, accepted, returned, invoiced, accepted_amount,
           paid_amount
      FROM agreement_line WHERE pool = $1
    UNION ALL
    SELECT agreement, product, 0 - ordered, 0 - shipped, 0 - accepted, 0 - returned, 0 - invoiced,
           0 - accepted_amount, 0 - paid_amount
      FROM agreement_month WHERE pool = $1)
SELECT agreement, product FROM part GROUP BY agreement, product
HAVING CAST(SUM(ordered) AS BIGINT) <> 0 OR CAST(SUM(shipped) AS BIGINT) <> 0
    OR CAST(SUM(accepted) AS BIGINT) <> 0 OR CAST(SUM(returned) AS BIGINT) <> 0
    OR CAST(SUM(invoiced) AS BIGINT) <> 0 OR CAST(SUM(amount) AS BIGINT) <> 0
    OR CAST(SUM(paid) AS BIGINT) <> 0
 ORDER BY agreement, product;

-- name: fsck_amended
-- Each change of a line begins where the one before it ended; the last one is what stands.
SELECT l.agreement, l.product, l.seq FROM amendment_line l
 WHERE l.pool = $1
   AND (EXISTS (SELECT 1 FROM amendment_line n
                 WHERE n.pool = l.pool AND n.agreement = l.agreement AND n.product = l.product
                   AND n.seq = (SELECT MIN(m.seq) FROM amendment_line m
                                 WHERE m.pool = l.pool AND m.agreement = l.agreement
                                   AND m.product = l.product AND m.seq > l.seq)
                   AND (n.agreed_before <> l.agreed_after OR n.amount_before <> l.amount_after))
     OR (l.seq = (SELECT MAX(m.seq) FROM amendment_line m
                   WHERE m.pool = l.pool AND m.agreement = l.agreement AND m.product = l.product)
         AND NOT EXISTS (SELECT 1 FROM agreement_line a
                          WHERE a.pool = l.pool AND a.agreement = l.agreement
                            AND a.product = l.product AND a.agreed = l.agreed_after)))
 ORDER BY l.agreement, l.product, l.seq;

-- name: fsck_amendment
-- Nothing is lost: after = before + added - removed. What is not in force changed nothing.
WITH part (amendment, units) AS (
    SELECT amendment, agreed_after - agreed_before FROM amendment_line WHERE pool = $1
    UNION ALL
    SELECT amendment, removed - added FROM amendment WHERE pool = $1)
SELECT amendment FROM part GROUP BY amendment HAVING CAST(SUM(units) AS BIGINT) <> 0
UNION
SELECT l.amendment FROM amendment_line l
  JOIN amendment m ON m.pool = l.pool AND m.amendment = l.amendment
 WHERE l.pool = $1 AND (m.state <> 'effective' OR m.seq <> l.seq)
 ORDER BY amendment;

-- name: desk_instalments_open
-- What the fund still has to pay in advance: for the demonstration's bank.
SELECT n.institution, n.term, CAST(n.number AS TEXT), n.due_on, n.amount
  FROM instalment n
 WHERE n.pool = $1 AND n.project = $2 AND n.paid_on = ''
 ORDER BY n.due_on, n.institution, n.term, n.number;

-- name: desk_paybacks_open
-- What institutions still have to pay back: the same.
SELECT p.institution, p.term, 'DEMO-' || p.institution, p.due_on, p.amount
  FROM payback p
 WHERE p.pool = $1 AND p.project = $2 AND p.due_on <> ''
   AND NOT EXISTS (SELECT 1 FROM payback_received r
                    WHERE r.pool = p.pool AND r.project = p.project
                      AND r.institution = p.institution AND r.term = p.term AND r.reversed = 0)
 ORDER BY p.due_on, p.institution, p.term;

-- name: desk_assessments
SELECT COALESCE(i.name, s.institution), s.year, s.score, s.off, s.findings, s.state
  FROM assessment s
  LEFT JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND s.project = $2 AND s.applicable = 1 AND $3 <> ''
 ORDER BY s.score, s.institution, s.year;

-- name: desk_retentions
SELECT COALESCE(i.name, t.institution), t.score, t.share, t.budget, t.spent, t.retained, t.verdict
  FROM retention t
  LEFT JOIN institution i ON i.code = t.institution AND i.until_on = '9999-12-31'
 WHERE t.pool = $1 AND t.project = $2 AND $3 <> ''
 ORDER BY t.retained DESC, t.institution, t.year;

-- name: fsck_bargain
-- Bargained for a product or by an institution that nobody knows, or by experts that were not drawn.
SELECT b.bargain FROM bargain b
 WHERE b.pool = $1
   AND (NOT EXISTS (SELECT 1 FROM product p WHERE p.code = b.product)
    OR NOT EXISTS (SELECT 1 FROM institution i WHERE i.code = substr(b.institutions, 1, length(i.code))))
 ORDER BY b.bargain;

-- name: fsck_recorded
-- The amount is not quantity times price to the fen, or the days do not fit.
SELECT r.purchase FROM recorded_purchase r
 WHERE r.pool = $1
   AND (r.amount <> (r.qty * r.price + 50) / 100 * 100
    OR r.on_date < r.recorded_on
    OR (r.review = 'waiting') <> (r.reviewed_on = '')
    OR NOT EXISTS (SELECT 1 FROM product p WHERE p.code = r.product)
    OR NOT EXISTS (SELECT 1 FROM institution i WHERE i.code = r.institution))
 ORDER BY r.purchase;

-- name: fsck_ban
SELECT b.ban FROM market_ban b
 WHERE b.pool = $1
   AND (b.to_on < b.from_on OR NOT EXISTS (SELECT 1 FROM company c WHERE c.code = b.party))
 ORDER BY b.ban;

-- name: export_breaches
SELECT period, kind, party, lines, late_qty, amount, days, state, answer_until, answer, closed_on,
       credit_event
  FROM breach WHERE pool = $1 AND $2 = $2 ORDER BY period, kind, party;

-- name: export_shortages
SELECT shortage, project, institution, company, product, order_no, missing, substituted, extra, state,
       force_majeure, outcome, reported_on, closed_on
  FROM shortage WHERE pool = $1 AND ($2 = '' OR project = $2) ORDER BY shortage;

-- name: desk_fund_timely
-- Did the agency pay in time, as the last monitoring until a day says?
SELECT m.fund, m.kind, m.due, m.in_time, m.late, m.overdue, m.late_days
  FROM monitor_fund m
 WHERE m.pool = $1 AND m.project = $2
   AND m.month = (SELECT MAX(x.month) FROM monitor_fund x WHERE x.pool = $1 AND x.project = $2
                     AND x.month <= substr($3, 1, 7))
 ORDER BY m.fund, m.kind;

-- name: export_instructions
-- What the bank is to pay: only of orders that a second person has approved, and not answered yet.
SELECT d.project, d.month, d.seq, d.institution, d.payee, d.fund, d.invoice, d.amount, f.made_by,
       f.approved_by, f.approved_on
  FROM direct_line d
  JOIN fund_approval f ON f.pool = d.pool AND f.project = d.project AND f.step = 'settle'
   AND f.period = d.month AND f.approved_by <> ''
 WHERE d.pool = $1 AND ($2 = '' OR d.project = $2) AND d.state = 'instructed'
 ORDER BY d.project, d.month, d.seq;

-- name: desk_behind
-- Agreement lines that are behind, the most behind first.
SELECT institution, product, agreed, accepted, progress, expected FROM monitor_line
 WHERE pool = $1 AND project = $2 AND month = $3 AND state = 'behind'
 ORDER BY progress, institution, product, agreement LIMIT $4;

-- name: fsck_cutover
-- Of each agreement that was signed: what stood there, against the documents that it became, not what they
-- were corrected to since; and of each prepayment.
WITH head (project, cut_off) AS (SELECT project, cut_off FROM cutover WHERE pool = $1 AND state = 'signed'),
part (what, id, a, b, c, d) AS (
    SELECT 'agreement', l.agreement, l.ordered, l.accepted, l.amount, l.paid
      FROM cutover_line l JOIN head h ON h.project = l.project WHERE l.pool = $1
    UNION ALL
    SELECT 'agreement', o.order_no, 0 - o.qty, 0, 0, 0 FROM order_line o
     WHERE o.pool = $1 AND EXISTS (SELECT 1 FROM cutover_line l JOIN head h ON h.project = l.project
                                    WHERE l.pool = o.pool AND l.agreement = o.order_no)
    UNION ALL
    SELECT 'agreement', o.order_no, 0, 0 - r.qty, 0 - r.amount, 0
      FROM order_line o
      JOIN receipt r ON r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line
      JOIN cutover k ON k.pool = o.pool AND k.project = o.project AND r.accepted_on <= k.cut_off
     WHERE o.pool = $1
       AND NOT EXISTS (SELECT 1 FROM trade_correction c
                        WHERE c.pool = r.pool AND c.kind = 'receipt' AND c.state = 'done' AND c.line = r.line
                          AND r.receipt = c.document || '~' || c.redo)
       AND EXISTS (SELECT 1 FROM cutover_line l JOIN head h ON h.project = l.project
                                    WHERE l.pool = o.pool AND l.agreement = o.order_no)
    UNION ALL
    SELECT 'agreement', y.payment, 0, 0, 0, 0 - y.amount FROM payment_line y
     WHERE y.pool = $1 AND EXISTS (SELECT 1 FROM cutover_line l JOIN head h ON h.project = l.project
                                    WHERE l.pool = y.pool AND l.agreement = y.payment
                                      AND y.paid_on <= h.cut_off)
    UNION ALL
    SELECT 'prepayment', p.project || '/' || p.institution || '/' || CAST(p.term AS TEXT), p.paid, p.taken, 0, 0
      FROM cutover_prepayment p JOIN head h ON h.project = p.project WHERE p.pool = $1
    UNION ALL
    SELECT 'prepayment', i.project || '/' || i.institution || '/' || CAST(i.term AS TEXT), 0 - i.amount, 0, 0, 0
      FROM instalment i
     WHERE i.pool = $1 AND i.number = 1
       AND EXISTS (SELECT 1 FROM cutover_prepayment p JOIN head h ON h.project = p.project
                    WHERE p.pool = i.pool AND p.project = i.project AND p.institution = i.institution
                      AND p.term = i.term)
    UNION ALL
    SELECT 'prepayment', o.project || '/' || o.institution || '/' || CAST(o.term AS TEXT), 0, 0 - o.taken, 0, 0
      FROM offset_month o WHERE o.pool = $1 AND o.verdict = 'carried')
SELECT what, id FROM part GROUP BY what, id
HAVING CAST(SUM(a) AS BIGINT) <> 0 OR CAST(SUM(b) AS BIGINT) <> 0 OR CAST(SUM(c) AS BIGINT) <> 0
    OR CAST(SUM(d) AS BIGINT) <> 0
 ORDER BY what, id;

-- name: desk_bidders
-- Who bid without being selected for anything: who has a reason to object.
SELECT DISTINCT b.company FROM bid b
 WHERE b.pool = $1 AND b.project = $2
   AND EXISTS (SELECT 1 FROM award w WHERE w.pool = b.pool AND w.project = b.project
                  AND w.company = b.company AND w.decision = 'reject')
 ORDER BY b.company;

-- name: desk_orders_open
-- Orders that nobody answered and nothing was delivered for: for the demonstration's suppliers.
SELECT order_no, line, qty FROM order_line
 WHERE pool = $1 AND project = $2 AND shipped = 0 AND accepted = 0 AND answered_on = ''
 ORDER BY order_no, line;

-- name: desk_region
-- Of an institution, the latest that is known.
SELECT region FROM institution WHERE code = $1 ORDER BY until_on DESC LIMIT 1;

-- name: explain_receipt
SELECT o.institution, o.company, o.payee, o.pay_days, r.accepted_on, r.pack, r.pack_sha256,
       r.due_why, r.due_on, r.in_time_until, o.price, r.qty, r.amount, r.returned_amount, r.paid
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND r.receipt = $2 AND r.line = $3;

-- Figures of the pictures of a project: $1 the pool, $2 the project, $3 and $4 regions from and
-- below, $5 one institution or ''.

-- name: picture_institutions
SELECT p.institution, i.name, i.region, COALESCE(g.name, i.region),
       CAST(SUM(p.agreed) AS BIGINT), CAST(SUM(p.accepted - p.returned) AS BIGINT),
       CAST(SUM(p.accepted_amount) AS BIGINT), CAST(SUM(p.paid) AS BIGINT)
  FROM progress p
  JOIN institution i ON i.code = p.institution AND i.until_on = '9999-12-31'
  LEFT JOIN region g ON g.code = i.region
 WHERE p.pool = $1 AND p.project = $2 AND i.region >= $3 AND i.region < $4
   AND ($5 = '' OR p.institution = $5)
 GROUP BY p.institution, i.name, i.region, g.name
 ORDER BY i.region, p.institution
 LIMIT 5000;

-- name: picture_months
SELECT m.month, CAST(SUM(m.accepted_amount) AS BIGINT), CAST(SUM(m.paid) AS BIGINT)
  FROM progress_month m
  JOIN institution i ON i.code = m.institution AND i.until_on = '9999-12-31'
 WHERE m.pool = $1 AND m.project = $2 AND i.region >= $3 AND i.region < $4
   AND ($5 = '' OR m.institution = $5)
 GROUP BY m.month
 ORDER BY m.month;

-- name: picture_open
-- What is not paid, by the last day in time.
SELECT r.in_time_until, COUNT(*), CAST(SUM(r.amount - r.returned_amount - r.paid) AS BIGINT)
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
  JOIN institution i ON i.code = o.institution AND i.until_on = '9999-12-31'
 WHERE r.pool = $1 AND o.project = $2 AND r.in_time_until <> ''
   AND r.amount - r.returned_amount - r.paid > 0 AND i.region >= $3 AND i.region < $4
   AND ($5 = '' OR o.institution = $5)
 GROUP BY r.in_time_until
 ORDER BY r.in_time_until;

-- name: picture_prepaid
-- Money in advance by month: paid, offset against claims, given back.
SELECT x.month, CAST(SUM(x.paid) AS BIGINT), CAST(SUM(x.taken) AS BIGINT),
       CAST(SUM(x.back) AS BIGINT)
  FROM (SELECT substr(n.paid_on, 1, 7) AS month, n.amount AS paid, 0 AS taken, 0 AS back,
               n.institution
          FROM instalment n WHERE n.pool = $1 AND n.project = $2 AND n.paid_on <> ''
         UNION ALL
        SELECT o.month, 0, o.taken, 0, o.institution
          FROM offset_month o WHERE o.pool = $1 AND o.project = $2
         UNION ALL
        SELECT substr(b.on_date, 1, 7), 0, 0, b.amount, b.institution
          FROM payback_received b
         WHERE b.pool = $1 AND b.project = $2 AND b.reversed = 0) x
  JOIN institution i ON i.code = x.institution AND i.until_on = '9999-12-31'
 WHERE i.region >= $3 AND i.region < $4 AND ($5 = '' OR x.institution = $5)
 GROUP BY x.month
 ORDER BY x.month;

-- name: fsck_admission
-- A decision whose meeting decided something else, or whose number has a gap before it.
SELECT c.institution, c.product, c.seq FROM catalogue c
 WHERE c.pool = $1
   AND ((c.record <> '' AND NOT EXISTS (SELECT 1 FROM admission_vote v WHERE v.pool = c.pool
                                           AND v.institution = c.institution AND v.record = c.record
                                           AND v.product = c.product
                                           AND v.passed = CASE WHEN c.state = 'admitted' THEN 1 ELSE 0 END))
     OR (c.seq > 1 AND NOT EXISTS (SELECT 1 FROM catalogue x WHERE x.pool = c.pool
                                      AND x.institution = c.institution AND x.product = c.product
                                      AND x.seq = c.seq - 1 AND x.on_date <= c.on_date)))
 ORDER BY c.institution, c.product, c.seq;

-- name: fsck_ward_request
SELECT r.institution, r.request_no FROM purchase_request r
 WHERE r.pool = $1 AND r.state = 'ordered'
   AND NOT EXISTS (SELECT 1 FROM order_line o WHERE o.pool = r.pool AND o.order_no = r.order_no
                      AND o.line = r.order_line AND o.institution = r.institution AND o.product = r.product
                      AND o.variant = r.variant AND o.project = r.project AND o.qty = r.ordered)
 ORDER BY r.institution, r.request_no;

-- name: fsck_ward_path
SELECT c.institution, c.path, c.version FROM clinical_path c
 WHERE c.pool = $1
   AND (NOT EXISTS (SELECT 1 FROM file f WHERE f.sha256 = c.file)
     OR NOT EXISTS (SELECT 1 FROM clinical_path_item i WHERE i.pool = c.pool AND i.institution = c.institution
                       AND i.path = c.path AND i.version = c.version AND i.place = 1 AND i.selected = 1)
     OR EXISTS (SELECT 1 FROM clinical_path_item i
                  JOIN clinical_path_item n ON n.pool = i.pool AND n.institution = i.institution AND n.path = i.path
                       AND n.version = i.version AND n.project = i.project AND n.grp = i.grp AND n.place > i.place
                 WHERE i.pool = c.pool AND i.institution = c.institution AND i.path = c.path
                   AND i.version = c.version AND i.selected = 0 AND n.selected = 1))
 ORDER BY c.institution, c.path, c.version;

-- name: fsck_incentive
SELECT p.project, p.institution, p.year, p.version FROM incentive_payout p
 WHERE p.pool = $1
   AND (p.amount <> COALESCE((SELECT CAST(SUM(l.amount) AS BIGINT) FROM incentive_line l WHERE l.pool = p.pool
                                 AND l.project = p.project AND l.institution = p.institution AND l.year = p.year
                                 AND l.version = p.version), 0)
     OR NOT EXISTS (SELECT 1 FROM incentive_scheme s WHERE s.pool = p.pool AND s.institution = p.institution
                       AND s.version = p.scheme AND s.from_on <= p.decided_on)
     OR NOT EXISTS (SELECT 1 FROM retention_owed o WHERE o.pool = p.pool AND o.project = p.project
                       AND o.institution = p.institution AND o.year = p.year AND o.paid_on <> ''
                       AND o.paid_on <= p.decided_on
                       AND (o.amount = p.amount OR p.version < (SELECT MAX(x.version) FROM incentive_payout x
                                                WHERE x.pool = p.pool AND x.project = p.project
                                                  AND x.institution = p.institution AND x.year = p.year))))
 ORDER BY p.project, p.institution, p.year, p.version;

-- name: desk_winner_products
-- Each selected company with its first product, the last code first: the demonstration's examples.
SELECT w.company, MIN(w.product) FROM award w
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
 GROUP BY w.company ORDER BY w.company DESC;
