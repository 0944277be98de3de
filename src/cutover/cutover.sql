-- name: loader_write
INSERT INTO cutover_loader (pool, project, who) VALUES ($1, $2, $3)
    ON CONFLICT (pool, project, who) DO NOTHING;

-- name: loader_get
SELECT 1 FROM cutover_loader WHERE pool = $1 AND project = $2 AND who = $3;

-- name: carried_line_get
SELECT institution, company, distributor, grp, term, from_on, to_on, variant, without_service, with_service,
       agreed, ordered, accepted, amount, paid
  FROM cutover_line WHERE pool = $1 AND project = $2 AND agreement = $3 AND product = $4;

-- name: carried_line_write
INSERT INTO cutover_line (pool, project, agreement, product, institution, company, distributor, grp, term,
                          from_on, to_on, variant, without_service, with_service, agreed, ordered, accepted,
                          amount, paid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
    ON CONFLICT (pool, project, agreement, product) DO UPDATE
   SET institution = EXCLUDED.institution, company = EXCLUDED.company, distributor = EXCLUDED.distributor,
       grp = EXCLUDED.grp, term = EXCLUDED.term, from_on = EXCLUDED.from_on, to_on = EXCLUDED.to_on,
       variant = EXCLUDED.variant, without_service = EXCLUDED.without_service,
       with_service = EXCLUDED.with_service, agreed = EXCLUDED.agreed, ordered = EXCLUDED.ordered,
       accepted = EXCLUDED.accepted, amount = EXCLUDED.amount, paid = EXCLUDED.paid;

-- name: carried_term
-- The days of an agreement are those of all its lines.
SELECT from_on, to_on FROM cutover_line
 WHERE pool = $1 AND project = $2 AND agreement = $3 AND product <> $4 AND (from_on <> $5 OR to_on <> $6)
 ORDER BY product LIMIT 1;

-- name: carried_line_of
-- The line that a receipt is of; with several (distributors), the one of this distributor.
SELECT agreement, from_on, distributor FROM cutover_line
 WHERE pool = $1 AND project = $2 AND institution = $3 AND product = $4 AND term = $5
   AND ($6 = '' OR distributor = $6)
 ORDER BY agreement LIMIT 2;

-- name: carried_receipt_get
SELECT agreement, product, qty, amount, paid, accepted_on, pay_days
  FROM cutover_receipt WHERE pool = $1 AND project = $2 AND receipt = $3 AND line = $4;

-- name: carried_receipt_write
INSERT INTO cutover_receipt (pool, project, receipt, line, agreement, product, qty, amount, paid, accepted_on,
                             pay_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (pool, project, receipt, line) DO UPDATE
   SET agreement = EXCLUDED.agreement, product = EXCLUDED.product, qty = EXCLUDED.qty,
       amount = EXCLUDED.amount, paid = EXCLUDED.paid, accepted_on = EXCLUDED.accepted_on,
       pay_days = EXCLUDED.pay_days;

-- name: carried_invoice_get
SELECT amount, invoiced_on, einvoice FROM cutover_invoice
 WHERE pool = $1 AND project = $2 AND invoice = $3 AND receipt = $4 AND receipt_line = $5;

-- name: carried_invoice_write
INSERT INTO cutover_invoice (pool, project, invoice, receipt, receipt_line, amount, invoiced_on, einvoice)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pool, project, invoice, receipt, receipt_line) DO UPDATE
   SET amount = EXCLUDED.amount, invoiced_on = EXCLUDED.invoiced_on, einvoice = EXCLUDED.einvoice;

-- name: carried_invoice_others
-- Other invoices for a receipt line: what is left for this one.
SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM cutover_invoice
 WHERE pool = $1 AND project = $2 AND receipt = $3 AND receipt_line = $4 AND invoice <> $5;

-- name: carried_invoice_head
-- One invoice is of one payee to one institution, of one day, with one number.
SELECT l.institution, l.distributor, i.invoiced_on, i.einvoice
  FROM cutover_invoice i
  JOIN cutover_receipt r ON r.pool = i.pool AND r.project = i.project AND r.receipt = i.receipt
   AND r.line = i.receipt_line
  JOIN cutover_line l ON l.pool = r.pool AND l.project = r.project AND l.agreement = r.agreement
   AND l.product = r.product
 WHERE i.pool = $1 AND i.project = $2 AND i.invoice = $3 AND NOT (i.receipt = $4 AND i.receipt_line = $5)
 ORDER BY i.receipt, i.receipt_line LIMIT 1;

-- name: carried_parties
SELECT l.institution, l.distributor, r.accepted_on, r.amount
  FROM cutover_receipt r
  JOIN cutover_line l ON l.pool = r.pool AND l.project = r.project AND l.agreement = r.agreement
   AND l.product = r.product
 WHERE r.pool = $1 AND r.project = $2 AND r.receipt = $3 AND r.line = $4;

-- name: carried_prepaid_get
SELECT fund, annual, ratio, paid, taken, from_on, to_on, paid_on FROM cutover_prepayment
 WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4;

-- name: carried_prepaid_write
INSERT INTO cutover_prepayment (pool, project, institution, term, fund, annual, ratio, paid, taken, from_on,
                                to_on, paid_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (pool, project, institution, term) DO UPDATE
   SET fund = EXCLUDED.fund, annual = EXCLUDED.annual, ratio = EXCLUDED.ratio, paid = EXCLUDED.paid,
       taken = EXCLUDED.taken, from_on = EXCLUDED.from_on, to_on = EXCLUDED.to_on,
       paid_on = EXCLUDED.paid_on;

-- name: carried_takes_part
SELECT 1 FROM cutover_line WHERE pool = $1 AND project = $2 AND institution = $3 AND term = $4 LIMIT 1;

-- name: carried_total_get
SELECT agreed, ordered, accepted, amount, paid, invoiced, prepaid FROM cutover_total
 WHERE pool = $1 AND project = $2 AND scope = $3 AND code = $4;

-- name: carried_total_write
INSERT INTO cutover_total (pool, project, scope, code, agreed, ordered, accepted, amount, paid, invoiced,
                           prepaid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (pool, project, scope, code) DO UPDATE
   SET agreed = EXCLUDED.agreed, ordered = EXCLUDED.ordered, accepted = EXCLUDED.accepted,
       amount = EXCLUDED.amount, paid = EXCLUDED.paid, invoiced = EXCLUDED.invoiced,
       prepaid = EXCLUDED.prepaid;

-- name: clear_invoices
DELETE FROM cutover_invoice WHERE pool = $1 AND project = $2;

-- name: clear_receipts
DELETE FROM cutover_receipt WHERE pool = $1 AND project = $2;

-- name: clear_lines
DELETE FROM cutover_line WHERE pool = $1 AND project = $2;

-- name: clear_prepayments
DELETE FROM cutover_prepayment WHERE pool = $1 AND project = $2;

-- name: clear_totals
DELETE FROM cutover_total WHERE pool = $1 AND project = $2;

-- name: clear_loaders
DELETE FROM cutover_loader WHERE pool = $1 AND project = $2;

-- name: carried_sums
SELECT (SELECT COUNT(*) FROM cutover_line WHERE pool = $1 AND project = $2),
       (SELECT COUNT(*) FROM cutover_receipt WHERE pool = $1 AND project = $2),
       (SELECT COUNT(*) FROM cutover_invoice WHERE pool = $1 AND project = $2),
       (SELECT COUNT(*) FROM cutover_prepayment WHERE pool = $1 AND project = $2),
       (SELECT COUNT(*) FROM cutover_total WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(agreed) AS BIGINT), 0) FROM cutover_line WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(ordered) AS BIGINT), 0) FROM cutover_line WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(accepted) AS BIGINT), 0) FROM cutover_line WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM cutover_line WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(paid) AS BIGINT), 0) FROM cutover_line WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM cutover_invoice WHERE pool = $1 AND project = $2),
       (SELECT COALESCE(CAST(SUM(paid - taken) AS BIGINT), 0) FROM cutover_prepayment
         WHERE pool = $1 AND project = $2);

