-- name: org_get
SELECT org, kind, name, division, paid_by, roles, suspended, reason FROM organisation WHERE org = $1;

-- name: org_write
INSERT INTO organisation (org, kind, name, division, paid_by, roles, suspended, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org) DO UPDATE
   SET name = EXCLUDED.name, division = EXCLUDED.division, paid_by = EXCLUDED.paid_by,
       roles = EXCLUDED.roles, suspended = EXCLUDED.suspended, reason = EXCLUDED.reason;

-- name: org_list
-- After $1, between $2 and $3 (access/sight.h), one only ($4), one kind only ($5).
SELECT org, kind, name, division, paid_by, roles, suspended, reason FROM organisation
 WHERE org > $1 AND division >= $2 AND division < $3 AND ($4 = '' OR org = $4)
   AND ($5 = '' OR kind = $5)
 ORDER BY org LIMIT $6;

-- name: user_get
SELECT p.login, p.org, p.name, p.phone, p.email, p.bank_code, p.from_on, p.until_on, p.suspended,
       p.reason, p.demo, p.made_by, o.kind, o.name, o.division, o.paid_by, o.roles, o.suspended
  FROM person p JOIN organisation o ON o.org = p.org
 WHERE p.login = $1;

-- name: user_list
-- After $1, whose organisation lies between $2 and $3, or is $4.
SELECT p.login, p.org, p.name, p.phone, p.email, p.bank_code, p.from_on, p.until_on, p.suspended,
       p.reason, p.demo, p.made_by, o.kind, o.name, o.division, o.paid_by, o.roles, o.suspended
  FROM person p JOIN organisation o ON o.org = p.org
 WHERE p.login > $1 AND o.division >= $2 AND o.division < $3 AND ($4 = '' OR o.org = $4)
 ORDER BY p.login LIMIT $5;

-- name: user_demo
SELECT p.login, p.org, p.name, p.phone, p.email, p.bank_code, p.from_on, p.until_on, p.suspended,
       p.reason, p.demo, p.made_by, o.kind, o.name, o.division, o.paid_by, o.roles, o.suspended
  FROM person p JOIN organisation o ON o.org = p.org
 WHERE p.demo = 1 ORDER BY p.login LIMIT $1;

