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
-- Where a project of this code is at home: copies of another pool's do not count.
SELECT p.pool FROM project p
 WHERE p.project = $1
   AND NOT EXISTS (SELECT 1 FROM project_copy c WHERE c.pool = p.pool AND c.project = p.project)
 ORDER BY p.pool LIMIT 2;

-- name: project_list
SELECT project, name, pack, goods, executed_on FROM project
 WHERE pool = $1 AND project > $2
 ORDER BY project LIMIT $3;

-- name: pool_with_projects
SELECT p.pool, o.name, COUNT(*) FROM project p
  JOIN pool o ON o.pool = p.pool
 WHERE p.pool > $1
 GROUP BY p.pool, o.name
 ORDER BY p.pool;

-- name: project_public
-- Announced: those whose life is kept here are no drafts any more.
SELECT p.project, p.name, p.goods, p.form, p.executed_on, COALESCE(l.phase, ''),
       COALESCE(h.from_on, ''), COALESCE(h.to_on, '')
  FROM project p
  LEFT JOIN project_life l ON l.pool = p.pool AND l.project = p.project
  LEFT JOIN phase h ON h.pool = p.pool AND h.project = p.project AND h.phase = l.phase
 WHERE p.pool = $1 AND p.project > $2 AND COALESCE(l.phase, '') <> 'draft'
 ORDER BY p.project LIMIT $3;

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
SELECT x.expert, x.name, x.employer, x.speciality, x.companies FROM expert x
 WHERE x.pool = $1 AND x.available = 1 AND (x.removed_on = '' OR x.removed_on > $2)
   AND NOT EXISTS (SELECT 1 FROM expert_time t
                    WHERE t.pool = $1 AND t.expert = x.expert AND t.from_on <= $2
                      AND t.until_on > $2 AND t.available = 0)
   AND NOT EXISTS (SELECT 1 FROM expert_standing s
                    WHERE s.pool = $1 AND s.expert = x.expert AND s.on_date <= $2
                      AND s.standing IN ('suspended', 'removed')
                      AND NOT EXISTS (SELECT 1 FROM expert_standing n
                                       WHERE n.pool = $1 AND n.expert = x.expert
                                         AND n.on_date <= $2 AND n.seq > s.seq))
 ORDER BY x.expert LIMIT $3;

-- name: interest_on
-- What experts declared, as it holds on a day.
SELECT expert, party FROM expert_interest
 WHERE pool = $1 AND from_on <= $2 AND until_on > $2 AND connected = 1
 ORDER BY expert, party;

-- name: service_last
-- When each served the last time, before a day.
SELECT expert, MAX(on_date) FROM service_event
 WHERE pool = $1 AND kind = 'attended' AND on_date <= $2
 GROUP BY expert ORDER BY expert;

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

-- name: phase_each
SELECT phase, from_on, to_on, document FROM phase
 WHERE pool = $1 AND project = $2
 ORDER BY from_on, to_on, phase;

-- name: life_get
SELECT l.phase, l.since_on,
       (SELECT COUNT(*) FROM project_copy c WHERE c.pool = $1 AND c.project = $2)
  FROM project_life l
 WHERE l.pool = $1 AND l.project = $2;

-- name: life_phase
SELECT phase FROM project_life WHERE pool = $1 AND project = $2;

-- name: life_write
INSERT INTO project_life (pool, project, phase, since_on)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (pool, project) DO UPDATE SET phase = EXCLUDED.phase, since_on = EXCLUDED.since_on;

-- name: project_event_next
SELECT COUNT(*) + 1 FROM project_event WHERE pool = $1 AND project = $2;