-- name: compare_totals
-- Of each total: what is here (side 0), and what the other system says (side 1).
WITH part (scope, code, side, agreed, ordered, accepted, amount, paid, invoiced, prepaid) AS (
    SELECT 'institution', institution, 0, agreed, ordered, accepted, amount, paid, 0, 0
      FROM cutover_line WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT 'company', company, 0, agreed, ordered, accepted, amount, paid, 0, 0
      FROM cutover_line WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT 'project', project, 0, agreed, ordered, accepted, amount, paid, 0, 0
      FROM cutover_line WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT s.scope, CASE WHEN s.scope = 'institution' THEN l.institution WHEN s.scope = 'company' THEN l.company
                         ELSE l.project END, 0, 0, 0, 0, 0, 0, i.amount, 0
      FROM cutover_invoice i
      JOIN cutover_receipt r ON r.pool = i.pool AND r.project = i.project AND r.receipt = i.receipt
       AND r.line = i.receipt_line
      JOIN cutover_line l ON l.pool = r.pool AND l.project = r.project AND l.agreement = r.agreement
       AND l.product = r.product
      JOIN (SELECT 'institution' AS scope UNION ALL SELECT 'company' UNION ALL SELECT 'project') s ON 1 = 1
     WHERE i.pool = $1 AND i.project = $2
    UNION ALL
    SELECT 'institution', institution, 0, 0, 0, 0, 0, 0, 0, paid - taken
      FROM cutover_prepayment WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT 'project', project, 0, 0, 0, 0, 0, 0, 0, paid - taken
      FROM cutover_prepayment WHERE pool = $1 AND project = $2
    UNION ALL
    SELECT scope, code, 1, agreed, ordered, accepted, amount, paid, invoiced, prepaid
      FROM cutover_total WHERE pool = $1 AND project = $2)
