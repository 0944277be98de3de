-- Queries of the trade wing.

-- name: order_get
SELECT project, institution, product, variant, payee, qty, price, ordered_on, made_on
  FROM order_line
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: terms_agreed
-- The line of an agreement under which an institution orders on a day, at the prices of that day;
-- what was withdrawn or went to another company by then is no line. (from_on || '': by the index of
-- the project, which is in the right order, and not by that of days, which has to be sorted.)
SELECT a.agreement, a.company, a.distributor, l.agreed, COALESCE(c.price, l.without_service),
       COALESCE(c.with_service, l.with_service), l.ordered
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  LEFT JOIN award_change c ON c.pool = a.pool AND c.project = a.project AND c.product = l.product
       AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                         WHERE x.pool = a.pool AND x.project = a.project AND x.product = l.product
                           AND x.from_on <= $5)
 WHERE a.pool = $1 AND a.project = $2 AND a.institution = $3 AND l.product = $4 AND a.from_on || '' <= $5
   AND a.to_on >= $5 AND ($6 = '' OR a.distributor = $6)
   AND ((c.product IS NULL AND NOT EXISTS (SELECT 1 FROM award_change n
                                            WHERE n.pool = a.pool AND n.project = a.project
                                              AND n.product = l.product AND n.instead_of <> ''))
     OR (c.state = 'selected' AND c.company = a.company))
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
-- Always one row: its listing, '' when there is none, and a hold on the whole product on a day.
SELECT COALESCE(l.zone, ''), COALESCE(l.project, ''), COALESCE(l.state, ''), COALESCE(l.company, ''),
       COALESCE(l.price, 0), COALESCE(l.with_service, 0),
       COALESCE((SELECT MIN(h.hold) FROM product_hold h
                  WHERE h.pool = $1 AND h.product = $2 AND h.batch = '' AND h.held_on <= $3
                    AND (h.lifted_on = '' OR h.lifted_on > $3)), '')
  FROM (SELECT 1 AS one) o
  LEFT JOIN listing l ON l.pool = $1 AND l.product = $2;

-- name: order_head
-- One order belongs to one institution.
SELECT institution, ordered_on FROM order_line WHERE pool = $1 AND order_no = $2 ORDER BY line LIMIT 1;

-- name: order_write
INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement,
                        company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected,
                        confirmed, refused, withdrawn, shipped, reopened, answered_on, respond_by, deliver_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, 0, 0, 0, 0, 0, 0,
        '', $19, $20);

-- name: line_state
SELECT project, institution, product, variant, agreement, company, payee, qty, price, selected, pay_days,
       ordered_on, accepted, rejected, confirmed, refused, withdrawn, shipped, reopened, answered_on,
       respond_by, deliver_by
  FROM order_line
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: line_add
UPDATE order_line
   SET accepted = accepted + $4, rejected = rejected + $5, confirmed = confirmed + $6, refused = refused + $7,
       withdrawn = withdrawn + $8, shipped = shipped + $9, reopened = reopened + $10,
       answered_on = CASE WHEN answered_on = '' THEN $11 ELSE answered_on END
 WHERE pool = $1 AND order_no = $2 AND line = $3;

-- name: remote_on
SELECT 1 FROM institution i
  JOIN remote_area a ON a.region = i.region
                     OR (substr(a.region, 5, 2) = '00' AND substr(a.region, 1, 4) = substr(i.region, 1, 4))
 WHERE a.pool = $1 AND a.remote = 1 AND i.code = $2 AND i.from_on <= $3 AND i.until_on > $3 AND a.from_on <= $3
   AND a.until_on > $3
 LIMIT 1;

-- name: answer_get
SELECT order_no, order_line, kind, qty, reason, answered_on, stands FROM order_answer
 WHERE pool = $1 AND answer = $2 AND line = $3;

-- name: answer_write
INSERT INTO order_answer (pool, answer, line, order_no, order_line, kind, qty, reason, note, stands,
                          answered_on, late)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: delivery_get
SELECT order_no, order_line, qty, shipped_on, batch, made_on, expires_on, udi FROM delivery
 WHERE pool = $1 AND delivery = $2 AND line = $3;

-- name: delivery_head
SELECT o.institution, o.payee, d.shipped_on FROM delivery d
  JOIN order_line o ON o.pool = d.pool AND o.order_no = d.order_no AND o.line = d.order_line
 WHERE d.pool = $1 AND d.delivery = $2 ORDER BY d.line LIMIT 1;

-- name: delivery_write
INSERT INTO delivery (pool, delivery, line, order_no, order_line, qty, shipped_on, batch, made_on,
                      expires_on, udi, accepted, rejected)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0);

-- name: delivery_state
SELECT order_no, order_line, qty, shipped_on, batch, expires_on, udi, accepted, rejected FROM delivery
 WHERE pool = $1 AND delivery = $2 AND line = $3;

-- name: delivery_accept
UPDATE delivery SET accepted = accepted + $4, rejected = rejected + $5
 WHERE pool = $1 AND delivery = $2 AND line = $3;

-- name: unit_product
SELECT udi FROM product WHERE code = $1 AND from_on <= $2 AND until_on > $2;

-- name: unit_past
SELECT act, COUNT(*) FROM unit_move WHERE pool = $1 AND item = $2 AND serial_no = $3 GROUP BY act ORDER BY act;

-- name: unit_write
INSERT INTO unit_move (pool, act, number, line, seq, item, lot, serial_no, udi, on_date, product, institution,
                       payee)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: receipt_get
SELECT order_no, order_line, qty, rejected, accepted_on, reason, delivered_on, batch, expires_on, udi,
       delivery, delivery_line
  FROM receipt
 WHERE pool = $1 AND receipt = $2 AND line = $3;

-- name: receipt_head
SELECT o.institution FROM receipt r
  JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line
 WHERE r.pool = $1 AND r.receipt = $2 ORDER BY r.line LIMIT 1;

-- name: receipt_write
INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, delivered_on,
                     accepted_on, batch, expires_on, udi, amount, at_selected, pack, pack_sha256, due_why,
                     due_on, in_time_until, estimate, returned, returned_amount, returned_at_selected,
                     invoiced, paid, delivery, delivery_line)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        0, 0, 0, 0, 0, $22, $23);

