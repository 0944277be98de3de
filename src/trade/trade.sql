-- Queries of the trade wing.

-- name: order_get
SELECT project, institution, product, variant, payee, qty, price, ordered_on, made_on
  FROM order_line
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: terms_agreed
-- The line of an agreement under which an institution orders on a day.
SELECT a.agreement, a.company, a.distributor, l.agreed, l.without_service, l.with_service, l.ordered
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.institution = $3 AND l.product = $4 AND a.from_on <= $5
   AND a.to_on >= $5 AND ($6 = '' OR a.distributor = $6)
 ORDER BY a.agreement LIMIT 1;

-- name: terms_other_day
-- Is there one for another day, or with another who delivers?
SELECT a.distributor, a.from_on, a.to_on FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.institution = $3 AND l.product = $4
 ORDER BY CASE WHEN a.from_on <= $5 AND a.to_on >= $5 THEN 0 ELSE 1 END, a.agreement LIMIT 1;

-- name: terms_takes_part
SELECT 1 FROM participation
 WHERE pool = $1 AND project = $2 AND institution = $3 AND takes_part = 1;

-- name: terms_listed
SELECT zone, project, state, company, price, with_service FROM listing WHERE pool = $1 AND product = $2;

-- name: order_head
-- One order belongs to one institution.
SELECT institution, ordered_on FROM order_line WHERE pool = $1 AND order_no = $2 ORDER BY line LIMIT 1;

-- name: order_write
INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement,
                        company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, 0);

-- name: order_for_receipt
SELECT project, institution, product, variant, agreement, payee, qty, price, selected, pay_days,
       ordered_on, accepted, rejected
  FROM order_line
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: order_accept
UPDATE order_line SET accepted = accepted + $4, rejected = rejected + $5
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: receipt_get
SELECT order_no, order_line, qty, rejected, accepted_on, reason, delivered_on, batch, expires_on, udi
  FROM receipt
 WHERE pool = $1 AND receipt = $2 AND line = $3;

-- name: receipt_write
INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, delivered_on,
                     accepted_on, batch, expires_on, udi, amount, at_selected, pack, pack_sha256, due_why,
                     due_on, in_time_until, estimate, returned, returned_amount, returned_at_selected,
                     invoiced, paid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        0, 0, 0, 0, 0);

-- name: receipt_state
SELECT o.project, o.institution, o.product, o.variant, o.agreement, o.payee, o.price, o.selected,
       r.qty, r.amount, r.at_selected, r.returned, r.returned_amount, r.returned_at_selected,
       r.invoiced, r.paid, r.accepted_on, r.in_time_until
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND r.receipt = $2 AND r.line = $3;

-- name: receipt_return
UPDATE receipt
   SET returned = returned + $4, returned_amount = returned_amount + $5,
       returned_at_selected = returned_at_selected + $6, paid = paid - $7
 WHERE pool = $1 AND receipt = $2 AND line = $3;

-- name: receipt_invoice
UPDATE receipt SET invoiced = invoiced + $4 WHERE pool = $1 AND receipt = $2 AND line = $3;

-- name: receipt_pay
UPDATE receipt SET paid = paid + $4 WHERE pool = $1 AND receipt = $2 AND line = $3;

-- name: return_get
SELECT receipt, receipt_line, qty, returned_on, reason FROM goods_return
 WHERE pool = $1 AND return_no = $2 AND line = $3;

-- name: return_write
INSERT INTO goods_return (pool, return_no, line, receipt, receipt_line, qty, returned_on, reason, amount,
                          at_selected, credit, institution, payee, credit_used)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0);

-- name: credit_each
-- Credits that are left, the oldest first.
SELECT return_no, line, CAST(credit - credit_used AS BIGINT) FROM goods_return
 WHERE pool = $1 AND institution = $2 AND payee = $3 AND credit > credit_used AND returned_on <= $4
 ORDER BY returned_on, return_no, line LIMIT 200;

-- name: credit_use
UPDATE goods_return SET credit_used = credit_used + $4 WHERE pool = $1 AND return_no = $2 AND line = $3;

-- name: invoice_get
SELECT institution, payee, invoiced_on FROM invoice WHERE pool = $1 AND invoice = $2;

-- name: invoice_write
INSERT INTO invoice (pool, invoice, institution, payee, invoiced_on, amount)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, invoice) DO UPDATE SET amount = invoice.amount + EXCLUDED.amount;

-- name: invoice_line_get
SELECT amount FROM invoice_line WHERE pool = $1 AND invoice = $2 AND receipt = $3 AND receipt_line = $4;

