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
-- What fell due from one day to another, parted by when it was paid; paid_on '' is still owed. A payment
-- that was corrected is taken back on its own day.
WITH part (institution, due, receipt, line, amount, paid_on) AS (
    SELECT o.institution, r.in_time_until, r.receipt, r.line, p.amount, p.paid_on
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
      JOIN payment_line p ON p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
     WHERE r.pool = $1 AND o.project = $2 AND r.in_time_until >= $3 AND r.in_time_until <= $4
       AND p.paid_on <= $4
    UNION ALL
    SELECT o.institution, r.in_time_until, r.receipt, r.line,
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
SELECT institution, due, CAST(SUM(amount) AS BIGINT), paid_on FROM part
 GROUP BY institution, due, paid_on, receipt, line HAVING CAST(SUM(amount) AS BIGINT) > 0
 ORDER BY institution, due, paid_on, receipt, line;

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

-- name: monitor_admissions
-- Selected products whose last day of admission was in $3 to $4, and of them: how many were in the catalogue by
-- that day, how many were not and are not turned down for a reason that stands, as of $4.
SELECT d.institution, COUNT(*),
       CAST(SUM(CASE WHEN COALESCE((SELECT MIN(f.on_date) FROM catalogue f WHERE f.pool = d.pool
                                       AND f.institution = d.institution AND f.product = d.product
                                       AND f.state = 'admitted'), '9999-12-31') <= d.due_on THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN COALESCE(c.state, '') = 'admitted' OR COALESCE(c.stands, 0) = 1 THEN 0 ELSE 1 END) AS BIGINT),
       CAST(SUM(CASE WHEN COALESCE(c.state, 'admitted') <> 'admitted' AND c.stands = 1 THEN 1 ELSE 0 END) AS BIGINT)
  FROM admission_due d
  LEFT JOIN catalogue c ON c.pool = d.pool AND c.institution = d.institution AND c.product = d.product
       AND c.seq = (SELECT MAX(x.seq) FROM catalogue x WHERE x.pool = d.pool AND x.institution = d.institution
                       AND x.product = d.product AND x.on_date <= $4)
 WHERE d.pool = $1 AND d.project = $2 AND d.due_on >= $3 AND d.due_on <= $4
   AND NOT EXISTS (SELECT 1 FROM award_change w WHERE w.pool = d.pool AND w.project = d.project
                      AND w.product = d.product AND w.state <> 'selected' AND w.from_on <= $4)
 GROUP BY d.institution
 ORDER BY d.institution;

-- name: catalogue_kept
-- Which institutions keep their catalogue here: theirs is asked, others report by hand.
SELECT institution FROM catalogue WHERE pool = $1 GROUP BY institution ORDER BY institution;

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
                                 late, overdue, late_days, bought, non_selected, admit_due, not_admitted, jump)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- name: monitor_institution_each
SELECT institution, lines, behind, due, in_time, late, overdue, late_days, bought, non_selected, jump, admit_due,
       not_admitted
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
                    AND f.on_date <= a.from_on), 0),
       a.agreement
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.volume_until >= $3 AND a.volume_until <= $4
 ORDER BY a.institution, l.grp, l.product, a.agreement;

-- name: assess_prices
-- Of lines whose selected price was changed in their term: what was used of the orders at each, by
-- agreement and product, the earliest first.
SELECT o.agreement, o.product, o.selected,
       CAST(SUM(COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) FROM receipt r
                           WHERE r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line
                             AND substr(r.accepted_on, 1, 7) <= substr(a.to_on, 1, 7)), 0)
              - COALESCE((SELECT CAST(SUM(b.qty) AS BIGINT) FROM receipt r
                            JOIN goods_return b ON b.pool = r.pool AND b.receipt = r.receipt
                                               AND b.receipt_line = r.line
                           WHERE r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line
                             AND substr(b.returned_on, 1, 7) <= substr(a.to_on, 1, 7)), 0)) AS BIGINT)
  FROM agreement a
  JOIN order_line o ON o.pool = a.pool AND o.project = a.project AND o.institution = a.institution
                   AND o.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.volume_until >= $3 AND a.volume_until <= $4
   AND EXISTS (SELECT 1 FROM award_change c
                WHERE c.pool = a.pool AND c.project = a.project AND c.product = o.product
                  AND c.from_on > a.from_on AND c.from_on <= a.to_on)
 GROUP BY o.agreement, o.product, o.selected
 ORDER BY o.agreement, o.product, MIN(o.ordered_on), o.selected DESC;

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
SELECT institution, applicable, score, off, findings, state, since_on, comment_until, comment, final_on
  FROM assessment WHERE pool = $1 AND project = $2 AND year = $3
 ORDER BY institution;

