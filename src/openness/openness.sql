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

-- name: webhook_done
UPDATE webhook SET done = $3, failures = 0, next_at = 0, error = '' WHERE pool = $1 AND name = $2 AND done < $3;

-- name: webhook_failed
UPDATE webhook SET failures = failures + 1, next_at = $3, error = $4 WHERE pool = $1 AND name = $2;
