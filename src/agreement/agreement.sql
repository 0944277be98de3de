-- name: line_counters
SELECT ordered, shipped, accepted, returned, invoiced, accepted_amount, paid_amount
  FROM agreement_line WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: line_count
UPDATE agreement_line
   SET ordered = $4, shipped = $5, accepted = $6, returned = $7, invoiced = $8,
       accepted_amount = $9, paid_amount = $10
 WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: line_more
UPDATE agreement_line
   SET ordered = ordered + $4, shipped = shipped + $5, accepted = accepted + $6, returned = returned + $7,
       invoiced = invoiced + $8, accepted_amount = accepted_amount + $9, paid_amount = paid_amount + $10
 WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: month_count
INSERT INTO agreement_month (pool, agreement, product, month, ordered, shipped, accepted, returned,
                             invoiced, accepted_amount, paid_amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (pool, agreement, product, month) DO UPDATE
   SET ordered = agreement_month.ordered + EXCLUDED.ordered,
       shipped = agreement_month.shipped + EXCLUDED.shipped,
       accepted = agreement_month.accepted + EXCLUDED.accepted,
       returned = agreement_month.returned + EXCLUDED.returned,
       invoiced = agreement_month.invoiced + EXCLUDED.invoiced,
       accepted_amount = agreement_month.accepted_amount + EXCLUDED.accepted_amount,
       paid_amount = agreement_month.paid_amount + EXCLUDED.paid_amount;

-- name: line_on
-- With the price of that day; what was withdrawn or went to another company by then is no line.
SELECT a.agreement, a.institution, a.company, a.distributor, l.grp, a.from_on, a.to_on,
       CASE WHEN c.product IS NULL THEN l.price
            WHEN l.variant = 'with_service' THEN c.with_service ELSE c.price END,
       COALESCE(c.price, l.without_service), COALESCE(c.with_service, l.with_service), l.variant, l.agreed, l.ordered, l.shipped, l.accepted,
       l.returned, l.invoiced, l.accepted_amount, l.paid_amount
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  LEFT JOIN award_change c ON c.pool = a.pool AND c.project = a.project AND c.product = l.product
       AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                         WHERE x.pool = a.pool AND x.project = a.project AND x.product = l.product
                           AND x.from_on <= $4)
 WHERE a.pool = $1 AND a.institution = $2 AND l.product = $3 AND a.from_on <= $4
   AND a.to_on >= $4 AND ($5 = '' OR a.distributor = $5)
   AND ((c.product IS NULL AND NOT EXISTS (SELECT 1 FROM award_change n
                                            WHERE n.pool = a.pool AND n.project = a.project
                                              AND n.product = l.product AND n.instead_of <> ''))
     OR (c.state = 'selected' AND c.company = a.company))
 ORDER BY a.agreement LIMIT 1;

-- name: distribution_get
SELECT state, reason, on_date FROM distribution
 WHERE pool = $1 AND project = $2 AND product = $3 AND distributor = $4;

-- name: distribution_write
INSERT INTO distribution (pool, project, product, distributor, state, reason, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, product, distributor) DO UPDATE
   SET state = EXCLUDED.state, reason = EXCLUDED.reason, on_date = EXCLUDED.on_date;

-- name: distribution_each
SELECT product, distributor, reason FROM distribution
 WHERE pool = $1 AND project = $2 AND state = 'agreed'
 ORDER BY product, distributor;

-- name: distribution_list
-- Of one company's products, or where it was named ($3, '' all), in a state ($4, '' any); names as of $5.
SELECT d.product, d.distributor, COALESCE(p.name, ''), COALESCE(p.company, ''), COALESCE(c.name, ''), d.reason,
       d.state, d.on_date
  FROM distribution d
  LEFT JOIN product p ON p.code = d.product AND p.from_on <= $5 AND p.until_on > $5
  LEFT JOIN company c ON c.code = d.distributor AND c.from_on <= $5 AND c.until_on > $5
 WHERE d.pool = $1 AND d.project = $2 AND ($3 = '' OR p.company = $3 OR d.distributor = $3)
   AND ($4 = '' OR d.state = $4) AND (d.product, d.distributor) > ($6, $7)
 ORDER BY d.product, d.distributor LIMIT $8;