-- name: assessment_write
INSERT INTO assessment (pool, project, year, institution, applicable, score, off, findings, state,
                        since_on, comment_until, comment, final_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (pool, project, year, institution) DO UPDATE
   SET applicable = EXCLUDED.applicable, score = EXCLUDED.score, off = EXCLUDED.off,
       findings = EXCLUDED.findings, state = EXCLUDED.state, since_on = EXCLUDED.since_on,
       comment_until = EXCLUDED.comment_until, comment = EXCLUDED.comment,
       final_on = EXCLUDED.final_on;

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

-- name: retention_booked
SELECT amount, paid_on FROM retention_owed
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4;

-- name: fund_dues
-- What the agency had to pay until a day: instalments of prepayments and retention by their own last
-- day, claims by their month.
WITH part (fund, kind, due, amount, paid_on) AS (
    SELECT p.fund, 'instalment', i.due_on, i.amount, i.paid_on
      FROM instalment i
      JOIN prepayment p ON p.pool = i.pool AND p.project = i.project
       AND p.institution = i.institution AND p.term = i.term
     WHERE i.pool = $1 AND i.project = $2 AND i.due_on <= $3
    UNION ALL
    SELECT fund, 'retention', due_on, amount, paid_on FROM retention_owed
     WHERE pool = $1 AND project = $2 AND due_on <= $3
    UNION ALL
    SELECT c.fund, 'claim', c.month || '-01',
           CASE WHEN c.paid_entry <> 0 THEN c.paid_sum ELSE c.amount - c.offset_sum - c.direct_sum END,
           c.paid_on
      FROM claim_month c
     WHERE c.pool = $1 AND c.month < $4)
SELECT fund, kind, due, CAST(amount AS BIGINT), paid_on FROM part
 WHERE amount > 0 ORDER BY fund, kind, due, paid_on, amount;

-- name: monitor_fund_clear
DELETE FROM monitor_fund WHERE pool = $1 AND project = $2 AND month = $3;

-- name: monitor_fund_write
INSERT INTO monitor_fund (pool, project, month, fund, kind, due, in_time, late, overdue, late_n, late_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: monitor_fund_each
SELECT fund, kind, due, in_time, late, overdue, late_n, late_days FROM monitor_fund
 WHERE pool = $1 AND project = $2 AND month = $3 ORDER BY fund, kind;

-- name: band_get
SELECT fund_share, document FROM overspend_band WHERE pool = $1 AND decided_on = $2 AND up_to = $3;

-- name: band_write
INSERT INTO overspend_band (pool, decided_on, up_to, fund_share, document) VALUES ($1, $2, $3, $4, $5);

-- name: bands_on
-- Those of the last decision until a day.
SELECT up_to, fund_share FROM overspend_band
 WHERE pool = $1 AND decided_on = (SELECT MAX(decided_on) FROM overspend_band
                                    WHERE pool = $1 AND decided_on <= $2)
 ORDER BY up_to;

-- name: quota_and_claims
-- Each institution with a quota of a year, and what the fund approved of its claims.
SELECT q.institution, CAST(SUM(q.amount) AS BIGINT),
       COALESCE((SELECT CAST(SUM(c.amount) AS BIGINT) FROM claim_month c
                  WHERE c.pool = $1 AND c.institution = q.institution AND c.month >= $3
                    AND c.month <= $4), 0)
  FROM quota q WHERE q.pool = $1 AND q.year = $2
 GROUP BY q.institution ORDER BY q.institution;

-- name: overspend_write
INSERT INTO overspend (pool, year, institution, quota, spent, by_fund, by_institution, verdict)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pool, year, institution) DO UPDATE
   SET quota = EXCLUDED.quota, spent = EXCLUDED.spent, by_fund = EXCLUDED.by_fund,
       by_institution = EXCLUDED.by_institution, verdict = EXCLUDED.verdict;

-- name: breach_supply
-- Order lines of some days with what came of each, by registrant; not what force majeure excuses.
SELECT o.company, o.order_no, o.line, o.ordered_on, o.qty, o.price,
       COALESCE(CASE WHEN r.delivered_on <> '' THEN r.delivered_on ELSE r.accepted_on END, ''),
       COALESCE(r.qty, 0)
  FROM order_line o
  LEFT JOIN receipt r ON r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line
 WHERE o.pool = $1 AND o.ordered_on >= $2 AND o.ordered_on <= $3
   AND NOT EXISTS (SELECT 1 FROM shortage s WHERE s.pool = o.pool AND s.order_no = o.order_no
                      AND s.line = o.line AND s.force_majeure = 'accepted')
 ORDER BY o.company, o.order_no, o.line, 7, r.receipt, r.line;

-- name: breach_payment
-- What fell due in a period in all projects, parted by when it was paid; paid_on '' is still owed. A payment
-- that was corrected is taken back on its own day.
WITH part (institution, due, receipt, line, amount, paid_on) AS (
    SELECT o.institution, r.in_time_until, r.receipt, r.line, p.amount, p.paid_on
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
      JOIN payment_line p ON p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
     WHERE r.pool = $1 AND r.in_time_until >= $2 AND r.in_time_until <= $3 AND p.paid_on <= $3
    UNION ALL
    SELECT o.institution, r.in_time_until, r.receipt, r.line,
           r.amount
           - COALESCE((SELECT CAST(SUM(g.amount - g.credit) AS BIGINT) FROM goods_return g
                        WHERE g.pool = r.pool AND g.receipt = r.receipt AND g.receipt_line = r.line
                          AND g.returned_on <= $3), 0)
           - COALESCE((SELECT CAST(SUM(p.amount) AS BIGINT) FROM payment_line p
                        WHERE p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
                          AND p.paid_on <= $3), 0), ''
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE r.pool = $1 AND r.in_time_until >= $2 AND r.in_time_until <= $3)
SELECT institution, due, CAST(SUM(amount) AS BIGINT), paid_on FROM part
 GROUP BY institution, due, paid_on, receipt, line HAVING CAST(SUM(amount) AS BIGINT) > 0
 ORDER BY institution, due, paid_on, receipt, line;

-- name: breach_clear
DELETE FROM breach WHERE pool = $1 AND period = $2 AND state = 'found';

-- name: breach_write
INSERT INTO breach (pool, period, kind, party, lines, late_qty, amount, days, state, sent_on,
                    answer_until, answer, closed_on, credit_event)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (pool, period, kind, party) DO UPDATE
   SET lines = EXCLUDED.lines, late_qty = EXCLUDED.late_qty, amount = EXCLUDED.amount,
       days = EXCLUDED.days, state = EXCLUDED.state, sent_on = EXCLUDED.sent_on,
       answer_until = EXCLUDED.answer_until, answer = EXCLUDED.answer,
       closed_on = EXCLUDED.closed_on, credit_event = EXCLUDED.credit_event;

-- name: breach_each
SELECT kind, party, lines, late_qty, amount, days, state, sent_on, answer_until, answer, closed_on,
       credit_event
  FROM breach WHERE pool = $1 AND period = $2 ORDER BY kind, party;

-- name: shortage_get
SELECT shortage, project, institution, company, product, order_no, line, missing, substituted, state,
       statement, force_majeure, outcome, evidence, credit_event, extra, reported_on, stated_on,
       supply_by, force_on, charged_on, closed_on
  FROM shortage WHERE pool = $1 AND shortage = $2;

-- name: shortage_each
SELECT shortage, project, institution, company, product, order_no, line, missing, substituted, state,
       statement, force_majeure, outcome, evidence, credit_event, extra, reported_on, stated_on,
       supply_by, force_on, charged_on, closed_on
  FROM shortage WHERE pool = $1 AND ($2 = '' OR project = $2) ORDER BY shortage;

-- name: shortage_write
INSERT INTO shortage (pool, shortage, project, institution, company, product, order_no, line, missing,
                      substituted, state, statement, force_majeure, outcome, evidence, credit_event,
                      extra, reported_on, stated_on, supply_by, force_on, charged_on, closed_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23)
    ON CONFLICT (pool, shortage) DO UPDATE
   SET substituted = EXCLUDED.substituted, state = EXCLUDED.state, statement = EXCLUDED.statement,
       force_majeure = EXCLUDED.force_majeure, outcome = EXCLUDED.outcome,
       evidence = EXCLUDED.evidence, credit_event = EXCLUDED.credit_event, extra = EXCLUDED.extra,
       stated_on = EXCLUDED.stated_on, supply_by = EXCLUDED.supply_by,
       force_on = EXCLUDED.force_on, charged_on = EXCLUDED.charged_on,
       closed_on = EXCLUDED.closed_on;

-- name: shortage_order
SELECT project, institution, company, product, qty, accepted, ordered_on, selected FROM order_line
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: substitute_receipt
-- A receipt line as it may stand in for what was not supplied: less what was sent back, and what
-- cases use of it.
SELECT o.institution, o.product, r.accepted_on, r.qty - r.returned, o.price,
       COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM shortage_substitute s
                  WHERE s.pool = r.pool AND s.receipt = r.receipt AND s.receipt_line = r.line), 0)
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND r.receipt = $2 AND r.line = $3;

-- name: substitute_get
SELECT qty FROM shortage_substitute
 WHERE pool = $1 AND shortage = $2 AND receipt = $3 AND receipt_line = $4;

-- name: substitute_write
INSERT INTO shortage_substitute (pool, shortage, receipt, receipt_line, product, qty, price, selected)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: substitutes
SELECT price, selected, qty FROM shortage_substitute
 WHERE pool = $1 AND shortage = $2 ORDER BY receipt, receipt_line;

-- name: finding_order
SELECT institution FROM order_line WHERE pool = $1 AND order_no = $2 ORDER BY line LIMIT 1;

-- name: finding_refusal
-- A receipt by which goods were refused.
SELECT o.institution
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND r.receipt = $2 AND r.rejected > 0 ORDER BY r.line LIMIT 1;

-- name: finding_agreement
SELECT institution FROM agreement WHERE pool = $1 AND agreement = $2;

-- name: finding_invoice
SELECT institution FROM invoice WHERE pool = $1 AND invoice = $2;

-- name: check_monitor
-- Key, figures, and the digest that was kept with them.
SELECT m.project, m.month, m.institution, m.lines, m.behind, m.due, m.in_time, m.late, m.overdue,
       m.late_days, m.bought, m.non_selected, m.admit_due, m.not_admitted, x.inputs_sha256
  FROM monitor_institution m
  JOIN explained x ON x.pool = m.pool AND x.what = 'monitor'
   AND x.id = m.project || '/' || m.month || '/' || m.institution
 WHERE m.pool = $1 ORDER BY m.project, m.month, m.institution;

-- name: check_monitor_fund
SELECT m.project, m.month, m.fund, m.kind, m.due, m.in_time, m.late, m.overdue, m.late_n, m.late_days,
       x.inputs_sha256
  FROM monitor_fund m
  JOIN explained x ON x.pool = m.pool AND x.what = 'monitor_fund'
   AND x.id = m.project || '/' || m.month || '/' || m.fund || '/' || m.kind
 WHERE m.pool = $1 ORDER BY m.project, m.month, m.fund, m.kind;

-- name: check_retention_digest
SELECT r.project, r.year, r.institution, r.score, r.budget, r.spent, x.inputs_sha256
  FROM retention r
  JOIN explained x ON x.pool = r.pool AND x.what = 'retention'
   AND x.id = r.project || '/' || CAST(r.year AS TEXT) || '/' || r.institution
 WHERE r.pool = $1 ORDER BY r.project, r.year, r.institution;

-- name: check_lines
-- The state of a line against its figures.
SELECT project, month, institution, product, agreement FROM monitor_line
 WHERE pool = $1
   AND ((agreed = 0 AND (progress <> -1 OR state <> 'not_applicable')) OR
        (agreed > 0 AND (progress < 0 OR accepted * 1000000 - progress * agreed > agreed
                         OR progress * agreed - accepted * 1000000 > agreed)) OR
        (state = 'done' AND accepted < agreed))
 ORDER BY project, month, institution, product, agreement;

-- name: check_line_counts
SELECT m.project, m.month, m.institution FROM monitor_institution m
 WHERE m.pool = $1
   AND (m.lines <> (SELECT COUNT(*) FROM monitor_line l WHERE l.pool = m.pool AND l.project = m.project
                      AND l.month = m.month AND l.institution = m.institution AND l.agreed > 0)
    OR m.behind <> (SELECT COUNT(*) FROM monitor_line l WHERE l.pool = m.pool AND l.project = m.project
                      AND l.month = m.month AND l.institution = m.institution AND l.state = 'behind'))
 ORDER BY m.project, m.month, m.institution;

