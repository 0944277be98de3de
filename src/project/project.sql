-- Queries of the project wing.

-- name: project_find
SELECT name, pack, pack_sha256, goods, form, bid_on, executed_on, cycle_months, rules, rules_sha256
  FROM project
 WHERE pool = $1 AND project = $2;
