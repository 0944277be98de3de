-- Queries of the tender wing.

-- name: bid_get
SELECT company, price, with_service, second_price, unit, factor, capacity, reported, regions,
       filed_at, previous_price, own_lowest, other_prices, related_to, ceiling, certificate_to,
       qualified, credit, signs_cut
  FROM bid
 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4;

-- name: bid_write
INSERT INTO bid (pool, project, grp, product, company, price, with_service, second_price, unit,
                 factor, capacity, reported, regions, filed_at, previous_price, own_lowest,
                 other_prices, related_to, ceiling, certificate_to, qualified, credit, signs_cut,
                 draw)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, 0);

-- name: bid_list
SELECT product, company, price, with_service, second_price, unit, factor, capacity, reported,
       regions, filed_at, previous_price, own_lowest, other_prices, related_to, ceiling,
       certificate_to, qualified, credit, signs_cut, draw
  FROM bid
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY product LIMIT $4;

-- name: concern_companies
-- Who offers in a project, sealed or open.
SELECT company FROM bid WHERE pool = $1 AND project = $2
 UNION
SELECT company FROM sealed_bid WHERE pool = $1 AND project = $2
 UNION
SELECT company FROM talks_supplier WHERE pool = $1 AND project = $2
 ORDER BY company;

-- name: bid_draw
-- The number drawn among equal bids: the one thing that comes later.
UPDATE bid SET draw = $5 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4;

-- name: bid_draw_get
SELECT draw FROM bid WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4;

-- name: group_award_get
SELECT outcome, bids, selected, edition, pack, pack_sha256, rules_sha256, inputs_sha256
  FROM group_award
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: group_award_write
INSERT INTO group_award (pool, project, grp, outcome, bids, selected, edition, pack, pack_sha256,
                         rules_sha256, inputs_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (pool, project, grp) DO UPDATE
   SET outcome = EXCLUDED.outcome, bids = EXCLUDED.bids, selected = EXCLUDED.selected,
       edition = EXCLUDED.edition, pack = EXCLUDED.pack, pack_sha256 = EXCLUDED.pack_sha256,
       rules_sha256 = EXCLUDED.rules_sha256, inputs_sha256 = EXCLUDED.inputs_sha256;

-- name: group_award_each
SELECT grp, outcome, bids, selected, edition, rules_sha256, inputs_sha256 FROM group_award
 WHERE pool = $1 AND project = $2
 ORDER BY grp;

-- name: award_clear
DELETE FROM award WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: award_write
INSERT INTO award (pool, project, grp, product, company, price, with_service, unit, rank, tied,
                   decision, step, clause, figures)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: award_get
SELECT company, price, with_service, unit, rank, tied, decision, step, clause, figures FROM award
 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4;

-- name: award_of_group
SELECT product, company, price, with_service, unit, rank, tied, decision, step, clause, figures
  FROM award
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY product;

-- name: award_each
SELECT grp, product, company, price, with_service, unit, rank, tied, decision, step, clause, figures
  FROM award
 WHERE pool = $1 AND project = $2
 ORDER BY grp, CASE WHEN rank = 0 THEN 1 ELSE 0 END, rank, product;

-- name: winner_of_group
-- Who gets volume, in the order of rank, then code, with what each can supply (-1: no limit).
SELECT a.product, a.company, a.price, a.rank, b.capacity, b.regions
  FROM award a JOIN bid b ON b.pool = a.pool AND b.project = a.project AND b.grp = a.grp
                         AND b.product = a.product
 WHERE a.pool = $1 AND a.project = $2 AND a.grp = $3
   AND a.decision IN ('select', 'select_without_quota')
 ORDER BY a.rank, a.product;

-- name: selected_of_project
-- Everything that was selected, with volume or without.
SELECT grp, product, company, price, with_service, rank, decision FROM award
 WHERE pool = $1 AND project = $2
   AND decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY grp, rank, product;

-- name: group_allocation_get
SELECT agreed, unfilled, verdict, inputs_sha256 FROM group_allocation
 WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: group_allocation_each
SELECT a.grp, a.agreed, a.unfilled, a.verdict, COALESCE(v.base, 0)
  FROM group_allocation a LEFT JOIN group_volume v ON v.pool = a.pool AND v.project = a.project
                                                  AND v.grp = a.grp
 WHERE a.pool = $1 AND a.project = $2
 ORDER BY a.grp;

-- name: group_allocation_write
INSERT INTO group_allocation (pool, project, grp, agreed, unfilled, verdict, inputs_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, grp) DO UPDATE
   SET agreed = EXCLUDED.agreed, unfilled = EXCLUDED.unfilled, verdict = EXCLUDED.verdict,
       inputs_sha256 = EXCLUDED.inputs_sha256;

-- name: allocation_clear
DELETE FROM allocation WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: unfilled_clear
DELETE FROM unfilled WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: allocation_write
INSERT INTO allocation (pool, project, grp, institution, product, kept, from_remaining, qty)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: unfilled_write
INSERT INTO unfilled (pool, project, grp, institution, qty) VALUES ($1, $2, $3, $4, $5);

-- name: allocation_each
-- By institution, group, rank.
SELECT l.institution, l.grp, l.product, l.kept, l.from_remaining, l.qty
  FROM allocation l JOIN award a ON a.pool = l.pool AND a.project = l.project AND a.grp = l.grp
                                AND a.product = l.product
 WHERE l.pool = $1 AND l.project = $2
 ORDER BY l.institution, l.grp, a.rank, l.product;

-- name: unfilled_each
SELECT institution, grp, qty FROM unfilled
 WHERE pool = $1 AND project = $2
 ORDER BY institution, grp;

-- name: volume_choice_get
SELECT weight FROM volume_choice
 WHERE pool = $1 AND project = $2 AND grp = $3 AND institution = $4 AND product = $5;

-- name: volume_choice_write
INSERT INTO volume_choice (pool, project, grp, institution, product, weight)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pool, project, grp, institution, product) DO UPDATE SET weight = EXCLUDED.weight;

