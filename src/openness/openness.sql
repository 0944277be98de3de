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

-- name: material_last
SELECT version, kind, audience, title, body, file, on_date FROM material
 WHERE pool = $1 AND material = $2 ORDER BY version DESC LIMIT 1;

-- name: material_write
INSERT INTO material (pool, material, version, kind, audience, title, body, file, on_date, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: material_file
SELECT 1 FROM file WHERE sha256 = $1;

-- name: material_page
-- The last versions; $2: only of this audience, '' all; $3: a kind, '' all; $4: who reads, '' nobody; newest last.
SELECT m.material, m.version, m.kind, m.audience, m.title, m.file, m.on_date,
       COALESCE((SELECT r.read_on FROM material_read r WHERE r.pool = m.pool AND r.material = m.material
                    AND r.version = m.version AND r.login = $4 AND $4 <> ''), '')
  FROM material m
 WHERE m.pool = $1 AND ($2 = '' OR m.audience = $2) AND ($3 = '' OR m.kind = $3)
   AND m.version = (SELECT MAX(x.version) FROM material x WHERE x.pool = m.pool AND x.material = m.material)
   AND (m.material, m.version) > ($5, $6)
 ORDER BY m.material LIMIT $7;

-- name: material_seen
-- The last version, when it is for this audience ($3 '': any).
SELECT m.version, m.kind, m.audience, m.title, m.body, m.file, m.on_date FROM material m
 WHERE m.pool = $1 AND m.material = $2 AND ($3 = '' OR m.audience = $3)
   AND m.version = (SELECT MAX(x.version) FROM material x WHERE x.pool = m.pool AND x.material = m.material);

-- name: material_file_seen
SELECT 1 FROM material m WHERE m.pool = $1 AND m.file = $2 AND ($3 = '' OR m.audience = $3)
   AND m.version = (SELECT MAX(x.version) FROM material x WHERE x.pool = m.pool AND x.material = m.material)
 LIMIT 1;

-- name: material_read_get
SELECT read_on FROM material_read WHERE pool = $1 AND material = $2 AND version = $3 AND login = $4;

-- name: material_read_write
INSERT INTO material_read (pool, material, version, login, org, read_on) VALUES ($1, $2, $3, $4, $5, $6);

-- name: material_readers
-- Who has read a material, each version.
SELECT r.login, r.version, r.org, r.read_on FROM material_read r
 WHERE r.pool = $1 AND r.material = $2 AND (r.login, r.version) > ($3, $4)
 ORDER BY r.login, r.version LIMIT $5;

-- name: material_unread
-- Institutions of the pool in a region of which nobody has read the last version.
SELECT i.code, 1, i.name, i.region FROM institution i
 WHERE i.pool = $1 AND i.region >= $2 AND i.region < $3 AND i.until_on = '9999-12-31' AND i.status = 'open'
   AND NOT EXISTS (SELECT 1 FROM material_read r WHERE r.pool = $1 AND r.material = $4 AND r.org = i.code
                      AND r.version = (SELECT MAX(x.version) FROM material x WHERE x.pool = $1 AND x.material = $4))
   AND (i.code, CAST(1 AS BIGINT)) > ($5, $6)
 ORDER BY i.code LIMIT $7;

-- name: question_next
SELECT COALESCE(MAX(seq), 0) + 1 FROM question WHERE pool = $1;

-- name: question_write
INSERT INTO question (pool, seq, kind, topic, body, contact, login, org, asked_on, answer, answered_on, answered_by,
                      published)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '', 0);

-- name: question_get
SELECT answer, published FROM question WHERE pool = $1 AND seq = $2;

-- name: question_answer
UPDATE question SET answer = $3, answered_on = $4, answered_by = $5, published = $6 WHERE pool = $1 AND seq = $2;

-- name: question_page
-- $2 = 1: all of the pool; else those of one login ($3), and what is published. $4: open, answered or '' all.
SELECT '', q.seq, q.kind, q.topic, q.body, CASE WHEN $2 = 1 THEN q.contact ELSE '' END,
       CASE WHEN $2 = 1 OR q.login = $3 THEN q.org ELSE '' END, q.asked_on, q.answer, q.answered_on, q.published
  FROM question q
 WHERE q.pool = $1 AND ($2 = 1 OR q.published = 1 OR (q.login = $3 AND $3 <> ''))
   AND ($4 = '' OR ($4 = 'open' AND q.answer = '') OR ($4 = 'answered' AND q.answer <> ''))
   AND $5 = '' AND q.seq > $6
 ORDER BY q.seq LIMIT $7;

-- Datasets: $1 pool, $2 agreement, $3 and $4 first and last day of the rows, then the key to go on after and how
-- many. Columns are those of openness/dataset.c, the key first.

