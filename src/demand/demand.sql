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

-- name: demand_of
-- What an institution has in review.
SELECT grp, product, qty, reason, state, reviewed FROM demand
 WHERE pool = $1 AND project = $2 AND institution = $3
 ORDER BY grp, product;

-- name: demand_report_latest
SELECT r.version, r.saved_on, r.saved_by, r.submitted_on, r.submitted_by,
       (SELECT COUNT(*) FROM demand_report_line l
         WHERE l.pool = $1 AND l.project = $2 AND l.institution = $3 AND l.version = r.version)
  FROM demand_report r
 WHERE r.pool = $1 AND r.project = $2 AND r.institution = $3
 ORDER BY r.version DESC LIMIT 1;

-- name: demand_report_versions
SELECT version, saved_on, saved_by, submitted_on, submitted_by FROM demand_report
 WHERE pool = $1 AND project = $2 AND institution = $3
 ORDER BY version;

-- name: demand_report_lines
SELECT grp, product, qty, reason FROM demand_report_line
 WHERE pool = $1 AND project = $2 AND institution = $3 AND version = $4
 ORDER BY grp, product;

-- name: demand_report_write
INSERT INTO demand_report (pool, project, institution, version, saved_on, saved_by, submitted_on,
                           submitted_by)
VALUES ($1, $2, $3, $4, $5, $6, '', '');

-- name: demand_report_line_write
INSERT INTO demand_report_line (pool, project, institution, version, grp, product, qty, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: demand_report_submit
UPDATE demand_report SET submitted_on = $5, submitted_by = $6
 WHERE pool = $1 AND project = $2 AND institution = $3 AND version = $4;

-- name: demand_report_drop
-- A version that turned out to say what the one before it says; in the transaction that made it.
DELETE FROM demand_report
 WHERE pool = $1 AND project = $2 AND institution = $3 AND version = $4 AND submitted_on = '';

-- name: demand_report_drop_lines
DELETE FROM demand_report_line
 WHERE pool = $1 AND project = $2 AND institution = $3 AND version = $4;

-- name: demand_report_differs
-- Lines of version $4 that version $5 has not, and the other way round.
SELECT (SELECT COUNT(*) FROM demand_report_line l
         WHERE l.pool = $1 AND l.project = $2 AND l.institution = $3 AND l.version = $4
           AND NOT EXISTS (SELECT 1 FROM demand_report_line o
                            WHERE o.pool = $1 AND o.project = $2 AND o.institution = $3
                              AND o.version = $5 AND o.grp = l.grp AND o.product = l.product
                              AND o.qty = l.qty AND o.reason = l.reason))
     + (SELECT COUNT(*) FROM demand_report_line l
         WHERE l.pool = $1 AND l.project = $2 AND l.institution = $3 AND l.version = $5
           AND NOT EXISTS (SELECT 1 FROM demand_report_line o
                            WHERE o.pool = $1 AND o.project = $2 AND o.institution = $3
                              AND o.version = $4 AND o.grp = l.grp AND o.product = l.product));

-- name: demand_report_mixed
-- Groups that a version reports as a whole and by product.
SELECT grp FROM demand_report_line
 WHERE pool = $1 AND project = $2 AND institution = $3 AND version = $4
 GROUP BY grp
HAVING COUNT(*) > 1 AND MIN(product) = ''
 ORDER BY grp;

-- name: demand_report_returned
SELECT COUNT(*) FROM demand
 WHERE pool = $1 AND project = $2 AND institution = $3 AND state = 'returned';

-- name: demand_form
-- Groups and products of an institution ($3): last year's usage (-1 unknown), the line of version
-- $4 (-1 none), what was reported and reviewed.
SELECT k.grp, g.name, g.unit, k.product,
       COALESCE((SELECT MAX(p.name) FROM product p
                  WHERE p.code = k.product AND p.until_on = '9999-12-31'), ''),
       COALESCE((SELECT u.qty FROM usage_year u
                  WHERE u.pool = $1 AND u.project = $2 AND u.grp = k.grp AND u.institution = $3
                    AND u.product = k.product
                    AND u.year = (SELECT MAX(y.year) FROM usage_year y
                                   WHERE y.pool = $1 AND y.project = $2 AND y.grp = k.grp
                                     AND y.institution = $3)), -1),
       COALESCE(l.qty, -1), COALESCE(l.reason, ''), COALESCE(d.state, ''), COALESCE(d.reviewed, 0)
  FROM (SELECT grp, product FROM usage_year
         WHERE pool = $1 AND project = $2 AND institution = $3
         UNION
        SELECT grp, product FROM demand WHERE pool = $1 AND project = $2 AND institution = $3
         UNION
        SELECT grp, product FROM demand_report_line
         WHERE pool = $1 AND project = $2 AND institution = $3 AND version = $4
         UNION
        SELECT n.grp, '' FROM project_group n
         WHERE n.pool = $1 AND n.project = $2
           AND NOT EXISTS (SELECT 1 FROM usage_year x
                            WHERE x.pool = $1 AND x.project = $2 AND x.grp = n.grp
                              AND x.institution = $3 AND x.product <> '')
           AND NOT EXISTS (SELECT 1 FROM demand x
                            WHERE x.pool = $1 AND x.project = $2 AND x.grp = n.grp
                              AND x.institution = $3 AND x.product <> '')
           AND NOT EXISTS (SELECT 1 FROM demand_report_line x
                            WHERE x.pool = $1 AND x.project = $2 AND x.grp = n.grp
                              AND x.institution = $3 AND x.version = $4 AND x.product <> '')) AS k
  JOIN project_group g ON g.pool = $1 AND g.project = $2 AND g.grp = k.grp
  LEFT JOIN demand_report_line l
    ON l.pool = $1 AND l.project = $2 AND l.institution = $3 AND l.version = $4
   AND l.grp = k.grp AND l.product = k.product
  LEFT JOIN demand d
    ON d.pool = $1 AND d.project = $2 AND d.grp = k.grp AND d.institution = $3
   AND d.product = k.product
 ORDER BY k.grp, k.product;

-- name: chain_get
SELECT chain FROM demand_chain WHERE pool = $1 AND project = $2;

-- name: chain_write
INSERT INTO demand_chain (pool, project, chain) VALUES ($1, $2, $3)
    ON CONFLICT (pool, project) DO UPDATE SET chain = EXCLUDED.chain;

-- name: review_any
SELECT COUNT(*) FROM demand_review WHERE pool = $1 AND project = $2;

-- name: review_list_page
-- What stands in a project, after ($7, $8, $9): of institutions in somebody's sight (regions from
-- $3 to before $4, one institution $5 or '') and in a state ($6, '' all).
SELECT d.grp, d.institution, d.product, d.qty, d.reason, d.reviewed, d.state, d.level, i.name,
       i.region, i.affiliation, i.kind,
       COALESCE((SELECT CAST(SUM(u.qty) AS BIGINT) FROM usage_year u
                  WHERE u.pool = $1 AND u.project = $2 AND u.grp = d.grp
                    AND u.institution = d.institution AND u.product = d.product
                    AND u.year = (SELECT MAX(y.year) FROM usage_year y
                                   WHERE y.pool = $1 AND y.project = $2 AND y.grp = d.grp
                                     AND y.institution = d.institution)), -1)
  FROM demand d
  JOIN institution i ON i.code = d.institution AND i.until_on = '9999-12-31'
 WHERE d.pool = $1 AND d.project = $2 AND i.region >= $3 AND i.region < $4
   AND ($5 = '' OR d.institution = $5) AND ($6 = '' OR d.state = $6)
   AND (d.grp, d.institution, d.product) > ($7, $8, $9)
 ORDER BY d.grp, d.institution, d.product LIMIT $10;

