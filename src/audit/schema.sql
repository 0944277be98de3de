-- The log: one RFC 9162 tree for each pool; written by the seam before the COMMIT of every job that
-- wrote, and by nobody else. Hashes are 64 lower-case hexadecimal digits. (volatile): what is left
-- out of the digest of a database, because it differs from run to run (db/digest.c).

-- (volatile) what was done in a pool, in the order of its commits; the leaves of its tree
CREATE TABLE log_row (
    pool    BIGINT NOT NULL, -- 0: the platform
    idx     BIGINT NOT NULL CHECK (idx >= 0), -- place in the pool's log, from 0 without a gap
    at      BIGINT NOT NULL, -- when: microseconds since 1970, UTC
    who     TEXT   NOT NULL, -- "cli:root", "user:zhang", "job:run-day"
    what    TEXT   NOT NULL, -- command or route
    subject TEXT   NOT NULL, -- what it was about: a project, an order; or ''
    change  TEXT   NOT NULL, -- SHA-256 of the writing statements (db.h: db_wrote)
    salt    TEXT   NOT NULL, -- 32 hexadecimal digits by chance, so that a leaf tells nothing
    leaf    TEXT   NOT NULL, -- SHA-256(0x00 || the row's text; see audit/row.h)
    PRIMARY KEY (pool, idx)
);
-- append only: log_row

-- (volatile) 256 neighbours of a level, stored when there are as many: what proofs are read from
CREATE TABLE log_tile (
    pool   BIGINT   NOT NULL,
    level  SMALLINT NOT NULL CHECK (level >= 0), -- 0: of leaves; 1: of full tiles of level 0; ...
    tile   BIGINT   NOT NULL CHECK (tile >= 0), -- from 0
    hash   TEXT     NOT NULL, -- the root of its 256
    hashes TEXT     NOT NULL, -- the 256, one behind the other
    PRIMARY KEY (pool, level, tile)
);
-- append only: log_tile

-- (volatile) signed tree heads that left the house (C2SP checkpoints)
CREATE TABLE log_checkpoint (
    pool BIGINT NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0), -- of the log that was signed
    at   BIGINT NOT NULL, -- when: microseconds since 1970, UTC
    note TEXT   NOT NULL, -- the signed note as it was given out
    PRIMARY KEY (pool, size)
);
-- append only: log_checkpoint

-- (volatile) public keys that sign checkpoints; the private ones are in files of their own
CREATE TABLE log_key (
    public  TEXT   NOT NULL, -- Ed25519, 64 hexadecimal digits
    origin  TEXT   NOT NULL, -- the log's name; the pool's follows after '/'
    from_at BIGINT NOT NULL, -- since when: microseconds since 1970, UTC
    PRIMARY KEY (public)
);
-- append only: log_key
