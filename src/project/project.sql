-- Queries of the project wing.

-- name: project_get
SELECT name, pack, goods, form, bid_on, executed_on, cycle_months, rules, rules_sha256
  FROM project
 WHERE pool = $1 AND project = $2;

-- name: project_write
INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, cycle_months,
                     rules, rules_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (pool, project) DO UPDATE
   SET name = EXCLUDED.name, pack = EXCLUDED.pack, goods = EXCLUDED.goods, form = EXCLUDED.form,
       bid_on = EXCLUDED.bid_on, executed_on = EXCLUDED.executed_on,
       cycle_months = EXCLUDED.cycle_months, rules = EXCLUDED.rules,
       rules_sha256 = EXCLUDED.rules_sha256;

-- name: project_pools
-- Where a project of this code is at home.
SELECT pool FROM project WHERE project = $1 ORDER BY pool LIMIT 2;

-- name: project_list
SELECT project, name, pack, goods, executed_on FROM project
 WHERE pool = $1 AND project > $2
 ORDER BY project LIMIT $3;

-- name: group_get
SELECT name, unit, class, ceiling, previous_highest FROM project_group
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: group_write
INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, previous_highest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pool, project, grp) DO UPDATE
   SET name = EXCLUDED.name, unit = EXCLUDED.unit, class = EXCLUDED.class,
       ceiling = EXCLUDED.ceiling, previous_highest = EXCLUDED.previous_highest;

-- name: group_each
SELECT grp, name, unit, class, ceiling, previous_highest FROM project_group
 WHERE pool = $1 AND project = $2
 ORDER BY grp;

-- name: phase_get
SELECT from_on, to_on, document FROM phase WHERE pool = $1 AND project = $2 AND phase = $3;

-- name: phase_write
INSERT INTO phase (pool, project, phase, from_on, to_on, document)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, project, phase) DO UPDATE
   SET from_on = EXCLUDED.from_on, to_on = EXCLUDED.to_on, document = EXCLUDED.document;

-- name: participation_get
SELECT takes_part, duty, reason, joined_on FROM participation
 WHERE pool = $1 AND project = $2 AND institution = $3;

-- name: participation_write
INSERT INTO participation (pool, project, institution, takes_part, duty, reason, joined_on)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, institution) DO UPDATE
   SET takes_part = EXCLUDED.takes_part, duty = EXCLUDED.duty, reason = EXCLUDED.reason,
       joined_on = EXCLUDED.joined_on;

-- name: participation_each
SELECT institution, takes_part, duty, reason, joined_on FROM participation
 WHERE pool = $1 AND project = $2
 ORDER BY institution;

-- name: participation_none
-- Institutions of the pool on a day of which nothing is said yet.
SELECT i.code, i.name, i.kind FROM institution i
 WHERE i.pool = $1 AND i.from_on <= $3 AND i.until_on > $3 AND i.status = 'open'
   AND NOT EXISTS (SELECT 1 FROM participation p
                    WHERE p.pool = $1 AND p.project = $2 AND p.institution = i.code)
 ORDER BY i.code;

-- name: explained_get
SELECT pack, pack_sha256, edition, inputs_sha256 FROM explained
 WHERE pool = $1 AND what = $2 AND id = $3;

-- name: explained_write
INSERT INTO explained (pool, what, id, pack, pack_sha256, edition, inputs_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, what, id) DO UPDATE
   SET pack = EXCLUDED.pack, pack_sha256 = EXCLUDED.pack_sha256, edition = EXCLUDED.edition,
       inputs_sha256 = EXCLUDED.inputs_sha256;

-- name: explained_clear
DELETE FROM explained_step WHERE pool = $1 AND what = $2 AND id = $3;

-- name: explained_step_write
INSERT INTO explained_step (pool, what, id, n, say, rule, terms)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: explained_step_each
SELECT say, rule, terms FROM explained_step
 WHERE pool = $1 AND what = $2 AND id = $3
 ORDER BY n;

-- name: expert_get
SELECT name, employer, speciality, companies, available, removed_on, reason FROM expert
 WHERE pool = $1 AND expert = $2;

-- name: expert_write
INSERT INTO expert (pool, expert, name, employer, speciality, companies, available, removed_on,
                    reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (pool, expert) DO UPDATE
   SET name = EXCLUDED.name, employer = EXCLUDED.employer, speciality = EXCLUDED.speciality,
       companies = EXCLUDED.companies, available = EXCLUDED.available,
       removed_on = EXCLUDED.removed_on, reason = EXCLUDED.reason;

-- name: expert_on
-- Who may be drawn on a day.
SELECT expert, name, employer, speciality, companies FROM expert
 WHERE pool = $1 AND available = 1 AND (removed_on = '' OR removed_on > $2)
 ORDER BY expert LIMIT $3;

-- name: draw_employers
-- The institutions that take part, as they were on a day.
SELECT i.code, i.name FROM participation p
  JOIN institution i ON i.code = p.institution AND i.from_on <= $3 AND i.until_on > $3
 WHERE p.pool = $1 AND p.project = $2 AND p.takes_part = 1
 ORDER BY i.code;

-- name: draw_related
-- A company and those under the same control, as they were on a day.
SELECT r.code, r.name FROM company c
  JOIN company r ON r.from_on <= $2 AND r.until_on > $2
   AND (r.code = c.code OR (c.controller <> '' AND r.controller = c.controller))
 WHERE c.code = $1 AND c.from_on <= $2 AND c.until_on > $2
 ORDER BY r.code;

-- name: draw_get
SELECT committed_on, commitment, randomness, list, public_on, public_text, secret FROM expert_draw
 WHERE pool = $1 AND project = $2 AND draw = $3;

-- name: draw_write
INSERT INTO expert_draw (pool, project, draw, committed_on, commitment, randomness, list, public_on,
                         public_text, secret)
VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', '');

-- name: draw_reveal
UPDATE expert_draw SET public_on = $4, public_text = $5, secret = $6
 WHERE pool = $1 AND project = $2 AND draw = $3;

-- name: draw_lot_write
INSERT INTO draw_lot (pool, project, draw, speciality, places, reserve)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: draw_lots
SELECT speciality, places, reserve FROM draw_lot
 WHERE pool = $1 AND project = $2 AND draw = $3
 ORDER BY speciality;

-- name: draw_row_write
INSERT INTO draw_row (pool, project, draw, expert, name, employer, speciality, conflict, hash, place,
                      declined_on, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', '');

-- name: draw_row_place
UPDATE draw_row SET place = $5 WHERE pool = $1 AND project = $2 AND draw = $3 AND expert = $4;

-- name: draw_row_decline
UPDATE draw_row SET declined_on = $5, reason = $6
 WHERE pool = $1 AND project = $2 AND draw = $3 AND expert = $4;

-- name: draw_rows
SELECT expert, name, employer, speciality, conflict, hash, place, declined_on, reason FROM draw_row
 WHERE pool = $1 AND project = $2 AND draw = $3
 ORDER BY speciality, hash, expert;