-- name: volume_choice_of_institution
SELECT grp, product, weight FROM volume_choice
 WHERE pool = $1 AND project = $2 AND institution = $3
 ORDER BY grp, product;

-- name: volume_choice_winner
-- Was the product selected in the group?
SELECT COUNT(*) FROM award
 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4 AND substr(decision, 1, 6) = 'select';

-- name: volume_choice_of_group
SELECT institution, product, weight FROM volume_choice
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY institution, product;

-- name: demand_with_region
-- The demand of a group, with where each institution is on a day ('' unknown).
SELECT d.institution, d.product, d.reviewed, COALESCE(i.region, '')
  FROM demand d LEFT JOIN institution i ON i.code = d.institution AND i.from_on <= $4
                                       AND i.until_on > $4
 WHERE d.pool = $1 AND d.project = $2 AND d.grp = $3
 ORDER BY d.institution, d.product;

-- name: allocation_rows_count
SELECT COUNT(*) FROM allocation WHERE pool = $1 AND project = $2;

-- name: allocation_of_group
SELECT institution, product, kept, from_remaining, qty FROM allocation
 WHERE pool = $1 AND project = $2 AND grp = $3
 ORDER BY institution, product;

-- name: allocation_of_institution
SELECT grp, product, kept, from_remaining, qty FROM allocation
 WHERE pool = $1 AND project = $2 AND institution = $3
 ORDER BY grp, product;

-- name: allocation_of_both
-- Of one group and one institution.
SELECT institution, product, kept, from_remaining, qty FROM allocation
 WHERE pool = $1 AND project = $2 AND grp = $3 AND institution = $4
 ORDER BY product;

-- name: qualification_get
SELECT qualified, reason, credit, on_date FROM qualification
 WHERE pool = $1 AND project = $2 AND company = $3;

