-- Queries of the oversight wing.

-- name: credit_event_get
SELECT party, matter, amount, happened_on, evaluated_on, division, product, document
  FROM credit_event WHERE pool = $1 AND event = $2;

-- name: credit_event_write
INSERT INTO credit_event (pool, event, party, matter, amount, happened_on, evaluated_on, division,
                          product, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: credit_repair_get
SELECT done_on FROM credit_repair WHERE pool = $1 AND event = $2 AND action = $3;

-- name: credit_repair_write
INSERT INTO credit_repair (pool, event, action, done_on) VALUES ($1, $2, $3, $4);

-- name: credit_of_party
-- Every event of a party in any pool, in order of evaluation.
SELECT pool, event, matter, amount, happened_on, evaluated_on, division, product FROM credit_event
 WHERE party = $1
 ORDER BY evaluated_on, pool, event LIMIT $2;

-- name: credit_repairs_of_party
SELECT r.pool, r.event, r.action, r.done_on
  FROM credit_repair r
  JOIN credit_event c ON c.pool = r.pool AND c.event = r.event
 WHERE c.party = $1
 ORDER BY r.pool, r.event, r.action;

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