-- name: check_fund_parts
SELECT project, month, fund, kind FROM monitor_fund
 WHERE pool = $1 AND due <> in_time + late + overdue ORDER BY project, month, fund, kind;

-- name: check_years
SELECT DISTINCT project, year FROM assessment WHERE pool = $1 ORDER BY project, year;

-- name: check_retained
-- Retained without a surplus, before the score was final, or not as the ledger has it.
SELECT r.project, r.year, r.institution FROM retention r
 WHERE r.pool = $1
   AND (r.surplus <> r.budget - r.spent OR
        (r.verdict <> 'ok' AND r.retained <> 0) OR
        (r.retained > 0
         AND (NOT EXISTS (SELECT 1 FROM assessment a WHERE a.pool = r.pool AND a.project = r.project
                             AND a.year = r.year AND a.institution = r.institution
                             AND a.state IN ('final', 'published') AND a.score = r.score)
              OR NOT EXISTS (SELECT 1 FROM retention_owed o WHERE o.pool = r.pool
                                AND o.project = r.project AND o.year = r.year
                                AND o.institution = r.institution AND o.amount = r.retained
                                AND o.due_on = r.due_on))) OR
        (r.retained = 0 AND EXISTS (SELECT 1 FROM retention_owed o WHERE o.pool = r.pool
                                       AND o.project = r.project AND o.year = r.year
                                       AND o.institution = r.institution)))
 ORDER BY r.project, r.year, r.institution;

-- name: check_cases
SELECT shortage, extra, substituted FROM shortage WHERE pool = $1 ORDER BY shortage;

-- name: check_shortages
-- A charge without its debt, a debt without its charge, a breach without its event.
SELECT s.shortage FROM shortage s
 WHERE s.pool = $1
   AND ((s.charged_on <> '') <> EXISTS (SELECT 1 FROM supplier_debt d WHERE d.pool = s.pool
                                           AND d.project = s.project AND d.company = s.company
                                           AND d.document = s.shortage AND d.amount = s.extra)
    OR (s.state = 'closed') <> (s.outcome <> '')
    OR (s.force_majeure = 'accepted' AND s.charged_on <> '')
    OR (s.credit_event <> '' AND NOT EXISTS (SELECT 1 FROM credit_event c WHERE c.pool = s.pool
                                                AND c.event = s.credit_event AND c.party = s.company)))
 ORDER BY s.shortage;

-- name: check_breaches
SELECT b.period, b.kind, b.party FROM breach b
 WHERE b.pool = $1
   AND ((b.state = 'found') <> (b.sent_on = '')
    OR (b.state IN ('published', 'withdrawn')) <> (b.closed_on <> '')
    OR (b.closed_on <> '' AND b.closed_on < b.sent_on)
    OR (b.credit_event <> '' AND NOT EXISTS (SELECT 1 FROM credit_event c WHERE c.pool = b.pool
                                                AND c.event = b.credit_event AND c.party = b.party)))
 ORDER BY b.period, b.kind, b.party;

-- name: check_credit
SELECT c.event FROM credit_event c
 WHERE c.pool = $1
   AND (c.evaluated_on < c.happened_on
    OR (NOT EXISTS (SELECT 1 FROM company x WHERE x.code = c.party)
        AND NOT EXISTS (SELECT 1 FROM institution x WHERE x.code = c.party))
    OR EXISTS (SELECT 1 FROM credit_repair r WHERE r.pool = c.pool AND r.event = c.event
                  AND r.done_on < c.happened_on))
 ORDER BY c.event;

-- name: check_levels
SELECT v.matter, v.number, v.seq FROM upward_level v
 WHERE v.pool = $1
   AND ((v.state = 'open') <> (v.answered_on = '') OR v.answer_by < v.since_on
    OR (v.state IN ('passed', 'late')) <> (EXISTS (SELECT 1 FROM upward_level n
                                                    WHERE n.pool = v.pool AND n.matter = v.matter
                                                      AND n.number = v.number AND n.seq = v.seq + 1))
    OR (v.seq > 1 AND NOT EXISTS (SELECT 1 FROM upward_level n
                                   WHERE n.pool = v.pool AND n.matter = v.matter
                                     AND n.number = v.number AND n.seq = v.seq - 1))
    OR (v.matter = 'shortage' AND v.state = 'open'
        AND EXISTS (SELECT 1 FROM shortage s WHERE s.pool = v.pool AND s.shortage = v.number
                       AND s.state = 'closed'))
    OR (v.matter = 'issue' AND v.state = 'open'
        AND EXISTS (SELECT 1 FROM major_issue m WHERE m.pool = v.pool AND m.issue = v.number
                       AND m.state = 'closed')))
 ORDER BY v.matter, v.number, v.seq;

-- name: check_complaints
-- Those that came with a file have no steps.
SELECT c.complaint FROM complaint c
 WHERE c.pool = $1
   AND ((c.result = '') <> (c.answered_on = '')
    OR EXISTS (SELECT 1 FROM complaint_event v WHERE v.pool = c.pool AND v.complaint = c.complaint
                  AND v.step = 'published' AND c.result IN ('', 'withdrawn'))
    OR EXISTS (SELECT 1 FROM complaint_event v WHERE v.pool = c.pool AND v.complaint = c.complaint
                  AND v.step IN ('answered', 'withdrawn') AND v.on_date <> c.answered_on)
    OR (c.result <> '' AND EXISTS (SELECT 1 FROM complaint_event v
                                    WHERE v.pool = c.pool AND v.complaint = c.complaint
                                      AND v.step = 'filed')
        AND NOT EXISTS (SELECT 1 FROM complaint_event v
                         WHERE v.pool = c.pool AND v.complaint = c.complaint
                           AND v.step IN ('answered', 'withdrawn'))))
 ORDER BY c.complaint;

-- name: renewal_ends
SELECT COALESCE(MAX(to_on), '') FROM agreement WHERE pool = $1 AND project = $2;

-- name: renewal_winners
-- Selected products; of a system the first component stands for the set.
SELECT w.product, w.company, w.price, COALESCE(p.part, w.product), COALESCE(p.per_set, 1)
  FROM award w
  LEFT JOIN award_part p
    ON p.pool = w.pool AND p.project = w.project AND p.grp = w.grp AND p.product = w.product
   AND p.component = (SELECT MIN(f.component) FROM award_part f
                       WHERE f.pool = w.pool AND f.project = w.project AND f.grp = w.grp
                         AND f.product = w.product)
 WHERE w.pool = $1 AND w.project = $2 AND w.grp = $3
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY w.product;

-- name: renewal_agreed
SELECT CAST(COALESCE(SUM(l.agreed), 0) AS BIGINT)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND l.grp = $3 AND l.product = $4;

-- name: renewal_moved
SELECT CAST(COALESCE(SUM(ordered), 0) AS BIGINT), CAST(COALESCE(SUM(accepted), 0) AS BIGINT),
       CAST(COALESCE(SUM(returned), 0) AS BIGINT)
  FROM progress WHERE pool = $1 AND project = $2 AND product = $3;

-- name: renewal_year
SELECT CAST(COALESCE(SUM(accepted - returned), 0) AS BIGINT) FROM progress_month
 WHERE pool = $1 AND project = $2 AND product = $3 AND month >= $4 AND month < $5;

-- name: renewal_holds
SELECT COUNT(*) FROM listing_event
 WHERE pool = $1 AND product = $2 AND cause = 'quality' AND on_date >= $3 AND on_date <= $4;

-- name: renewal_bidders
SELECT COUNT(DISTINCT company) FROM award
 WHERE pool = $1 AND project = $2 AND grp = $3 AND decision <> 'invalid';

-- name: renewal_makers
SELECT COUNT(DISTINCT company) FROM product
 WHERE class = $1 AND from_on <= $2 AND until_on > $2;

-- name: renewal_price
SELECT COALESCE(MIN(f.price), 0) FROM price_fact f
 WHERE f.on_date > $2 AND f.on_date <= $3 AND f.kind <> 'pre_vbp'
   AND EXISTS (SELECT 1 FROM product p WHERE p.code = f.product AND p.class = $1);

-- name: renewal_volume
SELECT agreed FROM group_volume WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: renewal_get
SELECT computed_on, ends_on, suppliers_then, suppliers_now, price_then, price_now, demand_then,
       demand_now, changed, proposal, decision, reason, next_project, decided_on, who, announcement
  FROM renewal WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: renewal_each