-- name: qualification_write
INSERT INTO qualification (pool, project, company, qualified, reason, credit, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (pool, project, company) DO UPDATE
   SET qualified = EXCLUDED.qualified, reason = EXCLUDED.reason, credit = EXCLUDED.credit,
       on_date = EXCLUDED.on_date;

-- name: qualification_each
SELECT company, qualified, reason, credit, on_date FROM qualification
 WHERE pool = $1 AND project = $2
 ORDER BY company;

-- name: opening_get
SELECT deadline, k, n, sha256, state, opened_at FROM opening WHERE pool = $1 AND project = $2;

-- name: opening_write
INSERT INTO opening (pool, project, deadline, k, n, sha256, state, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, 'fixed', '');

-- name: opening_clear
DELETE FROM opening WHERE pool = $1 AND project = $2;

-- name: opening_close
UPDATE opening SET state = 'opened', opened_at = $3 WHERE pool = $1 AND project = $2;

-- name: officer_clear
DELETE FROM officer WHERE pool = $1 AND project = $2;

-- name: officer_write
INSERT INTO officer (pool, project, place, officer, public_key) VALUES ($1, $2, $3, $4, $5);

-- name: officer_list
SELECT officer, public_key FROM officer WHERE pool = $1 AND project = $2 ORDER BY place;

-- name: sealed_last
-- A bidder's last version.
SELECT version, state, sha256, filed_at, log_index FROM sealed_bid
 WHERE pool = $1 AND project = $2 AND grp = $3 AND company = $4
 ORDER BY version DESC LIMIT 1;

-- name: sealed_write
INSERT INTO sealed_bid (pool, project, grp, company, version, state, filed_at, sha256, envelope,
                        log_index)
VALUES ($1, $2, $3, $4, $5, 'filed', $6, $7, $8, $9);

-- name: sealed_state
UPDATE sealed_bid SET state = $6
 WHERE pool = $1 AND project = $2 AND grp = $3 AND company = $4 AND version = $5;

-- name: sealed_count
SELECT COUNT(*) FROM sealed_bid WHERE pool = $1 AND project = $2;

-- name: sealed_list
-- The last version of each bidder in each group.
SELECT s.grp, s.company, s.version, s.state, s.sha256, s.filed_at
  FROM sealed_bid s
 WHERE s.pool = $1 AND s.project = $2
   AND s.version = (SELECT MAX(t.version) FROM sealed_bid t
                     WHERE t.pool = s.pool AND t.project = s.project AND t.grp = s.grp
                       AND t.company = s.company)
 ORDER BY s.grp, s.company;

-- name: sealed_of_company
SELECT grp, version, state, sha256, filed_at, log_index FROM sealed_bid
 WHERE pool = $1 AND project = $2 AND company = $3
 ORDER BY grp, version;

-- name: sealed_envelope
SELECT envelope, filed_at FROM sealed_bid
 WHERE pool = $1 AND project = $2 AND grp = $3 AND company = $4 AND version = $5;

-- name: late_get
SELECT refused_at, log_index FROM late_bid
 WHERE pool = $1 AND project = $2 AND grp = $3 AND company = $4 AND sha256 = $5;

-- name: late_write
INSERT INTO late_bid (pool, project, grp, company, sha256, refused_at, log_index)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: share_get
SELECT state, share FROM share_opened
 WHERE pool = $1 AND project = $2 AND grp = $3 AND company = $4 AND version = $5 AND place = $6;

-- name: share_write
INSERT INTO share_opened (pool, project, grp, company, version, place, state, share)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pool, project, grp, company, version, place) DO UPDATE
   SET state = EXCLUDED.state, share = EXCLUDED.share;

-- name: share_good
SELECT place, share FROM share_opened
 WHERE pool = $1 AND project = $2 AND grp = $3 AND company = $4 AND version = $5 AND state = 'good'
 ORDER BY place;

-- name: share_not_good
-- Set aside, with whose it is.
SELECT s.grp, s.company, o.officer, s.state
  FROM share_opened s JOIN officer o ON o.pool = s.pool AND o.project = s.project
                                    AND o.place = s.place
 WHERE s.pool = $1 AND s.project = $2 AND s.state <> 'good'
 ORDER BY s.grp, s.company, s.place;