-- name: choice_get
SELECT distributor, service FROM delivery_choice
 WHERE pool = $1 AND project = $2 AND institution = $3 AND product = $4;

-- name: choice_write
INSERT INTO delivery_choice (pool, project, institution, product, distributor, service)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, project, institution, product) DO UPDATE
   SET distributor = EXCLUDED.distributor, service = EXCLUDED.service;

-- name: choice_each
SELECT institution, product, distributor, service FROM delivery_choice
 WHERE pool = $1 AND project = $2
 ORDER BY institution, product;

-- name: extension_get
SELECT new_end, reason, announcement FROM cycle_extension
 WHERE pool = $1 AND project = $2 AND decided_on = $3;

-- name: extension_write
INSERT INTO cycle_extension (pool, project, decided_on, new_end, reason, announcement)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: extension_each
SELECT decided_on, new_end, reason, announcement FROM cycle_extension
 WHERE pool = $1 AND project = $2
 ORDER BY decided_on;

-- name: reach_institutions
-- Who takes part or has a volume, with where it is on a day.
SELECT i.code, i.region
  FROM institution i
 WHERE i.from_on <= $3 AND i.until_on > $3
   AND (EXISTS (SELECT 1 FROM participation p
                 WHERE p.pool = $1 AND p.project = $2 AND p.institution = i.code
                   AND p.takes_part = 1)
    OR EXISTS (SELECT 1 FROM allocation al
                WHERE al.pool = $1 AND al.project = $2 AND al.institution = i.code))
 ORDER BY i.code;

-- name: reach_areas
SELECT region, distributor FROM distributor_area
 WHERE from_on <= $1 AND until_on > $1 AND served = 1
 ORDER BY region, distributor;

-- name: reach_above
-- Every division and zone with all that lies above it.
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

-- name: agree_winners
-- As they are on a day: the award (of a system its parts), but for what was changed since.
SELECT grp, product, company, price, with_service FROM award w
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
   AND NOT EXISTS (SELECT 1 FROM award_part s
                    WHERE s.pool = w.pool AND s.project = w.project AND s.grp = w.grp
                      AND s.product = w.product)
   AND NOT EXISTS (SELECT 1 FROM award_change c
                    WHERE c.pool = w.pool AND c.project = w.project AND c.product = w.product
                      AND c.from_on <= $3)
UNION ALL
SELECT w.grp, s.part, w.company, s.price, s.with_service FROM award w
  JOIN award_part s ON s.pool = w.pool AND s.project = w.project AND s.grp = w.grp
   AND s.product = w.product
 WHERE w.pool = $1 AND w.project = $2
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
   AND NOT EXISTS (SELECT 1 FROM award_change c
                    WHERE c.pool = s.pool AND c.project = s.project AND c.product = s.part
                      AND c.from_on <= $3)
UNION ALL
SELECT grp, product, company, price, with_service FROM award_change c
 WHERE c.pool = $1 AND c.project = $2 AND c.state = 'selected'
   AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                     WHERE x.pool = c.pool AND x.project = c.project AND x.product = c.product
                       AND x.from_on <= $3)
 ORDER BY grp, product;

-- name: agree_groups
SELECT grp FROM group_allocation WHERE pool = $1 AND project = $2 ORDER BY grp;

-- name: agree_cells
-- With the set that a part belongs to, and how many pieces are in one.
SELECT a.institution, COALESCE(p.part, a.product) AS part, a.qty, a.product, COALESCE(p.per_set, 1)
  FROM allocation a
  LEFT JOIN award_part p
    ON p.pool = a.pool AND p.project = a.project AND p.grp = a.grp AND p.product = a.product
 WHERE a.pool = $1 AND a.project = $2 AND a.grp = $3 AND a.qty > 0
 ORDER BY a.institution, part;

-- name: agree_cells_count
SELECT COUNT(*) FROM allocation a
  LEFT JOIN award_part p
    ON p.pool = a.pool AND p.project = a.project AND p.grp = a.grp AND p.product = a.product
 WHERE a.pool = $1 AND a.project = $2 AND a.grp = $3 AND a.qty > 0;

-- name: term_moved
-- Has anything happened under the agreements of a term?
SELECT COUNT(*)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.term = $3
   AND (l.ordered > 0 OR l.shipped > 0 OR l.accepted > 0 OR l.invoiced > 0 OR l.paid_amount > 0);