-- name: data_orders
SELECT l.order_no, l.line, l.project, l.institution, i.name, i.region, l.product, l.company, l.payee, l.qty,
       l.price, l.selected, l.ordered_on, l.answered_on, l.respond_by, l.deliver_by, l.shipped, l.accepted
  FROM order_line l
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE l.pool = $1 AND l.ordered_on >= $3 AND l.ordered_on <= $4
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project'
                   AND s.code = l.project))
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region'
                   AND i.region >= s.lo AND i.region < s.hi))
   AND (l.order_no, l.line) > ($5, $6)
 ORDER BY l.order_no, l.line LIMIT $7;

-- name: data_receipts
SELECT r.receipt, r.line, r.order_no, l.project, l.institution, i.region, l.product, l.payee, r.qty,
       r.accepted_on, r.amount, r.returned_amount, r.paid, r.due_on, r.in_time_until
  FROM receipt r
  JOIN order_line l ON l.pool = r.pool AND l.order_no = r.order_no AND l.line = r.order_line
  JOIN institution i ON i.code = l.institution AND i.until_on = '9999-12-31'
 WHERE r.pool = $1 AND r.accepted_on >= $3 AND r.accepted_on <= $4
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project'
                   AND s.code = l.project))
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region'
                   AND i.region >= s.lo AND i.region < s.hi))
   AND (r.receipt, r.line) > ($5, $6)
 ORDER BY r.receipt, r.line LIMIT $7;

-- name: data_progress
-- By whole months.
SELECT m.project, m.month, m.institution, m.product, i.region, CAST(SUM(m.ordered) AS BIGINT),
       CAST(SUM(m.accepted) AS BIGINT), CAST(SUM(m.returned) AS BIGINT), CAST(SUM(m.accepted_amount) AS BIGINT),
       CAST(SUM(m.paid) AS BIGINT)
  FROM progress_month m
  JOIN institution i ON i.code = m.institution AND i.until_on = '9999-12-31'
 WHERE m.pool = $1 AND m.month >= substr($3, 1, 7) AND m.month <= substr($4, 1, 7)
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project'
                   AND s.code = m.project))
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region'
                   AND i.region >= s.lo AND i.region < s.hi))
   AND (m.project, m.month, m.institution, m.product) > ($5, $6, $7, $8)
 GROUP BY m.project, m.month, m.institution, m.product, i.region
 ORDER BY m.project, m.month, m.institution, m.product LIMIT $9;

-- name: data_shortages
SELECT x.shortage, x.project, x.institution, i.region, x.company, x.product, x.order_no, x.line, x.missing,
       x.substituted, x.state, x.outcome, x.extra, x.reported_on, x.closed_on
  FROM shortage x
  JOIN institution i ON i.code = x.institution AND i.until_on = '9999-12-31'
 WHERE x.pool = $1 AND x.reported_on >= $3 AND x.reported_on <= $4
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project'
                   AND s.code = x.project))
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region'
                   AND i.region >= s.lo AND i.region < s.hi))
   AND x.shortage > $5
 ORDER BY x.shortage LIMIT $6;

-- name: data_complaints
-- Of a division: against an institution there.
SELECT x.complaint, x.kind, x.project, x.against, x.filed_on, x.accepted_on, x.answered_on, x.result
  FROM complaint x
  LEFT JOIN institution i ON i.code = x.against AND i.until_on = '9999-12-31'
 WHERE x.pool = $1 AND x.filed_on >= $3 AND x.filed_on <= $4
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project'
                   AND s.code = x.project))
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region'
                   AND i.region >= s.lo AND i.region < s.hi))
   AND x.complaint > $5
 ORDER BY x.complaint LIMIT $6;

-- name: data_winners
-- What was selected in projects that are carried out; of a pool as a whole, so of no division alone.
SELECT w.project, w.grp, w.product, w.company, w.price, p.executed_on
  FROM award w
  JOIN project p ON p.pool = w.pool AND p.project = w.project
 WHERE w.pool = $1 AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
   AND p.executed_on <> '' AND p.executed_on >= $3 AND p.executed_on <= $4
   AND (NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project')
     OR EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'project'
                   AND s.code = w.project))
   AND NOT EXISTS (SELECT 1 FROM data_scope s WHERE s.pool = $1 AND s.agreement = $2 AND s.kind = 'region')
   AND (w.project, w.grp, w.product) > ($5, $6, $7)
 ORDER BY w.project, w.grp, w.product LIMIT $8;

-- name: data_agreement_get
SELECT agreement, department, dataset, fields, from_on, to_on, since_on, purpose, clause, made_by, made_on, state,
       decided_by, decided_on, revoked_by, revoked_on, reason
  FROM data_agreement WHERE pool = $1 AND agreement = $2;

-- name: data_agreement_put
INSERT INTO data_agreement (pool, agreement, department, dataset, fields, from_on, to_on, since_on, purpose, clause,
                            made_by, made_on, state, decided_by, decided_on, revoked_by, revoked_on, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'proposed', '', '', '', '', '');