-- name: invoice_line_write
INSERT INTO invoice_line (pool, invoice, receipt, receipt_line, amount, paid)
VALUES ($1, $2, $3, $4, $5, 0);

-- name: invoice_line_each
SELECT receipt, receipt_line, amount, paid FROM invoice_line
 WHERE pool = $1 AND invoice = $2
 ORDER BY receipt, receipt_line;

-- name: invoice_line_pay
UPDATE invoice_line SET paid = paid + $5
 WHERE pool = $1 AND invoice = $2 AND receipt = $3 AND receipt_line = $4;

-- name: payment_get
SELECT institution, payee, paid_on FROM payment WHERE pool = $1 AND payment = $2;

-- name: payment_write
INSERT INTO payment (pool, payment, institution, payee, paid_on, amount)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, payment) DO UPDATE SET amount = payment.amount + EXCLUDED.amount;

-- name: payment_item_get
SELECT amount FROM payment_item
 WHERE pool = $1 AND payment = $2 AND invoice = $3 AND receipt = $4 AND receipt_line = $5;

-- name: payment_item_write
INSERT INTO payment_item (pool, payment, invoice, receipt, receipt_line, amount)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: payment_line_last
SELECT COALESCE(MAX(seq), 0) FROM payment_line WHERE pool = $1 AND payment = $2;

-- name: payment_line_write
INSERT INTO payment_line (pool, payment, seq, invoice, receipt, receipt_line, return_no, return_line,
                          amount, paid_on, late)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: progress_get
SELECT agreed, ordered, accepted, returned, accepted_amount, at_selected, invoiced, paid FROM progress
 WHERE pool = $1 AND project = $2 AND institution = $3 AND product = $4 AND variant = $5
   AND agreement = $6;