-- name: term_clear_months
DELETE FROM agreement_month
 WHERE pool = $1
   AND EXISTS (SELECT 1 FROM agreement a
                WHERE a.pool = $1 AND a.agreement = agreement_month.agreement
                  AND a.project = $2 AND a.term = $3);

-- name: term_clear_lines
DELETE FROM agreement_line
 WHERE pool = $1
   AND EXISTS (SELECT 1 FROM agreement a
                WHERE a.pool = $1 AND a.agreement = agreement_line.agreement
                  AND a.project = $2 AND a.term = $3);

-- name: term_clear
DELETE FROM agreement WHERE pool = $1 AND project = $2 AND term = $3;

-- name: agreement_write
INSERT INTO agreement (pool, agreement, project, term, institution, company, distributor, parties,
                       goods, from_on, to_on, volume_until, extension, pack, pack_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT (pool, agreement) DO NOTHING;

-- name: line_write
INSERT INTO agreement_line (pool, agreement, product, grp, variant, price, without_service,
                            with_service, agreed, ordered, shipped, accepted, returned, invoiced,
                            accepted_amount, paid_amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, 0, 0);

-- name: line_agreed
SELECT grp, variant, price, without_service, with_service, agreed
  FROM agreement_line WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: agreement_count
SELECT COUNT(*) FROM agreement WHERE pool = $1 AND project = $2 AND term = $3;

-- name: agreement_each
SELECT agreement, term, institution, company, distributor, parties, goods, from_on, to_on,
       volume_until, extension
  FROM agreement WHERE pool = $1 AND project = $2
 ORDER BY agreement;

-- name: winner_company
-- Whose product was selected, or stands by; as it was changed last.
SELECT company, 0 AS turn, from_on, grp FROM award_change
 WHERE pool = $1 AND project = $2 AND product = $3 AND state = 'selected'
UNION ALL
SELECT company, 1, '', grp FROM award w
 WHERE w.pool = $1 AND w.project = $2
   AND (w.product = $3
        OR EXISTS (SELECT 1 FROM award_part s
                    WHERE s.pool = w.pool AND s.project = w.project AND s.grp = w.grp
                      AND s.product = w.product AND s.part = $3))
   AND decision IN ('select', 'select_without_quota', 'select_without_volume', 'standby')
 ORDER BY turn, from_on DESC, grp LIMIT 1;

-- name: contract_head
SELECT project, term, institution, company, distributor, parties, goods, from_on, to_on,
       volume_until, extension, pack, pack_sha256
  FROM agreement WHERE pool = $1 AND agreement = $2;

-- name: contract_lines
-- As they stand: a price that was cut is the cut one.
SELECT l.grp, l.product, l.variant,
       COALESCE((SELECT z.price_after FROM amendment_line z
                  WHERE z.pool = l.pool AND z.agreement = l.agreement AND z.product = l.product
                    AND z.seq = (SELECT MAX(y.seq) FROM amendment_line y
                                  WHERE y.pool = l.pool AND y.agreement = l.agreement
                                    AND y.product = l.product)), l.price), l.agreed
  FROM agreement_line l
 WHERE l.pool = $1 AND l.agreement = $2
 ORDER BY l.product;

-- name: contract_signed_lines
SELECT l.product,
       COALESCE((SELECT z.price_after FROM amendment_line z
                  WHERE z.pool = l.pool AND z.agreement = l.agreement AND z.product = l.product
                    AND z.seq = (SELECT MAX(y.seq) FROM amendment_line y
                                  WHERE y.pool = l.pool AND y.agreement = l.agreement
                                    AND y.product = l.product)), l.price), l.agreed
  FROM agreement_line l WHERE l.pool = $1 AND l.agreement = $2
 ORDER BY l.product;

-- name: contract_amendments
SELECT t.seq, t.amendment, m.kind, m.effective_on, m.reason
  FROM amendment_agreement t
  JOIN amendment m ON m.pool = t.pool AND m.amendment = t.amendment
 WHERE t.pool = $1 AND t.agreement = $2
 ORDER BY t.seq;

-- name: contract_changes
SELECT seq, product, agreed_before, agreed_after, price_before, price_after FROM amendment_line
 WHERE pool = $1 AND agreement = $2
 ORDER BY seq, product;

-- name: contract_last
SELECT version, text, sha256, issued_on FROM contract
 WHERE pool = $1 AND agreement = $2
 ORDER BY version DESC LIMIT 1;

-- name: contract_write
INSERT INTO contract (pool, agreement, version, text, sha256, issued_on)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: contract_signature
SELECT envelope FROM contract_signature
 WHERE pool = $1 AND agreement = $2 AND version = $3 AND role = $4;

-- name: contract_sign
INSERT INTO contract_signature (pool, agreement, version, role, party, signed_at, envelope)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: contract_signature_list
SELECT role, party, envelope, signed_at FROM contract_signature
 WHERE pool = $1 AND agreement = $2 AND version = $3
 ORDER BY CASE role WHEN 'institution' THEN 1 WHEN 'company' THEN 2 ELSE 3 END;

-- name: agreement_page
-- What somebody may see (access/sight.h), with how many signed the newest text. $8 = 1: only those whose newest
-- text waits for a signature: the party's own ($4 or $5), of anybody where an office asks.
SELECT a.agreement, a.project, a.term, a.institution, a.company, a.distributor, a.from_on, a.to_on,
       a.parties,
       (SELECT COUNT(*) FROM contract_signature s
         WHERE s.pool = a.pool AND s.agreement = a.agreement
           AND s.version = (SELECT MAX(c.version) FROM contract c
                             WHERE c.pool = a.pool AND c.agreement = a.agreement))
  FROM agreement a
 WHERE a.pool = $1 AND a.agreement > $6
   AND ($4 = '' OR a.institution = $4)
   AND ($5 = '' OR a.company = $5 OR a.distributor = $5)
   AND ($4 <> '' OR $5 <> '' OR EXISTS (SELECT 1 FROM institution i
                                         WHERE i.code = a.institution AND i.region >= $2
                                           AND i.region < $3))
   AND ($8 = 0 OR (EXISTS (SELECT 1 FROM contract c WHERE c.pool = a.pool AND c.agreement = a.agreement)
                   AND (SELECT COUNT(*) FROM contract_signature s
                         WHERE s.pool = a.pool AND s.agreement = a.agreement
                           AND s.version = (SELECT MAX(c.version) FROM contract c
                                             WHERE c.pool = a.pool AND c.agreement = a.agreement)
                           AND ($4 = '' AND $5 = '' OR s.party IN ($4, $5)))
                       < CASE WHEN $4 = '' AND $5 = '' THEN a.parties ELSE 1 END))
 ORDER BY a.agreement LIMIT $7;

-- name: contract_each
SELECT agreement, version FROM contract WHERE pool = $1 ORDER BY agreement, version;

-- name: contract_get
SELECT text, sha256 FROM contract WHERE pool = $1 AND agreement = $2 AND version = $3;

-- name: cycle_groups
-- How many companies were selected in each group.
SELECT grp, COUNT(DISTINCT company) FROM award
 WHERE pool = $1 AND project = $2
   AND decision IN ('select', 'select_without_quota', 'select_without_volume')
 GROUP BY grp ORDER BY grp;

-- name: cycle_until
-- The last day of the agreements for a product, and how many were selected with it.
SELECT COALESCE((SELECT MAX(a.to_on) FROM agreement_line l
                   JOIN agreement a ON a.pool = l.pool AND a.agreement = l.agreement
                  WHERE l.pool = $1 AND l.product = $3 AND a.project = $2), ''),
       COALESCE((SELECT COUNT(DISTINCT w.company) FROM award w
                  WHERE w.pool = $1 AND w.project = $2
                    AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
                    AND w.grp = (SELECT MIN(o.grp) FROM award o
                                  WHERE o.pool = $1 AND o.project = $2 AND o.product = $3)), 0);

-- name: amend_lines_on
-- Lines that run on a day or later: of a product, a company in whatever part, an institution.
SELECT a.agreement, a.term, a.institution, a.company, a.distributor, a.from_on, a.to_on,
       a.volume_until, a.extension, l.product, l.grp, l.variant,
       CASE WHEN c.product IS NULL THEN l.price
            WHEN l.variant = 'with_service' THEN c.with_service ELSE c.price END,
       COALESCE(c.price, l.without_service), COALESCE(c.with_service, l.with_service), l.agreed,
       l.ordered, l.accepted, l.returned,
       COALESCE((SELECT z.amount_after FROM amendment_line z
                  WHERE z.pool = l.pool AND z.agreement = l.agreement AND z.product = l.product
                    AND z.seq = (SELECT MAX(y.seq) FROM amendment_line y
                                  WHERE y.pool = l.pool AND y.agreement = l.agreement
                                    AND y.product = l.product)), -1)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  LEFT JOIN award_change c ON c.pool = a.pool AND c.project = a.project AND c.product = l.product
       AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                         WHERE x.pool = a.pool AND x.project = a.project AND x.product = l.product
                           AND x.from_on <= $3)
 WHERE a.pool = $1 AND a.project = $2 AND a.to_on >= $3 AND ($4 = '' OR l.product = $4)
   AND ($5 = '' OR a.company = $5 OR a.distributor = $5) AND ($6 = '' OR a.institution = $6)
   AND (c.product IS NULL OR (c.state = 'selected' AND c.company = a.company))
 ORDER BY a.agreement, l.product;