-- name: receipt_state
SELECT o.project, o.institution, o.product, o.variant, o.agreement, o.payee, o.price, o.selected,
       r.qty, r.amount, r.at_selected, r.returned, r.returned_amount, r.returned_at_selected,
       r.invoiced, r.paid, r.accepted_on, r.in_time_until, r.order_no, r.order_line, r.batch, r.instructed
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
SELECT receipt, receipt_line, qty, returned_on, reason, replace, udi FROM goods_return
 WHERE pool = $1 AND return_no = $2 AND line = $3;

-- name: return_head
SELECT institution FROM goods_return WHERE pool = $1 AND return_no = $2 ORDER BY line LIMIT 1;

-- name: return_write
INSERT INTO goods_return (pool, return_no, line, receipt, receipt_line, qty, returned_on, reason, amount,
                          at_selected, credit, institution, payee, replace, udi, credit_used)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0);

-- name: credit_each
-- Credits that are left, the oldest first.
SELECT return_no, line, CAST(credit - credit_used AS BIGINT) FROM goods_return
 WHERE pool = $1 AND institution = $2 AND payee = $3 AND credit > credit_used AND returned_on <= $4
 ORDER BY returned_on, return_no, line LIMIT 200;

-- name: credit_use
UPDATE goods_return SET credit_used = credit_used + $4 WHERE pool = $1 AND return_no = $2 AND line = $3;

-- name: invoice_get
SELECT institution, payee, invoiced_on, einvoice FROM invoice WHERE pool = $1 AND invoice = $2;

-- name: einvoice_of
SELECT 1 FROM invoice WHERE pool = $1 AND einvoice = $2 AND invoice <> $3 LIMIT 1;

-- name: invoice_write
INSERT INTO invoice (pool, invoice, institution, payee, invoiced_on, amount, einvoice)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, invoice) DO UPDATE SET amount = invoice.amount + EXCLUDED.amount;

-- name: invoice_line_get
SELECT amount FROM invoice_line WHERE pool = $1 AND invoice = $2 AND receipt = $3 AND receipt_line = $4;

-- name: invoice_line_write
INSERT INTO invoice_line (pool, invoice, receipt, receipt_line, amount, paid)
VALUES ($1, $2, $3, $4, $5, 0);

-- name: invoice_line_each
SELECT receipt, receipt_line, CAST(amount - paid - instructed AS BIGINT) FROM invoice_line
 WHERE pool = $1 AND invoice = $2
 ORDER BY receipt, receipt_line;

-- name: invoice_line_pay
UPDATE invoice_line SET paid = paid + $5
 WHERE pool = $1 AND invoice = $2 AND receipt = $3 AND receipt_line = $4;

-- name: receipt_instruct
UPDATE receipt SET instructed = instructed + $4 WHERE pool = $1 AND receipt = $2 AND line = $3;

-- name: invoice_line_instruct
UPDATE invoice_line SET instructed = instructed + $5
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

-- name: period_get
-- A lock covers all months up to its own.
SELECT month FROM period_lock WHERE pool = $1 AND month >= $2 ORDER BY month LIMIT 1;

-- name: period_last
-- The last locked month, if it is $2 or later; '' none.
SELECT COALESCE(MAX(month), '') FROM period_lock WHERE pool = $1 AND month >= $2;

-- name: period_put
INSERT INTO period_lock (pool, month, locked_on, locked_by) VALUES ($1, $2, $3, $4);

-- name: period_first_open
-- The first month before $2 in which something was counted and that is not locked; '' none.
SELECT COALESCE(MIN(p.month), '') FROM progress_month p
 WHERE p.pool = $1 AND p.month < $2
   AND NOT EXISTS (SELECT 1 FROM period_lock l WHERE l.pool = p.pool AND l.month = p.month);

-- name: period_keep
-- The figures of a month as they are now.
INSERT INTO period_figure (pool, month, project, institution, product, variant, agreement, ordered,
                           accepted, returned, accepted_amount, at_selected, invoiced, paid)
SELECT pool, month, project, institution, product, variant, agreement, ordered, accepted, returned,
       accepted_amount, at_selected, invoiced, paid
  FROM progress_month WHERE pool = $1 AND month = $2;