SELECT scope, code, side, CAST(SUM(agreed) AS BIGINT), CAST(SUM(ordered) AS BIGINT),
       CAST(SUM(accepted) AS BIGINT), CAST(SUM(amount) AS BIGINT), CAST(SUM(paid) AS BIGINT),
       CAST(SUM(invoiced) AS BIGINT), CAST(SUM(prepaid) AS BIGINT)
  FROM part GROUP BY scope, code, side ORDER BY scope, code, side;

-- name: compare_lines
-- What a line says was not paid, against its receipts; and what is left of it was accepted and paid.
SELECT l.agreement, l.product, l.accepted, l.amount, l.amount - l.paid, COALESCE(r.qty, 0),
       COALESCE(r.amount, 0), COALESCE(r.owed, 0)
  FROM cutover_line l
  LEFT JOIN (SELECT agreement, product, CAST(SUM(qty) AS BIGINT) AS qty, CAST(SUM(amount) AS BIGINT) AS amount,
                    CAST(SUM(amount - paid) AS BIGINT) AS owed
               FROM cutover_receipt WHERE pool = $1 AND project = $2 GROUP BY agreement, product) r
    ON r.agreement = l.agreement AND r.product = l.product
 WHERE l.pool = $1 AND l.project = $2
   AND (l.amount - l.paid <> COALESCE(r.owed, 0) OR COALESCE(r.qty, 0) > l.accepted
     OR COALESCE(r.amount, 0) > l.amount
     OR (COALESCE(r.qty, 0) = l.accepted AND COALESCE(r.amount, 0) <> l.amount)
     OR (COALESCE(r.qty, 0) < l.accepted AND COALESCE(r.amount, 0) >= l.amount))
 ORDER BY l.agreement, l.product;

