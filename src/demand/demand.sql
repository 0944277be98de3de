-- Queries of the demand wing.

-- name: usage_get
SELECT qty FROM usage_year
 WHERE pool = $1 AND project = $2 AND grp = $3 AND institution = $4 AND product = $5 AND year = $6;

-- name: usage_write
INSERT INTO usage_year (pool, project, grp, institution, product, year, qty)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, grp, institution, product, year) DO UPDATE SET qty = EXCLUDED.qty;

-- name: demand_get
SELECT qty, reason, reviewed, state, level FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3 AND institution = $4 AND product = $5;

-- name: demand_write
INSERT INTO demand (pool, project, grp, institution, product, qty, reason, reviewed, state, level)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (pool, project, grp, institution, product) DO UPDATE
   SET qty = EXCLUDED.qty, reason = EXCLUDED.reason, reviewed = EXCLUDED.reviewed,
       state = EXCLUDED.state, level = EXCLUDED.level;

-- name: demand_other_kind
-- Is there a report of this institution for the group as a whole ($5 = '') or for single products?
SELECT COUNT(*) FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3 AND institution = $4
   AND CASE WHEN product = '' THEN 1 ELSE 0 END <> CASE WHEN $5 = '' THEN 1 ELSE 0 END;

-- name: demand_each
-- The base, cell by cell: groups, in each institutions, in each products.
SELECT grp, institution, product, reviewed FROM demand
 WHERE pool = $1 AND project = $2
 ORDER BY grp, institution, product;

-- name: demand_of_group
SELECT institution, product, reviewed FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY institution, product;

-- name: demand_base_of_group
-- Per institution. What was sent back and not reported again is no demand yet.
SELECT institution, CAST(SUM(reviewed) AS BIGINT) FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3
 GROUP BY institution
 ORDER BY institution;

-- name: demand_states
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN state = 'returned' THEN 1 ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN state IN ('reported', 'in_review') THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM demand
 WHERE pool = $1 AND project = $2;

-- name: demand_compare
-- Report beside last year's usage, per group and institution; years: the latest that is known.
SELECT grp, institution, CAST(SUM(qty) AS BIGINT), CAST(SUM(reviewed) AS BIGINT),
       CAST(SUM(used) AS BIGINT), MAX(reason), MAX(state)
  FROM (SELECT grp, institution, qty, reviewed, 0 AS used, reason, state FROM demand
         WHERE pool = $1 AND project = $2
         UNION ALL
        SELECT u.grp, u.institution, 0, 0, u.qty, '', '' FROM usage_year u
         WHERE u.pool = $1 AND u.project = $2
           AND u.year = (SELECT MAX(y.year) FROM usage_year y
                          WHERE y.pool = $1 AND y.project = $2 AND y.grp = u.grp
                            AND y.institution = u.institution)) AS both_sides
 GROUP BY grp, institution
 ORDER BY grp, institution;

-- name: review_list
SELECT seq, level, verdict, came, qty, reason, ground, on_date FROM demand_review
 WHERE pool = $1 AND project = $2 AND grp = $3 AND institution = $4 AND product = $5
 ORDER BY seq;

-- name: review_write
INSERT INTO demand_review (pool, project, grp, institution, product, seq, level, verdict, came,
                           qty, reason, ground, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: group_volume_get
SELECT base, ratio, agreed, winners FROM group_volume
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: group_volume_each
SELECT grp, base, ratio, agreed, winners FROM group_volume
 WHERE pool = $1 AND project = $2
 ORDER BY grp;

-- name: group_volume_write
INSERT INTO group_volume (pool, project, grp, base, ratio, agreed, winners)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, grp) DO UPDATE
   SET base = EXCLUDED.base, ratio = EXCLUDED.ratio, agreed = EXCLUDED.agreed,
       winners = EXCLUDED.winners;

-- name: agreed_clear
DELETE FROM agreed_volume WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: agreed_write
INSERT INTO agreed_volume (pool, project, grp, institution, base, agreed)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: agreed_of_group
SELECT institution, base, agreed FROM agreed_volume
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY institution;

-- name: agreed_each
SELECT grp, institution, base, agreed FROM agreed_volume
 WHERE pool = $1 AND project = $2
 ORDER BY grp, institution;

-- name: demand_institutions
SELECT COUNT(DISTINCT institution) FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: demand_products
-- What is wanted of each product of a group, over all institutions.
SELECT product, CAST(SUM(reviewed) AS BIGINT) FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3
 GROUP BY product
 ORDER BY product;

-- name: demand_base
-- What a group's volume was computed from, and what its parts add up to.
SELECT CAST(COALESCE(SUM(reviewed), 0) AS BIGINT),
       (SELECT CAST(COALESCE(SUM(a.agreed), 0) AS BIGINT) FROM agreed_volume a
         WHERE a.pool = $1 AND a.project = $2 AND a.grp = $3)
  FROM demand
 WHERE pool = $1 AND project = $2 AND grp = $3;