-- name: period_change
INSERT INTO period_change (pool, redo, month, project, institution, product, variant, agreement,
                           ordered, accepted, returned, accepted_amount, at_selected, invoiced, paid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT (pool, redo, month, project, institution, product, variant, agreement) DO UPDATE
   SET ordered = period_change.ordered + EXCLUDED.ordered,
       accepted = period_change.accepted + EXCLUDED.accepted,
       returned = period_change.returned + EXCLUDED.returned,
       accepted_amount = period_change.accepted_amount + EXCLUDED.accepted_amount,
       at_selected = period_change.at_selected + EXCLUDED.at_selected,
       invoiced = period_change.invoiced + EXCLUDED.invoiced,
       paid = period_change.paid + EXCLUDED.paid;

-- name: period_list
SELECT l.month, l.locked_on, l.locked_by,
       (SELECT COUNT(DISTINCT c.redo) FROM period_change c
         WHERE c.pool = l.pool AND c.month = l.month)
  FROM period_lock l WHERE l.pool = $1 ORDER BY l.month;

-- name: period_figures
-- As it was locked, and as it is: net of returns.
WITH part (project, institution, accepted, accepted_now, amount, amount_now, paid, paid_now) AS (
    SELECT project, institution, accepted - returned, 0, accepted_amount, 0, paid, 0
      FROM period_figure WHERE pool = $1 AND month = $2
    UNION ALL
    SELECT project, institution, 0, accepted - returned, 0, accepted_amount, 0, paid
      FROM progress_month WHERE pool = $1 AND month = $2)
SELECT project, institution, CAST(SUM(accepted) AS BIGINT), CAST(SUM(accepted_now) AS BIGINT),
       CAST(SUM(amount) AS BIGINT), CAST(SUM(amount_now) AS BIGINT), CAST(SUM(paid) AS BIGINT),
       CAST(SUM(paid_now) AS BIGINT)
  FROM part
 GROUP BY project, institution
 ORDER BY project, institution;

-- name: check_periods
-- Locked months: what is there against what was there and what corrections changed.
WITH part (month, project, institution, product, variant, agreement, ordered, accepted, returned, amount,
           at_selected, invoiced, paid) AS (
    SELECT p.month, p.project, p.institution, p.product, p.variant, p.agreement, p.ordered, p.accepted,
           p.returned, p.accepted_amount, p.at_selected, p.invoiced, p.paid
      FROM progress_month p
     WHERE p.pool = $1
       AND EXISTS (SELECT 1 FROM period_lock l WHERE l.pool = p.pool AND l.month >= p.month)
    UNION ALL
    SELECT month, project, institution, product, variant, agreement, 0 - ordered, 0 - accepted, 0 - returned,
           0 - accepted_amount, 0 - at_selected, 0 - invoiced, 0 - paid
      FROM period_figure WHERE pool = $1
    UNION ALL
    SELECT c.month, c.project, c.institution, c.product, c.variant, c.agreement, 0 - c.ordered,
           0 - c.accepted, 0 - c.returned, 0 - c.accepted_amount, 0 - c.at_selected, 0 - c.invoiced,
           0 - c.paid
      FROM period_change c
      JOIN trade_correction k ON k.pool = c.pool AND k.redo = c.redo AND k.state = 'done'
     WHERE c.pool = $1)
SELECT month, project, institution, product, variant, agreement
  FROM part
 GROUP BY month, project, institution, product, variant, agreement
HAVING CAST(SUM(ordered) AS BIGINT) <> 0 OR CAST(SUM(accepted) AS BIGINT) <> 0
    OR CAST(SUM(returned) AS BIGINT) <> 0 OR CAST(SUM(amount) AS BIGINT) <> 0
    OR CAST(SUM(at_selected) AS BIGINT) <> 0 OR CAST(SUM(invoiced) AS BIGINT) <> 0
    OR CAST(SUM(paid) AS BIGINT) <> 0
 ORDER BY month, project, institution, product, variant, agreement;

-- name: return_whole
SELECT receipt, receipt_line, qty, returned_on, reason, replace, udi, amount, at_selected, credit
  FROM goods_return WHERE pool = $1 AND return_no = $2 AND line = $3;

-- name: payment_item_each
SELECT invoice, receipt, receipt_line, amount FROM payment_item
 WHERE pool = $1 AND payment = $2 ORDER BY invoice, receipt, receipt_line;

-- name: payment_line_each
SELECT seq, invoice, receipt, receipt_line, return_no, return_line, amount, paid_on, late
  FROM payment_line WHERE pool = $1 AND payment = $2 ORDER BY seq;

-- name: redo_of
-- The correction of a document that was done: there is one at most.
SELECT redo FROM trade_correction
 WHERE pool = $1 AND kind = $2 AND document = $3 AND line = $4 AND state = 'done';

-- name: redo_get
SELECT redo, kind, document, line, month, qty, amount, udi, reason, asked_by, asked_on, state,
       decided_by, decided_on
  FROM trade_correction WHERE pool = $1 AND redo = $2;

-- name: redo_write
INSERT INTO trade_correction (pool, redo, kind, document, line, month, qty, amount, udi, reason,
                              asked_by, asked_on, state, decided_by, decided_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'asked', '', '');

-- name: redo_decide
UPDATE trade_correction SET state = $3, decided_by = $4, decided_on = $5
 WHERE pool = $1 AND redo = $2;

-- name: redo_list
SELECT redo, kind, document, line, month, qty, amount, udi, reason, asked_by, asked_on, state,
       decided_by, decided_on
  FROM trade_correction
 WHERE pool = $1 AND redo > $2 AND ($3 = '' OR state = $3) AND ($4 = '' OR month = $4)
 ORDER BY redo LIMIT $5;

-- name: progress_on
-- As it was at the end of a day: whole months before, and the events of the month.
WITH part (institution, product, variant, agreement, agreed, ordered, accepted, returned, amount,
           at_selected) AS (
    SELECT institution, product, variant, agreement,
           COALESCE((SELECT l.agreed FROM agreement_line l
                      WHERE l.pool = p.pool AND l.agreement = p.agreement AND l.product = p.product), p.agreed),
           0, 0, 0, 0, 0
      FROM progress p WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT institution, product, variant, agreement, 0, ordered, accepted, returned, accepted_amount, at_selected
      FROM progress_month
     WHERE pool = $1 AND project = $2 AND month < substr($3, 1, 7)
    UNION ALL
    SELECT institution, product, variant, agreement, 0, qty, 0, 0, 0, 0
      FROM order_line
     WHERE pool = $1 AND project = $2 AND substr(ordered_on, 1, 7) = substr($3, 1, 7) AND ordered_on <= $3
    UNION ALL
    SELECT o.institution, o.product, o.variant, o.agreement, 0, 0 - a.qty, 0, 0, 0, 0
      FROM order_answer a
      JOIN order_line o ON o.pool = a.pool AND o.order_no = a.order_no AND o.line = a.order_line
     WHERE a.pool = $1 AND o.project = $2 AND a.stands = 1 AND a.kind <> 'confirmed'
       AND substr(a.answered_on, 1, 7) = substr($3, 1, 7) AND a.answered_on <= $3
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

-- name: consigned_get
SELECT kind, project, institution, product, payee, qty, placed_on, batch, expires_on, udi FROM consigned
 WHERE pool = $1 AND consignment = $2 AND line = $3;

-- name: consigned_head
SELECT institution, payee FROM consigned WHERE pool = $1 AND consignment = $2 ORDER BY line LIMIT 1;

-- name: consigned_write
INSERT INTO consigned (pool, consignment, line, kind, project, institution, product, payee, qty, placed_on,
                       batch, expires_on, udi, used, back)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0);

-- name: consigned_state
SELECT project, institution, product, payee, batch, expires_on, placed_on,
       CAST(qty - used - back AS BIGINT)
  FROM consigned
 WHERE pool = $1 AND consignment = $2 AND line = $3;

-- name: consigned_add
UPDATE consigned SET used = used + $4, back = back + $5
 WHERE pool = $1 AND consignment = $2 AND line = $3;

-- name: consigned_use_get
SELECT consignment, consignment_line, qty, used_on, udi FROM consigned_use
 WHERE pool = $1 AND use_no = $2 AND line = $3;

-- name: consigned_use_write
INSERT INTO consigned_use (pool, use_no, line, consignment, consignment_line, qty, used_on, udi)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: consigned_back_get
SELECT consignment, consignment_line, qty, back_on, reason, udi FROM consigned_back
 WHERE pool = $1 AND back_no = $2 AND line = $3;

-- name: consigned_back_write
INSERT INTO consigned_back (pool, back_no, line, consignment, consignment_line, qty, back_on, reason, udi)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: check_progress
-- Progress rows against the events: what is not the same.
WITH part (project, institution, product, variant, agreement, month, ordered, accepted, returned, amount,
           at_selected, invoiced, paid) AS (
    SELECT project, institution, product, variant, agreement, substr(ordered_on, 1, 7), qty, 0, 0, 0, 0, 0, 0
      FROM order_line WHERE pool = $1
    UNION ALL
    SELECT o.project, o.institution, o.product, o.variant, o.agreement, substr(a.answered_on, 1, 7), 0 - a.qty,
           0, 0, 0, 0, 0, 0
      FROM order_answer a
      JOIN order_line o ON o.pool = a.pool AND o.order_no = a.order_no AND o.line = a.order_line
     WHERE a.pool = $1 AND a.stands = 1 AND a.kind <> 'confirmed'
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
-- What an order line has so far against its answers, deliveries, receipts and returns.
WITH part (order_no, line, accepted, rejected, confirmed, refused, withdrawn, shipped, reopened) AS (
    SELECT order_no, line, accepted, rejected, confirmed, refused, withdrawn, shipped, reopened
      FROM order_line WHERE pool = $1
    UNION ALL
    SELECT order_no, order_line, 0, 0, CASE WHEN kind = 'confirmed' THEN 0 - qty ELSE 0 END,
           CASE WHEN kind = 'refused' AND stands = 1 THEN 0 - qty ELSE 0 END,
           CASE WHEN kind = 'withdrawn' THEN 0 - qty ELSE 0 END, 0, 0
      FROM order_answer WHERE pool = $1
    UNION ALL
    SELECT order_no, order_line, 0, 0, 0, 0, 0, 0 - qty, 0 FROM delivery WHERE pool = $1
    UNION ALL
    SELECT order_no, order_line, 0 - qty, 0 - rejected, 0, 0, 0,
           CASE WHEN delivery = '' THEN 0 - qty - rejected ELSE 0 END, 0
      FROM receipt WHERE pool = $1
    UNION ALL
    SELECT r.order_no, r.order_line, 0, 0, 0, 0, 0, 0, 0 - g.qty
      FROM goods_return g
      JOIN receipt r ON r.pool = g.pool AND r.receipt = g.receipt AND r.line = g.receipt_line
     WHERE g.pool = $1 AND g.replace = 1)
SELECT order_no, line FROM part GROUP BY order_no, line
HAVING CAST(SUM(accepted) AS BIGINT) <> 0 OR CAST(SUM(rejected) AS BIGINT) <> 0
    OR CAST(SUM(confirmed) AS BIGINT) <> 0 OR CAST(SUM(refused) AS BIGINT) <> 0
    OR CAST(SUM(withdrawn) AS BIGINT) <> 0 OR CAST(SUM(shipped) AS BIGINT) <> 0
    OR CAST(SUM(reopened) AS BIGINT) <> 0
 ORDER BY order_no, line;

-- name: check_goods
-- Delivery notes against their receipts, goods on consignment against what was used and went back.
WITH part (what, number, line, a, b) AS (
    SELECT 'delivery', delivery, line, accepted, rejected FROM delivery WHERE pool = $1
    UNION ALL
    SELECT 'delivery', delivery, delivery_line, 0 - qty, 0 - rejected
      FROM receipt WHERE pool = $1 AND delivery <> ''
    UNION ALL
    SELECT 'consigned', consignment, line, used, back FROM consigned WHERE pool = $1
    UNION ALL
    SELECT 'consigned', consignment, consignment_line, 0 - qty, 0 FROM consigned_use WHERE pool = $1
    UNION ALL
    SELECT 'consigned', consignment, consignment_line, 0, 0 - qty FROM consigned_back WHERE pool = $1
    UNION ALL
    SELECT 'used', use_no, line, qty, 0 FROM consigned_use WHERE pool = $1
    UNION ALL
    SELECT 'used', u.use_no, u.line, 0 - r.qty, 0 FROM consigned_use u
      JOIN receipt r ON r.pool = u.pool AND r.receipt = u.use_no AND r.line = u.line AND r.order_no = u.use_no
     WHERE u.pool = $1)
SELECT what, number, line FROM part GROUP BY what, number, line
HAVING CAST(SUM(a) AS BIGINT) <> 0 OR CAST(SUM(b) AS BIGINT) <> 0
 ORDER BY what, number, line;

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

-- name: list_orders
-- $1 pool, $2 to $5 whose (access/sight.h), $6 project, $7 institution, $8 product, $9 from, $10 to, $11
-- state, $12 and $13 the key to go on after, $14 how many. So are all lists of this file.
WITH o (order_no, line, project, institution, product, kind, variant, agreement, company, payee, qty, over,
        price, selected, ordered_on, respond_by, deliver_by, answered_on, confirmed, refused, withdrawn,
        shipped, accepted, rejected, reopened, state) AS (
    SELECT l.order_no, l.line, l.project, l.institution, l.product, l.kind, l.variant, l.agreement, l.company,
           l.payee, l.qty, l.over, l.price, l.selected, l.ordered_on, l.respond_by, l.deliver_by,
           l.answered_on, l.confirmed, l.refused, l.withdrawn, l.shipped, l.accepted, l.rejected, l.reopened,
           CASE WHEN l.refused = l.qty THEN 'refused'
                WHEN l.refused + l.withdrawn = l.qty THEN 'withdrawn'
                WHEN l.answered_on = '' THEN 'new'
                WHEN l.shipped - l.rejected < l.qty - l.refused - l.withdrawn + l.reopened
                     THEN CASE WHEN l.shipped = 0 THEN 'confirmed' ELSE 'partly_shipped' END
                WHEN l.accepted + l.rejected < l.shipped THEN 'shipped'
                ELSE 'accepted' END
      FROM order_line l
      JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
     WHERE l.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
       AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
       AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
       AND ($9 = '' OR l.ordered_on >= $9) AND ($10 = '' OR l.ordered_on <= $10)
       AND (l.order_no, l.line) > ($12, $13))
SELECT order_no, line, project, institution, product, kind, variant, agreement, company, payee, qty, over,
       price, selected, ordered_on, respond_by, deliver_by, answered_on, confirmed, refused, withdrawn,
       shipped, accepted, rejected, reopened, state
  FROM o WHERE $11 = '' OR state = $11
 ORDER BY order_no, line LIMIT $14;

-- name: list_late
-- What is not answered or not delivered in time by a day ($11): by when, and how many are missing.
SELECT l.order_no, l.line, l.project, l.institution, l.product, l.kind, l.company, l.payee, l.qty,
       l.ordered_on, l.respond_by, l.deliver_by, l.answered_on,
       CAST(l.qty - l.refused - l.withdrawn + l.reopened - l.shipped + l.rejected AS BIGINT),
       CASE WHEN l.answered_on = '' AND l.respond_by <> '' AND l.respond_by < $11 THEN 1 ELSE 0 END
  FROM order_line l
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE l.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR l.ordered_on >= $9) AND ($10 = '' OR l.ordered_on <= $10)
   AND l.qty - l.refused - l.withdrawn + l.reopened - l.shipped + l.rejected > 0
   AND ((l.answered_on = '' AND l.respond_by <> '' AND l.respond_by < $11)
     OR (l.deliver_by <> '' AND l.deliver_by < $11))
   AND (l.order_no, l.line) > ($12, $13)
 ORDER BY l.order_no, l.line LIMIT $14;

-- name: list_answers
SELECT a.answer, a.line, a.order_no, a.order_line, a.kind, a.qty, a.reason, a.note, a.stands, a.answered_on,
       a.late, l.project, l.institution, l.product, l.kind, l.company, l.payee
  FROM order_answer a
  JOIN order_line l ON l.pool = a.pool AND l.order_no = a.order_no AND l.line = a.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE a.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR a.answered_on >= $9) AND ($10 = '' OR a.answered_on <= $10)
   AND ($11 = '' OR a.kind = $11) AND (a.answer, a.line) > ($12, $13)
 ORDER BY a.answer, a.line LIMIT $14;

