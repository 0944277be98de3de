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
-- As it is on a day: the award (of a system its parts), but for what was changed since.
SELECT product, company, price, with_service, grp FROM award w
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
   AND NOT EXISTS (SELECT 1 FROM award_part s
                    WHERE s.pool = w.pool AND s.project = w.project AND s.grp = w.grp
                      AND s.product = w.product)
   AND NOT EXISTS (SELECT 1 FROM award_change c
                    WHERE c.pool = w.pool AND c.project = w.project AND c.product = w.product
                      AND c.from_on <= $3)
UNION ALL
SELECT s.part, w.company, s.price, s.with_service, w.grp FROM award w
  JOIN award_part s ON s.pool = w.pool AND s.project = w.project AND s.grp = w.grp
   AND s.product = w.product
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
   AND NOT EXISTS (SELECT 1 FROM award_change c
                    WHERE c.pool = s.pool AND c.project = s.project AND c.product = s.part
                      AND c.from_on <= $3)
UNION ALL
SELECT product, company, price, with_service, grp FROM award_change c
 WHERE c.pool = $1 AND c.project = $2 AND c.state = 'selected'
   AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                     WHERE x.pool = c.pool AND x.project = c.project AND x.product = c.product
                       AND x.from_on <= $3)
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

-- name: market_each
SELECT price, on_date, province, source FROM price_fact
 WHERE product = $1 AND kind = 'market' AND on_date > $2 AND on_date <= $3
 ORDER BY price, on_date, province, source;

-- name: bargain_selected
-- Where a product was selected: not in what single hospitals buy together.
SELECT a.project, p.bid_on, p.executed_on, p.cycle_months FROM award a
  JOIN project p ON p.pool = a.pool AND p.project = a.project
 WHERE a.pool = $1 AND p.form <> 'hospital'
   AND (a.product = $2
        OR EXISTS (SELECT 1 FROM award_part c
                    WHERE c.pool = a.pool AND c.project = a.project AND c.grp = a.grp
                      AND c.product = a.product AND c.part = $2))
   AND a.decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY a.project;

-- name: bargain_listed
-- Is it listed as selected?
SELECT project FROM listing
 WHERE pool = $1 AND product = $2 AND zone = 'results' AND state <> 'delisted' AND since_on <= $3;

-- name: bargain_get
SELECT project, product, institutions, qty, payment_days, price, on_date, draw FROM bargain
 WHERE pool = $1 AND bargain = $2;

-- name: bargain_write
INSERT INTO bargain (pool, bargain, project, product, institutions, qty, payment_days, price,
                     on_date, draw)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: bargain_of_product
SELECT bargain, project, institutions, qty, payment_days, price, on_date, draw FROM bargain
 WHERE pool = $1 AND product = $2 AND on_date <= $3
 ORDER BY on_date, bargain LIMIT $4;

-- name: recorded_get
SELECT project, record, recorded_on, institution, product, qty, price, amount, on_date, reason,
       review, reviewed_on
  FROM recorded_purchase WHERE pool = $1 AND purchase = $2;