-- name: amend_line_of
SELECT a.agreement, a.term, a.institution, a.company, a.distributor, a.from_on, a.to_on,
       a.volume_until, a.extension, l.product, l.grp, l.variant,
       CASE WHEN c.product IS NULL THEN l.price
            WHEN l.variant = 'with_service' THEN c.with_service ELSE c.price END,
       COALESCE(c.price, l.without_service), COALESCE(c.with_service, l.with_service), l.agreed,
       l.ordered, l.accepted, l.returned,
       COALESCE((SELECT z.amount_after FROM amendment_line z
                  WHERE z.pool = l.pool AND z.agreement = l.agreement AND z.product = l.product
                    AND z.seq = (SELECT MAX(y.seq) FROM amendment_line y
                                  WHERE y.pool = l.pool AND y.agreement = l.agreement
                                    AND y.product = l.product)), -1)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  LEFT JOIN award_change c ON c.pool = a.pool AND c.project = a.project AND c.product = l.product
       AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                         WHERE x.pool = a.pool AND x.project = a.project AND x.product = l.product
                           AND x.from_on <= $3)
 WHERE a.pool = $1 AND a.project = $2 AND a.agreement = $4 AND l.product = $5;

-- name: amend_dates
SELECT from_on, to_on, volume_until FROM agreement WHERE pool = $1 AND agreement = $2;

