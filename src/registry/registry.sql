-- name: region_get
SELECT name, parent, kind FROM region WHERE code = $1;

-- name: region_write
INSERT INTO region (code, name, parent, kind) VALUES ($1, $2, $3, $4)
    ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name, parent = EXCLUDED.parent, kind = EXCLUDED.kind;

-- name: region_orphans
-- Divisions whose parent is missing, and zones that overlap what is none.
SELECT r.code FROM region r
 WHERE r.parent <> '' AND NOT EXISTS (SELECT 1 FROM region p WHERE p.code = r.parent)
 UNION
SELECT o.zone FROM region_overlap o
 WHERE NOT EXISTS (SELECT 1 FROM region p WHERE p.code = o.division)
 ORDER BY 1;

-- name: region_below
-- The region and all that belongs to it.
WITH RECURSIVE below (code) AS (
    SELECT code FROM region WHERE code = $1
    UNION
    SELECT r.code FROM region r, below b WHERE r.parent = b.code
)
SELECT r.code, r.name, r.parent, r.kind FROM region r, below b WHERE r.code = b.code
 ORDER BY r.code;

-- name: region_above
-- The region and what it belongs to; a zone also belongs to the divisions that it overlaps.
WITH RECURSIVE edge (below, above) AS (
    SELECT code, parent FROM region WHERE parent <> ''
    UNION ALL
    SELECT zone, division FROM region_overlap
), up (code) AS (
    SELECT code FROM region WHERE code = $1
    UNION
    SELECT e.above FROM edge e, up u WHERE e.below = u.code
)
SELECT code FROM up ORDER BY code;

-- name: overlap_get
SELECT 1 FROM region_overlap WHERE zone = $1 AND division = $2;

-- name: overlap_write
INSERT INTO region_overlap (zone, division) VALUES ($1, $2);

-- name: overlap_list
SELECT division FROM region_overlap WHERE zone = $1 ORDER BY division;

-- name: overlap_clear
DELETE FROM region_overlap WHERE zone = $1;

-- name: pool_get
SELECT region, name, kind FROM pool WHERE pool = $1;

-- name: pool_write
INSERT INTO pool (pool, region, name, kind) VALUES ($1, $2, $3, $4)
    ON CONFLICT (pool) DO UPDATE
   SET region = EXCLUDED.region, name = EXCLUDED.name, kind = EXCLUDED.kind;

-- name: pool_list
SELECT pool, region, name, kind FROM pool ORDER BY pool;

-- name: pack_get
SELECT from_on, until_on, pack FROM pool_pack
 WHERE pool = $1 AND until_on > $2 ORDER BY from_on LIMIT 1;

-- name: pack_write
INSERT INTO pool_pack (pool, from_on, until_on, pack) VALUES ($1, $2, '9999-12-31', $3);

-- name: pack_close
UPDATE pool_pack SET until_on = $3 WHERE pool = $1 AND from_on = $2;

-- name: institution_get
SELECT from_on, until_on, pool, name, region, level, kind, affiliation, fund, status, successor
  FROM institution WHERE code = $1 AND until_on > $2 ORDER BY from_on LIMIT 1;

-- name: institution_write
INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation,
                         fund, status, successor)
VALUES ($1, $2, '9999-12-31', $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: institution_close
UPDATE institution SET until_on = $3 WHERE code = $1 AND from_on = $2;

-- name: institution_list
-- Those of a pool on a day, after a code.
SELECT code, from_on, until_on, pool, name, region, level, kind, affiliation, fund, status,
       successor
  FROM institution
 WHERE pool = $1 AND from_on <= $2 AND until_on > $2 AND code > $3
 ORDER BY code LIMIT $4;

-- name: company_get
SELECT from_on, until_on, name, country, registrant, distributor, service, agent, controller,
       region, status, successor
  FROM company WHERE code = $1 AND until_on > $2 ORDER BY from_on LIMIT 1;

-- name: company_write
INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service,
                     agent, controller, region, status, successor)
VALUES ($1, $2, '9999-12-31', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: company_close
UPDATE company SET until_on = $3 WHERE code = $1 AND from_on = $2;

-- name: commitment_get
SELECT document FROM commitment WHERE company = $1 AND kind = $2 AND on_date = $3;

-- name: commitment_write
INSERT INTO commitment (company, kind, on_date, document) VALUES ($1, $2, $3, $4);

-- name: commitment_kinds
-- Which promises were on file on a day.
SELECT DISTINCT kind FROM commitment WHERE company = $1 AND on_date <= $2 ORDER BY kind;

-- name: name_of
-- Of a product, an institution or a company: what it is called now.
SELECT name, spec FROM product WHERE code = $1 AND until_on = '9999-12-31'
UNION ALL
SELECT name, '' FROM institution WHERE code = $1 AND until_on = '9999-12-31'
UNION ALL
SELECT name, '' FROM company WHERE code = $1 AND until_on = '9999-12-31';

-- name: product_get
SELECT from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi, insured,
       generic_name, form, strength, evaluation
  FROM product WHERE code = $1 AND until_on > $2 ORDER BY from_on LIMIT 1;

-- name: product_write
INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit,
                     certificate, udi, insured, generic_name, form, strength, evaluation)
