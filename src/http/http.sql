-- Queries of the server itself.

-- name: request_get
SELECT body_digest, status, reply FROM request
 WHERE pool = $1 AND caller = $2 AND request_key = $3;

-- name: request_put
INSERT INTO request (pool, caller, request_key, body_digest, status, reply, at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: request_forget
DELETE FROM request WHERE pool = $1 AND at < $2;

-- name: server_ready
SELECT COUNT(*) FROM request WHERE pool = $1;