-- name: amend_standbys
-- Who stands by in the group of a product and was not called up yet, with what it can supply.
SELECT w.product, w.company, w.price, w.with_service, w.grp, COALESCE(b.capacity, -1)
  FROM award w
  LEFT JOIN bid b ON b.pool = w.pool AND b.project = w.project AND b.grp = w.grp
                 AND b.product = w.product
 WHERE w.pool = $1 AND w.project = $2 AND w.grp = $3 AND w.decision = 'standby'
   AND NOT EXISTS (SELECT 1 FROM award_change c
                    WHERE c.pool = w.pool AND c.project = w.project AND c.product = w.product
                      AND c.from_on <= $4)
 ORDER BY w.rank, w.product LIMIT 32;

-- name: amend_first_price
-- At which a product was selected first: by the award, or when it came in later.
SELECT price, with_service, from_on FROM (
       SELECT price, with_service, '' AS from_on FROM award
        WHERE pool = $1 AND project = $2 AND product = $3
          AND decision IN ('select', 'select_without_quota', 'select_without_volume')
       UNION ALL
       SELECT s.price, s.with_service, '' FROM award w
         JOIN award_part s ON s.pool = w.pool AND s.project = w.project AND s.grp = w.grp
          AND s.product = w.product
        WHERE w.pool = $1 AND w.project = $2 AND s.part = $3
          AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
       UNION ALL
       SELECT price, with_service, from_on FROM award_change
        WHERE pool = $1 AND project = $2 AND product = $3 AND state = 'selected') AS every
 ORDER BY from_on LIMIT 1;

-- name: amend_get
SELECT project, kind, subject, successor, reason, document, effective_on, price, with_service,
       factor, standby, state, proposed_by, proposer, proposed_on, decided_by, decided_on, decision,
       seq, added, removed
  FROM amendment WHERE pool = $1 AND amendment = $2;