-- name: recorded_write
INSERT INTO recorded_purchase (pool, purchase, project, record, recorded_on, institution, product,
                               qty, price, amount, on_date, reason, review, reviewed_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (pool, purchase) DO UPDATE
   SET review = EXCLUDED.review, reviewed_on = EXCLUDED.reviewed_on;

-- name: recorded_sum
-- What an institution bought of a product on record from a day to a day, beside one purchase.
SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM recorded_purchase
 WHERE pool = $1 AND institution = $2 AND product = $3 AND on_date >= $4 AND on_date <= $5
   AND purchase <> $6 AND review <> 'refused';

-- name: standard_each
-- The standards of a day with what the product is; drugs by generic name, the rest by class.
SELECT CASE WHEN p.goods = 'drug' THEN p.generic_name ELSE p.class END, p.strength, s.product,
       p.evaluation, s.selected,
       COALESCE((SELECT CASE WHEN l.with_service > 0 THEN l.with_service ELSE l.price END
                   FROM listing l WHERE l.pool = s.pool AND l.product = s.product), 0),
       s.price, s.verdict
  FROM payment_standard s
  JOIN product p ON p.code = s.product AND p.from_on <= $2 AND p.until_on > $2
 WHERE s.pool = $1 AND s.from_on <= $2 AND s.until_on > $2
   AND ($3 = '' OR (p.goods = 'drug' AND p.generic_name = $3) OR (p.goods <> 'drug' AND p.class = $3))
 ORDER BY 1, p.strength, s.product;

-- name: view_listings
-- A page of what may be bought, by product; $3 searches name, specification, company and code, $5 to
-- $7 filter where they are not ''. Names as they are on day $2.
SELECT l.product, COALESCE(p.name, ''), COALESCE(p.spec, ''), COALESCE(p.unit, ''), l.company,
       COALESCE(c.name, ''), l.zone, l.project, l.state, l.cause, l.since_on, l.price,
       l.with_service, l.notice_price, l.notice_on, l.objections, l.substitute
  FROM listing l
  LEFT JOIN product p ON p.code = l.product AND p.from_on <= $2 AND p.until_on > $2
  LEFT JOIN company c ON c.code = l.company AND c.from_on <= $2 AND c.until_on > $2
 WHERE l.pool = $1 AND l.product > $4
   AND ($3 = '' OR l.product = $3
        OR LOWER(COALESCE(p.name, '')) <> REPLACE(LOWER(COALESCE(p.name, '')), LOWER($3), '')
        OR LOWER(COALESCE(p.spec, '')) <> REPLACE(LOWER(COALESCE(p.spec, '')), LOWER($3), '')
        OR LOWER(COALESCE(c.name, '')) <> REPLACE(LOWER(COALESCE(c.name, '')), LOWER($3), ''))
   AND ($5 = '' OR l.zone = $5) AND ($6 = '' OR l.state = $6) AND ($7 = '' OR l.company = $7)
 ORDER BY l.product LIMIT $8;

-- name: view_reports
-- Lower prices elsewhere that are to be reported; $2: of one company, '' all; $3: open ones only.
SELECT product, province, seen_on, source, company, price, from_on, until_on, estimate, reported_on
  FROM price_report
 WHERE pool = $1 AND ($2 = '' OR company = $2) AND ($3 = 0 OR reported_on = '')
   AND (product > $4 OR (product = $4 AND province || seen_on || source > $5))
 ORDER BY product, province || seen_on || source LIMIT $6;

-- name: view_recorded
-- Purchases on record that somebody may see, by number; $6, $7: of institutions whose region lies
-- between them on day $8; '' of the whole pool.
SELECT r.purchase, r.project, r.record, r.recorded_on, r.institution, r.product, r.qty, r.price,
       r.amount, r.on_date, r.reason, r.review, r.reviewed_on
  FROM recorded_purchase r
 WHERE r.pool = $1 AND r.purchase > $2 AND ($3 = '' OR r.institution = $3)
   AND ($4 = '' OR r.review = $4)
   AND ($6 = '' OR EXISTS (SELECT 1 FROM institution i
                            WHERE i.code = r.institution AND i.from_on <= $8 AND i.until_on > $8
                              AND i.region >= $6 AND i.region < $7))
 ORDER BY r.purchase LIMIT $5;

-- name: platform_price_get
SELECT price FROM platform_price
 WHERE pool = $1 AND source = $2 AND code = $3 AND province = $4 AND on_date = $5 AND kind = $6;

-- name: platform_price_write
INSERT INTO platform_price (pool, source, code, province, on_date, kind, price, product, unit_price)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: platform_rule_on
-- What counts for prices of a day: the last decision from then or before; a postponed one decides nothing.
SELECT decision, product, per FROM platform_decision
 WHERE pool = $1 AND source = $2 AND code = $3 AND from_on <= $4 AND decision <> 'postponed'
 ORDER BY seq DESC LIMIT 1;

-- name: platform_item_write
-- A price came: what it is called is kept as in its newest price; it waits for a person where the
-- price has no decision, and stays postponed.
INSERT INTO platform_item (pool, source, code, name, spec, company, unit, state, product, look_on,
                           first_on, last_on, prices)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $10, 1)
    ON CONFLICT (pool, source, code) DO UPDATE
   SET name = CASE WHEN EXCLUDED.last_on >= platform_item.last_on THEN EXCLUDED.name ELSE platform_item.name END,
       spec = CASE WHEN EXCLUDED.last_on >= platform_item.last_on THEN EXCLUDED.spec ELSE platform_item.spec END,
       company = CASE WHEN EXCLUDED.last_on >= platform_item.last_on THEN EXCLUDED.company ELSE platform_item.company END,
       unit = CASE WHEN EXCLUDED.last_on >= platform_item.last_on THEN EXCLUDED.unit ELSE platform_item.unit END,
       state = CASE WHEN EXCLUDED.state = 'open' AND platform_item.state <> 'postponed' THEN 'open'
                    ELSE platform_item.state END,
       first_on = CASE WHEN platform_item.first_on = '' OR EXCLUDED.first_on < platform_item.first_on
                       THEN EXCLUDED.first_on ELSE platform_item.first_on END,
       last_on = CASE WHEN EXCLUDED.last_on > platform_item.last_on THEN EXCLUDED.last_on
                      ELSE platform_item.last_on END,
       prices = platform_item.prices + 1;