-- name: share_officers
-- Who came.
SELECT DISTINCT place FROM share_opened WHERE pool = $1 AND project = $2 ORDER BY place;

-- name: opening_try_write
INSERT INTO opening_try (pool, project, tried_at, came, needed) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (pool, project, tried_at) DO UPDATE
   SET came = EXCLUDED.came, needed = EXCLUDED.needed;

-- name: opening_try_list
SELECT tried_at, came, needed FROM opening_try WHERE pool = $1 AND project = $2 ORDER BY tried_at;

-- name: opening_record_write
INSERT INTO opening_record (pool, project, grp, company, version, outcome, reason, detail, good,
                            content_key, offers)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: opening_record_list
SELECT r.grp, r.company, r.version, r.outcome, r.reason, r.detail, r.good, r.content_key, r.offers,
       s.sha256, s.filed_at
  FROM opening_record r
  JOIN sealed_bid s ON s.pool = r.pool AND s.project = r.project AND s.grp = r.grp
                   AND s.company = r.company AND s.version = r.version
 WHERE r.pool = $1 AND r.project = $2
 ORDER BY r.grp, r.company;

-- name: simulation_get
SELECT rules_sha256 FROM simulation WHERE pool = $1 AND project = $2 AND simulation = $3;

-- name: simulation_write
INSERT INTO simulation (pool, project, simulation, rules, rules_sha256)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (pool, project, simulation) DO UPDATE
   SET rules = EXCLUDED.rules, rules_sha256 = EXCLUDED.rules_sha256;

-- name: simulation_clear
DELETE FROM simulation_result WHERE pool = $1 AND project = $2 AND simulation = $3;

-- name: simulation_result_write
INSERT INTO simulation_result (pool, project, simulation, grp, product, company, price, rank,
                               decision, step, clause)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: simulation_result_list
-- Beside what was really decided.
SELECT s.grp, s.product, s.company, s.price, s.rank, s.decision, s.step,
       COALESCE(a.decision, ''), COALESCE(a.price, 0), COALESCE(a.rank, 0)
  FROM simulation_result s
  LEFT JOIN award a ON a.pool = s.pool AND a.project = s.project AND a.grp = s.grp
                   AND a.product = s.product
 WHERE s.pool = $1 AND s.project = $2 AND s.simulation = $3
 ORDER BY s.grp, CASE WHEN s.rank = 0 THEN 1 ELSE 0 END, s.rank, s.product;

-- name: sealed_check
-- Every version, with the key that the record names for it.
SELECT s.project, s.grp, s.company, s.version, s.sha256,
       COALESCE(CASE WHEN r.outcome = 'opened' THEN r.content_key END, '')
  FROM sealed_bid s
  LEFT JOIN opening_record r ON r.pool = s.pool AND r.project = s.project AND r.grp = s.grp
                            AND r.company = s.company AND r.version = s.version
 WHERE s.pool = $1
 ORDER BY s.project, s.grp, s.company, s.version;

-- name: award_change_get
SELECT grp, company, price, with_service, state, instead_of, document FROM award_change
 WHERE pool = $1 AND project = $2 AND product = $3 AND from_on = $4;

-- name: award_change_write
INSERT INTO award_change (pool, project, product, from_on, grp, company, price, with_service, state,
                          instead_of, document)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: award_on
-- The last change up to a day, else the award.
SELECT grp, company, price, with_service, state, instead_of, document, 0 AS turn, from_on
  FROM award_change
 WHERE pool = $1 AND project = $2 AND product = $3 AND from_on <= $4
UNION ALL
SELECT grp, company, price, with_service, 'selected', '', '', 1, '' FROM award
 WHERE pool = $1 AND project = $2 AND product = $3
   AND decision IN ('select', 'select_without_quota', 'select_without_volume')
 ORDER BY turn, from_on DESC, grp LIMIT 1;

-- name: mode_last
SELECT seq, mode, reason, document, decided_on, who FROM group_mode
 WHERE pool = $1 AND project = $2 AND grp = $3 ORDER BY seq DESC LIMIT 1;