-- name: amend_write
INSERT INTO amendment (pool, amendment, project, kind, subject, successor, reason, document,
                       effective_on, price, with_service, factor, standby, state, proposed_by,
                       proposer, proposed_on, decided_by, decided_on, decision, seq, added, removed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'proposed', $14, $15, $16, '', '',
        '', 0, 0, 0);

-- name: amend_state
UPDATE amendment SET state = $3, decided_by = $4, decided_on = $5, decision = $6
 WHERE pool = $1 AND amendment = $2;

-- name: amend_done
UPDATE amendment SET state = 'effective', seq = $3, added = $4, removed = $5
 WHERE pool = $1 AND amendment = $2;

-- name: amend_seq
SELECT COALESCE(MAX(seq), 0) FROM amendment WHERE pool = $1;

-- name: amend_due
SELECT amendment FROM amendment
 WHERE pool = $1 AND state = 'approved' AND effective_on <= $2
 ORDER BY effective_on, amendment LIMIT 200;

-- name: amend_share_each
SELECT code, qty FROM amendment_share WHERE pool = $1 AND amendment = $2 ORDER BY code;

-- name: amend_share_write
INSERT INTO amendment_share (pool, amendment, code, qty) VALUES ($1, $2, $3, $4);

-- name: amend_party_each
SELECT party, answer, reason, who, on_date FROM amendment_party
 WHERE pool = $1 AND amendment = $2 ORDER BY party;

-- name: amend_party_get
SELECT answer FROM amendment_party WHERE pool = $1 AND amendment = $2 AND party = $3;

-- name: amend_party_write
INSERT INTO amendment_party (pool, amendment, party, answer, reason, who, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, amendment, party) DO UPDATE
   SET answer = EXCLUDED.answer, reason = EXCLUDED.reason, who = EXCLUDED.who,
       on_date = EXCLUDED.on_date;

-- name: amend_line_write
INSERT INTO amendment_line (pool, agreement, product, seq, amendment, agreed_before, agreed_after,
                            price_before, price_after, amount_before, amount_after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: amend_line_each
SELECT agreement, product, agreed_before, agreed_after, price_before, price_after, amount_before,
       amount_after
  FROM amendment_line WHERE pool = $1 AND amendment = $2
 ORDER BY agreement, product;

-- name: amend_agreement_write
INSERT INTO amendment_agreement (pool, agreement, seq, amendment, to_before, until_before, to_after)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: amend_agree
UPDATE agreement_line SET agreed = $4 WHERE pool = $1 AND agreement = $2 AND product = $3;

-- name: amend_end
UPDATE agreement SET to_on = $3, volume_until = $4 WHERE pool = $1 AND agreement = $2;

-- name: amend_listed
SELECT COUNT(*) FROM listing WHERE pool = $1 AND project = $2;

-- name: amended
SELECT COUNT(*) FROM amendment WHERE pool = $1 AND project = $2 AND state = 'effective';

-- name: amend_page
-- What a party may see ($3 its code), or all of them (''), by project.
SELECT m.amendment, m.kind, m.subject, m.successor, m.effective_on, m.state, m.proposed_by,
       m.proposed_on
  FROM amendment m
 WHERE m.pool = $1 AND m.project = $2 AND m.amendment > $4
   AND ($3 = '' OR m.proposed_by = $3
        OR EXISTS (SELECT 1 FROM amendment_party p
                    WHERE p.pool = m.pool AND p.amendment = m.amendment AND p.party = $3))
 ORDER BY m.amendment LIMIT $5;

-- name: amended_sum
-- What the agreements of a term come to, as amended.
SELECT COUNT(DISTINCT a.agreement), COUNT(*), COALESCE(CAST(SUM(l.agreed) AS BIGINT), 0),
       COALESCE(CAST(SUM(COALESCE((SELECT z.amount_after FROM amendment_line z
                 WHERE z.pool = l.pool AND z.agreement = l.agreement AND z.product = l.product
                   AND z.seq = (SELECT MAX(y.seq) FROM amendment_line y
                                 WHERE y.pool = l.pool AND y.agreement = l.agreement
                                   AND y.product = l.product)), l.price * l.agreed)) AS BIGINT), 0)
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
 WHERE a.pool = $1 AND a.project = $2 AND a.term = $3;

-- name: amended_lines
-- Of a term, with what is left of each on a day ($4, the day after the term): its price, and whether
-- it still runs.
SELECT l.grp, a.institution, l.product, a.company, a.distributor, l.variant,
       CASE WHEN c.product IS NULL THEN l.price
            WHEN l.variant = 'with_service' THEN c.with_service ELSE c.price END,
       COALESCE(c.price, l.without_service), COALESCE(c.with_service, l.with_service), l.agreed,
       CASE WHEN a.to_on >= $5 AND (c.product IS NULL OR (c.state = 'selected'
                                                          AND c.company = a.company))
            THEN 1 ELSE 0 END
  FROM agreement a
  JOIN agreement_line l ON l.pool = a.pool AND l.agreement = a.agreement
  LEFT JOIN award_change c ON c.pool = a.pool AND c.project = a.project AND c.product = l.product
       AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                         WHERE x.pool = a.pool AND x.project = a.project AND x.product = l.product
                           AND x.from_on <= $4)
 WHERE a.pool = $1 AND a.project = $2 AND a.term = $3
 ORDER BY l.grp, a.institution, l.product, a.agreement;
