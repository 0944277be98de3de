-- name: webhook_put
INSERT INTO webhook (pool, name, url, secret, what, made_by, org, done, failures, next_at, error)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '');

-- name: webhook_delete
DELETE FROM webhook WHERE pool = $1 AND name = $2;

-- name: webhook_list
SELECT pool, name, url, what, made_by, done, failures, next_at, error, secret, org
FROM webhook
WHERE pool = $1 ORDER BY name;

-- name: webhook_due
SELECT pool, name, url, what, made_by, done, failures, next_at, error, secret, org
FROM webhook
WHERE next_at <= $1 ORDER BY pool, name;

-- name: webhook_every
SELECT pool, name, url, what, made_by, done, failures, next_at, error, secret, org
FROM webhook
WHERE pool > $1 ORDER BY pool, name;

-- name: webhook_relock
UPDATE webhook SET secret = $3 WHERE pool = $1 AND name = $2;

-- name: webhook_done
UPDATE webhook SET done = $3, failures = 0, next_at = 0, error = '' WHERE pool = $1 AND name = $2 AND done < $3;

-- name: webhook_failed
UPDATE webhook SET failures = failures + 1, next_at = $3, error = $4 WHERE pool = $1 AND name = $2;

-- name: publisher_get
SELECT prefix, name, scheme, code, uri, license, policy, payments FROM publisher WHERE pool = $1;

-- name: publisher_put
INSERT INTO publisher (pool, prefix, name, scheme, code, uri, license, policy, payments)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (pool) DO UPDATE
   SET prefix = EXCLUDED.prefix, name = EXCLUDED.name, scheme = EXCLUDED.scheme,
       code = EXCLUDED.code, uri = EXCLUDED.uri, license = EXCLUDED.license,
       policy = EXCLUDED.policy, payments = EXCLUDED.payments;

-- name: ocds_projects
SELECT project, name FROM project WHERE pool = $1 ORDER BY project;

-- name: ocds_phases
SELECT phase, from_on, to_on FROM phase
 WHERE pool = $1 AND project = $2
 ORDER BY from_on, to_on, phase;

-- name: ocds_documents
SELECT announcement, kind, title, published_on FROM announcement
 WHERE pool = $1 AND project = $2 AND published_on <= $3
 ORDER BY published_on, announcement;

-- name: ocds_groups
-- What is asked for. Agreed volume of all pools, or of this one; -1 not computed.
SELECT g.grp, g.name, g.unit, g.ceiling, COALESCE(n.agreed, v.agreed, -1)
  FROM project_group g
  LEFT JOIN group_volume v ON v.pool = g.pool AND v.project = g.project AND v.grp = g.grp
  LEFT JOIN national_volume n ON n.pool = g.pool AND n.project = g.project AND n.grp = g.grp
 WHERE g.pool = $1 AND g.project = $2
 ORDER BY g.grp;

-- name: ocds_bids
SELECT (SELECT COUNT(*) FROM bid b WHERE b.pool = $1 AND b.project = $2),
       (SELECT COUNT(DISTINCT b.company) FROM bid b WHERE b.pool = $1 AND b.project = $2),
       (SELECT COUNT(*) FROM award w WHERE w.pool = $1 AND w.project = $2
           AND w.decision <> 'invalid'),
       (SELECT COUNT(*) FROM award w WHERE w.pool = $1 AND w.project = $2
           AND w.decision = 'invalid');

-- name: ocds_tenderers
SELECT b.company, COALESCE(c.name, b.company)
  FROM (SELECT DISTINCT company FROM bid WHERE pool = $1 AND project = $2) b
  LEFT JOIN company c ON c.code = b.company AND c.until_on = '9999-12-31'
 ORDER BY b.company;

-- name: ocds_awards
-- Every selected product by company, with what was allocated to it.
SELECT w.company, COALESCE(c.name, w.company), w.grp, w.product, COALESCE(p.name, w.product),
       g.unit, w.price,
       COALESCE((SELECT CAST(SUM(a.qty) AS BIGINT) FROM allocation a
                  WHERE a.pool = w.pool AND a.project = w.project AND a.product = w.product
                    AND a.grp = w.grp), 0)
  FROM award w
  JOIN project_group g ON g.pool = w.pool AND g.project = w.project AND g.grp = w.grp
  LEFT JOIN company c ON c.code = w.company AND c.until_on = '9999-12-31'
  LEFT JOIN product p ON p.code = w.product AND p.until_on = '9999-12-31'
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY w.company, w.grp, w.product;

