-- Queries of the reminder wing. The first ones give what is open and due up to a day, in one form:
-- party, subject, due day, how many, amount.

-- name: due_payment
SELECT o.institution, '', r.in_time_until, COUNT(*),
       CAST(SUM(r.amount - r.returned_amount - r.paid) AS BIGINT)
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND r.in_time_until <> '' AND r.in_time_until <= $2
   AND r.amount - r.returned_amount - r.paid > 0
 GROUP BY o.institution, r.in_time_until
 ORDER BY o.institution, r.in_time_until;

-- name: due_instalment
-- Of the fund, by project: what the agency is to pay.
SELECT '', project, due_on, COUNT(*), CAST(SUM(amount) AS BIGINT)
  FROM instalment
 WHERE pool = $1 AND due_on <> '' AND due_on <= $2 AND paid_on = ''
 GROUP BY project, due_on
 ORDER BY project, due_on;

-- name: due_payback
-- Demanded back and not all here yet.
SELECT p.institution, p.project, p.due_on, 1,
       p.amount - COALESCE((SELECT CAST(SUM(x.amount) AS BIGINT) FROM payback_received x
                             WHERE x.pool = p.pool AND x.project = p.project
                               AND x.institution = p.institution AND x.term = p.term
                               AND x.reversed = 0), 0)
  FROM payback p
 WHERE p.pool = $1 AND p.due_on <> '' AND p.due_on <= $2
   AND p.amount > COALESCE((SELECT CAST(SUM(x.amount) AS BIGINT) FROM payback_received x
                             WHERE x.pool = p.pool AND x.project = p.project
                               AND x.institution = p.institution AND x.term = p.term
                               AND x.reversed = 0), 0)
 ORDER BY p.institution, p.project, p.term;

-- name: due_retention
SELECT '', project, due_on, COUNT(*), CAST(SUM(amount) AS BIGINT)
  FROM retention_owed
 WHERE pool = $1 AND due_on <> '' AND due_on <= $2 AND paid_on = ''
 GROUP BY project, due_on
 ORDER BY project, due_on;

-- name: due_price_report
-- A lower price elsewhere, to be reported by the company.
SELECT company, product, until_on, COUNT(*), 0
  FROM price_report
 WHERE pool = $1 AND until_on <= $2 AND reported_on = ''
 GROUP BY company, product, until_on
 ORDER BY company, product, until_on;

-- name: due_demand
-- Takes part, and has reported nothing or was sent back.
SELECT t.institution, t.project, h.to_on, 1, 0
  FROM participation t
  JOIN phase h ON h.pool = t.pool AND h.project = t.project AND h.phase = 'reporting'
 WHERE t.pool = $1 AND t.takes_part = 1 AND h.to_on <= $2
   AND (NOT EXISTS (SELECT 1 FROM demand d WHERE d.pool = t.pool AND d.project = t.project
                       AND d.institution = t.institution)
        OR EXISTS (SELECT 1 FROM demand d WHERE d.pool = t.pool AND d.project = t.project
                      AND d.institution = t.institution AND d.state = 'returned'))
 ORDER BY t.institution, t.project;

-- name: due_accept
SELECT '', complaint, accept_by, 1, 0
  FROM complaint
 WHERE pool = $1 AND accept_by <> '' AND accept_by <= $2 AND accepted_on = '' AND result = ''
 ORDER BY complaint;

-- name: due_answer
SELECT '', complaint, answer_by, 1, 0
  FROM complaint
 WHERE pool = $1 AND answer_by <> '' AND answer_by <= $2 AND answered_on = '' AND result = ''
 ORDER BY complaint;

-- name: due_comment
-- The assessment is out for comment.
SELECT institution, project, comment_until, COUNT(*), 0
  FROM assessment
 WHERE pool = $1 AND state = 'sent' AND comment_until <> '' AND comment_until <= $2
 GROUP BY institution, project, comment_until
 ORDER BY institution, project, comment_until;

