-- Queries of the oversight wing.

-- name: complaint_get
SELECT kind, project, by_party, against, subject, filed_on, accept_by, accepted_on, answer_by,
       answered_on, result
  FROM complaint WHERE pool = $1 AND complaint = $2;

-- name: complaint_write
INSERT INTO complaint (pool, complaint, kind, project, by_party, against, subject, filed_on,
                       accept_by, accepted_on, answer_by, answered_on, result)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (pool, complaint) DO UPDATE
   SET accepted_on = EXCLUDED.accepted_on, answer_by = EXCLUDED.answer_by,
       answered_on = EXCLUDED.answered_on, result = EXCLUDED.result;

-- name: finding_get
SELECT project, institution, reason, evidence, document, found_on, state, decided_on
  FROM finding WHERE pool = $1 AND finding = $2;

-- name: finding_write
INSERT INTO finding (pool, finding, project, institution, reason, evidence, document, found_on,
                     state, decided_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (pool, finding) DO UPDATE
   SET state = EXCLUDED.state, decided_on = EXCLUDED.decided_on;

-- name: findings_confirmed
SELECT CAST(COUNT(*) AS BIGINT) FROM finding
 WHERE pool = $1 AND institution = $2 AND state = 'confirmed' AND found_on >= $3 AND found_on <= $4;

-- name: quota_get
SELECT amount, document FROM quota
 WHERE pool = $1 AND institution = $2 AND year = $3 AND component = $4 AND decided_on = $5;

-- name: quota_write
INSERT INTO quota (pool, institution, year, component, decided_on, amount, document)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: quota_each
SELECT component, amount FROM quota
 WHERE pool = $1 AND institution = $2 AND year = $3
 ORDER BY decided_on, component;

-- name: cycles_of_institution
-- The cycles that an institution takes part in.
SELECT p.project, p.pack, p.executed_on, p.cycle_months
  FROM participation t
  JOIN project p ON p.pool = t.pool AND p.project = t.project
 WHERE t.pool = $1 AND t.institution = $2 AND t.takes_part = 1
 ORDER BY p.project;

-- name: assessment_fact_get
SELECT reports_due, reports_timely, admit_due, admit_timely, off_platform, pay_ratio, insured_share,
       first_year, share_fell
  FROM assessment_fact WHERE pool = $1 AND project = $2 AND year = $3 AND institution = $4;

-- name: assessment_fact_write
INSERT INTO assessment_fact (pool, project, year, institution, reports_due, reports_timely, admit_due,
                             admit_timely, off_platform, pay_ratio, insured_share, first_year,
                             share_fell)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (pool, project, year, institution) DO UPDATE
   SET reports_due = EXCLUDED.reports_due, reports_timely = EXCLUDED.reports_timely,
       admit_due = EXCLUDED.admit_due, admit_timely = EXCLUDED.admit_timely,
       off_platform = EXCLUDED.off_platform, pay_ratio = EXCLUDED.pay_ratio,
       insured_share = EXCLUDED.insured_share, first_year = EXCLUDED.first_year,
       share_fell = EXCLUDED.share_fell;

-- name: monitor_lines
-- Agreement lines whose term touches the month, with what was accepted of them until its end.
SELECT a.institution, l.product, a.agreement, a.from_on, a.volume_until, l.agreed,
       COALESCE((SELECT CAST(SUM(m.accepted - m.returned) AS BIGINT) FROM agreement_month m
                  WHERE m.pool = l.pool AND m.agreement = l.agreement AND m.product = l.product
                    AND m.month <= $3), 0)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND substr(a.from_on, 1, 7) <= $3
   AND substr(a.to_on, 1, 7) >= $3
 ORDER BY a.institution, l.product, a.agreement;

-- name: monitor_dues
-- What fell due from one day to another, parted by when it was paid; paid_on '' is still owed.
WITH part (institution, due, amount, paid_on) AS (
    SELECT o.institution, r.in_time_until, p.amount, p.paid_on
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
      JOIN payment_line p ON p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
     WHERE r.pool = $1 AND o.project = $2 AND r.in_time_until >= $3 AND r.in_time_until <= $4
       AND p.paid_on <= $4
    UNION ALL
    SELECT o.institution, r.in_time_until,
           r.amount
           - COALESCE((SELECT CAST(SUM(g.amount - g.credit) AS BIGINT) FROM goods_return g
                        WHERE g.pool = r.pool AND g.receipt = r.receipt AND g.receipt_line = r.line
                          AND g.returned_on <= $4), 0)
           - COALESCE((SELECT CAST(SUM(p.amount) AS BIGINT) FROM payment_line p
                        WHERE p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
                          AND p.paid_on <= $4), 0), ''
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE r.pool = $1 AND o.project = $2 AND r.in_time_until >= $3 AND r.in_time_until <= $4)
SELECT institution, due, CAST(amount AS BIGINT), paid_on FROM part
 WHERE amount > 0
 ORDER BY institution, due, paid_on, amount;

-- name: monitor_use
-- Bought per institution and month, and of it what was not selected.
SELECT m.institution, m.month, CAST(SUM(m.accepted_amount) AS BIGINT),
       CAST(SUM(CASE WHEN m.agreement = '' AND s.product IS NULL THEN m.accepted_amount ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN m.agreement = '' AND s.product IS NULL THEN m.accepted - m.returned ELSE 0 END) AS BIGINT)
  FROM progress_month m
  LEFT JOIN listing s ON s.pool = m.pool AND s.product = m.product AND s.zone = 'results'
                     AND s.project = m.project
 WHERE m.pool = $1 AND m.project = $2 AND m.month >= $3 AND m.month <= $4
 GROUP BY m.institution, m.month
 ORDER BY m.institution, m.month;

-- name: monitor_line_clear
DELETE FROM monitor_line WHERE pool = $1 AND project = $2 AND month = $3;

-- name: monitor_line_write
INSERT INTO monitor_line (pool, project, month, institution, product, agreement, agreed, accepted,
                          progress, expected, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: monitor_institution_clear
DELETE FROM monitor_institution WHERE pool = $1 AND project = $2 AND month = $3;

-- name: monitor_institution_write
INSERT INTO monitor_institution (pool, project, month, institution, lines, behind, due, in_time,
                                 late, overdue, late_days, bought, non_selected, jump)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: monitor_institution_each
SELECT institution, lines, behind, due, in_time, late, overdue, late_days, bought, non_selected, jump
  FROM monitor_institution WHERE pool = $1 AND project = $2 AND month = $3
 ORDER BY institution;

-- name: monitor_line_behind
SELECT institution, product, agreement, agreed, accepted, progress, expected
  FROM monitor_line WHERE pool = $1 AND project = $2 AND month = $3 AND state = 'behind'
 ORDER BY institution, product, agreement;

-- name: participants_taking_part
SELECT institution FROM participation
 WHERE pool = $1 AND project = $2 AND takes_part = 1
 ORDER BY institution;

-- name: assess_lines
-- Lines of the terms that ended in a year: agreed, accepted until the term's end, price, base.
SELECT a.institution, l.grp, l.product, l.agreed, l.price,
       COALESCE((SELECT CAST(SUM(m.accepted - m.returned) AS BIGINT) FROM agreement_month m
                  WHERE m.pool = l.pool AND m.agreement = l.agreement AND m.product = l.product
                    AND m.month <= substr(a.to_on, 1, 7)), 0),
       COALESCE((SELECT CAST(SUM(v.base) AS BIGINT) FROM agreed_volume v
                  WHERE v.pool = a.pool AND v.project = a.project AND v.grp = l.grp
                    AND v.institution = a.institution), 0),
       COALESCE((SELECT MAX(f.price) FROM price_fact f
                  WHERE f.product = l.product AND f.company = a.company AND f.kind = 'pre_vbp'
                    AND f.on_date <= a.from_on), 0)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.volume_until >= $3 AND a.volume_until <= $4
 ORDER BY a.institution, l.grp, l.product, a.agreement;

-- name: assess_facts
SELECT institution, reports_due, reports_timely, admit_due, admit_timely, off_platform, pay_ratio,
       insured_share, first_year, share_fell
  FROM assessment_fact WHERE pool = $1 AND project = $2 AND year = $3
 ORDER BY institution;

-- name: assess_findings
SELECT institution, CAST(COUNT(*) AS BIGINT) FROM finding
 WHERE pool = $1 AND state = 'confirmed' AND found_on >= $2 AND found_on <= $3
 GROUP BY institution ORDER BY institution;

-- name: assessment_each
SELECT institution, applicable, score, off, findings, state, since_on, comment_until, comment
  FROM assessment WHERE pool = $1 AND project = $2 AND year = $3
 ORDER BY institution;

-- name: assessment_write
INSERT INTO assessment (pool, project, year, institution, applicable, score, off, findings, state,
                        since_on, comment_until, comment)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (pool, project, year, institution) DO UPDATE
   SET applicable = EXCLUDED.applicable, score = EXCLUDED.score, off = EXCLUDED.off,
       findings = EXCLUDED.findings, state = EXCLUDED.state, since_on = EXCLUDED.since_on,
       comment_until = EXCLUDED.comment_until, comment = EXCLUDED.comment;

-- name: retention_substitutes
-- What each institution bought in a year beside the selected products, by competing group.
SELECT m.institution, g.grp, CAST(SUM(m.accepted_amount) AS BIGINT)
  FROM progress_month m
  JOIN product p ON p.code = m.product AND p.until_on = '9999-12-31'
  JOIN project_group g ON g.pool = m.pool AND g.project = m.project AND g.class = p.class AND g.class <> ''
  LEFT JOIN listing s ON s.pool = m.pool AND s.product = m.product AND s.zone = 'results'
                     AND s.project = m.project
 WHERE m.pool = $1 AND m.project = $2 AND m.month >= $3 AND m.month <= $4 AND m.agreement = ''
   AND s.product IS NULL
 GROUP BY m.institution, g.grp
 ORDER BY m.institution, g.grp;

-- name: retention_write
INSERT INTO retention (pool, project, year, institution, score, share, budget, spent, surplus,
                       retained, verdict, due_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (pool, project, year, institution) DO UPDATE
   SET score = EXCLUDED.score, share = EXCLUDED.share, budget = EXCLUDED.budget,
       spent = EXCLUDED.spent, surplus = EXCLUDED.surplus, retained = EXCLUDED.retained,
       verdict = EXCLUDED.verdict, due_on = EXCLUDED.due_on;

-- name: retention_each
SELECT institution, score, share, budget, spent, surplus, retained, verdict, due_on
  FROM retention WHERE pool = $1 AND project = $2 AND year = $3
 ORDER BY institution;

-- name: charge_price
-- The price of a selected product in force on a day: with service, or the only one.
SELECT CASE WHEN e.with_service > 0 THEN e.with_service ELSE e.price END
  FROM listing_event e
  JOIN listing s ON s.pool = e.pool AND s.product = e.product
 WHERE e.pool = $1 AND e.product = $2 AND s.zone = 'results' AND e.on_date <= $3
 ORDER BY e.on_date DESC, e.seq DESC LIMIT 1;

-- name: charge_get
SELECT institution, product, charged_on, qty, amount, allowed, verdict
  FROM patient_charge WHERE pool = $1 AND charge = $2;

-- name: charge_write
INSERT INTO patient_charge (pool, charge, institution, product, charged_on, qty, amount, allowed,
                            verdict)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
