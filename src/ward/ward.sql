-- Queries of the ward wing.

-- name: file_known
SELECT 1 FROM file WHERE sha256 = $1;

-- name: ward_meeting_get
SELECT held_on, attendees, document, file FROM admission_meeting
 WHERE pool = $1 AND institution = $2 AND record = $3;

-- name: ward_meeting_write
INSERT INTO admission_meeting (pool, institution, record, held_on, attendees, present, document, file, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: vote_of_meeting
SELECT product, yes, no, abstained, passed, note FROM admission_vote
 WHERE pool = $1 AND institution = $2 AND record = $3 ORDER BY product;

-- name: vote_write
INSERT INTO admission_vote (pool, institution, record, product, yes, no, abstained, passed, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: vote_on
SELECT v.passed, m.held_on FROM admission_vote v
  JOIN admission_meeting m ON m.pool = v.pool AND m.institution = v.institution AND m.record = v.record
 WHERE v.pool = $1 AND v.institution = $2 AND v.record = $3 AND v.product = $4;

-- name: catalogue_last
SELECT seq, state, on_date, reason, note, record FROM catalogue
 WHERE pool = $1 AND institution = $2 AND product = $3 ORDER BY seq DESC LIMIT 1;

-- name: catalogue_write
INSERT INTO catalogue (pool, institution, product, seq, state, on_date, reason, note, record, stands, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: due_begun
-- Agreed volumes that began until $2 and have no day of admission yet.
SELECT a.project, a.institution, l.product, MIN(a.company), MIN(a.from_on)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.from_on <= $2 AND l.agreed > 0
   AND NOT EXISTS (SELECT 1 FROM admission_due d WHERE d.pool = a.pool AND d.project = a.project
                      AND d.institution = a.institution AND d.product = l.product)
 GROUP BY a.project, a.institution, l.product
 ORDER BY a.project, a.institution, l.product;

-- name: due_write
INSERT INTO admission_due (pool, project, institution, product, company, from_on, due_on, pack)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: list_dues
-- Before the cursor as the lists of trade: $9 and $10 between which it is due, $11 a state, $12 the day on which
-- it is seen. What is no longer selected is not asked for.
WITH d AS (
    SELECT d.project, d.institution, d.product, d.company, d.from_on, d.due_on, i.region,
           COALESCE(c.state, '') AS decided, COALESCE(c.on_date, '') AS on_date,
           COALESCE(c.reason, '') AS reason, COALESCE(c.note, '') AS note, COALESCE(c.record, '') AS record,
           COALESCE(c.stands, 1) AS stands,
           COALESCE((SELECT MIN(f.on_date) FROM catalogue f WHERE f.pool = d.pool
                        AND f.institution = d.institution AND f.product = d.product
                        AND f.state = 'admitted'), '') AS first_on
      FROM admission_due d
      JOIN institution i ON i.code = d.institution AND i.until_on = '9999-12-31'
      LEFT JOIN catalogue c ON c.pool = d.pool AND c.institution = d.institution AND c.product = d.product
           AND c.seq = (SELECT MAX(x.seq) FROM catalogue x WHERE x.pool = d.pool
                           AND x.institution = d.institution AND x.product = d.product AND x.on_date <= $12)
     WHERE d.pool = $1 AND d.from_on <= $12
       AND NOT EXISTS (SELECT 1 FROM award_change w WHERE w.pool = d.pool AND w.project = d.project
                          AND w.product = d.product AND w.state <> 'selected' AND w.from_on <= $12
                          AND NOT EXISTS (SELECT 1 FROM award_change n WHERE n.pool = w.pool
                                             AND n.project = w.project AND n.product = w.product
                                             AND n.from_on > w.from_on AND n.from_on <= $12))),
s AS (
    SELECT d.project, d.institution, d.product, d.company, d.from_on, d.due_on, d.region, d.on_date, d.reason,
           d.note, d.record, d.first_on,
           CASE WHEN d.decided = 'admitted' AND d.first_on <= d.due_on THEN 'admitted'
                WHEN d.decided = 'admitted' THEN 'late'
                WHEN d.decided <> '' AND d.stands = 1 THEN 'refused'
                WHEN d.decided <> '' THEN 'forbidden'
                WHEN d.due_on < $12 THEN 'overdue' ELSE 'open' END AS state
      FROM d)
SELECT s.project, s.institution, s.product, 1, s.company, s.from_on, s.due_on, s.state, s.on_date, s.reason,
       s.note, s.record
  FROM s
 WHERE s.region >= $2 AND s.region < $3 AND ($4 = '' OR s.institution = $4) AND ($5 = '' OR s.company = $5)
   AND ($6 = '' OR s.project = $6) AND ($7 = '' OR s.institution = $7) AND ($8 = '' OR s.product = $8)
   AND ($9 = '' OR s.due_on >= $9) AND ($10 = '' OR s.due_on <= $10)
   AND ($11 = '' OR s.state = $11
        OR ($11 = 'missing' AND s.state IN ('refused', 'forbidden', 'overdue', 'open')))
   AND (s.project, s.institution, s.product, CAST(1 AS BIGINT)) > ($13, $14, $15, $16)
 ORDER BY s.project, s.institution, s.product LIMIT $17;

-- name: list_catalogue
-- The last decision until $10 about each product; $11 a state.
SELECT c.institution, c.product, c.seq, p.name, p.company, c.state, c.on_date, c.reason, c.note, c.record, c.stands,
       CASE WHEN l.product IS NULL THEN '' ELSE l.project END
  FROM catalogue c
  JOIN institution i ON i.code = c.institution AND i.until_on = '9999-12-31'
  JOIN product p ON p.code = c.product AND p.until_on = '9999-12-31'
  LEFT JOIN listing l ON l.pool = c.pool AND l.product = c.product AND l.zone = 'results'
 WHERE c.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR c.institution = $4)
   AND ($5 = '' OR p.company = $5) AND ($6 = '' OR l.project = $6) AND ($7 = '' OR c.institution = $7)
   AND ($8 = '' OR c.product = $8) AND ($9 = '' OR c.on_date >= $9)
   AND c.seq = (SELECT MAX(x.seq) FROM catalogue x WHERE x.pool = c.pool AND x.institution = c.institution
                   AND x.product = c.product AND ($10 = '' OR x.on_date <= $10))
   AND ($11 = '' OR c.state = $11) AND (c.institution, c.product, c.seq) > ($12, $13, $14)
 ORDER BY c.institution, c.product LIMIT $15;

-- name: list_meetings
-- $6 is no project here; $11 is the record.
SELECT m.institution, m.record, 1, m.held_on, m.attendees, m.present, m.document, m.file, m.who,
       COALESCE((SELECT COUNT(*) FROM admission_vote v WHERE v.pool = m.pool AND v.institution = m.institution
                    AND v.record = m.record AND v.passed = 1), 0),
       COALESCE((SELECT COUNT(*) FROM admission_vote v WHERE v.pool = m.pool AND v.institution = m.institution
                    AND v.record = m.record AND v.passed = 0), 0)
  FROM admission_meeting m
  JOIN institution i ON i.code = m.institution AND i.until_on = '9999-12-31'
 WHERE m.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR m.institution = $4) AND $5 = ''
   AND $6 = '' AND ($7 = '' OR m.institution = $7)
   AND ($8 = '' OR EXISTS (SELECT 1 FROM admission_vote v WHERE v.pool = m.pool AND v.institution = m.institution
                              AND v.record = m.record AND v.product = $8))
   AND ($9 = '' OR m.held_on >= $9) AND ($10 = '' OR m.held_on <= $10) AND ($11 = '' OR m.record = $11)
   AND (m.institution, m.record, CAST(1 AS BIGINT)) > ($12, $13, $14)
 ORDER BY m.institution, m.record LIMIT $15;

-- name: meeting_seen
-- One meeting of an institution that one may see.
SELECT m.held_on, m.attendees, m.present, m.document, m.file, m.who FROM admission_meeting m
  JOIN institution i ON i.code = m.institution AND i.until_on = '9999-12-31'
 WHERE m.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR m.institution = $4) AND $5 = ''
   AND m.institution = $6 AND m.record = $7;