-- name: list_deliveries
SELECT d.delivery, d.line, d.order_no, d.order_line, l.project, l.institution, l.product, l.company, l.payee,
       d.qty, d.shipped_on, l.deliver_by, d.batch, d.made_on, d.expires_on, d.udi, d.accepted, d.rejected
  FROM delivery d
  JOIN order_line l ON l.pool = d.pool AND l.order_no = d.order_no AND l.line = d.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE d.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR d.shipped_on >= $9) AND ($10 = '' OR d.shipped_on <= $10)
   AND ($11 = '' OR ($11 = 'open' AND d.accepted + d.rejected < d.qty)
                 OR ($11 = 'done' AND d.accepted + d.rejected = d.qty))
   AND (d.delivery, d.line) > ($12, $13)
 ORDER BY d.delivery, d.line LIMIT $14;

-- name: list_receipts
SELECT r.receipt, r.line, r.order_no, r.order_line, r.delivery, r.delivery_line, l.project, l.institution,
       l.product, l.variant, l.company, l.payee, r.qty, r.rejected, r.reason, r.delivered_on, r.accepted_on,
       r.batch, r.expires_on, r.udi, l.price, r.amount, r.returned, r.returned_amount, r.invoiced, r.paid,
       CAST(r.amount - r.returned_amount - r.paid AS BIGINT), r.due_why, r.due_on, r.in_time_until, r.pack
  FROM receipt r
  JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE r.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR r.accepted_on >= $9) AND ($10 = '' OR r.accepted_on <= $10)
   AND ($11 = '' OR ($11 = 'unpaid' AND r.amount - r.returned_amount - r.paid > 0)
                 OR ($11 = 'uninvoiced' AND r.amount - r.returned_amount - r.invoiced > 0)
                 OR ($11 = 'paid' AND r.amount - r.returned_amount - r.paid = 0))
   AND (r.receipt, r.line) > ($12, $13)
 ORDER BY r.receipt, r.line LIMIT $14;

