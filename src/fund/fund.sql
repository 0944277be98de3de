-- name: account_all
SELECT number, fund, kind, party, bound, debit_pending, debit_posted, credit_pending, credit_posted
  FROM account WHERE pool = $1 ORDER BY number;

-- name: account_write
INSERT INTO account AS a (pool, number, fund, kind, party, bound, debit_pending, debit_posted,
                          credit_pending, credit_posted)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (pool, number) DO UPDATE
   SET debit_pending = EXCLUDED.debit_pending, debit_posted = EXCLUDED.debit_posted,
       credit_pending = EXCLUDED.credit_pending, credit_posted = EXCLUDED.credit_posted;

-- name: entry_last
SELECT COALESCE(MAX(number), 0) FROM entry WHERE pool = $1;

-- name: entry_write
INSERT INTO entry (pool, number, kind, debit, credit, amount, of_entry, linked, cause, on_date,
                   project, institution, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: entry_and_followers
-- An entry and what posted, voided or reversed it.
SELECT number, kind, debit, credit, amount, of_entry, linked, cause, on_date
  FROM entry WHERE pool = $1 AND (number = $2 OR of_entry = $2) ORDER BY number;

-- name: entry_all
SELECT number, kind, debit, credit, amount, of_entry, linked, cause, on_date, project, institution,
       document
  FROM entry WHERE pool = $1 ORDER BY number;