-- name: ward_request_get
SELECT department, project, product, variant, qty, wanted_by, reason, asked_by FROM purchase_request
 WHERE pool = $1 AND institution = $2 AND request_no = $3;

-- name: request_state
SELECT state, project, product, variant, qty, reason, asked_on, asked_by, order_no, order_line, note
  FROM purchase_request WHERE pool = $1 AND institution = $2 AND request_no = $3;

-- name: request_write
INSERT INTO purchase_request (pool, institution, request_no, department, project, product, variant, qty, wanted_by,
                              reason, asked_on, asked_by, state, decided_on, decided_by, note, order_no, order_line,
                              ordered)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'asked', '', '', '', '', 0, 0);

-- name: request_decide
UPDATE purchase_request
   SET state = $4, decided_on = $5, decided_by = $6, note = $7, order_no = $8, order_line = $9, ordered = $10
 WHERE pool = $1 AND institution = $2 AND request_no = $3;

-- name: list_requests
-- Of one's own institution only ($4); $5, a company's, sees none.
SELECT r.request_no, 1, r.department, r.project, r.product, r.variant, r.qty, r.wanted_by, r.reason, r.asked_on,
       r.asked_by, r.state, r.decided_on, r.decided_by, r.note, r.order_no, r.order_line, r.ordered
  FROM purchase_request r
 WHERE r.pool = $1 AND $2 <= $3 AND r.institution = $4 AND $5 = '' AND ($6 = '' OR r.project = $6)
   AND ($7 = '' OR r.institution = $7) AND ($8 = '' OR r.product = $8) AND ($9 = '' OR r.asked_on >= $9)
   AND ($10 = '' OR r.asked_on <= $10) AND ($11 = '' OR r.state = $11)
   AND (r.request_no, CAST(1 AS BIGINT)) > ($12, $13)
 ORDER BY r.request_no LIMIT $14;