-- name: user_insert
INSERT INTO person (login, org, name, phone, email, bank_code, from_on, until_on, suspended, reason, demo,
                    made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', $9, $10);

-- name: user_update
UPDATE person SET name = $2, phone = $3, email = $4 WHERE login = $1;

-- name: user_until
UPDATE person SET until_on = $2 WHERE login = $1;

-- name: user_suspend
UPDATE person SET suspended = $2, reason = $3 WHERE login = $1;

-- name: user_of_org
SELECT login FROM person WHERE org = $1 ORDER BY login;

-- name: admins_all
-- Administrators on a day who have a password.
SELECT COUNT(*) FROM person_role r JOIN secret s ON s.login = r.login
 WHERE r.roles % 2 = 1 AND r.from_on <= $1 AND r.until_on > $1 AND s.password <> '';

-- name: admins_other
-- Administrators beside $1 who may come in on the day $2: how many.
SELECT COUNT(*) FROM person_role r JOIN person p ON p.login = r.login
 WHERE r.roles % 2 = 1 AND r.login <> $1 AND r.from_on <= $2 AND r.until_on > $2
   AND p.suspended = 0 AND p.from_on <= $2 AND p.until_on > $2;

-- name: role_on
SELECT roles, from_on, until_on FROM person_role
 WHERE login = $1 AND from_on <= $2 AND until_on > $2;

-- name: role_next
-- Roles that begin later.
SELECT COUNT(*) FROM person_role WHERE login = $1 AND from_on > $2;

-- name: role_write
INSERT INTO person_role (login, from_on, until_on, roles, made_by, reason)
VALUES ($1, $2, '9999-12-31', $3, $4, $5)
    ON CONFLICT (login, from_on) DO UPDATE
   SET roles = EXCLUDED.roles, made_by = EXCLUDED.made_by, reason = EXCLUDED.reason;

-- name: role_close
UPDATE person_role SET until_on = $3 WHERE login = $1 AND from_on = $2;

-- name: deputy_roles
-- For whom $1 stands in on the day $2: the roles that were lent, and those that he has himself. Asked
-- with every request: CROSS JOIN keeps SQLite from going through all people instead.
SELECT d.principal, d.roles, r.roles
  FROM deputy d CROSS JOIN person p CROSS JOIN person_role r
 WHERE p.login = d.principal AND r.login = d.principal AND d.deputy = $1 AND d.from_on <= $2 AND d.until_on > $2 AND p.suspended = 0
   AND p.from_on <= $2 AND p.until_on > $2 AND r.from_on <= $2 AND r.until_on > $2
 ORDER BY d.principal, d.from_on;

-- name: deputy_get
SELECT until_on, roles, reason FROM deputy WHERE principal = $1 AND deputy = $2 AND from_on = $3;

-- name: deputy_insert
INSERT INTO deputy (principal, deputy, from_on, until_on, roles, reason, made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: deputy_end
UPDATE deputy SET until_on = $4 WHERE principal = $1 AND deputy = $2 AND from_on = $3;

-- name: deputy_list
-- Of an organisation, the latest first.
SELECT d.principal, d.deputy, d.from_on, d.until_on, d.roles, d.reason, d.made_by
  FROM deputy d JOIN person p ON p.login = d.principal
 WHERE p.org = $1 AND d.until_on > $2
 ORDER BY d.from_on DESC, d.principal, d.deputy LIMIT 200;

-- name: deputy_stop
-- Who stood in for somebody, and for whom he did: until the day.
UPDATE deputy SET until_on = $2
 WHERE (principal = $1 OR deputy = $1) AND until_on > $2 AND from_on < $2;

-- name: handover_insert
INSERT INTO handover (giver, taker, on_date, roles, reason, made_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: handover_get
SELECT taker, roles FROM handover WHERE giver = $1 AND on_date = $2;

-- name: handover_list
-- Whose work somebody has taken over.
SELECT giver, on_date, roles, reason FROM handover WHERE taker = $1 ORDER BY on_date, giver;

-- name: secret_get
SELECT password, changed_at, totp, totp_on, totp_step FROM secret WHERE login = $1;

-- name: secret_password
INSERT INTO secret (login, password, changed_at, totp, totp_on, totp_step)
VALUES ($1, $2, $3, '', 0, 0)
    ON CONFLICT (login) DO UPDATE SET password = EXCLUDED.password, changed_at = EXCLUDED.changed_at;

-- name: secret_totp
INSERT INTO secret (login, password, changed_at, totp, totp_on, totp_step)
VALUES ($1, '', 0, $2, $3, $4)
    ON CONFLICT (login) DO UPDATE
   SET totp = EXCLUDED.totp, totp_on = EXCLUDED.totp_on, totp_step = EXCLUDED.totp_step;

-- name: session_get
SELECT login, stage, made_at, seen_at, expires_at, address, demo FROM session WHERE token = $1;

-- name: session_insert
INSERT INTO session (token, login, stage, made_at, seen_at, expires_at, address, demo)
VALUES ($1, $2, $3, $4, $4, $5, $6, $7);

-- name: session_seen
UPDATE session SET seen_at = $2 WHERE token = $1;

-- name: session_end
DELETE FROM session WHERE token = $1;

-- name: session_end_all
-- Of a person, all but one.
DELETE FROM session WHERE login = $1 AND token <> $2;

-- name: session_sweep
-- What is over: past its end, or idle since.
DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2;

-- name: session_oldest
-- Of a person, the latest first.
SELECT token FROM session WHERE login = $1 ORDER BY made_at DESC, token LIMIT $2;

-- name: attempt_get
SELECT failures, last_at, until_at FROM attempt WHERE subject = $1;

-- name: attempt_write
INSERT INTO attempt (subject, failures, last_at, until_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (subject) DO UPDATE
   SET failures = EXCLUDED.failures, last_at = EXCLUDED.last_at, until_at = EXCLUDED.until_at;

-- name: attempt_clear
DELETE FROM attempt WHERE subject = $1;

-- name: attempt_sweep
DELETE FROM attempt WHERE last_at <= $1;

-- name: ticket_get
SELECT t.login, t.clears, t.made_by, t.expires_at FROM ticket t WHERE t.token = $1;

-- name: ticket_write
INSERT INTO ticket (login, clears, made_by, token, expires_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (login) DO UPDATE
   SET clears = EXCLUDED.clears, made_by = EXCLUDED.made_by, token = EXCLUDED.token,
       expires_at = EXCLUDED.expires_at;

-- name: ticket_used
DELETE FROM ticket WHERE login = $1;

-- name: api_key_find
SELECT org, name, login, roles, from_on, until_on, revoked FROM api_key WHERE token = $1;

-- name: api_key_get
SELECT login, roles, from_on, until_on, revoked FROM api_key WHERE org = $1 AND name = $2;

-- name: api_key_insert
INSERT INTO api_key (org, name, login, roles, from_on, until_on, revoked, made_by, token)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8);

-- name: api_key_revoke
UPDATE api_key SET revoked = 1 WHERE org = $1 AND name = $2;

-- name: api_key_list
SELECT name, login, roles, from_on, until_on, revoked, made_by FROM api_key WHERE org = $1
 ORDER BY name LIMIT 200;

-- name: file_get
SELECT type, size FROM file WHERE sha256 = $1;

-- name: file_insert
INSERT INTO file (sha256, type, size) VALUES ($1, $2, $3);

-- name: file_part_insert
INSERT INTO file_part (sha256, part, text) VALUES ($1, $2, $3);

-- name: file_part_list
SELECT part, text FROM file_part WHERE sha256 = $1 ORDER BY part;

-- name: registration_get
SELECT attempt, kind, name, division, roles, level, ownership, country, agent, contact, phone, email,
       state, made_on, decided_on, decided_by, reason, org
  FROM registration WHERE org = $1 AND attempt = $2;

-- name: registration_count
SELECT COALESCE(MAX(attempt), 0) FROM registration WHERE org = $1;

-- name: registration_of
-- By what its maker holds.
SELECT attempt, kind, name, division, roles, level, ownership, country, agent, contact, phone, email,
       state, made_on, decided_on, decided_by, reason, org
  FROM registration WHERE token = $1;

-- name: registration_list
-- In a state, after $2, between two divisions.
SELECT attempt, kind, name, division, roles, level, ownership, country, agent, contact, phone, email,
       state, made_on, decided_on, decided_by, reason, org
  FROM registration
 WHERE ($1 = '' OR state = $1) AND (org, attempt) > ($2, $7) AND division >= $3 AND division < $4
   AND ($5 = '' OR kind = $5)
 ORDER BY org, attempt LIMIT $6;

-- name: registration_insert
INSERT INTO registration (org, attempt, kind, name, division, roles, level, ownership, country, agent,
                          contact, phone, email, state, made_on, decided_on, decided_by, reason, token)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', $14, '', '', '', $15);

-- name: registration_state
UPDATE registration SET state = $3, decided_on = $4, decided_by = $5, reason = $6
 WHERE org = $1 AND attempt = $2;

-- name: evidence_list
SELECT e.title, e.sha256, f.type, f.size FROM evidence e JOIN file f ON f.sha256 = e.sha256
 WHERE e.org = $1 AND e.attempt = $2 ORDER BY e.title;

-- name: evidence_count
-- Beside one title: how many files, how many bytes.
SELECT COUNT(*), CAST(COALESCE(SUM(f.size), 0) AS BIGINT)
  FROM evidence e JOIN file f ON f.sha256 = e.sha256
 WHERE e.org = $1 AND e.attempt = $2 AND e.title <> $3;

-- name: evidence_write
INSERT INTO evidence (org, attempt, title, sha256) VALUES ($1, $2, $3, $4)
    ON CONFLICT (org, attempt, title) DO UPDATE SET sha256 = EXCLUDED.sha256;

-- name: evidence_seen
-- Is the file evidence of the registration?
SELECT COUNT(*) FROM evidence WHERE org = $1 AND attempt = $2 AND sha256 = $3;

-- name: terms_open
-- Must the organisation accept something by the day $3 and has not? The latest counts.
SELECT t.version FROM terms t
 WHERE t.kind = $1 AND t.from_on <= $3 AND t.due_on <= $3
   AND NOT EXISTS (SELECT 1 FROM terms l
                    WHERE l.kind = t.kind AND l.from_on <= $3
                      AND (l.from_on > t.from_on OR (l.from_on = t.from_on AND l.version > t.version)))
   AND NOT EXISTS (SELECT 1 FROM terms_accepted a
                    WHERE a.org = $2 AND a.kind = t.kind AND a.version = t.version);

-- name: terms_on
-- In force for a kind on a day: the latest.
SELECT version, title, sha256, from_on, due_on FROM terms
 WHERE kind = $1 AND from_on <= $2 ORDER BY from_on DESC, version DESC LIMIT 1;

-- name: terms_get
SELECT title, sha256, from_on, due_on FROM terms WHERE kind = $1 AND version = $2;

-- name: terms_insert
INSERT INTO terms (kind, version, title, sha256, from_on, due_on, made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: terms_accepted_get
SELECT login, on_date FROM terms_accepted WHERE org = $1 AND kind = $2 AND version = $3;

-- name: terms_accept
INSERT INTO terms_accepted (org, kind, version, login, on_date) VALUES ($1, $2, $3, $4, $5);

-- name: registration_claim
-- What its maker holds becomes the ticket of the first manager.
INSERT INTO ticket (login, clears, made_by, token, expires_at)
SELECT CAST($1 AS TEXT), 0, CAST($2 AS TEXT), token, CAST($3 AS BIGINT) FROM registration
 WHERE org = $4 AND attempt = $5;

-- name: secret_locked
SELECT login, totp FROM secret WHERE totp <> $1 ORDER BY login;

-- name: secret_relock
UPDATE secret SET totp = $2 WHERE login = $1;
