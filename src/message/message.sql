-- Queries of the message wing. The first ones give what happened from day $2 to day $3 in one form:
-- role, party, subject, about, day, last day to act.

-- name: news_reminder
SELECT role, party, subject, kind, said_on, due_on FROM reminder
 WHERE pool = $1 AND said_on >= $2 AND said_on <= $3
 ORDER BY role, party, kind, subject, due_on, said_on;

-- name: news_returned
-- A report of demand was sent back.
SELECT 'institution', r.institution, r.project, '', MAX(r.on_date), ''
  FROM demand_review r
  JOIN demand d ON d.pool = r.pool AND d.project = r.project AND d.grp = r.grp
   AND d.institution = r.institution AND d.product = r.product
 WHERE r.pool = $1 AND r.on_date >= $2 AND r.on_date <= $3 AND r.verdict = 'returned'
   AND d.state = 'returned'
 GROUP BY r.institution, r.project
 ORDER BY r.institution, r.project;

-- name: news_award
-- A public notice or a result, to those who bid.
SELECT 'company', b.company, n.project, n.announcement, n.published_on, n.object_until
  FROM announcement n
  JOIN (SELECT DISTINCT project, company FROM bid WHERE pool = $1) b ON b.project = n.project
 WHERE n.pool = $1 AND n.published_on >= $2 AND n.published_on <= $3
   AND n.kind IN ('notice', 'result')
 ORDER BY b.company, n.project, n.announcement;

-- name: news_to_sign
-- The last version of an agreement was issued, and a party has not signed it.
SELECT p.role, p.party, p.agreement, '', p.issued_on, ''
  FROM (SELECT k.agreement, k.version, k.issued_on, 'institution' AS role, a.institution AS party,
               'institution' AS part
          FROM contract k JOIN agreement a ON a.pool = k.pool AND a.agreement = k.agreement
         WHERE k.pool = $1 AND k.issued_on >= $2 AND k.issued_on <= $3
        UNION ALL
        SELECT k.agreement, k.version, k.issued_on, 'company', a.company, 'company'
          FROM contract k JOIN agreement a ON a.pool = k.pool AND a.agreement = k.agreement
         WHERE k.pool = $1 AND k.issued_on >= $2 AND k.issued_on <= $3
        UNION ALL
        SELECT k.agreement, k.version, k.issued_on, 'company', a.distributor, 'distributor'
          FROM contract k JOIN agreement a ON a.pool = k.pool AND a.agreement = k.agreement
         WHERE k.pool = $1 AND k.issued_on >= $2 AND k.issued_on <= $3 AND a.parties = 3) p
 WHERE NOT EXISTS (SELECT 1 FROM contract l WHERE l.pool = $1 AND l.agreement = p.agreement
                      AND l.version > p.version)
   AND NOT EXISTS (SELECT 1 FROM contract_signature s WHERE s.pool = $1
                      AND s.agreement = p.agreement AND s.version = p.version AND s.role = p.part)
 ORDER BY p.role, p.party, p.agreement;

-- name: news_breach
SELECT CASE WHEN kind = 'late_supply' THEN 'company' ELSE 'institution' END, party, period, kind,
       sent_on, answer_until
  FROM breach
 WHERE pool = $1 AND state = 'sent' AND sent_on >= $2 AND sent_on <= $3
 ORDER BY kind, party, period;

-- name: news_credit
SELECT CASE WHEN EXISTS (SELECT 1 FROM institution i WHERE i.code = c.party)
            THEN 'institution' ELSE 'company' END, c.party, c.event, c.matter, c.evaluated_on, ''
  FROM credit_event c
 WHERE c.pool = $1 AND c.evaluated_on >= $2 AND c.evaluated_on <= $3
 ORDER BY c.party, c.event;

-- name: news_to_approve
SELECT 'agency', '', project, step, made_on, '' FROM fund_approval
 WHERE pool = $1 AND approved_by = '' AND ended = 0 AND made_on >= $2 AND made_on <= $3
 ORDER BY project, step, made_on;

-- name: news_correction
SELECT 'agency', '', correction, kind, asked_on, '' FROM correction
 WHERE pool = $1 AND state = 'asked' AND asked_on >= $2 AND asked_on <= $3
 ORDER BY correction;

-- name: news_complaint
SELECT 'office', '', complaint, kind, filed_on, accept_by FROM complaint
 WHERE pool = $1 AND filed_on >= $2 AND filed_on <= $3 AND accepted_on = '' AND result = ''
 ORDER BY complaint;

