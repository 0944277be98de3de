-- The log's own statements. Nobody else names these tables, nor the log's columns of pool_head.

-- name: log_head
SELECT size, root, frontier FROM pool_head WHERE pool = $1;

-- name: log_head_put
UPDATE pool_head SET size = $2, root = $3, frontier = $4 WHERE pool = $1;

-- name: log_pools
SELECT pool FROM pool_head WHERE pool >= $1
UNION
SELECT pool FROM log_row WHERE pool >= $1
UNION
SELECT pool FROM log_checkpoint WHERE pool >= $1
ORDER BY pool;

-- name: log_sizes
SELECT pool, size FROM pool_head WHERE size > $1 ORDER BY pool;

-- name: log_row_put
INSERT INTO log_row (pool, idx, at, who, what, subject, change, salt, leaf)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: log_row_get
SELECT idx, at, who, what, subject, change, salt, leaf FROM log_row WHERE pool = $1 AND idx = $2;

-- name: log_row_page
SELECT idx, at, who, what, subject, change, salt, leaf FROM log_row
WHERE pool = $1 AND idx > $2 ORDER BY idx LIMIT $3;

-- name: log_row_each
SELECT idx, at, who, what, subject, change, salt, leaf FROM log_row WHERE pool = $1 ORDER BY idx;

-- name: log_leaves
SELECT idx, leaf FROM log_row WHERE pool = $1 AND idx >= $2 AND idx < $3 ORDER BY idx;

-- name: log_tile_put
INSERT INTO log_tile (pool, level, tile, hash, hashes) VALUES ($1, $2, $3, $4, $5);

-- name: log_tile_get
SELECT hash, hashes FROM log_tile WHERE pool = $1 AND level = $2 AND tile = $3;

-- name: log_tile_hashes
SELECT tile, hash FROM log_tile WHERE pool = $1 AND level = $2 AND tile >= $3 AND tile < $4
ORDER BY tile;

-- name: log_tile_each
SELECT level, tile FROM log_tile WHERE pool = $1 ORDER BY level, tile;

-- name: log_checkpoint_put
INSERT INTO log_checkpoint (pool, size, at, note) VALUES ($1, $2, $3, $4);

-- name: log_checkpoint_get
SELECT size, at, note FROM log_checkpoint WHERE pool = $1 AND size = $2;

-- name: log_checkpoint_last
SELECT size, at, note FROM log_checkpoint WHERE pool = $1 ORDER BY size DESC LIMIT 1;

-- name: log_checkpoint_next
SELECT size, at, note FROM log_checkpoint WHERE pool = $1 AND size > $2 ORDER BY size LIMIT 1;

-- name: log_key_put
INSERT INTO log_key (public, origin, from_at) VALUES ($1, $2, $3) ON CONFLICT (public) DO NOTHING;

-- name: log_key_each
SELECT public, origin, from_at FROM log_key WHERE from_at >= $1 ORDER BY from_at, public;