SELECT grp FROM renewal WHERE pool = $1 AND project = $2 ORDER BY grp;

-- name: renewal_before
-- Which project a group comes from.
SELECT project, decision FROM renewal
 WHERE pool = $1 AND next_project = $2 AND grp = $3 ORDER BY project;

-- name: renewal_clear_scores
DELETE FROM renewal_score WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: renewal_write
INSERT INTO renewal (pool, project, grp, computed_on, ends_on, suppliers_then, suppliers_now,
                     price_then, price_now, demand_then, demand_now, changed, proposal, decision,
                     reason, next_project, decided_on, who, announcement)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', '', '', '', '')
    ON CONFLICT (pool, project, grp) DO UPDATE
   SET computed_on = EXCLUDED.computed_on, ends_on = EXCLUDED.ends_on,
       suppliers_then = EXCLUDED.suppliers_then, suppliers_now = EXCLUDED.suppliers_now,
       price_then = EXCLUDED.price_then, price_now = EXCLUDED.price_now,
       demand_then = EXCLUDED.demand_then, demand_now = EXCLUDED.demand_now,
       changed = EXCLUDED.changed, proposal = EXCLUDED.proposal;

-- name: renewal_score_write
INSERT INTO renewal_score (pool, project, grp, product, company, agreed, ordered, accepted,
                           returned, events, grade, barred, quality, supply, credit, clinical,
                           points, keep, kept)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0);

-- name: renewal_scores
SELECT product, company, agreed, ordered, accepted, returned, events, grade, barred, quality,
       supply, credit, clinical, points, keep, kept
  FROM renewal_score WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY points DESC, product;

-- name: renewal_decide
UPDATE renewal SET decision = $4, reason = $5, next_project = $6, decided_on = $7, who = $8
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: renewal_keep
UPDATE renewal_score SET kept = 1 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4;

-- name: renewal_publish
UPDATE renewal SET announcement = $4 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: renewal_highest
SELECT COALESCE(MAX(price), 0) FROM award
 WHERE pool = $1 AND project = $2 AND grp = $3
   AND decision IN ('select', 'select_without_quota', 'select_without_volume');

-- name: renewal_previous
UPDATE project_group SET previous_highest = $4
 WHERE pool = $1 AND project = $2 AND grp = $3 AND previous_highest = 0;

-- name: monitor_page
-- Of a sight's institutions; after a code.
SELECT m.institution, m.lines, m.behind, m.due, m.in_time, m.late, m.overdue, m.late_days, m.bought,
       m.non_selected, m.jump, m.admit_due, m.not_admitted
  FROM monitor_institution m
 WHERE m.pool = $1 AND m.project = $2 AND m.month = $3 AND ($6 = '' OR m.institution = $6)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $4 AND i.region < $5)
   AND m.institution > $7
 ORDER BY m.institution LIMIT $8;

-- name: assessment_page
SELECT m.institution, m.applicable, m.score, m.off, m.findings, m.state, m.since_on, m.comment_until, m.comment,
       m.final_on
  FROM assessment m
 WHERE m.pool = $1 AND m.project = $2 AND m.year = $3 AND ($6 = '' OR m.institution = $6)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $4 AND i.region < $5)
   AND m.institution > $7
 ORDER BY m.institution LIMIT $8;

-- name: retention_page
SELECT m.institution, m.score, m.share, m.budget, m.spent, m.surplus, m.retained, m.verdict, m.due_on,
       COALESCE((SELECT o.paid_on FROM retention_owed o
                  WHERE o.pool = m.pool AND o.project = m.project AND o.institution = m.institution
                    AND o.year = m.year), '')
  FROM retention m
 WHERE m.pool = $1 AND m.project = $2 AND m.year = $3 AND ($6 = '' OR m.institution = $6)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $4 AND i.region < $5)
   AND m.institution > $7
 ORDER BY m.institution LIMIT $8;

-- name: quota_page
SELECT m.institution, m.component, m.decided_on, m.amount, m.document
  FROM quota m
 WHERE m.pool = $1 AND m.year = $2 AND ($5 = '' OR m.institution = $5)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $3 AND i.region < $4)
   AND (m.institution > $6 OR (m.institution = $6 AND (m.component > $7
        OR (m.component = $7 AND m.decided_on > $8))))
 ORDER BY m.institution, m.component, m.decided_on LIMIT $9;

-- name: finding_page
-- $6 a state, '' all.
SELECT m.finding, m.project, m.institution, m.reason, m.evidence, m.document, m.found_on, m.state, m.decided_on
  FROM finding m
 WHERE m.pool = $1 AND ($4 = '' OR m.institution = $4)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $2 AND i.region < $3)
   AND ($5 = '' OR m.state = $5) AND m.finding > $6
 ORDER BY m.finding LIMIT $7;

-- name: charge_page
-- $5 a verdict, '' all.
SELECT m.charge, m.institution, m.product, m.charged_on, m.qty, m.amount, m.allowed, m.verdict
  FROM patient_charge m
 WHERE m.pool = $1 AND ($4 = '' OR m.institution = $4)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $2 AND i.region < $3)
   AND ($5 = '' OR m.verdict = $5) AND m.charge > $6
 ORDER BY m.charge LIMIT $7;

-- name: finding_one
SELECT project, institution, reason, evidence, document, found_on, state, decided_on
  FROM finding WHERE pool = $1 AND finding = $2;