-- name: list_returns
SELECT g.return_no, g.line, g.receipt, g.receipt_line, r.order_no, r.order_line, l.project, l.institution,
       l.product, l.company, l.payee, g.qty, g.returned_on, g.reason, g.replace, r.batch, g.udi, g.amount,
       g.credit, g.credit_used
  FROM goods_return g
  JOIN receipt r ON r.pool = g.pool AND r.receipt = g.receipt AND r.line = g.receipt_line
  JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE g.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR g.returned_on >= $9) AND ($10 = '' OR g.returned_on <= $10)
   AND ($11 = '' OR ($11 = 'refund' AND g.replace = 0) OR ($11 = 'replace' AND g.replace = 1))
   AND (g.return_no, g.line) > ($12, $13)
 ORDER BY g.return_no, g.line LIMIT $14;

-- name: list_invoices
-- By receipt line, since a line of an invoice has no number of its own.
SELECT v.invoice, v.receipt, v.receipt_line, h.einvoice, h.invoiced_on, l.project, l.institution, l.product,
       l.payee, v.amount, v.paid, r.in_time_until
  FROM invoice_line v
  JOIN invoice h ON h.pool = v.pool AND h.invoice = v.invoice
  JOIN receipt r ON r.pool = v.pool AND r.receipt = v.receipt AND r.line = v.receipt_line
  JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE v.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR h.invoiced_on >= $9) AND ($10 = '' OR h.invoiced_on <= $10)
   AND ($11 = '' OR ($11 = 'unpaid' AND v.paid < v.amount) OR ($11 = 'paid' AND v.paid = v.amount))
   AND (v.invoice, v.receipt, v.receipt_line) > ($12, $13, $14)
 ORDER BY v.invoice, v.receipt, v.receipt_line LIMIT $15;