-- name: project_event_write
INSERT INTO project_event (pool, project, seq, on_date, phase, came, reason, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: project_event_each
SELECT on_date, phase, came, reason, who FROM project_event
 WHERE pool = $1 AND project = $2
 ORDER BY seq;

-- name: move_facts
-- Groups; approved procurement documents, of the project or the pool; announced days of phase $3.
SELECT (SELECT COUNT(*) FROM project_group g WHERE g.pool = $1 AND g.project = $2),
       (SELECT COUNT(*) FROM document_version d
         WHERE d.pool = $1 AND d.project IN ($2, '') AND d.kind = 'procurement'
           AND d.state IN ('approved', 'published')),
       (SELECT COUNT(*) FROM phase f WHERE f.pool = $1 AND f.project = $2 AND f.phase = $3)
  FROM project p
 WHERE p.pool = $1 AND p.project = $2;

-- name: member_get
SELECT joined_on FROM project_member WHERE pool = $1 AND project = $2 AND member = $3;

-- name: member_write
INSERT INTO project_member (pool, project, member, joined_on) VALUES ($1, $2, $3, $4);

-- name: member_each
SELECT m.member, COALESCE(p.name, ''), m.joined_on FROM project_member m
  LEFT JOIN pool p ON p.pool = m.member
 WHERE m.pool = $1 AND m.project = $2
 ORDER BY m.member;

-- name: copy_get
SELECT home, sha256 FROM project_copy WHERE pool = $1 AND project = $2;

-- name: copy_write
INSERT INTO project_copy (pool, project, home, sha256, copied_on)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (pool, project) DO UPDATE
   SET home = EXCLUDED.home, sha256 = EXCLUDED.sha256, copied_on = EXCLUDED.copied_on;

-- name: copy_each
-- All copies of a pool, for fsck.
SELECT project, home, sha256 FROM project_copy WHERE pool = $1 ORDER BY project;

-- name: document_get
-- $4 = 0: the latest version.
SELECT project, document, version, kind, title, body, sha256, state FROM document_version
 WHERE pool = $1 AND project = $2 AND document = $3
   AND (version = $4 OR $4 = 0)
 ORDER BY version DESC LIMIT 1;

-- name: document_write
INSERT INTO document_version (pool, project, document, version, kind, title, body, sha256, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'draft');

-- name: document_state
UPDATE document_version SET state = $5 WHERE pool = $1 AND project = $2 AND document = $3 AND version = $4;

-- name: document_approved
-- Of the project ($2), else of all projects of the pool ('').
SELECT project, document, version, kind, title, body, sha256, state FROM document_version
 WHERE pool = $1 AND project IN ($2, '') AND kind = $3 AND state IN ('approved', 'published')
 ORDER BY project DESC, version DESC, document LIMIT 1;

-- name: document_list
-- The latest version of each, of a project and of the whole pool.
SELECT d.project, d.document, d.version, d.kind, d.title, d.sha256, d.state FROM document_version d
 WHERE d.pool = $1 AND d.project IN ($2, '')
   AND d.version = (SELECT MAX(v.version) FROM document_version v
                     WHERE v.pool = $1 AND v.project = d.project AND v.document = d.document)
   AND d.document > $3
 ORDER BY d.document, d.project LIMIT $4;

-- name: document_versions
SELECT version, title, sha256, state FROM document_version
 WHERE pool = $1 AND project = $2 AND document = $3
 ORDER BY version;

-- name: document_steps
SELECT step, who, on_date, reason FROM document_step
 WHERE pool = $1 AND project = $2 AND document = $3 AND version = $4
 ORDER BY seq;

-- name: document_step_write
INSERT INTO document_step (pool, project, document, version, seq, step, who, on_date, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: announcement_get
SELECT kind, title, body, document, version, sha256, published_on, notice_until, object_until,
       estimate, who
  FROM announcement
 WHERE pool = $1 AND project = $2 AND announcement = $3;

-- name: announcement_write
INSERT INTO announcement (pool, project, announcement, kind, title, body, document, version,
                          sha256, published_on, notice_until, object_until, estimate, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: announcement_list
-- Of a project ($2; '' all of the pool), latest first; what was published before ($3, $4, $5).
SELECT published_on, project, announcement, kind, title, notice_until, object_until FROM announcement
 WHERE pool = $1 AND ($2 = '' OR project = $2)
   AND (published_on, project, announcement) < ($3, $4, $5)
 ORDER BY published_on DESC, project DESC, announcement DESC LIMIT $6;

-- name: notice_latest
-- The latest announcement of a kind, its last days, its open and its upheld objections.
SELECT n.announcement, n.notice_until, n.object_until,
       (SELECT COUNT(*) FROM objection o
         WHERE o.pool = $1 AND o.project = $2 AND o.announcement = n.announcement
           AND o.answered_on = ''),
       (SELECT COUNT(*) FROM objection o
         WHERE o.pool = $1 AND o.project = $2 AND o.announcement = n.announcement
           AND o.upheld = 1)
  FROM announcement n
 WHERE n.pool = $1 AND n.project = $2 AND n.kind = $3
 ORDER BY n.published_on DESC, n.announcement DESC LIMIT 1;

-- name: objection_each
SELECT seq, party, filed_on, body, answer_until, answered_on, answer, upheld, who FROM objection
 WHERE pool = $1 AND project = $2 AND announcement = $3
 ORDER BY seq;

-- name: objection_write
INSERT INTO objection (pool, project, announcement, seq, party, filed_on, body, answer_until,
                       answered_on, answer, upheld, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 0, '');

-- name: objection_answer
UPDATE objection SET answered_on = $5, answer = $6, upheld = $7, who = $8
 WHERE pool = $1 AND project = $2 AND announcement = $3 AND seq = $4;

-- name: participation_page
SELECT institution, takes_part, duty, reason, joined_on FROM participation
 WHERE pool = $1 AND project = $2 AND institution > $3
 ORDER BY institution LIMIT $4;

-- name: document_public
-- The latest version that was published.
SELECT MAX(version) FROM document_version
 WHERE pool = $1 AND project = $2 AND document = $3 AND state = 'published'
HAVING COUNT(*) > 0;

-- name: way_get
SELECT from_on, until_on, name, open, at_least, document FROM buying_way
 WHERE pool = $1 AND way = $2 AND until_on > $3 ORDER BY from_on LIMIT 1;

-- name: way_write
INSERT INTO buying_way (pool, way, from_on, until_on, name, open, at_least, document)
VALUES ($1, $2, $3, '9999-12-31', $4, $5, $6, $7);

-- name: way_close
UPDATE buying_way SET until_on = $4 WHERE pool = $1 AND way = $2 AND from_on = $3;

-- name: way_each
SELECT way, from_on, name, open, at_least, document FROM buying_way
 WHERE pool = $1 AND from_on <= $2 AND until_on > $2
 ORDER BY way;

-- name: project_way_get
SELECT way FROM project_way WHERE pool = $1 AND project = $2;

-- name: project_way_write
INSERT INTO project_way (pool, project, way, decided_on) VALUES ($1, $2, $3, $4)
    ON CONFLICT (pool, project) DO UPDATE
   SET way = EXCLUDED.way, decided_on = EXCLUDED.decided_on;

-- name: participation_count
SELECT COUNT(*) FROM participation WHERE pool = $1 AND project = $2 AND takes_part = 1;

-- name: cycle_rule_get
SELECT kind, by_winners, until_on, document FROM cycle_rule WHERE pool = $1 AND project = $2;

-- name: cycle_rule_write
INSERT INTO cycle_rule (pool, project, kind, by_winners, until_on, document)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, project) DO UPDATE
   SET kind = EXCLUDED.kind, by_winners = EXCLUDED.by_winners, until_on = EXCLUDED.until_on,
       document = EXCLUDED.document;

-- name: expert_each
SELECT x.expert, x.name, x.employer, x.speciality, x.companies, x.available, x.removed_on,
       COALESCE((SELECT s.standing FROM expert_standing s
                  WHERE s.pool = $1 AND s.expert = x.expert
                  ORDER BY s.seq DESC LIMIT 1), '')
  FROM expert x
 WHERE x.pool = $1 AND x.expert > $2
 ORDER BY x.expert LIMIT $3;

-- name: application_next
SELECT COALESCE(MAX(application), 0) + 1 FROM expert_application WHERE pool = $1;

-- name: application_write
INSERT INTO expert_application (pool, application, name, employer, speciality, post, phone, email,
                                companies, available, state, expert, token)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'draft', '', $11);

-- name: application_get
SELECT name, employer, speciality, post, phone, email, companies, available, state, expert, token
  FROM expert_application WHERE pool = $1 AND application = $2;

-- name: application_each
SELECT application, name, employer, speciality, state, expert FROM expert_application
 WHERE pool = $1 AND ($2 = '' OR state = $2) AND application > $3
 ORDER BY application LIMIT $4;

-- name: application_state
UPDATE expert_application SET state = $3, expert = $4 WHERE pool = $1 AND application = $2;

-- name: proof_write
INSERT INTO expert_proof (pool, application, title, sha256)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (pool, application, title) DO UPDATE SET sha256 = EXCLUDED.sha256;

-- name: proof_each
SELECT title, sha256 FROM expert_proof WHERE pool = $1 AND application = $2 ORDER BY title;

-- name: bank_review_next
SELECT COUNT(*) + 1 FROM expert_review WHERE pool = $1 AND application = $2;

-- name: bank_review_write
INSERT INTO expert_review (pool, application, seq, step, on_date, reason, who)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: bank_review_each
SELECT step, on_date, reason, who FROM expert_review
 WHERE pool = $1 AND application = $2 ORDER BY seq;

-- name: standing_last
SELECT seq, on_date, standing, reason FROM expert_standing
 WHERE pool = $1 AND expert = $2 ORDER BY seq DESC LIMIT 1;

-- name: standing_write
INSERT INTO expert_standing (pool, expert, seq, on_date, standing, reason, who)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: standing_each
SELECT on_date, standing, reason, who FROM expert_standing
 WHERE pool = $1 AND expert = $2 ORDER BY seq;

-- name: expert_time_get
SELECT from_on, until_on, available, note FROM expert_time
 WHERE pool = $1 AND expert = $2 AND until_on > $3 ORDER BY from_on LIMIT 1;

-- name: expert_time_write
INSERT INTO expert_time (pool, expert, from_on, until_on, available, note)
VALUES ($1, $2, $3, '9999-12-31', $4, $5);

-- name: expert_time_close
UPDATE expert_time SET until_on = $4 WHERE pool = $1 AND expert = $2 AND from_on = $3;

-- name: expert_time_each
SELECT from_on, until_on, available, note FROM expert_time
 WHERE pool = $1 AND expert = $2 ORDER BY from_on;

-- name: interest_get
SELECT from_on, until_on, connected, note FROM expert_interest
 WHERE pool = $1 AND expert = $2 AND party = $3 AND until_on > $4 ORDER BY from_on LIMIT 1;

-- name: interest_write
INSERT INTO expert_interest (pool, expert, party, from_on, until_on, connected, note)
VALUES ($1, $2, $3, $4, '9999-12-31', $5, $6);

-- name: interest_close
UPDATE expert_interest SET until_on = $5
 WHERE pool = $1 AND expert = $2 AND party = $3 AND from_on = $4;

-- name: interest_each
SELECT party, from_on, until_on, connected, note FROM expert_interest
 WHERE pool = $1 AND expert = $2 ORDER BY party, from_on;

-- name: meeting_get
SELECT purpose, grp, held_on, place, need FROM expert_meeting
 WHERE pool = $1 AND project = $2 AND meeting = $3;

-- name: meeting_write
INSERT INTO expert_meeting (pool, project, meeting, purpose, grp, held_on, place, need)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pool, project, meeting) DO UPDATE
   SET purpose = EXCLUDED.purpose, grp = EXCLUDED.grp, held_on = EXCLUDED.held_on,
       place = EXCLUDED.place, need = EXCLUDED.need;

