-- name: desk_projects
SELECT p.pool, p.project, p.name, p.pack, p.goods, p.executed_on, p.cycle_months, o.name
  FROM project p, pool o
 WHERE o.pool = p.pool AND ($1 = '' OR p.project = $1)
 ORDER BY p.pool, p.executed_on, p.project;

-- name: desk_counts
-- Who takes part, who bid, who won.
SELECT (SELECT COUNT(*) FROM participation t WHERE t.pool = $1 AND t.project = $2 AND t.takes_part = 1),
       (SELECT COUNT(*) FROM bid b WHERE b.pool = $1 AND b.project = $2),
       (SELECT COUNT(DISTINCT b.company) FROM bid b WHERE b.pool = $1 AND b.project = $2),
       (SELECT COUNT(*) FROM award w WHERE w.pool = $1 AND w.project = $2
           AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')),
       (SELECT COUNT(DISTINCT w.company) FROM award w WHERE w.pool = $1 AND w.project = $2
           AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')),
       (SELECT CAST(COALESCE(SUM(a.agreed), 0) AS BIGINT) FROM group_allocation a
         WHERE a.pool = $1 AND a.project = $2),
       (SELECT CAST(COALESCE(SUM(a.unfilled), 0) AS BIGINT) FROM group_allocation a
         WHERE a.pool = $1 AND a.project = $2);

-- name: desk_winners
-- Every selected product with its allocated volume and its average price before procurement (0: not
-- known), by group and rank.
SELECT w.grp, g.name, w.product, COALESCE(c.name, w.company), w.rank, w.price, w.with_service,
       COALESCE((SELECT CAST(SUM(a.qty) AS BIGINT) FROM allocation a
                       WHERE a.pool = w.pool AND a.project = w.project AND a.product = w.product
                         AND a.grp = w.grp), 0),
       COALESCE((SELECT f.price FROM price_fact f
                  WHERE f.product = w.product AND f.company = w.company AND f.kind = 'pre_vbp'
                  ORDER BY f.on_date DESC, f.province, f.source LIMIT 1), 0)
  FROM award w
  JOIN project_group g ON g.pool = w.pool AND g.project = w.project AND g.grp = w.grp
  LEFT JOIN company c ON c.code = w.company AND c.until_on = '9999-12-31'
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY w.grp, w.rank, w.product;

-- name: desk_decisions
SELECT decision, COUNT(*) FROM award WHERE pool = $1 AND project = $2
 GROUP BY decision ORDER BY decision;