-- name: selection_last
SELECT seq, distributor, record, reason, held_on FROM delivery_selection
 WHERE pool = $1 AND project = $2 AND institution = $3 AND product = $4 ORDER BY seq DESC LIMIT 1;

-- name: selection_write
INSERT INTO delivery_selection (pool, project, institution, product, seq, distributor, candidates,
                                record, reason, held_on, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: selection_candidates
SELECT distributor FROM distribution
 WHERE pool = $1 AND project = $2 AND product = $3 AND state = 'agreed' ORDER BY distributor;

-- name: selection_each
-- $3: of one institution, '' all; $4 to $5: of institutions in these regions.
SELECT s.institution, s.product, s.seq, s.distributor, s.candidates, s.record, s.reason, s.held_on, s.who
  FROM delivery_selection s
 WHERE s.pool = $1 AND s.project = $2 AND ($3 = '' OR s.institution = $3)
   AND ($3 <> '' OR EXISTS (SELECT 1 FROM institution i
                             WHERE i.code = s.institution AND i.region >= $4 AND i.region < $5))
 ORDER BY s.institution, s.product, s.seq LIMIT $6;

-- name: provider_get
SELECT state, on_date FROM service_provider
 WHERE pool = $1 AND project = $2 AND product = $3 AND provider = $4;

-- name: provider_write
INSERT INTO service_provider (pool, project, product, provider, state, on_date)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, project, product, provider) DO UPDATE
   SET state = EXCLUDED.state, on_date = EXCLUDED.on_date;

-- name: provider_each
SELECT product, provider FROM service_provider
 WHERE pool = $1 AND project = $2 AND state = 'agreed' ORDER BY provider, product;

-- name: provider_winners
-- Selected products that are sold with accompanying service on a day.
SELECT product, company FROM award w
 WHERE w.pool = $1 AND w.project = $2 AND w.with_service > 0
   AND w.decision IN ('select', 'select_without_quota', 'select_without_volume')
   AND NOT EXISTS (SELECT 1 FROM award_change c
                    WHERE c.pool = w.pool AND c.project = w.project AND c.product = w.product
                      AND c.from_on <= $3)
UNION
SELECT product, company FROM award_change c
 WHERE c.pool = $1 AND c.project = $2 AND c.state = 'selected' AND c.with_service > 0
   AND c.from_on = (SELECT MAX(x.from_on) FROM award_change x
                     WHERE x.pool = c.pool AND x.project = c.project AND x.product = c.product
                       AND x.from_on <= $3)
 ORDER BY product, company;

-- name: cutover_get
SELECT cut_off, source, state, opened_by, opened_on, signed_by, signed_on FROM cutover
 WHERE pool = $1 AND project = $2;

-- name: cutover_write
INSERT INTO cutover (pool, project, cut_off, source, state, opened_by, opened_on, signed_by, signed_on)
VALUES ($1, $2, $3, $4, 'open', $5, $6, '', '');

-- name: cutover_close
UPDATE cutover SET state = 'signed', signed_by = $3, signed_on = $4 WHERE pool = $1 AND project = $2;

-- name: cutover_drop
DELETE FROM cutover WHERE pool = $1 AND project = $2 AND state = 'open';

-- name: carried_line
-- Is it there already?
SELECT 1 FROM agreement_line WHERE pool = $1 AND agreement = $2 AND product = $3;
