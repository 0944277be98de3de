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

-- name: bid_companies
-- Who offers in a project.
SELECT DISTINCT company FROM bid WHERE pool = $1 AND project = $2 ORDER BY company;

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