-- name: progress_add
INSERT INTO progress (pool, project, institution, product, variant, agreement, agreed, ordered, accepted,
                      returned, accepted_amount, at_selected, invoiced, paid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (pool, project, institution, product, variant, agreement) DO UPDATE
   SET agreed = CASE WHEN EXCLUDED.ordered > 0 THEN EXCLUDED.agreed ELSE progress.agreed END,
       ordered = progress.ordered + EXCLUDED.ordered,
       accepted = progress.accepted + EXCLUDED.accepted,
       returned = progress.returned + EXCLUDED.returned,
       accepted_amount = progress.accepted_amount + EXCLUDED.accepted_amount,
       at_selected = progress.at_selected + EXCLUDED.at_selected,
       invoiced = progress.invoiced + EXCLUDED.invoiced,
       paid = progress.paid + EXCLUDED.paid;

-- name: progress_month_add
INSERT INTO progress_month (pool, project, institution, product, variant, agreement, month, ordered,
                            accepted, returned, accepted_amount, at_selected, invoiced, paid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (pool, project, month, institution, product, variant, agreement) DO UPDATE
   SET ordered = progress_month.ordered + EXCLUDED.ordered,
       accepted = progress_month.accepted + EXCLUDED.accepted,
       returned = progress_month.returned + EXCLUDED.returned,
       accepted_amount = progress_month.accepted_amount + EXCLUDED.accepted_amount,
       at_selected = progress_month.at_selected + EXCLUDED.at_selected,
       invoiced = progress_month.invoiced + EXCLUDED.invoiced,
       paid = progress_month.paid + EXCLUDED.paid;

-- name: progress_on
-- As it was at the end of a day: whole months before, and the events of the month.
WITH part (institution, product, variant, agreement, agreed, ordered, accepted, returned, amount,
           at_selected) AS (
    SELECT institution, product, variant, agreement, agreed, 0, 0, 0, 0, 0
      FROM progress WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT institution, product, variant, agreement, 0, ordered, accepted, returned, accepted_amount, at_selected
      FROM progress_month
     WHERE pool = $1 AND project = $2 AND month < substr($3, 1, 7)
    UNION ALL
    SELECT institution, product, variant, agreement, 0, qty, 0, 0, 0, 0
      FROM order_line
     WHERE pool = $1 AND project = $2 AND substr(ordered_on, 1, 7) = substr($3, 1, 7) AND ordered_on <= $3
    UNION ALL
    SELECT o.institution, o.product, o.variant, o.agreement, 0, 0, r.qty, 0, r.amount, r.at_selected
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE r.pool = $1 AND o.project = $2 AND substr(r.accepted_on, 1, 7) = substr($3, 1, 7)
       AND r.accepted_on <= $3
    UNION ALL
    SELECT o.institution, o.product, o.variant, o.agreement, 0, 0, 0, g.qty, 0 - g.amount, 0 - g.at_selected
      FROM goods_return g
      JOIN receipt r ON r.pool = g.pool AND r.receipt = g.receipt AND r.line = g.receipt_line
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE g.pool = $1 AND o.project = $2 AND substr(g.returned_on, 1, 7) = substr($3, 1, 7)
       AND g.returned_on <= $3)
SELECT institution, product, variant, agreement, CAST(SUM(agreed) AS BIGINT), CAST(SUM(ordered) AS BIGINT),
       CAST(SUM(accepted) AS BIGINT), CAST(SUM(returned) AS BIGINT), CAST(SUM(amount) AS BIGINT),
       CAST(SUM(at_selected) AS BIGINT)
  FROM part
 GROUP BY institution, product, variant, agreement
 ORDER BY institution, product, variant, agreement;

-- name: due_on
-- What was owed at the end of a day on each receipt line of a project: accepted by then, less what
-- was sent back and paid by then.
SELECT o.institution, o.payee, r.receipt, r.line, o.order_no, o.line, o.product, r.accepted_on, r.due_on,
       r.in_time_until, r.estimate, r.due_why, r.pack,
       CAST(r.amount
            - COALESCE((SELECT CAST(SUM(g.amount - g.credit) AS BIGINT) FROM goods_return g
                         WHERE g.pool = r.pool AND g.receipt = r.receipt AND g.receipt_line = r.line
                           AND g.returned_on <= $3), 0)
            - COALESCE((SELECT CAST(SUM(p.amount) AS BIGINT) FROM payment_line p
                         WHERE p.pool = r.pool AND p.receipt = r.receipt AND p.receipt_line = r.line
                           AND p.paid_on <= $3), 0) AS BIGINT)
  FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND o.project = $2 AND r.accepted_on <= $3 AND r.amount > 0
 ORDER BY o.institution, r.due_on, r.receipt, r.line;

-- name: check_progress
-- Progress rows against the events: what is not the same.
WITH part (project, institution, product, variant, agreement, month, ordered, accepted, returned, amount,
           at_selected, invoiced, paid) AS (
    SELECT project, institution, product, variant, agreement, substr(ordered_on, 1, 7), qty, 0, 0, 0, 0, 0, 0
      FROM order_line WHERE pool = $1
    UNION ALL
    SELECT o.project, o.institution, o.product, o.variant, o.agreement, substr(r.accepted_on, 1, 7), 0, r.qty,
           0, r.amount, r.at_selected, 0, 0
      FROM receipt r
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE r.pool = $1
    UNION ALL
    SELECT o.project, o.institution, o.product, o.variant, o.agreement, substr(g.returned_on, 1, 7), 0, 0,
           g.qty, 0 - g.amount, 0 - g.at_selected, 0, 0 - g.credit
      FROM goods_return g
      JOIN receipt r ON r.pool = g.pool AND r.receipt = g.receipt AND r.line = g.receipt_line
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE g.pool = $1
    UNION ALL
    SELECT o.project, o.institution, o.product, o.variant, o.agreement, substr(i.invoiced_on, 1, 7), 0, 0, 0,
           0, 0, l.amount, 0
      FROM invoice_line l
      JOIN invoice i ON i.pool = l.pool AND i.invoice = l.invoice
      JOIN receipt r ON r.pool = l.pool AND r.receipt = l.receipt AND r.line = l.receipt_line
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE l.pool = $1
    UNION ALL
    SELECT o.project, o.institution, o.product, o.variant, o.agreement, substr(p.paid_on, 1, 7), 0, 0, 0, 0, 0,
           0, p.amount
      FROM payment_line p
      JOIN receipt r ON r.pool = p.pool AND r.receipt = p.receipt AND r.line = p.receipt_line
      JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
     WHERE p.pool = $1),
pair (project, institution, product, variant, agreement, month, ordered, accepted, returned, amount,
      at_selected, invoiced, paid) AS (
    SELECT project, institution, product, variant, agreement, month, ordered, accepted, returned, amount,
           at_selected, invoiced, paid FROM part
    UNION ALL
    SELECT project, institution, product, variant, agreement, '', ordered, accepted, returned, amount,
           at_selected, invoiced, paid FROM part
    UNION ALL
    SELECT project, institution, product, variant, agreement, month, 0 - ordered, 0 - accepted, 0 - returned,
           0 - accepted_amount, 0 - at_selected, 0 - invoiced, 0 - paid
      FROM progress_month WHERE pool = $1
    UNION ALL
    SELECT project, institution, product, variant, agreement, '', 0 - ordered, 0 - accepted, 0 - returned,
           0 - accepted_amount, 0 - at_selected, 0 - invoiced, 0 - paid
      FROM progress WHERE pool = $1)
SELECT project, institution, product, variant, agreement, month
  FROM pair
 GROUP BY project, institution, product, variant, agreement, month
HAVING CAST(SUM(ordered) AS BIGINT) <> 0 OR CAST(SUM(accepted) AS BIGINT) <> 0
    OR CAST(SUM(returned) AS BIGINT) <> 0 OR CAST(SUM(amount) AS BIGINT) <> 0
    OR CAST(SUM(at_selected) AS BIGINT) <> 0 OR CAST(SUM(invoiced) AS BIGINT) <> 0
    OR CAST(SUM(paid) AS BIGINT) <> 0
 ORDER BY project, institution, product, variant, agreement, month;

-- name: check_agreements
-- The agreement wing's own counters against progress.
WITH part (agreement, product, ordered, accepted, returned, accepted_amount, paid_amount) AS (
    SELECT agreement, product, ordered, accepted, returned, accepted_amount, paid_amount
      FROM agreement_line WHERE pool = $1
    UNION ALL
    SELECT agreement, product, 0 - ordered, 0 - accepted, 0 - returned, 0 - accepted_amount, 0 - paid
      FROM progress WHERE pool = $1 AND agreement <> '')
SELECT agreement, product FROM part
 GROUP BY agreement, product
HAVING CAST(SUM(ordered) AS BIGINT) <> 0 OR CAST(SUM(accepted) AS BIGINT) <> 0
    OR CAST(SUM(returned) AS BIGINT) <> 0 OR CAST(SUM(accepted_amount) AS BIGINT) <> 0
    OR CAST(SUM(paid_amount) AS BIGINT) <> 0
 ORDER BY agreement, product;

-- name: check_orders
SELECT o.order_no, o.line FROM order_line o
 WHERE o.pool = $1
   AND (o.accepted <> COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) FROM receipt r
                                 WHERE r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line), 0)
     OR o.rejected <> COALESCE((SELECT CAST(SUM(r.rejected) AS BIGINT) FROM receipt r
                                 WHERE r.pool = o.pool AND r.order_no = o.order_no AND r.order_line = o.line), 0))
 ORDER BY o.order_no, o.line;