-- name: list_payments
SELECT p.payment, p.seq, p.invoice, p.receipt, p.receipt_line, p.return_no, p.return_line, p.amount,
       p.paid_on, p.late, l.project, l.institution, l.product, l.payee
  FROM payment_line p
  JOIN receipt r ON r.pool = p.pool AND r.receipt = p.receipt AND r.line = p.receipt_line
  JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE p.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR p.paid_on >= $9) AND ($10 = '' OR p.paid_on <= $10)
   AND ($11 = '' OR ($11 = 'late' AND p.late > 0) OR ($11 = 'in_time' AND p.late = 0))
   AND (p.payment, p.seq) > ($12, $13)
 ORDER BY p.payment, p.seq LIMIT $14;

-- name: list_consigned
SELECT k.consignment, k.line, k.kind, k.project, k.institution, k.product, k.payee, k.qty, k.used, k.back,
       CAST(k.qty - k.used - k.back AS BIGINT), k.placed_on, k.batch, k.expires_on, k.udi
  FROM consigned k
  JOIN institution i ON i.code = k.institution AND i.until_on = '9999-12-31'
 WHERE k.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR k.institution = $4)
   AND ($5 = '' OR k.payee = $5) AND ($6 = '' OR k.project = $6)
   AND ($7 = '' OR k.institution = $7) AND ($8 = '' OR k.product = $8)
   AND ($9 = '' OR k.placed_on >= $9) AND ($10 = '' OR k.placed_on <= $10)
   AND ($11 = '' OR ($11 = 'there' AND k.used + k.back < k.qty) OR ($11 = 'gone' AND k.used + k.back = k.qty))
   AND (k.consignment, k.line) > ($12, $13)
 ORDER BY k.consignment, k.line LIMIT $14;

-- name: list_recall
-- Every document of a batch or a product ($6 product, $7 batch; one of them may be ''): what is ordered
-- and still to come, delivered, accepted, sent back, on consignment, used, gone back.
WITH d (act, number, line, institution, payee, company, product, batch, udi, qty, on_date) AS (
    SELECT 'ordered', order_no, line, institution, payee, company, product, '', '',
           qty - refused - withdrawn + reopened - shipped + rejected, ordered_on
      FROM order_line
     WHERE pool = $1 AND product = $6 AND qty - refused - withdrawn + reopened - shipped + rejected > 0
    UNION ALL
    SELECT 'delivered', d.delivery, d.line, l.institution, l.payee, l.company, l.product, d.batch, d.udi, d.qty,
           d.shipped_on
      FROM delivery d
      JOIN order_line l ON l.pool = d.pool AND l.order_no = d.order_no AND l.line = d.order_line
     WHERE d.pool = $1 AND ($6 = '' OR l.product = $6) AND ($7 = '' OR d.batch = $7)
    UNION ALL
    SELECT 'accepted', r.receipt, r.line, l.institution, l.payee, l.company, l.product, r.batch, r.udi, r.qty,
           r.accepted_on
      FROM receipt r
      JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
     WHERE r.pool = $1 AND ($6 = '' OR l.product = $6) AND ($7 = '' OR r.batch = $7)
    UNION ALL
    SELECT 'returned', g.return_no, g.line, l.institution, l.payee, l.company, l.product, r.batch, g.udi, g.qty,
           g.returned_on
      FROM goods_return g
      JOIN receipt r ON r.pool = g.pool AND r.receipt = g.receipt AND r.line = g.receipt_line
      JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
     WHERE g.pool = $1 AND ($6 = '' OR l.product = $6) AND ($7 = '' OR r.batch = $7)
    UNION ALL
    SELECT 'on_consignment', k.consignment, k.line, k.institution, k.payee, '', k.product, k.batch, k.udi,
           k.qty - k.used - k.back, k.placed_on
      FROM consigned k
     WHERE k.pool = $1 AND k.used + k.back < k.qty AND ($6 = '' OR k.product = $6)
       AND ($7 = '' OR k.batch = $7)
    UNION ALL
    SELECT 'used', u.use_no, u.line, k.institution, k.payee, '', k.product, k.batch, u.udi, u.qty, u.used_on
      FROM consigned_use u
      JOIN consigned k ON k.pool = u.pool AND k.consignment = u.consignment AND k.line = u.consignment_line
     WHERE u.pool = $1 AND ($6 = '' OR k.product = $6) AND ($7 = '' OR k.batch = $7)
    UNION ALL
    SELECT 'gone_back', b.back_no, b.line, k.institution, k.payee, '', k.product, k.batch, b.udi, b.qty,
           b.back_on
      FROM consigned_back b
      JOIN consigned k ON k.pool = b.pool AND k.consignment = b.consignment AND k.line = b.consignment_line
     WHERE b.pool = $1 AND ($6 = '' OR k.product = $6) AND ($7 = '' OR k.batch = $7))
SELECT d.act, d.number, d.line, d.institution, d.payee, d.product, d.batch, d.udi, CAST(d.qty AS BIGINT), d.on_date
  FROM d
  JOIN institution i ON i.code = d.institution AND i.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = d.product AND p.until_on = '9999-12-31'
 WHERE i.region >= $2 AND i.region < $3 AND ($4 = '' OR d.institution = $4)
   AND ($5 = '' OR d.payee = $5 OR d.company = $5 OR p.company = $5)
   AND (d.act, d.number, d.line) > ($8, $9, $10)
 ORDER BY d.act, d.number, d.line LIMIT $11;

-- name: list_unit
-- The past of the units of one identification: $6 item, $7 lot, $8 serial number ('': any).
SELECT u.act, u.number, u.line, u.seq, u.institution, u.payee, u.product, u.lot, u.serial_no, u.udi, u.on_date
  FROM unit_move u
  JOIN institution i ON i.code = u.institution AND i.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = u.product AND p.until_on = '9999-12-31'
 WHERE u.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR u.institution = $4)
   AND ($5 = '' OR u.payee = $5 OR p.company = $5) AND u.item = $6 AND ($7 = '' OR u.lot = $7)
   AND ($8 = '' OR u.serial_no = $8)
 ORDER BY u.on_date, u.act, u.number, u.line, u.seq LIMIT 1000;