-- name: ocds_contracts
-- Agreements that have begun; those issued for signing when all parties have signed the last version.
SELECT a.agreement, a.company, a.institution, a.distributor, a.from_on, a.to_on,
       COALESCE((SELECT MAX(s.signed_at) FROM contract_signature s
                  WHERE s.pool = a.pool AND s.agreement = a.agreement
                    AND s.version = (SELECT MAX(k.version) FROM contract k
                                      WHERE k.pool = a.pool AND k.agreement = a.agreement)), ''),
       COALESCE(i.name, a.institution), COALESCE(c.name, a.company), COALESCE(d.name, a.distributor)
  FROM agreement a
  LEFT JOIN institution i ON i.code = a.institution AND i.until_on = '9999-12-31'
  LEFT JOIN company c ON c.code = a.company AND c.until_on = '9999-12-31'
  LEFT JOIN company d ON d.code = a.distributor AND d.until_on = '9999-12-31'
 WHERE a.pool = $1 AND a.project = $2 AND a.from_on <= $3
   AND (NOT EXISTS (SELECT 1 FROM contract k WHERE k.pool = a.pool AND k.agreement = a.agreement)
        OR a.parties = (SELECT COUNT(*) FROM contract_signature s
                         WHERE s.pool = a.pool AND s.agreement = a.agreement
                           AND s.version = (SELECT MAX(k.version) FROM contract k
                                             WHERE k.pool = a.pool AND k.agreement = a.agreement)))
 ORDER BY a.company, a.agreement;

-- name: ocds_contract_count
-- Of the same.
SELECT COUNT(*) FROM agreement a
 WHERE a.pool = $1 AND a.project = $2 AND a.from_on <= $3
   AND (NOT EXISTS (SELECT 1 FROM contract k WHERE k.pool = a.pool AND k.agreement = a.agreement)
        OR a.parties = (SELECT COUNT(*) FROM contract_signature s
                         WHERE s.pool = a.pool AND s.agreement = a.agreement
                           AND s.version = (SELECT MAX(k.version) FROM contract k
                                             WHERE k.pool = a.pool AND k.agreement = a.agreement)));

-- name: ocds_lines
SELECT l.product, COALESCE(p.name, l.product), l.grp, COALESCE(p.unit, ''), l.price, l.agreed
  FROM agreement_line l
  LEFT JOIN product p ON p.code = l.product AND p.until_on = '9999-12-31'
 WHERE l.pool = $1 AND l.agreement = $2
 ORDER BY l.product;

-- name: ocds_paid
SELECT month, CAST(SUM(paid_amount) AS BIGINT) FROM agreement_month
 WHERE pool = $1 AND agreement = $2 AND month < $3
 GROUP BY month
HAVING CAST(SUM(paid_amount) AS BIGINT) <> 0
 ORDER BY month;

-- name: ocds_parties
-- Who takes part, and as what; $4: 1 bids and awards are public, 2 agreements too.
SELECT x.code, x.party, COALESCE(c.name, i.name, x.code)
  FROM (SELECT b.company AS code, 'tenderer' AS party FROM bid b
         WHERE b.pool = $1 AND b.project = $2 AND $4 > 0
        UNION
        SELECT w.company, 'supplier' FROM award w
         WHERE w.pool = $1 AND w.project = $2 AND $4 > 0
           AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
        UNION
        SELECT a.institution, 'institution' FROM agreement a
         WHERE a.pool = $1 AND a.project = $2 AND a.from_on <= $3 AND $4 > 1
           AND (NOT EXISTS (SELECT 1 FROM contract k WHERE k.pool = a.pool AND k.agreement = a.agreement)
           OR a.parties = (SELECT COUNT(*) FROM contract_signature s
                            WHERE s.pool = a.pool AND s.agreement = a.agreement
                              AND s.version = (SELECT MAX(k.version) FROM contract k
                                                WHERE k.pool = a.pool AND k.agreement = a.agreement)))
        UNION
        SELECT a.distributor, 'distributor' FROM agreement a
         WHERE a.pool = $1 AND a.project = $2 AND a.from_on <= $3 AND $4 > 1
           AND (NOT EXISTS (SELECT 1 FROM contract k WHERE k.pool = a.pool AND k.agreement = a.agreement)
           OR a.parties = (SELECT COUNT(*) FROM contract_signature s
                            WHERE s.pool = a.pool AND s.agreement = a.agreement
                              AND s.version = (SELECT MAX(k.version) FROM contract k
                                                WHERE k.pool = a.pool AND k.agreement = a.agreement)))) x
  LEFT JOIN company c ON c.code = x.code AND c.until_on = '9999-12-31'
  LEFT JOIN institution i ON i.code = x.code AND i.until_on = '9999-12-31'
 ORDER BY x.code, x.party;