-- name: data_agreement_decide
UPDATE data_agreement SET state = $3, decided_by = $4, decided_on = $5, reason = $6 WHERE pool = $1 AND agreement = $2;

-- name: data_agreement_revoke
UPDATE data_agreement SET state = 'revoked', revoked_by = $3, revoked_on = $4, reason = $5
 WHERE pool = $1 AND agreement = $2;

-- name: data_agreement_page
-- $2: of one department, '' of all; $3: a state as it is on day $4, '' all.
SELECT x.agreement, x.department, COALESCE(o.name, ''), x.dataset, x.fields, x.from_on, x.to_on, x.since_on,
       x.purpose, x.clause, x.made_by, x.made_on, x.state, x.decided_by, x.decided_on, x.revoked_by, x.revoked_on,
       x.reason, (SELECT COUNT(*) FROM data_access y WHERE y.pool = x.pool AND y.agreement = x.agreement)
  FROM (SELECT d.agreement, d.department, d.dataset, d.fields, d.from_on, d.to_on, d.since_on, d.purpose, d.clause,
               d.made_by, d.made_on, d.decided_by, d.decided_on, d.revoked_by, d.revoked_on, d.reason, d.pool,
               CASE WHEN d.state <> 'approved' THEN d.state WHEN d.to_on < $4 THEN 'ended'
                    WHEN d.from_on > $4 THEN 'to_begin' ELSE 'in_force' END AS state
          FROM data_agreement d WHERE d.pool = $1 AND ($2 = '' OR d.department = $2)) x
  LEFT JOIN organisation o ON o.org = x.department
 WHERE ($3 = '' OR x.state = $3) AND x.agreement > $5
 ORDER BY x.agreement LIMIT $6;

-- name: data_agreement_one
SELECT d.agreement, d.department, COALESCE(o.name, ''), d.dataset, d.fields, d.from_on, d.to_on, d.since_on,
       d.purpose, d.clause, d.made_by, d.made_on,
       CASE WHEN d.state <> 'approved' THEN d.state WHEN d.to_on < $4 THEN 'ended'
            WHEN d.from_on > $4 THEN 'to_begin' ELSE 'in_force' END,
       d.decided_by, d.decided_on, d.revoked_by, d.revoked_on, d.reason,
       (SELECT COUNT(*) FROM data_access y WHERE y.pool = d.pool AND y.agreement = d.agreement)
  FROM data_agreement d
  LEFT JOIN organisation o ON o.org = d.department
 WHERE d.pool = $1 AND ($2 = '' OR d.department = $2) AND d.agreement = $3;

-- name: data_agreement_running
SELECT agreement FROM data_agreement
 WHERE pool = $1 AND state = 'approved' AND from_on <= $2 AND to_on >= $2 ORDER BY agreement;

-- name: data_scope_put
INSERT INTO data_scope (pool, agreement, kind, code, lo, hi) VALUES ($1, $2, $3, $4, $5, $6);

-- name: data_scope_of
SELECT kind, code FROM data_scope WHERE pool = $1 AND agreement = $2 ORDER BY kind, code;

-- name: data_project_there
SELECT project FROM project WHERE pool = $1 AND project = $2;

-- name: data_access_put
INSERT INTO data_access (pool, agreement, seq, kind, who, org, on_date, at, month, rows, sha256)
SELECT $1, $2, COALESCE(MAX(x.seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10
  FROM data_access x WHERE x.pool = $1 AND x.agreement = $2;

-- name: data_access_page
SELECT agreement, seq, kind, who, org, on_date, at, month, rows, sha256 FROM data_access
 WHERE pool = $1 AND ($2 = '' OR agreement = $2)
   AND ($3 = '' OR EXISTS (SELECT 1 FROM data_agreement d WHERE d.pool = data_access.pool
                              AND d.agreement = data_access.agreement AND d.department = $3))
   AND (agreement, seq) > ($4, $5)
 ORDER BY agreement, seq LIMIT $6;

-- name: data_file_get
SELECT rows, bytes, sha256, made_on FROM data_file WHERE pool = $1 AND agreement = $2 AND month = $3;

-- name: data_file_put
INSERT INTO data_file (pool, agreement, month, rows, bytes, sha256, made_on) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: data_file_part_put
INSERT INTO data_file_part (pool, agreement, month, part, body) VALUES ($1, $2, $3, $4, $5);

-- name: data_file_parts
SELECT body FROM data_file_part WHERE pool = $1 AND agreement = $2 AND month = $3 ORDER BY part;

-- name: data_file_page
SELECT f.agreement, f.month, f.rows, f.bytes, f.sha256, f.made_on FROM data_file f
 WHERE f.pool = $1 AND f.agreement = $2 AND f.month > $3 ORDER BY f.month LIMIT $4;