-- name: level_write
INSERT INTO upward_level (pool, matter, number, seq, level, region, since_on, days, answer_by, state,
                          answered_on, who, answer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (pool, matter, number, seq) DO UPDATE
   SET state = EXCLUDED.state, answered_on = EXCLUDED.answered_on, who = EXCLUDED.who,
       answer = EXCLUDED.answer;

-- name: level_last
SELECT seq, region, since_on, answer_by, state, answered_on, who, answer, days FROM upward_level
 WHERE pool = $1 AND matter = $2 AND number = $3 ORDER BY seq DESC LIMIT 1;

-- name: level_late
-- Not answered in time by a day, and somebody is above.
SELECT matter, number FROM upward_level
 WHERE pool = $1 AND state = 'open' AND answer_by < $2 AND level <> 'province'
 ORDER BY matter, number;

-- name: level_list
-- Of shortages. $6: a state, '' all; before the cursor.
SELECT v.number, v.seq, v.level, v.region, v.since_on, v.answer_by, v.state, v.answered_on, v.answer,
       s.institution, s.company, s.product, s.missing
  FROM upward_level v
  JOIN shortage s ON s.pool = v.pool AND s.shortage = v.number
  JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE v.pool = $1 AND v.matter = 'shortage' AND i.region >= $2 AND i.region < $3
   AND ($4 = '' OR s.institution = $4) AND ($5 = '' OR s.company = $5) AND ($6 = '' OR v.state = $6)
   AND (v.number, v.seq) > ($7, $8)
 ORDER BY v.number, v.seq LIMIT $9;

-- name: issue_level_list
-- Of major issues, by where they were reported ($2 to $3) or by whom ($4).
SELECT v.number, v.seq, v.level, v.region, v.since_on, v.answer_by, v.state, v.answered_on, v.answer
  FROM upward_level v
  JOIN major_issue m ON m.pool = v.pool AND m.issue = v.number
 WHERE v.pool = $1 AND v.matter = 'issue' AND m.region >= $2 AND m.region < $3
   AND ($4 = '' OR m.by_org = $4) AND ($5 = '' OR v.state = $5) AND (v.number, v.seq) > ($6, $7)
 ORDER BY v.number, v.seq LIMIT $8;

-- name: risk_get
SELECT owner, region, kind, subject, likelihood, impact, plan, responsible, review_by, state, closed_why
  FROM risk WHERE pool = $1 AND risk = $2;

-- name: risk_write
INSERT INTO risk (pool, risk, owner, region, kind, subject, likelihood, impact, plan, responsible, review_by,
                  updated_on, state, closed_why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (pool, risk) DO UPDATE
   SET kind = EXCLUDED.kind, subject = EXCLUDED.subject, likelihood = EXCLUDED.likelihood,
       impact = EXCLUDED.impact, plan = EXCLUDED.plan, responsible = EXCLUDED.responsible,
       review_by = EXCLUDED.review_by, updated_on = EXCLUDED.updated_on, state = EXCLUDED.state,
       closed_why = EXCLUDED.closed_why;

-- name: risk_list
-- By where it lies ($2 to $3), whose it is ($4), kind ($5), state ($6); $7: to be looked at again by then.
SELECT r.risk, r.owner, r.region, r.kind, r.subject, r.likelihood, r.impact, r.likelihood * r.impact,
       r.plan, r.responsible, r.review_by, r.updated_on, r.state, r.closed_why
  FROM risk r
 WHERE r.pool = $1 AND r.region >= $2 AND r.region < $3 AND ($4 = '' OR r.owner = $4)
   AND ($5 = '' OR r.kind = $5) AND ($6 = '' OR r.state = $6)
   AND ($7 = '' OR (r.state = 'open' AND r.review_by <= $7)) AND r.risk > $8
 ORDER BY r.risk LIMIT $9;

-- name: issue_get
SELECT kind, by_org, region, risk, urgent, body, reported_on, state, closed_on, closing
  FROM major_issue WHERE pool = $1 AND issue = $2;

-- name: issue_write
INSERT INTO major_issue (pool, issue, kind, by_org, region, risk, urgent, body, reported_on, state,
                         closed_on, closing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', '');

-- name: issue_close
UPDATE major_issue SET state = 'closed', closed_on = $3, closing = $4 WHERE pool = $1 AND issue = $2;

-- name: issue_list
-- With where each lies or lay last.
SELECT m.issue, m.kind, m.by_org, m.region, m.risk, m.urgent, m.body, m.reported_on, m.state, v.level,
       v.answer_by, v.state, v.answer, m.closed_on, m.closing
  FROM major_issue m
  JOIN upward_level v ON v.pool = m.pool AND v.matter = 'issue' AND v.number = m.issue
   AND v.seq = (SELECT MAX(x.seq) FROM upward_level x
                 WHERE x.pool = m.pool AND x.matter = 'issue' AND x.number = m.issue)
 WHERE m.pool = $1 AND m.region >= $2 AND m.region < $3 AND ($4 = '' OR m.by_org = $4)
   AND ($5 = '' OR m.state = $5) AND m.issue > $6
 ORDER BY m.issue LIMIT $7;

-- name: call_candidates
-- The others of the group on a day ($5): selected now, or standing by; not of who failed ($4).
SELECT w.product, w.company,
       CASE WHEN w.decision = 'standby' AND c.product IS NULL THEN 'standby' ELSE 'winner' END,
       CASE WHEN l.state = 'listed' THEN 1 ELSE 0 END,
       CASE WHEN l.state = 'listed' THEN l.price ELSE w.price END,
       COALESCE(r.capacity, 0), COALESCE(r.stock, 0)
  FROM award w
  JOIN award f ON f.pool = w.pool AND f.project = w.project AND f.grp = w.grp AND f.product = $3
  LEFT JOIN award_change c ON c.pool = w.pool AND c.project = w.project AND c.product = w.product
       AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                         WHERE x.pool = w.pool AND x.project = w.project AND x.product = w.product
                           AND x.from_on <= $5)
  LEFT JOIN listing l ON l.pool = w.pool AND l.product = w.product
  LEFT JOIN supply_report r ON r.pool = w.pool AND r.project = w.project AND r.product = w.product
       AND r.month = (SELECT MAX(y.month) FROM supply_report y
                       WHERE y.pool = w.pool AND y.project = w.project AND y.product = w.product)
 WHERE w.pool = $1 AND w.project = $2 AND w.product <> $3 AND w.company <> $4
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume', 'standby')
   AND (c.product IS NULL OR c.state = 'selected')
 ORDER BY CASE WHEN w.decision = 'standby' AND c.product IS NULL THEN 1 ELSE 0 END, w.rank, w.product;

-- name: call_get
SELECT company, state FROM shortage_call WHERE pool = $1 AND shortage = $2 AND product = $3;

-- name: call_write
INSERT INTO shortage_call (pool, shortage, product, company, kind, price, called_on, called_by, state,
                           answered_on, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: call_answer
UPDATE shortage_call SET state = $4, answered_on = $5, note = $6
 WHERE pool = $1 AND shortage = $2 AND product = $3;

-- name: call_agreed
SELECT product FROM shortage_call
 WHERE pool = $1 AND shortage = $2 AND state = 'agreed' ORDER BY product;

-- name: call_list
-- A company sees what it is called up for, whoever failed.
SELECT k.shortage, k.product, k.company, k.price, k.kind, k.called_on, k.state, k.answered_on, k.note,
       s.institution, s.missing
  FROM shortage_call k
  JOIN shortage s ON s.pool = k.pool AND s.shortage = k.shortage
  JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE k.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR s.institution = $4)
   AND ($5 = '' OR k.company = $5) AND (k.shortage, k.product) > ($6, $7)
 ORDER BY k.shortage, k.product LIMIT $8;

-- name: supply_report_get
SELECT company, capacity, stock, note, reported_on FROM supply_report
 WHERE pool = $1 AND project = $2 AND product = $3 AND month = $4;

-- name: supply_report_write
INSERT INTO supply_report (pool, project, product, month, company, capacity, stock, note, reported_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (pool, project, product, month) DO UPDATE
   SET company = EXCLUDED.company, capacity = EXCLUDED.capacity, stock = EXCLUDED.stock,
       note = EXCLUDED.note, reported_on = EXCLUDED.reported_on;

-- name: supply_report_list
-- Of a month ($3); beside it what is ordered of the product and has not come yet. $4 = 1: only where
-- that is more than what can be delivered.
SELECT x.project, x.product, x.month, x.company, x.capacity, x.stock, x.waiting,
       CASE WHEN x.waiting > x.capacity + x.stock THEN 1 ELSE 0 END, x.note, x.reported_on
  FROM (SELECT r.project, r.product, r.capacity, r.month, r.company, r.stock, r.note, r.reported_on,
               COALESCE((SELECT CAST(SUM(l.qty - l.refused - l.withdrawn + l.reopened - l.shipped
                                         + l.rejected) AS BIGINT)
                           FROM order_line l
                          WHERE l.pool = r.pool AND l.project = r.project
                            AND l.product = r.product), 0) AS waiting
          FROM supply_report r
         WHERE r.pool = $1 AND ($2 = '' OR r.company = $2) AND r.month = $3) x
 WHERE ($4 = 0 OR x.waiting > x.capacity + x.stock) AND (x.project, x.product) > ($5, $6)
 ORDER BY x.project, x.product LIMIT $7;

-- name: supply_report_missing
-- Under an agreement that runs in the month from $3 to $4, and not reported.
SELECT a.project, l.product, a.company
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND ($2 = '' OR a.company = $2) AND a.from_on <= $4 AND a.to_on >= $3
   AND NOT EXISTS (SELECT 1 FROM supply_report r
                    WHERE r.pool = a.pool AND r.project = a.project AND r.product = l.product
                      AND r.month = SUBSTR($3, 1, 7))
   AND (a.project, l.product, a.company) > ($5, $6, $7)
 GROUP BY a.project, l.product, a.company
 ORDER BY a.project, l.product, a.company LIMIT $8;

-- name: quality_get
SELECT kind, by_party, product, batch, udi, severity, happened_on, reported_on, body, state, decided_on,
       decided_by, decision
  FROM quality_report WHERE pool = $1 AND report = $2;

-- name: quality_write
INSERT INTO quality_report (pool, report, kind, by_party, product, batch, udi, severity, happened_on,
                            reported_on, body, state, decided_on, decided_by, decision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: quality_decide
UPDATE quality_report SET state = $3, decided_on = $4, decided_by = $5, decision = $6
 WHERE pool = $1 AND report = $2;

-- name: quality_list
-- Offices of the pool see all, others what they reported, and a registrant what concerns its own.
SELECT q.report, q.kind, q.by_party, q.product, q.batch, q.udi, q.severity, q.happened_on,
       q.reported_on, q.body, q.state, q.decided_on, q.decision
  FROM quality_report q
 WHERE q.pool = $1
   AND ($2 = '' OR q.by_party = $2
        OR EXISTS (SELECT 1 FROM product p WHERE p.code = q.product AND p.until_on = '9999-12-31'
                      AND p.company = $2))
   AND ($3 = '' OR q.product = $3) AND ($4 = '' OR q.state = $4) AND q.report > $5
 ORDER BY q.report LIMIT $6;

-- name: sampling_get
SELECT product, batch, company, taken_at, taken_on, laboratory, item, result, document, entered_on,
       entered_by, published_on, published_by
  FROM sampling WHERE pool = $1 AND sampling = $2;

-- name: sampling_write
INSERT INTO sampling (pool, sampling, product, batch, company, taken_at, taken_on, laboratory, item, result,
                      document, entered_on, entered_by, published_on, published_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: sampling_publish
UPDATE sampling SET published_on = $3, published_by = $4 WHERE pool = $1 AND sampling = $2;

-- name: sampling_list
-- $2 = 1: what is published only; $3: of a company, '' all.
SELECT s.sampling, s.product, s.batch, s.company, s.taken_at, s.taken_on, s.laboratory, s.item,
       s.result, s.document, s.published_on
  FROM sampling s
 WHERE s.pool = $1 AND ($2 = 0 OR s.published_on <> '') AND ($3 = '' OR s.company = $3)
   AND s.sampling > $4
 ORDER BY s.sampling LIMIT $5;

-- name: effect_get
SELECT 1 FROM assessment_effect WHERE pool = $1 AND project = $2 AND year = $3 AND institution = $4 LIMIT 1;

-- name: effect_write
INSERT INTO assessment_effect (pool, project, year, institution, use_for, band, score, says, share, issued_on, pack)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: effect_each
SELECT institution, use_for, band, score, says, share, issued_on FROM assessment_effect
 WHERE pool = $1 AND project = $2 AND year = $3 ORDER BY institution, use_for;

-- name: effect_page
-- Of a sight's institutions; after institution and use.
SELECT m.institution, m.use_for, m.band, m.score, m.says, m.share, m.issued_on, m.pack
  FROM assessment_effect m
 WHERE m.pool = $1 AND m.project = $2 AND m.year = $3 AND ($6 = '' OR m.institution = $6)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = m.institution AND i.region >= $4 AND i.region < $5)
   AND (m.institution, m.use_for) > ($7, $8)
 ORDER BY m.institution, m.use_for LIMIT $9;

-- name: scheme_file
SELECT 1 FROM file WHERE sha256 = $1;

-- name: scheme_last
SELECT version, title, from_on, file FROM incentive_scheme
 WHERE pool = $1 AND institution = $2 ORDER BY version DESC LIMIT 1;

-- name: scheme_on
SELECT version FROM incentive_scheme
 WHERE pool = $1 AND institution = $2 AND from_on <= $3 ORDER BY version DESC LIMIT 1;

-- name: scheme_write
INSERT INTO incentive_scheme (pool, institution, version, title, from_on, file, who)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: scheme_page
SELECT s.institution, s.version, s.title, s.from_on, s.file, s.who FROM incentive_scheme s
  JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR s.institution = $4) AND $5 = ''
   AND (s.institution, s.version) > ($6, $7)
 ORDER BY s.institution, s.version LIMIT $8;

-- name: scheme_seen
SELECT 1 FROM incentive_scheme s JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR s.institution = $4) AND $5 = ''
   AND s.file = $6 LIMIT 1;

-- name: payout_paid
SELECT amount, paid_on FROM retention_owed
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4;

-- name: payout_last
SELECT version, decided_on, scheme, amount, who FROM incentive_payout
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4 ORDER BY version DESC LIMIT 1;

-- name: payout_lines
SELECT line, department, share_of, people, amount, basis FROM incentive_line
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4 AND version = $5 ORDER BY line;

-- name: payout_write
INSERT INTO incentive_payout (pool, project, institution, year, version, scheme, decided_on, amount, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: payout_line_write
INSERT INTO incentive_line (pool, project, institution, year, version, line, department, share_of, people, amount,
                            basis)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: payout_page
-- What was paid to institutions for a year, and whether it was passed on.
SELECT o.institution, COALESCE(p.version, 0), o.amount, o.paid_on, COALESCE(p.decided_on, ''), COALESCE(p.scheme, 0),
       COALESCE((SELECT CAST(SUM(l.amount) AS BIGINT) FROM incentive_line l WHERE l.pool = p.pool
                    AND l.project = p.project AND l.institution = p.institution AND l.year = p.year
                    AND l.version = p.version AND l.share_of = 'staff'), 0),
       COALESCE((SELECT CAST(SUM(l.people) AS BIGINT) FROM incentive_line l WHERE l.pool = p.pool
                    AND l.project = p.project AND l.institution = p.institution AND l.year = p.year
                    AND l.version = p.version), 0)
  FROM retention_owed o
  JOIN institution i ON i.code = o.institution AND i.until_on = '9999-12-31'
  LEFT JOIN incentive_payout p ON p.pool = o.pool AND p.project = o.project AND p.institution = o.institution
       AND p.year = o.year
       AND p.version = (SELECT MAX(x.version) FROM incentive_payout x WHERE x.pool = o.pool AND x.project = o.project
                           AND x.institution = o.institution AND x.year = o.year)
 WHERE o.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR o.institution = $4) AND $5 = ''
   AND o.project = $6 AND o.year = $7 AND o.paid_on <> ''
   AND (o.institution, COALESCE(p.version, 0)) > ($8, $9)
 ORDER BY o.institution LIMIT $10;

-- name: payout_seen
SELECT p.version, p.decided_on, p.scheme, p.amount, p.who FROM incentive_payout p
  JOIN institution i ON i.code = p.institution AND i.until_on = '9999-12-31'
 WHERE p.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR p.institution = $4) AND $5 = ''
   AND p.project = $6 AND p.institution = $7 AND p.year = $8
 ORDER BY p.version DESC LIMIT 1;
-- name: case_events
SELECT step, who, on_date, assigned_to, body FROM complaint_event
 WHERE pool = $1 AND complaint = $2 ORDER BY seq;

-- name: case_write
INSERT INTO complaint_event (pool, complaint, seq, step, who, on_date, assigned_to, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: case_list
-- $3: filed by this organisation, or against it unless it is a report; '' all. $4 = 1: open only;
-- $5 = 1: published only.
SELECT c.complaint, c.kind, c.project, c.by_party, c.against, c.subject, c.filed_on, c.accept_by,
       c.accepted_on, c.answer_by, c.answered_on, c.result,
       COALESCE((SELECT v.assigned_to FROM complaint_event v
                  WHERE v.pool = c.pool AND v.complaint = c.complaint AND v.step = 'assigned'
                  ORDER BY v.seq DESC LIMIT 1), ''),
       COALESCE((SELECT v.body FROM complaint_event v
                  WHERE v.pool = c.pool AND v.complaint = c.complaint AND v.step = 'answered'
                  ORDER BY v.seq DESC LIMIT 1), ''),
       CASE WHEN EXISTS (SELECT 1 FROM complaint_event v
                          WHERE v.pool = c.pool AND v.complaint = c.complaint
                            AND v.step = 'published') THEN 1 ELSE 0 END
  FROM complaint c
 WHERE c.pool = $1 AND c.complaint > $2
   AND ($3 = '' OR c.by_party = $3 OR (c.against = $3 AND c.kind <> 'report'))
   AND ($4 = 0 OR c.result = '')
   AND ($5 = 0 OR EXISTS (SELECT 1 FROM complaint_event v
                           WHERE v.pool = c.pool AND v.complaint = c.complaint
                             AND v.step = 'published'))
 ORDER BY c.complaint LIMIT $6;

-- name: credit_event_list
SELECT c.event, c.party, c.matter, c.amount, c.happened_on, c.evaluated_on, c.product, c.document,
       (SELECT COUNT(*) FROM credit_repair x WHERE x.pool = c.pool AND x.event = c.event)
  FROM credit_event c
 WHERE c.pool = $1 AND ($2 = '' OR c.party = $2) AND c.event > $3
 ORDER BY c.event LIMIT $4;

-- name: good_facts
-- What stands against a party since $3: notices of breach that were published, shortages that ended
-- as breach; and does it trade: ordered, or was ordered of, since $4?
SELECT (SELECT COUNT(*) FROM breach b
         WHERE b.pool = $1 AND b.party = $2 AND b.state = 'published' AND b.closed_on >= $3),
       (SELECT COUNT(*) FROM shortage s
         WHERE s.pool = $1 AND s.company = $2 AND s.outcome = 'breach' AND s.closed_on >= $3),
       CASE WHEN EXISTS (SELECT 1 FROM order_line o
                          WHERE o.pool = $1 AND o.ordered_on >= $4
                            AND (o.company = $2 OR o.payee = $2 OR o.institution = $2))
            THEN 1 ELSE 0 END;

-- name: incentive_get
SELECT party, kind, from_on, until_on, document FROM credit_incentive
 WHERE pool = $1 AND incentive = $2;

-- name: incentive_write
INSERT INTO credit_incentive (pool, incentive, party, kind, from_on, until_on, document, granted_on,
                              granted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: incentive_list
SELECT incentive, party, kind, from_on, until_on, document, granted_on FROM credit_incentive
 WHERE pool = $1 AND ($2 = '' OR party = $2) AND incentive > $3
 ORDER BY incentive LIMIT $4;

-- name: watch_clear
DELETE FROM watch_count WHERE pool = $1;

-- name: watch_write
-- Every order and receipt line once, at the end of day $2; looks at the dashboard read what this leaves.
INSERT INTO watch_count (pool, project, institution, counted_on, lines, answers_due, in_time, undelivered, unaccepted,
                         over_lines, over_qty, dearer, overdue, overdue_amount, overdue_since)
SELECT o.pool, o.project, o.institution, $2, o.lines, o.answers_due, o.in_time, o.undelivered, o.unaccepted,
       o.over_lines, o.over_qty, COALESCE(b.dearer, 0), COALESCE(r.overdue, 0), COALESCE(r.amount, 0),
       COALESCE(r.since, '')
  FROM (SELECT l.pool, l.project, l.institution, COUNT(*) AS lines,
               CAST(SUM(CASE WHEN l.respond_by <> '' AND l.respond_by < $2 THEN 1 ELSE 0 END) AS BIGINT) AS answers_due,
               CAST(SUM(CASE WHEN l.respond_by <> '' AND l.respond_by < $2 AND l.answered_on <> ''
                              AND l.answered_on <= l.respond_by THEN 1 ELSE 0 END) AS BIGINT) AS in_time,
               CAST(SUM(CASE WHEN l.deliver_by <> '' AND l.deliver_by < $2
                              AND l.qty - l.refused - l.withdrawn + l.reopened - l.shipped + l.rejected > 0
                             THEN 1 ELSE 0 END) AS BIGINT) AS undelivered,
               CAST(SUM(CASE WHEN l.accepted + l.rejected < l.shipped THEN 1 ELSE 0 END) AS BIGINT) AS unaccepted,
               CAST(SUM(CASE WHEN l.over > 0 THEN 1 ELSE 0 END) AS BIGINT) AS over_lines,
               CAST(SUM(l.over) AS BIGINT) AS over_qty
          FROM order_line l WHERE l.pool = $1 GROUP BY l.pool, l.project, l.institution) o
  LEFT JOIN (SELECT l.project, l.institution, COUNT(*) AS dearer
               FROM order_beside x
               JOIN order_line l ON l.pool = x.pool AND l.order_no = x.order_no AND l.line = x.line
              WHERE x.pool = $1 AND x.dearer = 1 GROUP BY l.project, l.institution) b
    ON b.project = o.project AND b.institution = o.institution
  LEFT JOIN (SELECT l.project, l.institution, COUNT(*) AS overdue, MIN(r.in_time_until) AS since,
                    CAST(SUM(r.amount - r.returned_amount - r.paid) AS BIGINT) AS amount
               FROM receipt r
               JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
              WHERE r.pool = $1 AND r.in_time_until <> '' AND r.in_time_until < $2
                AND r.amount - r.returned_amount - r.paid > 0 GROUP BY l.project, l.institution) r
    ON r.project = o.project AND r.institution = o.institution
 ORDER BY o.project, o.institution;

-- name: watch_figures
-- The dashboard: $2 to $4 whose (access/sight.h), $5 project, $6 division (its own and below: $6 to $7), $8 institution,
-- $9 by what ('project', 'region', 'institution', '' all together), $10 the day. One row for each key and project. Sums
-- of counters that are kept with each act, and of what watch_count holds; nothing else grows with the orders.
WITH running (project) AS (
    SELECT DISTINCT a.project FROM agreement a WHERE a.pool = $1 AND a.from_on <= $10 AND a.to_on >= $10),
x (project, institution, agreed, ordered, accepted, amount, paid, over, lines, answers_due, in_time, undelivered,
   unaccepted, over_lines, dearer, overdue, overdue_amount, shortages, complaints, markups, credit, since, counted) AS (
    SELECT p.project, p.institution, p.agreed, p.ordered, p.accepted - p.returned, p.accepted_amount, p.paid,
           CASE WHEN p.agreed > 0 AND p.ordered > p.agreed THEN p.ordered - p.agreed ELSE CAST(0 AS BIGINT) END,
           0, 0, 0, 0, 0, 0, 0, 0, CAST(0 AS BIGINT), 0, 0, 0, 0, '9999-12-31', ''
      FROM progress p WHERE p.pool = $1 AND ($5 = '' OR p.project = $5)
    UNION ALL
    SELECT w.project, w.institution, 0, 0, 0, 0, 0, 0, w.lines, w.answers_due, w.in_time, w.undelivered, w.unaccepted,
           w.over_lines, w.dearer, w.overdue, w.overdue_amount, 0, 0, 0, 0,
           CASE WHEN w.overdue_since = '' THEN '9999-12-31' ELSE w.overdue_since END, w.counted_on
      FROM watch_count w WHERE w.pool = $1 AND ($5 = '' OR w.project = $5)
    UNION ALL
    SELECT s.project, s.institution, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, '9999-12-31', ''
      FROM shortage s WHERE s.pool = $1 AND s.state <> 'closed' AND ($5 = '' OR s.project = $5)
    UNION ALL
    SELECT c.project, c.against, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, '9999-12-31', ''
      FROM complaint c WHERE c.pool = $1 AND c.result = '' AND ($5 = '' OR c.project = $5)
    UNION ALL
    SELECT '', g.institution, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, '9999-12-31', ''
      FROM patient_charge g WHERE g.pool = $1 AND g.verdict = 'markup' AND $5 = ''
    UNION ALL
    SELECT '', k.party, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, '9999-12-31', ''
      FROM credit_event k WHERE k.pool = $1 AND k.evaluated_on <= $10 AND $5 = ''),
y AS (
    SELECT CASE WHEN $9 = 'project' THEN x.project WHEN $9 = 'region' THEN COALESCE(i.region, '')
                WHEN $9 = 'institution' THEN COALESCE(i.code, '') ELSE '' END AS k,
           COALESCE(i.region, '') AS region, x.project, x.agreed, x.ordered, x.accepted, x.amount, x.paid, x.over,
           x.lines, x.answers_due, x.in_time, x.undelivered, x.unaccepted, x.over_lines, x.dearer, x.overdue,
           x.overdue_amount, x.shortages, x.complaints, x.markups, x.credit, x.since, x.counted
      FROM x
      LEFT JOIN institution i ON i.code = x.institution AND i.until_on = '9999-12-31'
     WHERE (x.project = '' OR EXISTS (SELECT 1 FROM running u WHERE u.project = x.project))
       AND ($8 = '' OR i.code = $8) AND ($4 = '' OR i.code = $4)
       AND ((i.code IS NULL AND $2 <= $11 AND $3 > $11 AND $6 = '' AND $8 = '' AND $4 = '' AND ($9 = '' OR $9 = 'project'))
         OR (i.region >= $2 AND i.region < $3 AND ($6 = '' OR (i.region >= $6 AND i.region < $7)))))
SELECT y.k, y.project, CAST(SUM(y.agreed) AS BIGINT), CAST(SUM(y.ordered) AS BIGINT), CAST(SUM(y.accepted) AS BIGINT),
       CAST(SUM(y.amount) AS BIGINT), CAST(SUM(y.paid) AS BIGINT), CAST(SUM(y.over) AS BIGINT),
       CAST(SUM(y.lines) AS BIGINT), CAST(SUM(y.answers_due) AS BIGINT), CAST(SUM(y.in_time) AS BIGINT),
       CAST(SUM(y.undelivered) AS BIGINT), CAST(SUM(y.unaccepted) AS BIGINT), CAST(SUM(y.over_lines) AS BIGINT),
       CAST(SUM(y.dearer) AS BIGINT), CAST(SUM(y.overdue) AS BIGINT), CAST(SUM(y.overdue_amount) AS BIGINT),
       CAST(SUM(y.shortages) AS BIGINT), CAST(SUM(y.complaints) AS BIGINT), CAST(SUM(y.markups) AS BIGINT),
       CAST(SUM(y.credit) AS BIGINT), MIN(y.since), MAX(y.counted)
  FROM y GROUP BY y.k, y.project ORDER BY y.k, y.project LIMIT 20000;

-- name: watch_names
-- Of projects, divisions and institutions that a dashboard's rows are about.
SELECT 'project', p.project, p.name, p.executed_on, p.cycle_months FROM project p WHERE p.pool = $1
UNION ALL
SELECT 'region', g.code, g.name, '', 0 FROM region g
 WHERE EXISTS (SELECT 1 FROM institution i WHERE i.pool = $1 AND i.region = g.code AND i.until_on = '9999-12-31')
UNION ALL
SELECT 'institution', i.code, i.name, '', 0 FROM institution i WHERE i.pool = $1 AND i.until_on = '9999-12-31'
 ORDER BY 1, 2;

-- name: watch_orders
-- The order lines behind a figure ($7), of one institution ($6) in one project ($5), as they stand now; $2 to $4 whose.
SELECT l.order_no, l.line, l.product, l.company, l.payee, l.ordered_on, l.qty,
       CASE WHEN $7 = 'over' THEN l.over WHEN $7 = 'unaccepted' THEN l.shipped - l.accepted - l.rejected
            ELSE l.qty - l.refused - l.withdrawn + l.reopened - l.shipped + l.rejected END,
       CASE WHEN $7 = 'answered' THEN l.respond_by WHEN $7 = 'undelivered' THEN l.deliver_by ELSE '' END, l.price,
       CAST(0 AS BIGINT)
  FROM order_line l
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE l.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4) AND l.project = $5
   AND l.institution = $6
   AND (($7 = 'answered' AND l.respond_by <> '' AND l.respond_by < $8 AND (l.answered_on = '' OR l.answered_on > l.respond_by))
     OR ($7 = 'undelivered' AND l.deliver_by <> '' AND l.deliver_by < $8
         AND l.qty - l.refused - l.withdrawn + l.reopened - l.shipped + l.rejected > 0)
     OR ($7 = 'unaccepted' AND l.accepted + l.rejected < l.shipped)
     OR ($7 = 'over' AND l.over > 0)
     OR ($7 = 'dearer' AND EXISTS (SELECT 1 FROM order_beside b WHERE b.pool = l.pool AND b.order_no = l.order_no
                                      AND b.line = l.line AND b.dearer = 1)))
   AND (l.order_no, l.line) > ($9, $10)
 ORDER BY l.order_no, l.line LIMIT $11;

-- name: watch_receipts
-- The same of payables that are overdue: order lines and what is owed.
SELECT l.order_no, l.line, l.product, l.company, l.payee, l.ordered_on, l.qty, CAST(SUM(r.qty - r.returned) AS BIGINT),
       MIN(r.in_time_until), l.price, CAST(SUM(r.amount - r.returned_amount - r.paid) AS BIGINT)
  FROM order_line l
  JOIN receipt r ON r.pool = l.pool AND r.order_no = l.order_no AND r.order_line = l.line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE l.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4) AND l.project = $5
   AND l.institution = $6 AND ($7 = '' OR $7 = 'overdue') AND r.in_time_until <> '' AND r.in_time_until < $8
   AND r.amount - r.returned_amount - r.paid > 0
   AND (l.order_no, l.line) > ($9, $10)
 GROUP BY l.order_no, l.line, l.product, l.company, l.payee, l.ordered_on, l.qty, l.price
 ORDER BY l.order_no, l.line LIMIT $11;

-- name: watch_product
-- Of a product ($3) or all of a group ($4): agreed, ordered, accepted, beyond the agreed volume, open shortages.
SELECT CAST(COALESCE(SUM(l.agreed), 0) AS BIGINT), CAST(COALESCE(SUM(l.ordered), 0) AS BIGINT),
       CAST(COALESCE(SUM(l.accepted - l.returned), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN l.ordered > l.agreed AND l.agreed > 0 THEN l.ordered - l.agreed ELSE 0 END), 0) AS BIGINT),
       (SELECT COUNT(*) FROM shortage s WHERE s.pool = $1 AND s.state <> 'closed' AND ($2 = '' OR s.project = $2)
           AND ($3 = '' OR s.product = $3)
           AND ($4 = '' OR EXISTS (SELECT 1 FROM agreement_line z JOIN agreement y ON y.pool = z.pool AND y.agreement = z.agreement
                                    WHERE z.pool = $1 AND z.grp = $4 AND z.product = s.product AND y.project = s.project))),
       COALESCE(MIN(a.from_on), ''), COALESCE(MAX(a.to_on), '')
  FROM agreement_line l
  JOIN agreement a ON a.pool = l.pool AND a.agreement = l.agreement
 WHERE l.pool = $1 AND ($2 = '' OR a.project = $2) AND ($3 = '' OR l.product = $3) AND ($4 = '' OR l.grp = $4)
   AND a.from_on <= $5 AND a.to_on >= $5;