-- name: check_receipts
WITH part (receipt, line, returned, returned_amount, at_selected, invoiced, paid) AS (
    SELECT receipt, line, returned, returned_amount, returned_at_selected, invoiced, paid
      FROM receipt WHERE pool = $1
    UNION ALL
    SELECT receipt, receipt_line, 0 - qty, 0 - amount, 0 - at_selected, 0, credit
      FROM goods_return WHERE pool = $1
    UNION ALL
    SELECT receipt, receipt_line, 0, 0, 0, 0 - amount, 0 FROM invoice_line WHERE pool = $1
    UNION ALL
    SELECT receipt, receipt_line, 0, 0, 0, 0, 0 - amount FROM payment_line WHERE pool = $1)
SELECT receipt, line FROM part
 GROUP BY receipt, line
HAVING CAST(SUM(returned) AS BIGINT) <> 0 OR CAST(SUM(returned_amount) AS BIGINT) <> 0
    OR CAST(SUM(at_selected) AS BIGINT) <> 0 OR CAST(SUM(invoiced) AS BIGINT) <> 0
    OR CAST(SUM(paid) AS BIGINT) <> 0
 ORDER BY receipt, line;

-- name: check_documents
-- Payments, invoices and credits against their lines.
WITH part (what, id, amount) AS (
    SELECT 'payment', payment, amount FROM payment WHERE pool = $1
    UNION ALL
    SELECT 'payment', payment, 0 - amount FROM payment_line WHERE pool = $1 AND return_no = ''
    UNION ALL
    SELECT 'item', payment, amount FROM payment WHERE pool = $1
    UNION ALL
    SELECT 'item', payment, 0 - amount FROM payment_item WHERE pool = $1
    UNION ALL
    SELECT 'invoice', invoice, amount FROM invoice WHERE pool = $1
    UNION ALL
    SELECT 'invoice', invoice, 0 - amount FROM invoice_line WHERE pool = $1
    UNION ALL
    SELECT 'invoice_paid', invoice, paid FROM invoice_line WHERE pool = $1
    UNION ALL
    SELECT 'invoice_paid', invoice, 0 - amount FROM payment_line WHERE pool = $1 AND invoice <> ''
    UNION ALL
    SELECT 'credit', return_no, credit_used FROM goods_return WHERE pool = $1
    UNION ALL
    SELECT 'credit', return_no, 0 - amount FROM payment_line WHERE pool = $1 AND return_no <> '')
SELECT what, id FROM part GROUP BY what, id HAVING CAST(SUM(amount) AS BIGINT) <> 0 ORDER BY what, id;