-- name: mode_each
SELECT seq, mode, reason, document, decided_on, who FROM group_mode
 WHERE pool = $1 AND project = $2 AND grp = $3 ORDER BY seq;

-- name: mode_write
INSERT INTO group_mode (pool, project, grp, seq, mode, reason, document, decided_on, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: mode_begun
-- What has begun in a group: bids, and talks that did not fail.
SELECT (SELECT COUNT(*) FROM bid WHERE pool = $1 AND project = $2 AND grp = $3)
     + (SELECT COUNT(*) FROM sealed_bid WHERE pool = $1 AND project = $2 AND grp = $3),
       (SELECT COUNT(*) FROM talks
         WHERE pool = $1 AND project = $2 AND grp = $3 AND state <> 'failed');

-- name: talks_last
SELECT talks, state FROM talks
 WHERE pool = $1 AND project = $2 AND grp = $3 ORDER BY talks DESC LIMIT 1;

-- name: talks_each
SELECT talks, mode, meeting, opened_on, state FROM talks
 WHERE pool = $1 AND project = $2 AND grp = $3 ORDER BY talks;

-- name: talks_get
SELECT mode, meeting, opened_on, state, record, sha256 FROM talks
 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4;

-- name: talks_write
INSERT INTO talks (pool, project, grp, talks, mode, meeting, opened_on, state, record, sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', '', '');

-- name: talks_concluded
UPDATE talks SET state = 'concluded', record = $5, sha256 = $6
 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4;

-- name: talks_state
UPDATE talks SET state = $5 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4;

-- name: talks_supplier_write
INSERT INTO talks_supplier (pool, project, grp, talks, company, controller)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: talks_suppliers
SELECT company, controller FROM talks_supplier
 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4 ORDER BY company;

-- name: talks_round_write
INSERT INTO talks_round (pool, project, grp, talks, turn, from_at, until_at, ceiling, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: talks_rounds
SELECT turn, from_at, until_at, ceiling FROM talks_round
 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4 ORDER BY turn;

-- name: talks_offer_write
INSERT INTO talks_offer (pool, project, grp, talks, seq, company, turn, product, price,
                         with_service, capacity, filed_at, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: talks_offers
-- ($5: of one company; '' all)
SELECT seq, company, turn, product, price, with_service, capacity, filed_at, reason
  FROM talks_offer
 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4 AND ($5 = '' OR company = $5)
 ORDER BY seq;

-- name: talks_signature_write
INSERT INTO talks_signature (pool, project, grp, talks, expert, signed_at, envelope)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: talks_signatures
SELECT expert, signed_at, envelope FROM talks_signature
 WHERE pool = $1 AND project = $2 AND grp = $3 AND talks = $4 ORDER BY expert;

-- name: set_bid
SELECT company, price, with_service FROM bid
 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4;

-- name: set_used
-- Is a part in another set of the project, another component of this one, or offered on its own?
SELECT (SELECT COUNT(*) FROM bid_part
         WHERE pool = $1 AND project = $2 AND part = $6
           AND NOT (grp = $3 AND product = $4 AND component = $5))
     + (SELECT COUNT(*) FROM bid WHERE pool = $1 AND project = $2 AND product = $6);

-- name: bid_part_get
SELECT part, price, with_service FROM bid_part
 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4 AND component = $5;

-- name: bid_part_write
INSERT INTO bid_part (pool, project, grp, product, component, part, price, with_service)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: bid_part_each
SELECT component, part, price, with_service FROM bid_part
 WHERE pool = $1 AND project = $2 AND grp = $3 AND product = $4 ORDER BY component;

-- name: award_part_clear
DELETE FROM award_part WHERE pool = $1 AND project = $2 AND grp = $3;

-- name: award_part_write
INSERT INTO award_part (pool, project, grp, product, component, part, per_set, price, with_service)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: award_part_list
SELECT grp, product, component, part, per_set, price, with_service FROM award_part
 WHERE pool = $1 AND project = $2 ORDER BY grp, product, component;