-- name: monitored_get
SELECT kind, subject, project, figure, threshold, reason, clause, from_on, to_on, org, ended_on FROM monitored_item
 WHERE pool = $1 AND item = $2;

-- name: monitored_put
INSERT INTO monitored_item (pool, item, kind, subject, project, figure, threshold, reason, clause, from_on, to_on, org,
                            made_by, made_on, ended_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '');

-- name: monitored_end
UPDATE monitored_item SET ended_on = $3 WHERE pool = $1 AND item = $2;

-- name: monitored_running
SELECT item, kind, subject, project, figure, threshold FROM monitored_item
 WHERE pool = $1 AND from_on <= $2 AND to_on >= $2 AND ended_on = '' ORDER BY item;

-- name: monitored_page
-- $2 to $3: divisions of the asker; what is about an institution elsewhere is not his.
SELECT m.item, m.kind, m.subject, COALESCE(i.name, ''), m.project, m.figure,
       CASE WHEN m.figure IN ('progress', 'behind', 'answered', 'overdue') THEN m.threshold / 10000 ELSE m.threshold END, m.reason, m.clause, m.from_on,
       m.to_on, m.org, m.made_by, m.made_on, m.ended_on,
       COALESCE((SELECT MAX(a.on_date) FROM monitored_alert a WHERE a.pool = m.pool AND a.item = m.item
                    AND a.until_on = ''), '')
  FROM monitored_item m
  LEFT JOIN institution i ON m.kind = 'institution' AND i.code = m.subject AND i.until_on = '9999-12-31'
 WHERE m.pool = $1 AND (m.kind <> 'institution' OR (i.region >= $2 AND i.region < $3)) AND m.item > $4
 ORDER BY m.item LIMIT $5;