-- name: remote_each
SELECT region, remote, from_on, until_on, document FROM remote_area
 WHERE pool = $1 AND until_on > $2 ORDER BY region, from_on;

-- name: remote_get
SELECT from_on, until_on, remote, document FROM remote_area
 WHERE pool = $1 AND region = $2 AND until_on > $3 ORDER BY from_on LIMIT 1;

-- name: remote_write
INSERT INTO remote_area (pool, region, from_on, until_on, remote, document)
VALUES ($1, $2, $3, '9999-12-31', $4, $5);

-- name: remote_close
UPDATE remote_area SET until_on = $4 WHERE pool = $1 AND region = $2 AND from_on = $3;

-- name: person_get
SELECT from_on, until_on, admitted, name, company, document FROM service_person
 WHERE pool = $1 AND institution = $2 AND person = $3 AND until_on > $4 ORDER BY from_on LIMIT 1;

-- name: person_write
INSERT INTO service_person (pool, institution, person, from_on, until_on, admitted, name, company, document)
VALUES ($1, $2, $3, $4, '9999-12-31', $5, $6, $7, $8);

-- name: person_close
UPDATE service_person SET until_on = $5 WHERE pool = $1 AND institution = $2 AND person = $3 AND from_on = $4;

-- name: person_on
SELECT admitted, company FROM service_person
 WHERE pool = $1 AND institution = $2 AND person = $3 AND from_on <= $4 AND until_on > $4;

-- name: act_get
SELECT order_no, order_line, kind, company, person, on_date, from_time, to_time FROM service_act
 WHERE pool = $1 AND service = $2;

-- name: act_write
INSERT INTO service_act (pool, service, order_no, order_line, kind, institution, company, person, on_date,
                         from_time, to_time, answer, answered_on, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', '', '');

-- name: act_answer_get
SELECT institution, answer, note, on_date FROM service_act WHERE pool = $1 AND service = $2;

-- name: act_answer
UPDATE service_act SET answer = $3, answered_on = $4, note = $5 WHERE pool = $1 AND service = $2;

-- name: fee_get
SELECT kind, institution, company, payer, on_date, amount, document FROM service_charge
 WHERE pool = $1 AND charge = $2;

-- name: fee_write
INSERT INTO service_charge (pool, charge, kind, institution, company, payer, on_date, amount, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: fee_report_get
SELECT kind, institution, company, against, reporter, on_date, amount, text FROM charge_report
 WHERE pool = $1 AND report = $2;

-- name: fee_report_write
INSERT INTO charge_report (pool, report, kind, institution, company, against, reporter, on_date, amount, text,
                           state, decided_on, decision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', '');

-- name: fee_report_state
SELECT r.state, r.decision, i.region FROM charge_report r
  JOIN institution i ON i.code = r.institution AND i.until_on = '9999-12-31'
 WHERE r.pool = $1 AND r.report = $2;

-- name: fee_report_decide
UPDATE charge_report SET state = $3, decided_on = $4, decision = $5 WHERE pool = $1 AND report = $2;

-- name: use_get
SELECT qty, stock, reason FROM product_use WHERE pool = $1 AND institution = $2 AND product = $3 AND month = $4;

-- name: use_write
INSERT INTO product_use (pool, institution, product, month, qty, stock, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, institution, product, month) DO UPDATE
   SET qty = EXCLUDED.qty, stock = EXCLUDED.stock, reason = EXCLUDED.reason;

-- name: list_people
-- As the other lists: $8 is no product here but the company.
SELECT s.person, s.institution, 1, s.name, s.company, s.from_on, s.until_on, s.admitted, s.document
  FROM service_person s
  JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR s.institution = $4)
   AND ($5 = '' OR s.company = $5) AND ($6 = '' OR s.person = $6) AND ($7 = '' OR s.institution = $7)
   AND ($8 = '' OR s.company = $8) AND ($9 = '' OR s.from_on >= $9) AND ($10 = '' OR s.from_on <= $10) AND s.until_on = '9999-12-31'
   AND ($11 = '' OR ($11 = 'admitted' AND s.admitted = 1 AND s.until_on = '9999-12-31'))
   AND (s.person, s.institution, CAST(1 AS BIGINT)) > ($12, $13, $14)
 ORDER BY s.person, s.institution, s.from_on LIMIT $15;

-- name: list_services
SELECT s.service, 1, s.order_no, s.order_line, s.kind, l.project, s.institution, l.product, l.company, l.payee,
       s.company, s.person, s.on_date, s.from_time, s.to_time, s.answer, s.answered_on, s.note
  FROM service_act s
  JOIN order_line l ON l.pool = s.pool AND l.order_no = s.order_no AND l.line = s.order_line
  JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR s.institution = $4)
   AND ($5 = '' OR s.company = $5 OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR s.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR s.on_date >= $9) AND ($10 = '' OR s.on_date <= $10) AND ($11 = '' OR s.answer = $11)
   AND (s.service, CAST(1 AS BIGINT)) > ($12, $13)
 ORDER BY s.service LIMIT $14;

-- name: list_charges
-- $6 number, $8 company.
SELECT s.charge, 1, s.kind, s.institution, s.company, s.payer, s.on_date, s.amount, s.document
  FROM service_charge s
  JOIN institution i ON i.code = s.institution AND i.until_on = '9999-12-31'
 WHERE s.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR s.institution = $4)
   AND ($5 = '' OR s.company = $5) AND ($6 = '' OR s.charge = $6) AND ($7 = '' OR s.institution = $7)
   AND ($8 = '' OR s.company = $8) AND ($9 = '' OR s.on_date >= $9) AND ($10 = '' OR s.on_date <= $10)
   AND ($11 = '' OR s.kind = $11) AND (s.charge, CAST(1 AS BIGINT)) > ($12, $13)
 ORDER BY s.charge LIMIT $14;