-- name: meeting_each
SELECT meeting, purpose, grp, held_on, place, need FROM expert_meeting
 WHERE pool = $1 AND project = $2 ORDER BY held_on, meeting;

-- name: meeting_company_write
INSERT INTO meeting_company (pool, project, meeting, company)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (pool, project, meeting, company) DO NOTHING;

-- name: meeting_companies
SELECT company FROM meeting_company
 WHERE pool = $1 AND project = $2 AND meeting = $3 ORDER BY company;

-- name: meeting_company_clear
DELETE FROM meeting_company WHERE pool = $1 AND project = $2 AND meeting = $3;

-- name: meeting_draw_write
INSERT INTO meeting_draw (pool, project, draw, meeting, rest_days)
VALUES ($1, $2, $3, $4, $5);

-- name: meeting_of_draw
SELECT meeting, rest_days FROM meeting_draw WHERE pool = $1 AND project = $2 AND draw = $3;

-- name: draws_of_meeting
SELECT d.draw, d.public_on FROM meeting_draw m
  JOIN expert_draw d ON d.pool = m.pool AND d.project = m.project AND d.draw = m.draw
 WHERE m.pool = $1 AND m.project = $2 AND m.meeting = $3
 ORDER BY d.committed_on, d.draw;

-- name: service_events
SELECT kind, on_date, grade, note, who FROM service_event
 WHERE pool = $1 AND project = $2 AND meeting = $3 AND expert = $4 ORDER BY seq;