-- name: alert_open
SELECT on_date FROM monitored_alert WHERE pool = $1 AND item = $2 AND until_on = '' ORDER BY on_date;

-- name: alert_put
INSERT INTO monitored_alert AS t (pool, item, on_date, value, threshold, until_on, seen_by, seen_on, note)
VALUES ($1, $2, $3, $4, $5, '', '', '', '')
    ON CONFLICT (pool, item, on_date) DO UPDATE SET until_on = '', value = EXCLUDED.value, threshold = EXCLUDED.threshold;

-- name: alert_close
UPDATE monitored_alert SET until_on = $3 WHERE pool = $1 AND item = $2 AND until_on = '';

-- name: alert_get
SELECT seen_by, note FROM monitored_alert WHERE pool = $1 AND item = $2 AND on_date = $3;

-- name: alert_seen
UPDATE monitored_alert SET seen_by = $4, seen_on = $5, note = $6 WHERE pool = $1 AND item = $2 AND on_date = $3;

-- name: alert_page
-- $4: 'open', 'unseen', '' all.
SELECT a.item, a.on_date, m.kind, m.subject, COALESCE(i.name, ''), m.project, m.figure,
       CASE WHEN m.figure IN ('progress', 'behind', 'answered', 'overdue') THEN a.value / 10000 ELSE a.value END,
       CASE WHEN m.figure IN ('progress', 'behind', 'answered', 'overdue') THEN a.threshold / 10000 ELSE a.threshold END, a.until_on,
       a.seen_by, a.seen_on, a.note, m.reason
  FROM monitored_alert a
  JOIN monitored_item m ON m.pool = a.pool AND m.item = a.item
  LEFT JOIN institution i ON m.kind = 'institution' AND i.code = m.subject AND i.until_on = '9999-12-31'
 WHERE a.pool = $1 AND (m.kind <> 'institution' OR (i.region >= $2 AND i.region < $3))
   AND ($4 = '' OR ($4 = 'open' AND a.until_on = '') OR ($4 = 'unseen' AND a.seen_by = ''))
   AND (a.item, a.on_date) > ($5, $6)
 ORDER BY a.item, a.on_date LIMIT $7;

-- name: monitored_institution
SELECT code FROM institution WHERE pool = $1 AND code = $2 AND until_on = '9999-12-31';

-- name: monitored_group
SELECT grp FROM project_group WHERE pool = $1 AND grp = $2 ORDER BY grp LIMIT 1;

-- name: monitored_product
SELECT product FROM agreement_line WHERE pool = $1 AND product = $2 ORDER BY product LIMIT 1;

-- name: monitored_project
SELECT project FROM project WHERE pool = $1 AND project = $2;