-- name: compare_invoices
-- Invoices for more than their receipt line.
SELECT r.receipt, r.line, r.amount, CAST(SUM(i.amount) AS BIGINT)
  FROM cutover_receipt r
  JOIN cutover_invoice i ON i.pool = r.pool AND i.project = r.project AND i.receipt = r.receipt
   AND i.receipt_line = r.line
 WHERE r.pool = $1 AND r.project = $2
 GROUP BY r.receipt, r.line, r.amount HAVING CAST(SUM(i.amount) AS BIGINT) > r.amount
 ORDER BY r.receipt, r.line;

-- name: compare_taken
-- Numbers that are on record here already, and days in months that are locked; nothing once it is signed.
WITH clash (what, id) AS (
    SELECT 'agreement', c.agreement FROM cutover_line c
     WHERE c.pool = $1 AND c.project = $2
       AND EXISTS (SELECT 1 FROM agreement_line l WHERE l.pool = c.pool AND l.agreement = c.agreement
                      AND l.product = c.product)
    UNION
    SELECT 'receipt', c.receipt FROM cutover_receipt c
     WHERE c.pool = $1 AND c.project = $2
       AND EXISTS (SELECT 1 FROM receipt r WHERE r.pool = c.pool AND r.receipt = c.receipt)
    UNION
    SELECT 'invoice', c.invoice FROM cutover_invoice c
     WHERE c.pool = $1 AND c.project = $2
       AND EXISTS (SELECT 1 FROM invoice i WHERE i.pool = c.pool
                      AND (i.invoice = c.invoice OR (c.einvoice <> '' AND i.einvoice = c.einvoice)))
    UNION
    SELECT 'prepayment', c.institution FROM cutover_prepayment c
     WHERE c.pool = $1 AND c.project = $2
       AND EXISTS (SELECT 1 FROM prepayment p WHERE p.pool = c.pool AND p.project = c.project
                      AND p.institution = c.institution AND p.term = c.term)
    UNION
    SELECT 'month', substr(h.cut_off, 1, 7) FROM cutover h
     WHERE h.pool = $1 AND h.project = $2
       AND EXISTS (SELECT 1 FROM period_lock k WHERE k.pool = h.pool AND k.month = substr(h.cut_off, 1, 7))
    UNION
    SELECT 'month', substr(c.accepted_on, 1, 7) FROM cutover_receipt c
     WHERE c.pool = $1 AND c.project = $2
       AND EXISTS (SELECT 1 FROM period_lock k WHERE k.pool = c.pool AND k.month = substr(c.accepted_on, 1, 7))
    UNION
    SELECT 'month', substr(c.invoiced_on, 1, 7) FROM cutover_invoice c
     WHERE c.pool = $1 AND c.project = $2
       AND EXISTS (SELECT 1 FROM period_lock k WHERE k.pool = c.pool AND k.month = substr(c.invoiced_on, 1, 7)))
SELECT what, id FROM clash
 WHERE EXISTS (SELECT 1 FROM cutover h WHERE h.pool = $1 AND h.project = $2 AND h.state = 'open')
 ORDER BY what, id;

-- name: carried_lines
SELECT agreement, product, institution, company, distributor, grp, term, from_on, to_on, variant,
       without_service, with_service, agreed, ordered, accepted, amount, paid
  FROM cutover_line WHERE pool = $1 AND project = $2 ORDER BY agreement, product;

-- name: carried_receipts
SELECT receipt, line, qty, amount, paid, accepted_on, pay_days
  FROM cutover_receipt WHERE pool = $1 AND project = $2 AND agreement = $3 AND product = $4
 ORDER BY accepted_on, receipt, line;

-- name: carried_invoices
SELECT invoice, amount, invoiced_on, einvoice
  FROM cutover_invoice WHERE pool = $1 AND project = $2 AND receipt = $3 AND receipt_line = $4
 ORDER BY invoiced_on, invoice;

-- name: carried_prepayments
SELECT institution, term, fund, annual, ratio, paid, taken, from_on, to_on, paid_on
  FROM cutover_prepayment WHERE pool = $1 AND project = $2 ORDER BY institution, term;