-- name: service_write
INSERT INTO service_event (pool, project, meeting, expert, seq, kind, on_date, grade, note, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: service_members
-- Whoever was invited to a meeting.
SELECT DISTINCT expert FROM service_event
 WHERE pool = $1 AND project = $2 AND meeting = $3 ORDER BY expert;

-- name: service_meetings
-- The meetings to which an expert was invited.
SELECT DISTINCT m.held_on, s.project, s.meeting, m.purpose, m.grp, m.place FROM service_event s
  JOIN expert_meeting m ON m.pool = s.pool AND m.project = s.project AND m.meeting = s.meeting
 WHERE s.pool = $1 AND s.expert = $2
 ORDER BY m.held_on, s.project, s.meeting;

-- name: expert_key_get
SELECT kind, from_on FROM expert_key WHERE pool = $1 AND expert = $2 AND sign_key = $3;

-- name: expert_key_write
INSERT INTO expert_key (pool, expert, sign_key, kind, from_on) VALUES ($1, $2, $3, $4, $5);

-- name: component_get
SELECT name, class, per_set FROM group_component
 WHERE pool = $1 AND project = $2 AND grp = $3 AND component = $4;

-- name: component_write
INSERT INTO group_component (pool, project, grp, component, name, class, per_set)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, grp, component) DO UPDATE
   SET name = EXCLUDED.name, class = EXCLUDED.class, per_set = EXCLUDED.per_set;

-- name: component_each
SELECT component, name, class, per_set FROM group_component
 WHERE pool = $1 AND project = $2 AND grp = $3 ORDER BY component;