-- name: due_certificate
-- Of companies with an agreement that still runs on $3; a later certificate of the same number, or a
-- renewal on file, settles it.
SELECT c.company, c.number, c.to_on, 1, 0
  FROM certificate c
 WHERE c.to_on <= $2 AND c.renewal_filed_on = ''
   AND NOT EXISTS (SELECT 1 FROM certificate n WHERE n.number = c.number AND n.to_on > c.to_on)
   AND EXISTS (SELECT 1 FROM agreement a WHERE a.pool = $1 AND a.company = c.company
                  AND a.to_on >= $3)
 ORDER BY c.company, c.number;

-- name: due_agreement
-- A term ends, and none follows yet.
SELECT a.institution, a.project, a.to_on, COUNT(*), 0
  FROM agreement a
 WHERE a.pool = $1 AND a.to_on <= $2
   AND NOT EXISTS (SELECT 1 FROM agreement n WHERE n.pool = a.pool AND n.project = a.project
                      AND n.institution = a.institution AND n.to_on > a.to_on)
 GROUP BY a.institution, a.project, a.to_on
 ORDER BY a.institution, a.project, a.to_on;

-- name: due_shortage
-- With whom it lies now.
SELECT '', number, answer_by, 1, 0
  FROM upward_level
 WHERE pool = $1 AND matter = 'shortage' AND state = 'open' AND answer_by <= $2
 ORDER BY number;

-- name: due_issue
SELECT '', number, answer_by, 1, 0
  FROM upward_level
 WHERE pool = $1 AND matter = 'issue' AND state = 'open' AND answer_by <= $2
 ORDER BY number;

-- name: due_admission
-- Selected products that an institution agreed to buy and has not admitted: undecided, or turned down for a reason
-- that does not stand.
SELECT d.institution, d.project, d.due_on, COUNT(*), 0
  FROM admission_due d
 WHERE d.pool = $1 AND d.due_on <= $2
   AND NOT EXISTS (SELECT 1 FROM catalogue c WHERE c.pool = d.pool AND c.institution = d.institution
                      AND c.product = d.product AND (c.state = 'admitted' OR c.stands = 1)
                      AND c.seq = (SELECT MAX(x.seq) FROM catalogue x WHERE x.pool = c.pool
                                      AND x.institution = c.institution AND x.product = c.product))
   AND NOT EXISTS (SELECT 1 FROM award_change w WHERE w.pool = d.pool AND w.project = d.project
                      AND w.product = d.product AND w.state <> 'selected' AND w.from_on <= $2)
 GROUP BY d.institution, d.project, d.due_on
 ORDER BY d.institution, d.project, d.due_on;

-- name: reminder_get
SELECT said_on FROM reminder
 WHERE pool = $1 AND role = $2 AND party = $3 AND kind = $4 AND subject = $5 AND due_on = $6
   AND step = $7;

-- name: reminder_put
INSERT INTO reminder (pool, role, party, kind, subject, due_on, step, said_on, lines, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: reminder_list
-- Newest first; $4: nothing said before that day, $5 is the reader, '' for nobody; $6: unread only.
SELECT n.kind, n.subject, n.due_on, n.step, n.said_on, n.lines, n.amount,
       COALESCE((SELECT x.read_on FROM reminder_read x
                  WHERE x.pool = n.pool AND x.role = n.role AND x.party = n.party
                    AND x.kind = n.kind AND x.subject = n.subject AND x.due_on = n.due_on
                    AND x.step = n.step AND x.user_name = $5), ''), n.party
  FROM reminder n
 WHERE n.pool = $1 AND n.role = $2 AND ($3 = '*' OR n.party = $3) AND n.said_on >= $4
   AND ($6 = 0 OR NOT EXISTS (SELECT 1 FROM reminder_read x
                  WHERE x.pool = n.pool AND x.role = n.role AND x.party = n.party
                    AND x.kind = n.kind AND x.subject = n.subject AND x.due_on = n.due_on
                    AND x.step = n.step AND x.user_name = $5))
 ORDER BY n.said_on DESC, n.due_on, n.kind, n.subject, n.party, n.step
 LIMIT $7;

-- name: reminder_read_put
INSERT INTO reminder_read (pool, role, party, kind, subject, due_on, step, user_name, read_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (pool, role, party, kind, subject, due_on, step, user_name) DO NOTHING;