-- name: news_alert
SELECT 'office', '', a.item, m.reason, a.on_date, ''
  FROM monitored_alert a JOIN monitored_item m ON m.pool = a.pool AND m.item = a.item
 WHERE a.pool = $1 AND a.on_date >= $2 AND a.on_date <= $3 AND a.until_on = '' AND a.seen_by = ''
 ORDER BY a.item, a.on_date;

-- name: message_get
SELECT said_on FROM message
 WHERE pool = $1 AND role = $2 AND party = $3 AND kind = $4 AND subject = $5 AND about = $6
   AND on_date = $7;

-- name: message_put
INSERT INTO message (pool, role, party, kind, subject, about, on_date, due_on, said_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: message_list
-- Newest first, after the row of $6 to $9 ('' from the beginning); $4 is the reader; $5: unread only.
SELECT m.kind, m.subject, m.about, m.on_date, m.due_on, m.said_on,
       COALESCE((SELECT x.read_on FROM message_read x
                  WHERE x.pool = m.pool AND x.role = m.role AND x.party = m.party
                    AND x.kind = m.kind AND x.subject = m.subject AND x.about = m.about
                    AND x.on_date = m.on_date AND x.login = $4), '')
  FROM message m
 WHERE m.pool = $1 AND m.role = $2 AND m.party = $3
   AND ($5 = 0 OR NOT EXISTS (SELECT 1 FROM message_read x
                  WHERE x.pool = m.pool AND x.role = m.role AND x.party = m.party
                    AND x.kind = m.kind AND x.subject = m.subject AND x.about = m.about
                    AND x.on_date = m.on_date AND x.login = $4))
   AND ($6 = '' OR m.said_on < $6
        OR (m.said_on = $6 AND (m.kind, m.subject, m.about) > ($7, $8, $9)))
 ORDER BY m.said_on DESC, m.kind, m.subject, m.about, m.on_date
 LIMIT $10;

-- name: message_read_put
INSERT INTO message_read (pool, role, party, kind, subject, about, on_date, login, read_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (pool, role, party, kind, subject, about, on_date, login) DO NOTHING;

-- name: choice_of
SELECT kind, channel, how FROM message_choice WHERE pool = $1 AND login = $2 ORDER BY kind, channel;

-- name: choice_put
INSERT INTO message_choice (pool, login, kind, channel, how) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (pool, login, kind, channel) DO UPDATE SET how = EXCLUDED.how;

-- name: out_put
INSERT INTO message_out (pool, login, channel, role, party, kind, subject, about, on_date, state,
                         attempts, next_at, claimed_at, delivery, error)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, $10, 0, '', '')
    ON CONFLICT (pool, login, channel, role, party, kind, subject, about, on_date) DO NOTHING;

-- name: out_due
-- Whose turn it is.
SELECT DISTINCT pool, login, channel FROM message_out
 WHERE state = 'waiting' AND next_at <= $1
 ORDER BY pool, login, channel;

-- name: out_rows
-- What goes to one person by one way now.
SELECT o.role, o.party, o.kind, o.subject, o.about, o.on_date, m.due_on, o.attempts
  FROM message_out o
  JOIN message m ON m.pool = o.pool AND m.role = o.role AND m.party = o.party AND m.kind = o.kind
   AND m.subject = o.subject AND m.about = o.about AND m.on_date = o.on_date
 WHERE o.pool = $1 AND o.login = $2 AND o.channel = $3 AND o.state = 'waiting' AND o.next_at <= $4
 ORDER BY o.on_date, o.kind, o.subject, o.about, o.role, o.party
 LIMIT $5;

-- name: out_claim
UPDATE message_out SET state = 'sending', claimed_at = $10, delivery = $11, attempts = attempts + 1
 WHERE pool = $1 AND login = $2 AND channel = $3 AND role = $4 AND party = $5 AND kind = $6
   AND subject = $7 AND about = $8 AND on_date = $9;

-- name: out_result
UPDATE message_out SET state = $5, next_at = $6, error = $7, claimed_at = 0
 WHERE pool = $1 AND login = $2 AND channel = $3 AND delivery = $4 AND state = 'sending';

-- name: out_stale
-- Deliveries that ended without a word.
SELECT DISTINCT pool, login, channel, delivery FROM message_out
 WHERE state = 'sending' AND claimed_at < $1
 ORDER BY pool, login, channel, delivery;

-- name: out_list
SELECT login, channel, kind, subject, about, on_date, state, attempts, error FROM message_out
 WHERE pool = $1 AND ($2 = '' OR state = $2)
 ORDER BY login, channel, on_date, kind, subject, about, role, party
 LIMIT $3;