-- name: platform_item_get
SELECT source, code, name, spec, company, unit, state, product, look_on, first_on, last_on, prices
  FROM platform_item WHERE pool = $1 AND source = $2 AND code = $3;

-- name: platform_item_decided
-- Known by a decision before its first price, where there is none yet.
INSERT INTO platform_item (pool, source, code, name, spec, company, unit, state, product, look_on,
                           first_on, last_on, prices)
VALUES ($1, $2, $3, '', '', '', '', $4, $5, $6, '', '', 0)
    ON CONFLICT (pool, source, code) DO UPDATE
   SET state = EXCLUDED.state, product = EXCLUDED.product, look_on = EXCLUDED.look_on;

-- name: platform_decision_last
SELECT seq, decision, product, per, from_on, until_on, reason FROM platform_decision
 WHERE pool = $1 AND source = $2 AND code = $3 ORDER BY seq DESC LIMIT 1;

-- name: platform_decision_write
INSERT INTO platform_decision (pool, source, code, seq, decision, product, per, from_on, until_on,
                               reason, who, decided_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: platform_decision_each
SELECT seq, decision, product, per, from_on, until_on, reason, who, decided_on FROM platform_decision
 WHERE pool = $1 AND source = $2 AND code = $3 ORDER BY seq LIMIT $4;

-- name: platform_price_match
-- Prices from a day on are of this product, $6 of its units in one of theirs: half up.
UPDATE platform_price SET product = $5, unit_price = (2 * price + $6) / (2 * $6)
 WHERE pool = $1 AND source = $2 AND code = $3 AND on_date >= $4;

-- name: platform_price_unmatch
UPDATE platform_price SET product = '', unit_price = 0
 WHERE pool = $1 AND source = $2 AND code = $3 AND on_date >= $4;

-- name: platform_items
-- $4: one source, '' all; $5: one state, '' what a person has to look at on day $6.
SELECT source, code, name, spec, company, unit, state, product, look_on, first_on, last_on, prices
  FROM platform_item
 WHERE pool = $1 AND (source > $2 OR (source = $2 AND code > $3)) AND ($4 = '' OR source = $4)
   AND (state = $5 OR ($5 = '' AND (state = 'open' OR (state = 'postponed' AND look_on <= $6))))
 ORDER BY source, code LIMIT $7;

-- name: hint_each
-- What was seen of a product in province $3 after day $4 and up to day $5: reported market prices, and
-- in pool $2 what was bargained, bought on record, and seen on other platforms.
SELECT price, on_date, province, source, what FROM (
       SELECT price, on_date, province, source, 'market' AS what FROM price_fact
        WHERE product = $1 AND kind = 'market' AND province = $3 AND on_date > $4 AND on_date <= $5
       UNION ALL
       SELECT price, on_date, $3, '', 'bargain' FROM bargain
        WHERE pool = $2 AND product = $1 AND on_date > $4 AND on_date <= $5
       UNION ALL
       SELECT price, on_date, $3, '', 'recorded' FROM recorded_purchase
        WHERE pool = $2 AND product = $1 AND on_date > $4 AND on_date <= $5 AND review <> 'refused'
       UNION ALL
       SELECT unit_price, on_date, province, source, 'platform' FROM platform_price
        WHERE pool = $2 AND product = $1 AND province = $3 AND unit_price > 0
          AND on_date > $4 AND on_date <= $5
       ) AS seen
 ORDER BY price, on_date, what, source;
