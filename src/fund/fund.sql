-- name: account_get
SELECT number, fund, kind, party, debit_pending, debit_posted, credit_pending, credit_posted
  FROM account WHERE pool = $1 AND fund = $2 AND kind = $3 AND party = $4;

-- name: account_at
SELECT number, fund, kind, party, debit_pending, debit_posted, credit_pending, credit_posted
  FROM account WHERE pool = $1 AND number = $2;

-- name: account_all
SELECT number, fund, kind, party, debit_pending, debit_posted, credit_pending, credit_posted
  FROM account WHERE pool = $1 ORDER BY number;

-- name: account_write
INSERT INTO account AS a (pool, number, fund, kind, party, bound, debit_pending, debit_posted,
                          credit_pending, credit_posted)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (pool, number) DO UPDATE
   SET debit_pending = EXCLUDED.debit_pending, debit_posted = EXCLUDED.debit_posted,
       credit_pending = EXCLUDED.credit_pending, credit_posted = EXCLUDED.credit_posted;

-- name: ledger_last
SELECT COALESCE((SELECT MAX(number) FROM entry WHERE pool = $1), 0),
       COALESCE((SELECT MAX(number) FROM account WHERE pool = $1), 0);

-- name: entry_write
INSERT INTO entry (pool, number, kind, debit, credit, amount, of_entry, linked, cause, on_date,
                   project, institution, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: entry_and_followers
-- An entry and what posted, voided or reversed it.
SELECT number, kind, debit, credit, amount, of_entry, linked, cause, on_date
  FROM entry WHERE pool = $1 AND number = $2
 UNION ALL
SELECT number, kind, debit, credit, amount, of_entry, linked, cause, on_date
  FROM entry WHERE pool = $1 AND of_entry = $2 AND of_entry <> 0
 ORDER BY number;

-- name: entry_all
SELECT number, kind, debit, credit, amount, of_entry, linked, cause, on_date, project, institution,
       document
  FROM entry WHERE pool = $1 ORDER BY number;

-- name: decision_get
SELECT ratio, authority, document FROM prepay_decision
 WHERE pool = $1 AND project = $2 AND decided_on = $3;

-- name: decision_write
INSERT INTO prepay_decision (pool, project, decided_on, ratio, authority, document)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: decision_on
SELECT ratio, authority, document, decided_on FROM prepay_decision
 WHERE pool = $1 AND project = $2 AND decided_on <= $3 ORDER BY decided_on DESC LIMIT 1;

-- name: run_last
-- The last month that a step was run for.
SELECT COALESCE(MAX(month), '') FROM fund_run WHERE pool = $1 AND project = $2 AND step = $3;

-- name: run_get
-- With whether the order that it made has ended: then it may be run again.
SELECT r.on_date,
       COALESCE((SELECT f.ended FROM fund_approval f
                  WHERE f.pool = r.pool AND f.project = r.project AND f.step = r.step AND f.period = r.month), 0)
  FROM fund_run r WHERE r.pool = $1 AND r.project = $2 AND r.step = $3 AND r.month = $4;

-- name: run_write
-- A month whose order ended (payment_end) is run once more.
INSERT INTO fund_run (pool, project, step, month, on_date) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (pool, project, step, month) DO UPDATE SET on_date = EXCLUDED.on_date;

-- name: agreed_lines
-- The lines of all agreements of a project that have begun by a day, by institution and term. Where
-- an agreement is prolonged, its volume and what was paid for it end before it does.
-- A line that was amended is worth what the last amendment says; -1: price x volume.
SELECT a.institution, a.term, a.from_on, a.volume_until, l.price, l.agreed,
       COALESCE((SELECT z.amount_after FROM amendment_line z
                  WHERE z.pool = l.pool AND z.agreement = l.agreement AND z.product = l.product
                    AND z.seq = (SELECT MAX(y.seq) FROM amendment_line y
                                  WHERE y.pool = l.pool AND y.agreement = l.agreement
                                    AND y.product = l.product)), -1)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.from_on <= $3
 ORDER BY a.institution, a.term, a.agreement, l.product;

-- name: prepayment_get
SELECT fund, annual, ratio, amount, starts_on, ends_on FROM prepayment
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: prepayment_write
INSERT INTO prepayment (pool, project, institution, term, fund, annual, ratio, amount, starts_on,
                        ends_on, computed_in)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: prepayment_run
-- The month whose run computed it: its payment order.
SELECT computed_in FROM prepayment
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: instalment_write
INSERT INTO instalment (pool, project, institution, term, number, amount, due_on, entry, paid_on,
                        paid_entry, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, '');

-- name: instalment_get
SELECT amount, due_on, entry, paid_on, paid_entry, document FROM instalment
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND number = $5;

-- name: instalment_pay
UPDATE instalment SET paid_on = $6, paid_entry = $7, document = $8
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND number = $5;

-- name: instalment_paid
-- With what of its prepayment is neither offset nor paid back, whether that was demanded back, and
-- whether it waited here to be paid (0: it was carried over from another system).
SELECT i.amount, i.paid_on, i.paid_entry, p.fund,
       COALESCE((SELECT CAST(SUM(n.amount) AS BIGINT) FROM instalment n
                       WHERE n.pool = i.pool AND n.project = i.project AND n.institution = i.institution
                         AND n.term = i.term AND n.paid_on <> ''), 0)
          - COALESCE((SELECT CAST(SUM(o.taken) AS BIGINT) FROM offset_month o
                       WHERE o.pool = i.pool AND o.project = i.project AND o.institution = i.institution
                         AND o.term = i.term), 0)
          - COALESCE((SELECT CAST(SUM(r.amount) AS BIGINT) FROM payback_received r
                       WHERE r.pool = i.pool AND r.project = i.project AND r.institution = i.institution
                         AND r.term = i.term AND r.reversed = 0), 0),
       (SELECT COUNT(*) FROM payback d
         WHERE d.pool = i.pool AND d.project = i.project AND d.institution = i.institution
           AND d.term = i.term),
       (SELECT COUNT(*) FROM entry e
         WHERE e.pool = i.pool AND e.number = i.entry AND e.kind = 'pending')
  FROM instalment i
  JOIN prepayment p ON p.pool = i.pool AND p.project = i.project AND p.institution = i.institution
   AND p.term = i.term
 WHERE i.pool = $1 AND i.project = $2 AND i.institution = $3 AND i.term = $4 AND i.number = $5;

-- name: instalment_unpay
-- It waits again, under another entry.
UPDATE instalment SET entry = $6, paid_on = '', paid_entry = 0, document = ''
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND number = $5;

-- name: instalment_list
-- Of a project, by due date: what monitoring and the statement want.
SELECT i.institution, i.term, i.number, p.fund, i.amount, i.due_on, i.paid_on
  FROM instalment i
  JOIN prepayment p ON p.pool = i.pool AND p.project = i.project AND p.institution = i.institution
   AND p.term = i.term
 WHERE i.pool = $1 AND i.project = $2
 ORDER BY i.due_on, i.institution, i.term, i.number;

-- name: prepayment_state
-- Each prepayment of a project (or of one institution) with what was paid, taken and paid back by
-- the end of a month.
SELECT p.institution, p.term, p.fund,
       COALESCE((SELECT c.annual_after FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term AND c.approved_by <> '' AND c.approved_on <= $4
                    AND c.annual_after > 0
                  ORDER BY c.seq DESC LIMIT 1), p.annual),
       p.amount + COALESCE((SELECT CAST(SUM(c.amount) AS BIGINT) FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term AND c.approved_by <> '' AND c.approved_on <= $4), 0),
       p.starts_on, p.ends_on,
       COALESCE((SELECT CAST(SUM(i.amount) AS BIGINT) FROM instalment i
                  WHERE i.pool = p.pool AND i.project = p.project AND i.institution = p.institution
                    AND i.term = p.term AND i.paid_on <> '' AND i.paid_on <= $4), 0),
       COALESCE((SELECT MAX(i.paid_on) FROM instalment i
                  WHERE i.pool = p.pool AND i.project = p.project AND i.institution = p.institution
                    AND i.term = p.term AND i.paid_on <= $4), ''),
       COALESCE((SELECT CAST(SUM(o.taken) AS BIGINT) FROM offset_month o
                  WHERE o.pool = p.pool AND o.project = p.project AND o.institution = p.institution
                    AND o.term = p.term AND o.month <= $5), 0),
       COALESCE((SELECT CAST(SUM(r.amount) AS BIGINT) FROM payback_received r
                  WHERE r.pool = p.pool AND r.project = p.project AND r.institution = p.institution
                    AND r.term = p.term AND r.on_date <= $4 AND r.reversed = 0), 0),
       COALESCE((SELECT d.kind FROM payback d
                  WHERE d.pool = p.pool AND d.project = p.project AND d.institution = p.institution
                    AND d.term = p.term AND d.demanded_on <= $4), ''),
       COALESCE((SELECT d.amount FROM payback d
                  WHERE d.pool = p.pool AND d.project = p.project AND d.institution = p.institution
                    AND d.term = p.term AND d.demanded_on <= $4), 0),
       COALESCE((SELECT d.due_on FROM payback d
                  WHERE d.pool = p.pool AND d.project = p.project AND d.institution = p.institution
                    AND d.term = p.term AND d.demanded_on <= $4), ''),
       COALESCE((SELECT d.return_to FROM payback d
                  WHERE d.pool = p.pool AND d.project = p.project AND d.institution = p.institution
                    AND d.term = p.term AND d.demanded_on <= $4), ''),
       COALESCE((SELECT CAST(SUM(r.amount) AS BIGINT) FROM payback_received r
                  WHERE r.pool = p.pool AND r.project = p.project AND r.institution = p.institution
                    AND r.term = p.term AND r.reversed = 0), 0)
  FROM prepayment p
 WHERE p.pool = $1 AND p.project = $2 AND ($3 = '' OR p.institution = $3)
 ORDER BY p.institution, p.term;

-- name: purchased_by
-- Accepted by the end of a month, net of returns, at selected prices, by institution and term.
SELECT a.institution, a.term, CAST(SUM(m.at_selected) AS BIGINT)
  FROM progress_month m
  JOIN agreement a ON a.pool = m.pool AND a.agreement = m.agreement
 WHERE m.pool = $1 AND m.project = $2 AND m.month <= $3
 GROUP BY a.institution, a.term
 ORDER BY a.institution, a.term;

-- name: claim_get
SELECT amount, document FROM claim_month
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_state
SELECT amount, offset_sum, direct_sum, paid_sum, paid_entry FROM claim_month
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: book_lock
INSERT INTO book_lock (pool, month, entry)
SELECT p.pool, p.month,
       COALESCE((SELECT MAX(n.number) FROM entry n WHERE n.pool = p.pool), 0)
  FROM period_lock p WHERE p.pool = $1 AND p.month = $2;

-- name: check_book_lock
-- Entries that were dated in a locked month after it was locked.
SELECT e.number FROM entry e
 WHERE e.pool = $1
   AND EXISTS (SELECT 1 FROM book_lock l WHERE l.pool = e.pool AND l.month >= substr(e.on_date, 1, 7)
                  AND l.entry < e.number)
 ORDER BY e.number;

-- name: claim_write
INSERT INTO claim_month (pool, institution, fund, month, amount, document, entry, offset_sum,
                         direct_sum, paid_sum, paid_entry, paid_on, post_entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, '', 0);

-- name: claim_offset
UPDATE claim_month SET offset_sum = offset_sum + $5
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_direct
UPDATE claim_month SET direct_sum = direct_sum + $5
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_pay
-- Ordered, or closed because nothing was left.
UPDATE claim_month SET paid_sum = $5, paid_entry = $6
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_ordered
SELECT paid_sum, paid_entry, paid_on, post_entry FROM claim_month
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_paid
UPDATE claim_month SET paid_on = $5, post_entry = $6
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_unpay
-- It waits again, under another entry.
UPDATE claim_month SET paid_entry = $5, paid_on = '', post_entry = 0
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_correct
UPDATE claim_month SET amount = $5, entry = $6
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_drop
DELETE FROM claim_month WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_whole
SELECT amount, offset_sum, direct_sum, paid_entry, entry, document FROM claim_month
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_open
-- Claims of a month that were not paid out yet.
SELECT institution, fund, amount, CAST(amount - offset_sum - direct_sum AS BIGINT)
  FROM claim_month WHERE pool = $1 AND month = $2 AND paid_entry = 0
 ORDER BY institution, fund;

-- name: projects_without_offset
-- Projects with prepayments whose offset was not run for a month yet. Months are run in their order: one
-- before the first that was run by hand is passed over for good, and its claims wait for nothing.
SELECT DISTINCT p.project FROM prepayment p
 WHERE p.pool = $1 AND substr(p.starts_on, 1, 7) <= $2
   AND NOT EXISTS (SELECT 1 FROM fund_run f WHERE f.pool = p.pool AND f.project = p.project
                      AND f.step = 'offset' AND f.month >= $2)
 ORDER BY p.project;

-- name: offset_write
INSERT INTO offset_month (pool, project, institution, term, month, verdict, purchased, claims, target,
                          taken, rest, entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: offset_list
SELECT institution, term, verdict, purchased, claims, target, taken, rest FROM offset_month
 WHERE pool = $1 AND project = $2 AND month = $3 ORDER BY institution, term;

-- name: payback_get
SELECT kind, amount, demanded_on, due_on, return_to FROM payback
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: payback_write
INSERT INTO payback (pool, project, institution, term, kind, amount, demanded_on, due_on, return_to)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: received_get
SELECT on_date, amount FROM payback_received
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND document = $5;

-- name: received_write
INSERT INTO payback_received (pool, project, institution, term, document, on_date, amount, entry, reversed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0);

-- name: received_whole
SELECT amount, entry, reversed FROM payback_received
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND document = $5;

-- name: received_reverse
UPDATE payback_received SET reversed = $6
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND document = $5;

-- name: account_count
SELECT COUNT(*) FROM account WHERE pool = $1;

-- name: entry_audit
-- Entries in the order written; each with the earlier one that it names (0 and '' there is none), and
-- whether one between them has named it too.
SELECT e.number, e.kind, e.debit, e.credit, e.amount, e.of_entry, e.linked, e.cause, e.on_date,
       COALESCE(n.number, 0), COALESCE(n.kind, ''), COALESCE(n.debit, 0), COALESCE(n.credit, 0),
       COALESCE(n.amount, 0), COALESCE(n.of_entry, 0), COALESCE(n.linked, 0), COALESCE(n.cause, ''),
       COALESCE(n.on_date, ''),
       CASE WHEN e.of_entry <> 0 AND EXISTS (SELECT 1 FROM entry x WHERE x.pool = e.pool
                                                AND x.of_entry = e.of_entry AND x.of_entry <> 0
                                                AND x.number < e.number) THEN 1 ELSE 0 END
  FROM entry e
  LEFT JOIN entry n ON n.pool = e.pool AND n.number = e.of_entry AND n.number < e.number
 WHERE e.pool = $1
 ORDER BY e.number;

-- name: check_prepaid
-- The account of each institution against its prepayments: paid, less taken, less paid back.
WITH part (fund, institution, amount) AS (
    SELECT fund, party, debit_posted - credit_posted FROM account WHERE pool = $1 AND kind = 'prepaid'
    UNION ALL
    SELECT p.fund, i.institution, 0 - i.amount
      FROM instalment i
      JOIN prepayment p ON p.pool = i.pool AND p.project = i.project
       AND p.institution = i.institution AND p.term = i.term
     WHERE i.pool = $1 AND i.paid_on <> ''
    UNION ALL
    SELECT p.fund, o.institution, o.taken
      FROM offset_month o
      JOIN prepayment p ON p.pool = o.pool AND p.project = o.project
       AND p.institution = o.institution AND p.term = o.term
     WHERE o.pool = $1
    UNION ALL
    SELECT p.fund, r.institution, r.amount
      FROM payback_received r
      JOIN prepayment p ON p.pool = r.pool AND p.project = r.project
       AND p.institution = r.institution AND p.term = r.term
     WHERE r.pool = $1 AND r.reversed = 0)
SELECT fund, institution FROM part GROUP BY fund, institution
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY fund, institution;

-- name: check_overtaken
WITH part (project, institution, term, amount) AS (
    SELECT project, institution, term, amount FROM instalment WHERE pool = $1 AND paid_on <> ''
    UNION ALL
    SELECT project, institution, term, 0 - taken FROM offset_month WHERE pool = $1
    UNION ALL
    SELECT project, institution, term, 0 - amount FROM payback_received
     WHERE pool = $1 AND reversed = 0)
SELECT project, institution, term FROM part GROUP BY project, institution, term
HAVING CAST(SUM(amount) AS BIGINT) < 0 ORDER BY project, institution, term;

-- name: check_claim
-- What a month of claims says was offset against what the offsets took here; what was carried over
-- came out of claims of another system.
WITH part (fund, institution, month, amount) AS (
    SELECT fund, institution, month, offset_sum FROM claim_month WHERE pool = $1
    UNION ALL
    SELECT p.fund, o.institution, o.month, 0 - o.taken
      FROM offset_month o
      JOIN prepayment p ON p.pool = o.pool AND p.project = o.project
       AND p.institution = o.institution AND p.term = o.term
     WHERE o.pool = $1 AND o.verdict <> 'carried')
SELECT fund, institution, month FROM part GROUP BY fund, institution, month
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY fund, institution, month;

-- name: check_direct
-- The same for direct settlement.
WITH part (fund, institution, month, amount) AS (
    SELECT fund, institution, month, direct_sum FROM claim_month WHERE pool = $1
    UNION ALL
    SELECT fund, institution, month, 0 - amount FROM direct_line
     WHERE pool = $1 AND state IN ('instructed', 'paid'))
SELECT fund, institution, month FROM part GROUP BY fund, institution, month
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY fund, institution, month;

-- name: check_on_its_way
-- What invoice lines and receipt lines keep as on its way, against the payments that wait for the bank.
WITH part (what, number, receipt, line, amount) AS (
    SELECT 'invoice', invoice, receipt, receipt_line, instructed FROM invoice_line WHERE pool = $1
    UNION ALL
    SELECT 'receipt', '', receipt, line, instructed FROM receipt WHERE pool = $1
    UNION ALL
    SELECT 'receipt', '', receipt, receipt_line, 0 - instructed FROM invoice_line WHERE pool = $1
    UNION ALL
    SELECT 'invoice', invoice, receipt, receipt_line, 0 - amount
      FROM direct_line WHERE pool = $1 AND state = 'instructed'
    UNION ALL
    SELECT 'invoice', n.invoice, n.receipt, n.receipt_line, 0 - n.amount
      FROM online_line n JOIN online_payment q ON q.pool = n.pool AND q.payment = n.payment
     WHERE n.pool = $1 AND q.state IN ('made', 'approved'))
SELECT what, number, receipt, line FROM part GROUP BY what, number, receipt, line
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY what, number, receipt, line;

-- name: check_claims_owed
WITH part (fund, institution, amount) AS (
    SELECT fund, party, credit_posted - debit_posted - debit_pending
      FROM account WHERE pool = $1 AND kind = 'claims'
    UNION ALL
    SELECT fund, institution, 0 - (amount - offset_sum - direct_sum - paid_sum)
      FROM claim_month WHERE pool = $1)
SELECT fund, institution FROM part GROUP BY fund, institution
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY fund, institution;

-- name: check_entry
-- Rows that were booked against their entries.
WITH booked (what, id, entry, amount) AS (
    SELECT 'instalment', institution, entry, amount FROM instalment WHERE pool = $1
    UNION ALL
    SELECT 'paid', institution, paid_entry, amount FROM instalment WHERE pool = $1 AND paid_on <> ''
    UNION ALL
    SELECT 'claim', institution, entry, amount FROM claim_month WHERE pool = $1
    UNION ALL
    SELECT 'claim_paid', institution, paid_entry, paid_sum FROM claim_month
     WHERE pool = $1 AND paid_sum > 0
    UNION ALL
    SELECT 'claim_posted', institution, post_entry, paid_sum FROM claim_month
     WHERE pool = $1 AND paid_sum > 0 AND paid_on <> ''
    UNION ALL
    SELECT 'online', institution, entry, amount FROM online_payment WHERE pool = $1 AND entry <> 0
    UNION ALL
    SELECT 'offset', institution, entry, taken FROM offset_month WHERE pool = $1 AND taken > 0
    UNION ALL
    SELECT 'payback', institution, entry, amount FROM payback_received WHERE pool = $1
    UNION ALL
    SELECT 'direct', institution, entry, amount FROM direct_line WHERE pool = $1
    UNION ALL
    SELECT 'retention', institution, entry, amount FROM retention_owed WHERE pool = $1
    UNION ALL
    SELECT 'retention_paid', institution, paid_entry, amount FROM retention_owed
     WHERE pool = $1 AND paid_on <> ''
    UNION ALL
    SELECT 'supplier_debt', institution, entry, amount FROM supplier_debt WHERE pool = $1
    UNION ALL
    SELECT 'supplier_debt_paid', institution, paid_entry, amount FROM supplier_debt
     WHERE pool = $1 AND paid_on <> '')
SELECT b.what, b.id, b.entry FROM booked b
 WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.pool = $1 AND e.number = b.entry
                      AND e.amount = b.amount AND e.institution = b.id)
 ORDER BY b.what, b.id, b.entry;

-- name: check_instalments
WITH part (project, institution, term, amount) AS (
    SELECT project, institution, term, amount FROM prepayment WHERE pool = $1
    UNION ALL
    SELECT project, institution, term, amount FROM prepay_change
     WHERE pool = $1 AND approved_by <> '' AND amount > 0
    UNION ALL
    SELECT project, institution, term, 0 - amount FROM instalment WHERE pool = $1)
SELECT project, institution, term FROM part GROUP BY project, institution, term
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY project, institution, term;

-- name: direct_next
-- The institution after $3 that has ordered in a project.
SELECT COALESCE(MIN(institution), '') FROM order_line
 WHERE pool = $1 AND project = $2 AND institution > $3;

-- name: direct_due
-- What hospitals after $4 and up to $5 owe on invoice lines whose receipts are due by a day, less what
-- is on its way: of the invoice, and of the receipt line, which several invoices may share. (SQLite
-- follows the order of a CROSS JOIN; it would begin with all lines of the pool.)
SELECT o.institution, o.payee, l.invoice, l.receipt, l.receipt_line,
       CAST(l.amount - l.paid - l.instructed AS BIGINT),
       CAST(r.amount - r.returned_amount - r.paid - r.instructed AS BIGINT)
  FROM order_line o
 CROSS JOIN receipt r
 CROSS JOIN invoice_line l
 WHERE o.pool = $1 AND o.project = $2 AND o.institution > $4 AND o.institution <= $5
   AND r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line
   AND l.pool = r.pool AND l.receipt = r.receipt AND l.receipt_line = r.line
   AND r.due_on <> '' AND r.due_on <= $3
   AND l.amount - l.paid - l.instructed > 0 AND r.amount - r.returned_amount - r.paid - r.instructed > 0
 ORDER BY o.institution, r.due_on, l.receipt, l.receipt_line, l.invoice;

-- name: direct_waiting
-- Direct payments of a month which the bank has not answered.
SELECT COUNT(*) FROM direct_line WHERE pool = $1 AND month = $2 AND state = 'instructed';

-- name: settle_run_get
SELECT month, begun_by, begun_on, institution, seq, payments, carried, amount FROM settle_run
 WHERE pool = $1 AND project = $2;

-- name: settle_run_write
INSERT INTO settle_run (pool, project, month, begun_by, begun_on, institution, seq, payments, carried, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (pool, project) DO UPDATE
   SET institution = EXCLUDED.institution, seq = EXCLUDED.seq, payments = EXCLUDED.payments,
       carried = EXCLUDED.carried, amount = EXCLUDED.amount;

-- name: settle_run_drop
DELETE FROM settle_run WHERE pool = $1 AND project = $2;

-- name: settle_run_month
-- Projects whose settlement of a month is not complete; $3 one of them, '' all.
SELECT project FROM settle_run WHERE pool = $1 AND month = $2 AND ($3 = '' OR project = $3) ORDER BY project;

-- name: check_settle_run
-- A settlement under way goes on behind its last instruction, and is not complete.
SELECT s.project, s.month FROM settle_run s
 WHERE s.pool = $1
   AND (s.seq <> COALESCE((SELECT MAX(d.seq) FROM direct_line d
                            WHERE d.pool = s.pool AND d.project = s.project AND d.month = s.month), 0)
        OR EXISTS (SELECT 1 FROM fund_run r
                    WHERE r.pool = s.pool AND r.project = s.project AND r.step = 'settle' AND r.month = s.month
                      AND NOT EXISTS (SELECT 1 FROM fund_approval f
                                       WHERE f.pool = r.pool AND f.project = r.project AND f.step = r.step
                                         AND f.period = r.month AND f.ended <> 0)))
 ORDER BY s.project;

-- name: direct_left
-- Instructions of a project's month that wait, and the last number.
SELECT COALESCE(CAST(SUM(CASE WHEN state = 'instructed' THEN 1 ELSE 0 END) AS BIGINT), 0), COALESCE(MAX(seq), 0)
  FROM direct_line WHERE pool = $1 AND project = $2 AND month = $3;

-- name: direct_write
INSERT INTO direct_line (pool, project, month, seq, institution, payee, fund, invoice, receipt,
                         receipt_line, amount, entry, state, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'instructed', '');

-- name: direct_get
SELECT institution, payee, fund, invoice, receipt, receipt_line, amount, entry, state, on_date
  FROM direct_line WHERE pool = $1 AND project = $2 AND month = $3 AND seq = $4;

-- name: direct_state
UPDATE direct_line SET state = $5, on_date = $6
 WHERE pool = $1 AND project = $2 AND month = $3 AND seq = $4;

-- name: direct_again
-- It waits again, under other entries.
UPDATE direct_line SET state = 'instructed', on_date = '', entry = $5
 WHERE pool = $1 AND project = $2 AND month = $3 AND seq = $4;

-- name: entry_post_of
SELECT number FROM entry WHERE pool = $1 AND of_entry = $2 AND of_entry <> 0 AND kind = 'post';

-- name: taken_back_last
SELECT correction FROM correction
 WHERE pool = $1 AND reference = $2 AND state = 'done' ORDER BY entry DESC LIMIT 1;

-- name: direct_list
SELECT seq, institution, payee, fund, invoice, receipt, receipt_line, amount, state
  FROM direct_line WHERE pool = $1 AND project = $2 AND month = $3 ORDER BY seq;

-- name: retention_owed_get
SELECT fund, amount, due_on, document FROM retention_owed
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4;

-- name: retention_owed_state
SELECT fund, amount, paid_on, paid_entry FROM retention_owed
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4;

-- name: retention_owed_write
INSERT INTO retention_owed (pool, project, institution, year, fund, amount, due_on, document, entry,
                            paid_on, paid_entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0);

-- name: retention_owed_pay
UPDATE retention_owed SET paid_on = $5, paid_entry = $6
 WHERE pool = $1 AND project = $2 AND institution = $3 AND year = $4;

-- name: supplier_debt_get
SELECT institution, amount, on_date FROM supplier_debt
 WHERE pool = $1 AND project = $2 AND company = $3 AND document = $4;

-- name: supplier_debt_write
INSERT INTO supplier_debt (pool, project, company, document, institution, amount, on_date, entry,
                           paid_on, paid_entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0);

-- name: supplier_debt_state
SELECT institution, amount, paid_on FROM supplier_debt
 WHERE pool = $1 AND project = $2 AND company = $3 AND document = $4;

-- name: supplier_debt_pay
UPDATE supplier_debt SET paid_on = $5, paid_entry = $6
 WHERE pool = $1 AND project = $2 AND company = $3 AND document = $4;

-- name: retention_open
-- What is owed of a year and not paid; '' all institutions.
SELECT institution, amount FROM retention_owed
 WHERE pool = $1 AND project = $2 AND year = $3 AND paid_on = '' AND ($4 = '' OR institution = $4)
 ORDER BY institution;

-- name: retention_total
SELECT COUNT(*), COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM retention_owed
 WHERE pool = $1 AND project = $2 AND year = $3;

-- name: approval_get
-- With how it ended, while it has.
SELECT f.made_by, f.made_on, f.payments, f.amount, f.approved_by, f.approved_on, f.ended,
       COALESCE(n.how, ''), COALESCE(n.ended_by, ''), COALESCE(n.ended_on, ''), COALESCE(n.reason, '')
  FROM fund_approval f
  LEFT JOIN payment_end n ON n.pool = f.pool AND n.step = f.step AND n.project = f.project
   AND n.period = f.period AND n.seq = f.ended
 WHERE f.pool = $1 AND f.project = $2 AND f.step = $3 AND f.period = $4;

-- name: approval_write
INSERT INTO fund_approval (pool, project, step, period, made_by, made_on, payments, amount, approved_by,
                           approved_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (pool, project, step, period) DO UPDATE
   SET made_by = EXCLUDED.made_by, made_on = EXCLUDED.made_on, payments = EXCLUDED.payments,
       amount = EXCLUDED.amount, approved_by = EXCLUDED.approved_by,
       approved_on = EXCLUDED.approved_on, ended = 0;

-- name: approval_end
UPDATE fund_approval SET ended = $5 WHERE pool = $1 AND project = $2 AND step = $3 AND period = $4;

-- name: end_last
SELECT COALESCE(MAX(seq), 0) FROM payment_end
 WHERE pool = $1 AND step = $2 AND project = $3 AND period = $4;

-- name: end_write
INSERT INTO payment_end (pool, step, project, period, seq, how, made_by, ended_by, ended_on, reason,
                         payments, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: direct_open
-- Instructions of a month that nobody answered, the first $4 of them.
SELECT seq, institution, payee, fund, invoice, receipt, receipt_line, amount, entry FROM direct_line
 WHERE pool = $1 AND project = $2 AND month = $3 AND state = 'instructed' ORDER BY seq LIMIT $4;

-- name: claim_closed
-- What a month's order closed and nobody paid.
SELECT institution, fund, paid_sum, paid_entry FROM claim_month
 WHERE pool = $1 AND month = $2 AND paid_entry <> 0 AND paid_on = '' ORDER BY institution, fund;

-- name: prepayment_of_run
-- Instalments of the prepayments that a month computed, and their entries.
SELECT i.institution, i.term, i.number, p.fund, i.amount, i.entry
  FROM instalment i
  JOIN prepayment p ON p.pool = i.pool AND p.project = i.project AND p.institution = i.institution
   AND p.term = i.term
 WHERE i.pool = $1 AND i.project = $2 AND p.computed_in = $3
 ORDER BY i.institution, i.term, i.number;

-- name: instalment_drop
DELETE FROM instalment WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: prepay_change_drop
DELETE FROM prepay_change WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: prepayment_drop
DELETE FROM prepayment WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: check_ended
-- Ended, but it is on its way; or not ended in the books.
WITH fault (step, project, period) AS (
    SELECT f.step, f.project, f.period FROM fund_approval f
     WHERE f.pool = $1 AND f.ended <> 0
       AND NOT EXISTS (SELECT 1 FROM payment_end n WHERE n.pool = f.pool AND n.step = f.step
                          AND n.project = f.project AND n.period = f.period AND n.seq = f.ended)
    UNION ALL
    SELECT 'claim', '', c.month FROM claim_month c
      JOIN fund_approval f ON f.pool = c.pool AND f.step = 'claim' AND f.project = '' AND f.period = c.month
     WHERE c.pool = $1 AND f.ended <> 0 AND c.paid_sum > 0
    UNION ALL
    SELECT 'prepay', p.project, p.computed_in FROM prepayment p
      JOIN fund_approval f ON f.pool = p.pool AND f.step = 'prepay' AND f.project = p.project
       AND f.period = p.computed_in
     WHERE p.pool = $1 AND f.ended <> 0
    UNION ALL
    SELECT 'online', '', q.payment FROM online_payment q
     WHERE q.pool = $1 AND q.state IN ('withdrawn', 'refused')
       AND NOT EXISTS (SELECT 1 FROM payment_end n WHERE n.pool = q.pool AND n.step = 'online'
                          AND n.project = '' AND n.period = q.payment AND n.how = q.state))
SELECT DISTINCT step, project, period FROM fault ORDER BY step, project, period;

-- name: check_supplier_debt
-- What a company owes by its account against its debts that were not paid.
WITH part (company, amount) AS (
    SELECT party, debit_posted - credit_posted FROM account WHERE pool = $1 AND kind = 'supplier_debt'
    UNION ALL
    SELECT company, 0 - amount FROM supplier_debt WHERE pool = $1 AND paid_on = '')
SELECT company FROM part GROUP BY company HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY company;

-- name: check_retention
-- What an institution is owed as retention by its account against the rows.
WITH part (fund, institution, amount) AS (
    SELECT fund, party, credit_posted - debit_posted FROM account WHERE pool = $1 AND kind = 'retention'
    UNION ALL
    SELECT fund, institution, 0 - amount FROM retention_owed WHERE pool = $1 AND paid_on = '')
SELECT fund, institution FROM part GROUP BY fund, institution
HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY fund, institution;

-- name: check_approval
-- Paid, though nobody but its maker has seen the order.
WITH paid (project, step, period) AS (
    SELECT project, 'settle', month FROM direct_line WHERE pool = $1 AND state = 'paid'
    UNION
    SELECT project, 'retention', CAST(year AS TEXT) FROM retention_owed WHERE pool = $1 AND paid_on <> ''
    UNION
    SELECT i.project, 'prepay', p.computed_in
      FROM instalment i
      JOIN prepayment p ON p.pool = i.pool AND p.project = i.project
       AND p.institution = i.institution AND p.term = i.term
     WHERE i.pool = $1 AND i.paid_on <> ''
    UNION
    SELECT '', 'claim', month FROM claim_month WHERE pool = $1 AND paid_on <> '' AND paid_sum > 0)
SELECT p.project, p.step, p.period FROM paid p
 WHERE NOT EXISTS (SELECT 1 FROM fund_approval f WHERE f.pool = $1 AND f.project = p.project
                      AND f.step = p.step AND f.period = p.period AND f.approved_by <> '')
 ORDER BY p.project, p.step, p.period;

-- name: online_open
-- What is owed on one invoice line and not on its way: institution, payee, the day it was accepted, of
-- the invoice, of the receipt line.
SELECT o.institution, o.payee, r.accepted_on, CAST(l.amount - l.paid - l.instructed AS BIGINT),
       CAST(r.amount - r.returned_amount - r.paid - r.instructed AS BIGINT)
  FROM invoice_line l
  JOIN receipt r ON r.pool = l.pool AND r.receipt = l.receipt AND r.line = l.receipt_line
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE l.pool = $1 AND l.invoice = $2 AND l.receipt = $3 AND l.receipt_line = $4;

-- name: online_get
SELECT q.institution, q.payee, q.amount, q.state, q.made_by, q.made_on, q.approved_by, q.approved_on,
       q.answered_on, COALESCE(n.ended_by, ''), COALESCE(n.ended_on, ''), COALESCE(n.reason, ''), q.entry
  FROM online_payment q
  LEFT JOIN payment_end n ON n.pool = q.pool AND n.step = 'online' AND n.project = ''
   AND n.period = q.payment AND n.seq = 1
 WHERE q.pool = $1 AND q.payment = $2;

-- name: online_write
INSERT INTO online_payment (pool, payment, institution, payee, amount, state, made_by, made_on, approved_by,
                            approved_on, answered_on, entry)
VALUES ($1, $2, $3, $4, $5, 'made', $6, $7, '', '', '', 0);

-- name: online_line_write
INSERT INTO online_line (pool, payment, seq, invoice, receipt, receipt_line, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: online_lines
SELECT invoice, receipt, receipt_line, amount FROM online_line
 WHERE pool = $1 AND payment = $2 ORDER BY seq;

-- name: online_approve
UPDATE online_payment SET state = 'approved', approved_by = $3, approved_on = $4, entry = $5
 WHERE pool = $1 AND payment = $2;

-- name: online_again
-- It waits again, under another entry.
UPDATE online_payment SET state = 'approved', answered_on = '', entry = $3 WHERE pool = $1 AND payment = $2;

-- name: online_end
UPDATE online_payment SET state = $3 WHERE pool = $1 AND payment = $2;

-- name: online_answer
UPDATE online_payment SET state = $3, answered_on = $4 WHERE pool = $1 AND payment = $2;

-- name: online_list
-- Of a sight's institution or company; $5 a state, '' all; after a number.
SELECT n.payment, n.institution, n.payee, n.amount, n.state, n.made_by, n.made_on, n.approved_by,
       n.approved_on, n.answered_on, COALESCE(d.ended_by, ''), COALESCE(d.ended_on, ''), COALESCE(d.reason, '')
  FROM online_payment n
  LEFT JOIN payment_end d ON d.pool = n.pool AND d.step = 'online' AND d.project = ''
   AND d.period = n.payment AND d.seq = 1
 WHERE n.pool = $1 AND ($2 = '' OR n.institution = $2) AND ($3 = '' OR n.payee = $3)
   AND ($4 = '' OR n.state = $4) AND n.payment > $5
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = n.institution AND i.region >= $6 AND i.region < $7)
 ORDER BY n.payment LIMIT $8;

-- name: bank_answer_get
SELECT result, on_date, amount FROM bank_answer WHERE pool = $1 AND reference = $2 AND document = $3;

-- name: bank_answer_write
INSERT INTO bank_answer (pool, reference, document, result, on_date, amount)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: order_lines
-- The payments of one order, each with its reference; $5 after a reference, $6 how many.
WITH part (reference, payee, fund, amount, state, paid_on) AS (
    SELECT 'prepay/' || i.project || '/' || i.institution || '/' || CAST(i.term AS TEXT) || '/'
           || CAST(i.number AS TEXT), i.institution, p.fund, i.amount,
           CASE WHEN i.paid_on = '' THEN 'waiting' ELSE 'paid' END, i.paid_on
      FROM instalment i
      JOIN prepayment p ON p.pool = i.pool AND p.project = i.project
       AND p.institution = i.institution AND p.term = i.term
     WHERE i.pool = $1 AND i.project = $2 AND $3 = 'prepay' AND p.computed_in = $4
    UNION ALL
    SELECT 'claim/' || institution || '/' || fund || '/' || month, institution, fund, paid_sum,
           CASE WHEN paid_on = '' THEN 'waiting' ELSE 'paid' END, paid_on
      FROM claim_month
     WHERE pool = $1 AND $2 = '' AND $3 = 'claim' AND month = $4 AND paid_sum > 0
    UNION ALL
    SELECT 'settle/' || project || '/' || month || '/' || CAST(seq AS TEXT), payee, fund, amount,
           CASE state WHEN 'instructed' THEN 'waiting' ELSE state END, on_date
      FROM direct_line
     WHERE pool = $1 AND project = $2 AND $3 = 'settle' AND month = $4
    UNION ALL
    SELECT 'retention/' || project || '/' || institution || '/' || CAST(year AS TEXT), institution, fund,
           amount, CASE WHEN paid_on = '' THEN 'waiting' ELSE 'paid' END, paid_on
      FROM retention_owed
     WHERE pool = $1 AND project = $2 AND $3 = 'retention' AND CAST(year AS TEXT) = $4)
SELECT reference, payee, fund, amount, state, paid_on FROM part
 WHERE reference > $5 ORDER BY reference LIMIT $6;

-- name: approval_list
-- Payment orders; $2 = 1 only those that wait.
SELECT f.project, f.step, f.period, f.payments, f.amount, f.made_by, f.made_on, f.approved_by, f.approved_on,
       f.ended, COALESCE(n.how, ''), COALESCE(n.ended_by, ''), COALESCE(n.ended_on, ''), COALESCE(n.reason, '')
  FROM fund_approval f
  LEFT JOIN payment_end n ON n.pool = f.pool AND n.step = f.step AND n.project = f.project
   AND n.period = f.period AND n.seq = f.ended
 WHERE f.pool = $1 AND ($2 = 0 OR (f.approved_by = '' AND f.ended = 0))
   AND (f.made_on > $3 OR (f.made_on = $3 AND (f.step > $4 OR (f.step = $4 AND (f.project > $5
        OR (f.project = $5 AND f.period > $6))))))
 ORDER BY f.made_on, f.step, f.project, f.period LIMIT $7;

-- name: correction_get
SELECT kind, reference, amount, reason, asked_by, asked_on, state, decided_by, decided_on, before, entry
  FROM correction WHERE pool = $1 AND correction = $2;

-- name: correction_write
INSERT INTO correction (pool, correction, kind, reference, amount, reason, asked_by, asked_on, state,
                        decided_by, decided_on, before, entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', '', '', 0, 0);

-- name: correction_decide
UPDATE correction SET state = $3, decided_by = $4, decided_on = $5, before = $6, entry = $7
 WHERE pool = $1 AND correction = $2;

-- name: correction_list
SELECT correction, kind, reference, amount, reason, asked_by, asked_on, state, decided_by, decided_on, before
  FROM correction WHERE pool = $1 AND correction > $2 ORDER BY correction LIMIT $3;

-- name: claim_line_get
SELECT fund, month, product, charged_on, qty, price, ratio FROM claim_line
 WHERE pool = $1 AND institution = $2 AND document = $3 AND line = $4;

-- name: claim_line_standard
-- The payment standard of a product on a day; whether it is selected is said by the listing where the
-- pool sets no standards.
SELECT price, selected FROM payment_standard
 WHERE pool = $1 AND product = $2 AND from_on <= $3 AND until_on > $3
UNION ALL
SELECT 0, 1 FROM listing
 WHERE pool = $1 AND product = $2 AND zone = 'results' AND since_on <= $3
   AND NOT EXISTS (SELECT 1 FROM payment_standard s
                    WHERE s.pool = $1 AND s.product = $2 AND s.from_on <= $3 AND s.until_on > $3);

-- name: claim_line_write
INSERT INTO claim_line (pool, institution, document, line, fund, month, product, charged_on, qty,
                        price, ratio, verdict, standard, selected, amount, fund_pays, share, above)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- name: claim_line_fund_sum
-- What the fund pays for an institution's lines of a month.
SELECT CAST(COALESCE(SUM(fund_pays), 0) AS BIGINT) FROM claim_line
 WHERE pool = $1 AND institution = $2 AND fund = $3 AND month = $4;

-- name: claim_line_sums
-- $3: of one institution; '' all.
SELECT institution, fund, COUNT(*), CAST(SUM(amount) AS BIGINT), CAST(SUM(fund_pays) AS BIGINT),
       CAST(SUM(share) AS BIGINT), CAST(SUM(above) AS BIGINT),
       CAST(SUM(CASE WHEN verdict = 'no_standard' THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN selected = 1 THEN amount ELSE 0 END) AS BIGINT)
  FROM claim_line WHERE pool = $1 AND month = $2 AND ($3 = '' OR institution = $3)
 GROUP BY institution, fund ORDER BY institution, fund;

-- name: claim_line_page
SELECT document, line, fund, month, product, charged_on, qty, price, ratio, verdict, standard,
       selected, amount, fund_pays, share, above
  FROM claim_line
 WHERE pool = $1 AND month = $2 AND institution = $3
   AND (document > $4 OR (document = $4 AND line > $5))
 ORDER BY document, line LIMIT $6;

-- name: claim_line_check
-- All lines again, for fsck.
SELECT institution, document, line, qty, price, ratio, standard, amount, fund_pays, share, above
  FROM claim_line WHERE pool = $1 ORDER BY institution, document, line;

-- name: claim_line_over
-- Months whose approved amount does not hold their own lines.
SELECT l.institution, l.fund, l.month FROM claim_line l
  JOIN claim_month m ON m.pool = l.pool AND m.institution = l.institution AND m.fund = l.fund
                    AND m.month = l.month
 WHERE l.pool = $1
 GROUP BY l.institution, l.fund, l.month, m.amount
HAVING CAST(SUM(l.fund_pays) AS BIGINT) > m.amount
 ORDER BY l.institution, l.fund, l.month;
-- name: run_list
-- Runs, the newest months first; after a month, project and step.
SELECT project, step, month, on_date FROM fund_run
 WHERE pool = $1 AND (month < $2 OR (month = $2 AND (project > $3 OR (project = $3 AND step > $4))))
 ORDER BY month DESC, project, step LIMIT $5;

-- name: claim_page
-- Of a sight's institutions; $5 one of them, '' all; $6 from a month on.
SELECT c.month, c.institution, c.fund, c.amount, c.offset_sum, c.direct_sum, c.paid_sum, c.paid_entry,
       c.paid_on, c.document
  FROM claim_month c
 WHERE c.pool = $1 AND ($4 = '' OR c.institution = $4) AND ($5 = '' OR c.institution = $5) AND c.month >= $6
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = c.institution AND i.region >= $2 AND i.region < $3)
   AND (c.month > $7 OR (c.month = $7 AND (c.institution > $8 OR (c.institution = $8 AND c.fund > $9))))
 ORDER BY c.month, c.institution, c.fund LIMIT $10;

-- name: offset_page
SELECT o.institution, o.term, o.verdict, o.purchased, o.claims, o.target, o.taken, o.rest
  FROM offset_month o
 WHERE o.pool = $1 AND o.project = $2 AND o.month = $3 AND ($6 = '' OR o.institution = $6)
   AND EXISTS (SELECT 1 FROM institution i WHERE i.code = o.institution AND i.region >= $4 AND i.region < $5)
   AND o.institution || '/' || substr('0000000' || CAST(o.term AS TEXT), length('0000000' || CAST(o.term AS TEXT)) - 7)
       > $7
 ORDER BY o.institution, o.term LIMIT $8;

-- name: account_page
-- Those of a party in a sight, and for whoever sees the whole pool ($6 = 1) all of them; $5 a kind.
SELECT a.number, a.fund, a.kind, a.party, a.debit_pending, a.debit_posted, a.credit_pending, a.credit_posted
  FROM account a
 WHERE a.pool = $1 AND ($4 = '' OR a.party = $4) AND ($5 = '' OR a.kind = $5) AND a.number > $7
   AND ($6 = 1 OR EXISTS (SELECT 1 FROM institution i
                           WHERE i.code = a.party AND i.region >= $2 AND i.region < $3))
 ORDER BY a.number LIMIT $8;

-- name: entry_page
-- The same for entries: of an account ($5, 0 all) with its two sides.
SELECT e.number, e.kind, e.amount, e.of_entry, e.cause, e.on_date, e.project, e.institution, e.document,
       d.kind, d.fund, d.party, c.kind, c.fund, c.party
  FROM entry e
  JOIN account d ON d.pool = e.pool AND d.number = e.debit
  JOIN account c ON c.pool = e.pool AND c.number = e.credit
 WHERE e.pool = $1 AND ($5 = 0 OR e.debit = $5 OR e.credit = $5) AND e.number > $7
   AND ($4 = '' OR e.institution = $4 OR d.party = $4 OR c.party = $4)
   AND ($6 = 1 OR EXISTS (SELECT 1 FROM institution i
                           WHERE i.code = e.institution AND i.region >= $2 AND i.region < $3))
 ORDER BY e.number LIMIT $8;

-- name: payable_page
-- What was owed at the end of a day ($6) on receipt lines, by last day in time: of a sight's
-- institution or payee; $7 a project, '' all; $8 = 1 only what was overdue.
WITH owed (institution, payee, receipt, line, order_no, product, project, accepted_on, due_on, in_time_until,
           due_why, invoiced, amount) AS (
    SELECT o.institution, o.payee, r.receipt, r.line, o.order_no, o.product, o.project, r.accepted_on, r.due_on,
           r.in_time_until, r.due_why, r.invoiced,
           CAST(r.amount
                - COALESCE((SELECT CAST(SUM(g.amount - g.credit) AS BIGINT) FROM goods_return g
                             WHERE g.pool = r.pool AND g.receipt = r.receipt AND g.receipt_line = r.line
                               AND g.returned_on <= $6), 0)
                - COALESCE((SELECT CAST(SUM(p.amount) AS BIGINT) FROM payment_line p
                             WHERE p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
                               AND p.paid_on <= $6), 0) AS BIGINT)
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE r.pool = $1 AND ($4 = '' OR o.institution = $4) AND ($5 = '' OR o.payee = $5) AND r.accepted_on <= $6
       AND ($7 = '' OR o.project = $7)
       AND ($8 = 0 OR (r.in_time_until <> '' AND r.in_time_until < $6))
       AND (r.in_time_until > $9 OR (r.in_time_until = $9 AND (r.receipt > $10
            OR (r.receipt = $10 AND r.line > $11))))
       AND EXISTS (SELECT 1 FROM institution i
                    WHERE i.code = o.institution AND i.region >= $2 AND i.region < $3))
SELECT institution, payee, receipt, line, order_no, product, project, accepted_on, due_on, in_time_until, due_why,
       invoiced, amount
  FROM owed WHERE amount > 0 ORDER BY in_time_until, receipt, line LIMIT $12;

-- name: change_known
-- A prepayment as it was decided so far: annual amount, ratio, amount, what is left of it, the last
-- proposal and whether it waits.
SELECT COALESCE((SELECT c.annual_after FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term AND c.approved_by <> ''
                  ORDER BY c.seq DESC LIMIT 1), p.annual),
       p.ratio,
       p.amount + COALESCE((SELECT CAST(SUM(c.amount) AS BIGINT) FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term AND c.approved_by <> ''), 0),
       p.amount + COALESCE((SELECT CAST(SUM(c.amount) AS BIGINT) FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term AND c.approved_by <> ''), 0)
       - COALESCE((SELECT CAST(SUM(o.taken) AS BIGINT) FROM offset_month o
                  WHERE o.pool = p.pool AND o.project = p.project AND o.institution = p.institution
                    AND o.term = p.term), 0),
       COALESCE((SELECT MAX(c.seq) FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term), 0),
       CASE WHEN EXISTS (SELECT 1 FROM prepay_change c
                  WHERE c.pool = p.pool AND c.project = p.project AND c.institution = p.institution
                    AND c.term = p.term AND c.approved_by = '') THEN 1 ELSE 0 END
  FROM prepayment p
 WHERE p.pool = $1 AND p.project = $2 AND p.institution = $3 AND p.term = $4;

-- name: change_write
-- While it waits, it is made anew.
INSERT INTO prepay_change (pool, project, institution, term, seq, annual_before, annual_after,
                           amount, made_by, made_on, approved_by, approved_on, instalment)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 0)
    ON CONFLICT (pool, project, institution, term, seq) DO UPDATE
   SET annual_before = EXCLUDED.annual_before, annual_after = EXCLUDED.annual_after,
       amount = EXCLUDED.amount, made_by = EXCLUDED.made_by, made_on = EXCLUDED.made_on;

-- name: change_drop
DELETE FROM prepay_change
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND seq = $5
   AND approved_by = '';

-- name: change_each
SELECT institution, term, seq, annual_before, annual_after, amount, made_by, made_on, approved_by,
       approved_on, instalment
  FROM prepay_change
 WHERE pool = $1 AND project = $2 AND ($3 = '' OR institution = $3)
 ORDER BY institution, term, seq;

-- name: change_last
SELECT institution, term, seq, annual_before, annual_after, amount, made_by, made_on, approved_by,
       approved_on, instalment
  FROM prepay_change
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4
 ORDER BY seq DESC LIMIT 1;

-- name: change_instalment
SELECT p.fund, COALESCE((SELECT MAX(i.number) FROM instalment i
                          WHERE i.pool = p.pool AND i.project = p.project
                            AND i.institution = p.institution AND i.term = p.term), 0)
  FROM prepayment p
 WHERE p.pool = $1 AND p.project = $2 AND p.institution = $3 AND p.term = $4;

-- name: change_approve
UPDATE prepay_change SET approved_by = $6, approved_on = $7, instalment = $8
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 AND seq = $5;

-- name: carried_instalment
INSERT INTO instalment (pool, project, institution, term, number, amount, due_on, entry, paid_on,
                        paid_entry, document)
VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $6, $7, $8);

-- name: carried_offset
INSERT INTO offset_month (pool, project, institution, term, month, verdict, purchased, claims, target,
                          taken, rest, entry)
VALUES ($1, $2, $3, $4, $5, 'carried', $6, $7, $7, $7, $8, $9);

-- name: carried_purchases
-- Accepted so far, at selected prices, under the agreements of a term: nothing came after the cut-off yet.
SELECT COALESCE(CAST(SUM(m.at_selected) AS BIGINT), 0)
  FROM progress m
  JOIN agreement a ON a.pool = m.pool AND a.agreement = m.agreement
 WHERE m.pool = $1 AND m.project = $2 AND m.institution = $3 AND a.term = $4;

-- name: order_settlement
-- The same of a settlement, in the order of its numbers: from $4 on, $5 of them.
SELECT 'settle/' || project || '/' || month || '/' || CAST(seq AS TEXT), payee, fund, amount,
       CASE state WHEN 'instructed' THEN 'waiting' ELSE state END, on_date
  FROM direct_line
 WHERE pool = $1 AND project = $2 AND month = $3 AND seq > $4
 ORDER BY seq LIMIT $5;