VALUES ($1, $2, '9999-12-31', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- name: product_close
UPDATE product SET until_on = $3 WHERE code = $1 AND from_on = $2;

-- name: product_of_class
-- The products that compete with each other on a day.
SELECT code, company, insured, evaluation FROM product
 WHERE class = $1 AND from_on <= $2 AND until_on > $2 ORDER BY code;

-- name: map_get
SELECT kind, new_code, source FROM code_map WHERE code = $1 AND from_on = $2;

-- name: map_write
INSERT INTO code_map (code, from_on, kind, new_code, source) VALUES ($1, $2, $3, $4, $5);

-- name: map_on
-- What became of a code by a day: its last row.
SELECT kind, new_code FROM code_map WHERE code = $1 AND from_on <= $2
 ORDER BY from_on DESC LIMIT 1;

-- name: certificate_get
SELECT to_on, company, kind, renewal_filed_on FROM certificate WHERE number = $1 AND from_on = $2;

-- name: certificate_write
INSERT INTO certificate (number, from_on, to_on, company, kind, renewal_filed_on)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (number, from_on) DO UPDATE SET renewal_filed_on = EXCLUDED.renewal_filed_on;

-- name: certificate_any
SELECT 1 FROM certificate WHERE number = $1 LIMIT 1;

-- name: certificate_on
-- The last one that began by a day.
SELECT from_on, to_on, renewal_filed_on FROM certificate
 WHERE number = $1 AND from_on <= $2 ORDER BY from_on DESC LIMIT 1;

-- name: price_get
SELECT price, reported FROM price_fact
 WHERE product = $1 AND company = $2 AND kind = $3 AND province = $4 AND on_date = $5
   AND source = $6;

-- name: price_write
INSERT INTO price_fact (product, company, kind, province, on_date, source, price, reported)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: price_lowest
-- The lowest price of a kind by a day, the earliest of equals.
SELECT price, province, on_date, source FROM price_fact
 WHERE product = $1 AND company = $2 AND kind = $3 AND on_date <= $4
 ORDER BY price, on_date, province, source LIMIT 1;

-- name: price_last
-- The last price of a kind by a day.
SELECT price, province, on_date, source FROM price_fact
 WHERE product = $1 AND kind = $2 AND on_date <= $3
 ORDER BY on_date DESC, price, province, source LIMIT 1;

-- name: area_get
SELECT from_on, until_on, served FROM distributor_area
 WHERE distributor = $1 AND region = $2 AND until_on > $3 ORDER BY from_on LIMIT 1;

-- name: area_write
INSERT INTO distributor_area (distributor, region, from_on, until_on, served)
VALUES ($1, $2, $3, '9999-12-31', $4);

-- name: area_close
UPDATE distributor_area SET until_on = $4 WHERE distributor = $1 AND region = $2 AND from_on = $3;

-- name: area_list
-- Where a distributor delivers on a day.
SELECT region FROM distributor_area
 WHERE distributor = $1 AND from_on <= $2 AND until_on > $2 AND served = 1 ORDER BY region;

-- name: capacity_get
SELECT from_on, until_on, per_year FROM capacity
 WHERE product = $1 AND until_on > $2 ORDER BY from_on LIMIT 1;

-- name: capacity_write
INSERT INTO capacity (product, from_on, until_on, per_year) VALUES ($1, $2, '9999-12-31', $3);

-- name: capacity_close
UPDATE capacity SET until_on = $3 WHERE product = $1 AND from_on = $2;

-- name: stock_get
SELECT qty FROM stock WHERE product = $1 AND holder = $2 AND on_date = $3;

-- name: stock_write
INSERT INTO stock (product, holder, on_date, qty) VALUES ($1, $2, $3, $4);

-- name: stock_last
SELECT qty, on_date FROM stock WHERE product = $1 AND holder = $2 AND on_date <= $3
 ORDER BY on_date DESC LIMIT 1;

-- name: company_roles
-- How many rows it has; the roles that it ever had.
SELECT COUNT(*), COALESCE(MAX(registrant), 0), COALESCE(MAX(distributor), 0),
       COALESCE(MAX(service), 0)
  FROM company WHERE code = $1;

-- name: region_all
SELECT code, name, parent, kind FROM region ORDER BY code;

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

-- name: party_clean
-- Nothing against a party anywhere: then nobody has to look closer.
SELECT (SELECT COUNT(*) FROM credit_event WHERE party = $1), (SELECT COUNT(*) FROM market_ban WHERE party = $1);

-- name: ban_get
SELECT party, kind, area, product, from_on, to_on, document FROM market_ban WHERE pool = $1 AND ban = $2;

-- name: ban_write
INSERT INTO market_ban (pool, ban, party, kind, area, product, from_on, to_on, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: bans_of_party
-- In force on a day; the longest first.
SELECT pool, ban, kind, area, product, to_on, document FROM market_ban
 WHERE party = $1 AND from_on <= $2 AND to_on >= $2
 ORDER BY to_on DESC, pool, ban;

-- name: credit_parties
-- Everybody who has something on record in a pool.
SELECT DISTINCT party FROM credit_event WHERE pool = $1 ORDER BY party;

-- name: party_known
-- Is it an institution or a company that we ever knew?
SELECT (SELECT COUNT(*) FROM institution WHERE code = $1) +
       (SELECT COUNT(*) FROM company WHERE code = $1);

-- name: signing_key_get
SELECT party, kind, certificate, from_on, until_on FROM signing_key WHERE public_key = $1;

-- name: signing_key_write
INSERT INTO signing_key (public_key, party, kind, certificate, from_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: signing_key_end
UPDATE signing_key SET until_on = $2 WHERE public_key = $1;

-- name: institution_history
SELECT from_on, until_on, pool, name, region, level, kind, affiliation, fund, status, successor
  FROM institution WHERE code = $1 ORDER BY from_on;

-- name: company_history
SELECT from_on, until_on, name, country, registrant, distributor, service, agent, controller,
       region, status, successor
  FROM company WHERE code = $1 ORDER BY from_on;

-- name: company_page
-- As they are on a day, after a code.
SELECT code, from_on, until_on, name, country, registrant, distributor, service, agent, controller,
       region, status, successor
  FROM company WHERE from_on <= $1 AND until_on > $1 AND code > $2
 ORDER BY code LIMIT $3;

-- name: company_related
-- Others under the same control on a day.
SELECT r.code, r.name FROM company c
  JOIN company r ON r.controller = c.controller AND r.code <> c.code
   AND r.from_on <= $2 AND r.until_on > $2
 WHERE c.code = $1 AND c.from_on <= $2 AND c.until_on > $2 AND c.controller <> ''
 ORDER BY r.code;

-- name: commitment_each
SELECT kind, on_date, document FROM commitment WHERE company = $1 ORDER BY on_date, kind;

-- name: product_history
SELECT from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi, insured,
       generic_name, form, strength, evaluation
  FROM product WHERE code = $1 ORDER BY from_on;

-- name: product_page
-- As they are on a day, after a code; of a class ('' all), of a company ('' all).
SELECT code, from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi,
       insured, generic_name, form, strength, evaluation
  FROM product
 WHERE from_on <= $1 AND until_on > $1 AND ($2 = '' OR class = $2) AND ($3 = '' OR company = $3)
   AND code > $4
 ORDER BY code LIMIT $5;

-- name: map_each
-- What became of a code, and what became this code.
SELECT code, from_on, kind, new_code, source FROM code_map
 WHERE code = $1 OR new_code = $1
 ORDER BY from_on, code;

-- name: certificate_each
SELECT from_on, to_on, company, kind, renewal_filed_on FROM certificate
 WHERE number = $1 ORDER BY from_on;

-- name: signing_key_of_party
SELECT public_key, kind, certificate, from_on, until_on FROM signing_key
 WHERE party = $1 ORDER BY from_on, public_key;

-- name: signing_key_certified
-- Keys that came in with a certificate and still sign on a day.
SELECT public_key, certificate FROM signing_key
 WHERE certificate <> '' AND until_on > $1 ORDER BY public_key;

-- name: trust_root_get
SELECT subject, certificate, from_on, until_on FROM trust_root WHERE sha256 = $1;

-- name: trust_root_write
INSERT INTO trust_root (sha256, subject, certificate, from_on, until_on)
VALUES ($1, $2, $3, $4, $5);

-- name: trust_root_end
UPDATE trust_root SET until_on = $2 WHERE sha256 = $1;

-- name: trust_root_each
-- Those that are trusted on a day; '' all there ever were.
SELECT sha256, subject, certificate, from_on, until_on FROM trust_root
 WHERE $1 = '' OR (from_on <= $1 AND until_on > $1)
 ORDER BY from_on, sha256;

-- name: region_page
-- Divisions and zones after a code; $2: those below it alone, '' all.
SELECT code, name, parent, kind FROM region
 WHERE code > $1 AND ($2 = '' OR parent = $2)
 ORDER BY code LIMIT $3;

-- name: region_overlaps
SELECT zone, division FROM region_overlap WHERE zone >= $1 AND zone <= $2 ORDER BY zone, division;

-- name: pool_packs
-- Pools with the pack in force in each on a day; '' none.
SELECT p.pool, p.region, p.name, p.kind, COALESCE(k.pack, '')
  FROM pool p LEFT JOIN pool_pack k ON k.pool = p.pool AND k.from_on <= $1 AND k.until_on > $1
 ORDER BY p.pool;
-- name: licence_get
SELECT to_on, document FROM licence
 WHERE company = $1 AND kind = $2 AND number = $3 AND from_on = $4;

-- name: licence_write
INSERT INTO licence (company, kind, number, from_on, to_on, document) VALUES ($1, $2, $3, $4, $5, $6);

-- name: licence_state
-- How many are on file, how many are valid on a day, and the last day of any before it.
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN from_on <= $3 AND to_on >= $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
       COALESCE(MAX(CASE WHEN to_on < $3 THEN to_on ELSE '' END), '')
  FROM licence WHERE company = $1 AND kind = $2;