-- name: summary_get
SELECT base, institutions, sha256, on_date FROM demand_summary
 WHERE pool = $1 AND project = $2 AND grp = $3 AND member = $4;

-- name: summary_write
INSERT INTO demand_summary (pool, project, grp, member, base, institutions, sha256, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pool, project, grp, member) DO UPDATE
   SET base = EXCLUDED.base, institutions = EXCLUDED.institutions, sha256 = EXCLUDED.sha256,
       on_date = EXCLUDED.on_date;

-- name: summary_each
SELECT member, base, sha256 FROM demand_summary
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY member;

-- name: national_get
SELECT base, ratio, agreed, winners FROM national_volume
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: national_each
SELECT grp, base, ratio, agreed, winners FROM national_volume
 WHERE pool = $1 AND project = $2
 ORDER BY grp;

-- name: national_write
INSERT INTO national_volume (pool, project, grp, base, ratio, agreed, winners)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, grp) DO UPDATE
   SET base = EXCLUDED.base, ratio = EXCLUDED.ratio, agreed = EXCLUDED.agreed,
       winners = EXCLUDED.winners;

-- name: part_clear
DELETE FROM national_part WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: part_write
INSERT INTO national_part (pool, project, grp, member, base, agreed) VALUES ($1, $2, $3, $4, $5, $6);

-- name: part_get
SELECT p.base, p.agreed, v.ratio, v.winners FROM national_part p
  JOIN national_volume v ON v.pool = p.pool AND v.project = p.project AND v.grp = p.grp
 WHERE p.pool = $1 AND p.project = $2 AND p.grp = $3 AND p.member = $4;

-- name: part_each
SELECT member, base, agreed FROM national_part
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY member;

-- name: volume_announced
-- The announcement that published figures with this digest.
SELECT announcement FROM announcement
 WHERE pool = $1 AND project = $2 AND kind = 'volume' AND sha256 = $3
 ORDER BY published_on DESC, announcement DESC LIMIT 1;

-- name: volume_last_announced
SELECT announcement FROM announcement
 WHERE pool = $1 AND project = $2 AND kind = 'volume'
 ORDER BY published_on DESC, announcement DESC LIMIT 1;

-- name: version_last
SELECT COALESCE(MAX(version), 0) FROM volume_version WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: version_keep
INSERT INTO volume_version (pool, project, grp, version, base, ratio, agreed, winners, announcement,
                            reason, who, replaced_on)
SELECT pool, project, grp, $4, base, ratio, agreed, winners, $5, $6, $7, $8
  FROM group_volume WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: version_keep_parts
INSERT INTO volume_part (pool, project, grp, version, part, base, agreed)
SELECT pool, project, grp, $4, institution, base, agreed
  FROM agreed_volume WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: version_keep_national
INSERT INTO volume_version (pool, project, grp, version, base, ratio, agreed, winners, announcement,
                            reason, who, replaced_on)
SELECT pool, project, grp, $4, base, ratio, agreed, winners, $5, $6, $7, $8
  FROM national_volume WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: version_keep_pools
INSERT INTO volume_part (pool, project, grp, version, part, base, agreed)
SELECT pool, project, grp, $4, CAST(member AS TEXT), base, agreed
  FROM national_part WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: version_each
SELECT grp, version, base, ratio, agreed, winners, announcement, reason, who, replaced_on
  FROM volume_version WHERE pool = $1 AND project = $2 ORDER BY grp, version LIMIT $3;