-- name: list_reports
-- Offices of the region, and who reported; whoever is reported does not see it here.
SELECT r.report, 1, r.kind, r.institution, r.company, r.against, r.reporter, r.on_date, r.amount, r.text, r.state,
       r.decided_on, r.decision
  FROM charge_report r
  JOIN institution i ON i.code = r.institution AND i.until_on = '9999-12-31'
 WHERE r.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR r.reporter = $4)
   AND ($5 = '' OR r.reporter = $5) AND ($6 = '' OR r.report = $6) AND ($7 = '' OR r.institution = $7)
   AND ($8 = '' OR r.company = $8) AND ($9 = '' OR r.on_date >= $9) AND ($10 = '' OR r.on_date <= $10)
   AND ($11 = '' OR r.state = $11) AND (r.report, CAST(1 AS BIGINT)) > ($12, $13)
 ORDER BY r.report LIMIT $14;

-- name: list_off_platform
-- Selected products of which more was used than came over the platform, until a day ($10; '' ever): by
-- how many. $6 project.
WITH u (institution, product, months, used, stock, came) AS (
    SELECT p.institution, p.product, COUNT(*), CAST(SUM(p.qty) AS BIGINT), CAST(SUM(p.stock) AS BIGINT),
           COALESCE((SELECT CAST(SUM(m.accepted - m.returned) AS BIGINT) FROM progress_month m
                      WHERE m.pool = $1 AND m.institution = p.institution AND m.product = p.product
                        AND ($10 = '' OR m.month <= substr($10, 1, 7))), 0)
      FROM product_use p
     WHERE p.pool = $1 AND ($9 = '' OR p.month >= substr($9, 1, 7))
       AND ($10 = '' OR p.month <= substr($10, 1, 7))
     GROUP BY p.institution, p.product)
SELECT u.institution, u.product, 1, l.project, u.months, u.used, u.stock, u.came,
       CAST(u.used - u.stock - u.came AS BIGINT)
  FROM u
  JOIN listing l ON l.pool = $1 AND l.product = u.product AND l.zone = 'results'
  JOIN institution i ON i.code = u.institution AND i.until_on = '9999-12-31'
 WHERE u.used > u.stock + u.came AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR u.institution = $4)
   AND ($5 = '' OR l.company = $5) AND ($6 = '' OR l.project = $6) AND ($7 = '' OR u.institution = $7)
   AND ($8 = '' OR u.product = $8) AND ($11 = '' OR l.state = $11)
   AND (u.institution, u.product, CAST(1 AS BIGINT)) > ($12, $13, $14)
 ORDER BY u.institution, u.product LIMIT $15;

-- name: beside_write
INSERT INTO order_beside (pool, order_no, line, beside, beside_price, price, dearer, open_project, open_group,
                          open_qty, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: open_volume
-- By agreements in force on $4.
SELECT a.project, l.grp, CAST(SUM(l.agreed - l.ordered) AS BIGINT)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.institution = $2 AND a.from_on <= $4 AND a.to_on >= $4 AND l.agreed > l.ordered
   AND (EXISTS (SELECT 1 FROM product p
                  JOIN project_group g ON g.pool = a.pool AND g.project = a.project AND g.grp = l.grp
                 WHERE p.code = $3 AND p.from_on <= $4 AND p.until_on > $4 AND g.class = p.class
                   AND g.class <> '')
     OR EXISTS (SELECT 1 FROM bid b WHERE b.pool = a.pool AND b.project = a.project AND b.grp = l.grp
                   AND b.product = $3))
 GROUP BY a.project, l.grp
 ORDER BY a.project, l.grp LIMIT 1;

-- name: use_selected
-- Is it in the results, or bought under an agreement of this institution?
SELECT 1 FROM listing WHERE pool = $1 AND product = $2 AND zone = 'results'
 UNION SELECT 1 FROM agreement a JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.institution = $3 AND l.product = $2;

-- name: list_beside
-- Orders of what was not selected, beside the selected price and agreed volume that was open; $11: 'dearer',
-- 'open', 'unreasoned' or all.
SELECT b.order_no, b.line, l.project, l.institution, l.product, l.company, l.qty, l.ordered_on, b.beside,
       b.beside_price, b.price, b.dearer, b.open_project, b.open_group, b.open_qty, b.reason
  FROM order_beside b
  JOIN order_line l ON l.pool = b.pool AND l.order_no = b.order_no AND l.line = b.line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE b.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR l.institution = $4)
   AND ($5 = '' OR l.company = $5 OR l.payee = $5) AND ($6 = '' OR l.project = $6)
   AND ($7 = '' OR l.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR l.ordered_on >= $9) AND ($10 = '' OR l.ordered_on <= $10)
   AND ($11 = '' OR ($11 = 'dearer' AND b.dearer = 1) OR ($11 = 'open' AND b.open_qty > 0)
        OR ($11 = 'unreasoned' AND b.reason = '' AND (b.dearer = 1 OR b.open_qty > 0)))
   AND (b.order_no, b.line) > ($12, $13)
 ORDER BY b.order_no, b.line LIMIT $14;

-- name: hold_get
SELECT product, batch, reason, document, report, held_on, held_by, lifted_on, lifted_by, lifted_why
  FROM product_hold WHERE pool = $1 AND hold = $2;

-- name: hold_write
INSERT INTO product_hold (pool, hold, product, batch, reason, document, report, held_on, held_by, lifted_on,
                          lifted_by, lifted_why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '');

-- name: hold_lift
UPDATE product_hold SET lifted_on = $3, lifted_by = $4, lifted_why = $5 WHERE pool = $1 AND hold = $2;

-- name: hold_on
-- Of the product or of this batch ($3), on a day.
SELECT hold, batch, reason, document FROM product_hold
 WHERE pool = $1 AND product = $2 AND (batch = '' OR batch = $3) AND held_on <= $4
   AND (lifted_on = '' OR lifted_on > $4)
 ORDER BY hold LIMIT 1;

-- name: list_holds
-- $2: a product, '' all; $3 = 1: those in force on $4.
SELECT h.hold, h.product, h.batch, h.reason, h.document, h.report, h.held_on, h.lifted_on, h.lifted_why
  FROM product_hold h
 WHERE h.pool = $1 AND ($2 = '' OR h.product = $2)
   AND ($3 = 0 OR (h.held_on <= $4 AND (h.lifted_on = '' OR h.lifted_on > $4))) AND h.hold > $5
 ORDER BY h.hold LIMIT $6;
