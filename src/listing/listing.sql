-- name: listing_get
SELECT company, zone, project, state, cause, since_on, price, with_service, notice_price, notice_on,
       objections, decided_on, substitute
  FROM listing WHERE pool = $1 AND product = $2;

-- name: listing_write
INSERT INTO listing (pool, product, company, zone, project, state, cause, since_on, price,
                     with_service, notice_price, notice_on, objections, decided_on, substitute)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT (pool, product) DO UPDATE
   SET company = EXCLUDED.company, zone = EXCLUDED.zone, project = EXCLUDED.project,
       state = EXCLUDED.state, cause = EXCLUDED.cause, since_on = EXCLUDED.since_on,
       price = EXCLUDED.price, with_service = EXCLUDED.with_service,
       notice_price = EXCLUDED.notice_price, notice_on = EXCLUDED.notice_on,
       objections = EXCLUDED.objections, decided_on = EXCLUDED.decided_on,
       substitute = EXCLUDED.substitute;

-- name: listing_products
SELECT product FROM listing WHERE pool = $1 AND product > $2 ORDER BY product LIMIT $3;

-- name: event_last
SELECT COALESCE(MAX(seq), 0) FROM listing_event WHERE pool = $1 AND product = $2;

-- name: event_write
INSERT INTO listing_event (pool, product, seq, on_date, state, cause, price, with_service)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: event_list
SELECT on_date, state, cause, price, with_service FROM listing_event
 WHERE pool = $1 AND product = $2 ORDER BY seq;

-- name: selected_each
SELECT product, company, price, with_service FROM award
 WHERE pool = $1 AND project = $2
   AND decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY product, grp;

-- name: offer_get
SELECT price, verdict, lowest, province, seen_on, source FROM offer
 WHERE pool = $1 AND product = $2 AND on_date = $3;

-- name: offer_write
INSERT INTO offer (pool, product, on_date, price, verdict, lowest, province, seen_on, source)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: facts_each
-- Lowest prices of a company's products whose codes lie between two.
SELECT product, company, province, price, on_date, source FROM price_fact
 WHERE kind = 'lowest' AND company = $1 AND product >= $2 AND product < $3 AND on_date <= $4
 ORDER BY product, province, on_date, source;

-- name: report_get
SELECT company, price, from_on, until_on, estimate FROM price_report
 WHERE pool = $1 AND product = $2 AND province = $3 AND seen_on = $4 AND source = $5;

-- name: report_write
INSERT INTO price_report (pool, product, province, seen_on, source, company, price, from_on,
                          until_on, estimate, reported_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '');

-- name: report_state
SELECT reported_on FROM price_report
 WHERE pool = $1 AND product = $2 AND province = $3 AND seen_on = $4;

-- name: report_done
UPDATE price_report SET reported_on = $5
 WHERE pool = $1 AND product = $2 AND province = $3 AND seen_on = $4 AND reported_on = '';

-- name: report_each
SELECT product, province, seen_on, source, company, price, from_on, until_on, reported_on
  FROM price_report WHERE pool = $1 ORDER BY until_on, product, province, seen_on, source;

-- name: standard_get
SELECT from_on, until_on, price, verdict, selected FROM payment_standard
 WHERE pool = $1 AND product = $2 AND until_on > $3 ORDER BY from_on LIMIT 1;

-- name: standard_write
INSERT INTO payment_standard (pool, product, from_on, until_on, price, verdict, selected)
VALUES ($1, $2, $3, '9999-12-31', $4, $5, $6);

-- name: standard_close
UPDATE payment_standard SET until_on = $4 WHERE pool = $1 AND product = $2 AND from_on = $3;

-- name: standard_set
-- Selected prices to compare with: listed, of the same class.
SELECT l.product, l.price, l.with_service
  FROM listing l
 WHERE l.pool = $1 AND l.zone = 'results' AND l.state = 'listed'
   AND EXISTS (SELECT 1 FROM product p
                WHERE p.code = l.product AND p.class = $2 AND p.from_on <= $3 AND p.until_on > $3)
 ORDER BY l.product;

-- name: standard_strength
SELECT l.product, l.price, l.with_service
  FROM listing l
 WHERE l.pool = $1 AND l.zone = 'results' AND l.state = 'listed'
   AND EXISTS (SELECT 1 FROM product p
                WHERE p.code = l.product AND p.generic_name = $2 AND p.strength = $3
                  AND p.from_on <= $4 AND p.until_on > $4)
 ORDER BY l.product;