-- name: path_last
SELECT version, title, from_on, file FROM clinical_path
 WHERE pool = $1 AND institution = $2 AND path = $3 ORDER BY version DESC LIMIT 1;

-- name: path_write
INSERT INTO clinical_path (pool, institution, path, version, title, from_on, file, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: path_item_write
INSERT INTO clinical_path_item (pool, institution, path, version, project, grp, place, product, selected)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: path_items
SELECT project, grp, place, product, selected FROM clinical_path_item
 WHERE pool = $1 AND institution = $2 AND path = $3 AND version = $4 ORDER BY project, grp, place;

-- name: list_paths
-- Every version that holds from $9 to $10, by default all; $11 = 'last': the last ones only.
SELECT c.institution, c.path, c.version, c.title, c.from_on, c.file, c.who,
       COALESCE((SELECT COUNT(*) FROM clinical_path_item x WHERE x.pool = c.pool
                    AND x.institution = c.institution AND x.path = c.path AND x.version = c.version), 0)
  FROM clinical_path c
  JOIN institution i ON i.code = c.institution AND i.until_on = '9999-12-31'
 WHERE c.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR c.institution = $4) AND $5 = ''
   AND ($6 = '' OR EXISTS (SELECT 1 FROM clinical_path_item x WHERE x.pool = c.pool
                              AND x.institution = c.institution AND x.path = c.path AND x.version = c.version
                              AND x.project = $6))
   AND ($7 = '' OR c.institution = $7)
   AND ($8 = '' OR EXISTS (SELECT 1 FROM clinical_path_item x WHERE x.pool = c.pool
                              AND x.institution = c.institution AND x.path = c.path AND x.version = c.version
                              AND x.product = $8))
   AND ($9 = '' OR c.from_on >= $9) AND ($10 = '' OR c.from_on <= $10)
   AND ($11 = '' OR NOT EXISTS (SELECT 1 FROM clinical_path n WHERE n.pool = c.pool
                                   AND n.institution = c.institution AND n.path = c.path
                                   AND n.version > c.version))
   AND (c.institution, c.path, c.version) > ($12, $13, $14)
 ORDER BY c.institution, c.path, c.version LIMIT $15;

-- name: path_seen
SELECT c.version, c.title, c.from_on, c.file, c.who FROM clinical_path c
  JOIN institution i ON i.code = c.institution AND i.until_on = '9999-12-31'
 WHERE c.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR c.institution = $4) AND $5 = ''
   AND c.institution = $6 AND c.path = $7 AND c.version = $8;

-- name: list_pathless
-- Groups of which an institution has agreed a volume that no path of it names, on the day $11.
SELECT a.institution, a.project, l.grp, 1, CAST(SUM(l.agreed) AS BIGINT)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  JOIN institution i ON i.code = a.institution AND i.until_on = '9999-12-31'
 WHERE a.pool = $1 AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR a.institution = $4) AND $5 = ''
   AND ($6 = '' OR a.project = $6) AND ($7 = '' OR a.institution = $7) AND ($8 = '' OR l.product = $8)
   AND ($9 = '' OR a.from_on >= $9) AND ($10 = '' OR a.from_on <= $10)
   AND a.from_on <= $11 AND a.to_on >= $11 AND l.agreed > 0
   AND NOT EXISTS (SELECT 1 FROM clinical_path_item x
                     JOIN clinical_path c ON c.pool = x.pool AND c.institution = x.institution
                          AND c.path = x.path AND c.version = x.version
                    WHERE x.pool = a.pool AND x.institution = a.institution AND x.project = a.project
                      AND x.grp = l.grp AND c.from_on <= $11
                      AND NOT EXISTS (SELECT 1 FROM clinical_path n WHERE n.pool = c.pool
                                         AND n.institution = c.institution AND n.path = c.path
                                         AND n.version > c.version AND n.from_on <= $11))
 GROUP BY a.institution, a.project, l.grp
HAVING (a.institution, a.project, l.grp, CAST(1 AS BIGINT)) > ($12, $13, $14, $15)
 ORDER BY a.institution, a.project, l.grp LIMIT $16;

-- name: file_of_ward
-- Is the file one of a meeting or a path that one may see?
SELECT 1 FROM institution i
 WHERE i.until_on = '9999-12-31' AND i.region >= $2 AND i.region < $3 AND ($4 = '' OR i.code = $4) AND $5 = ''
   AND (EXISTS (SELECT 1 FROM admission_meeting m WHERE m.pool = $1 AND m.institution = i.code AND m.file = $6)
     OR EXISTS (SELECT 1 FROM clinical_path c WHERE c.pool = $1 AND c.institution = i.code AND c.file = $6))
 LIMIT 1;
