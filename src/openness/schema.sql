-- Who is told, by HTTP, of what was done in a pool: the log's rows after a cursor, sent until the
-- other side says that it has them.

-- (volatile) receivers; where each stands
CREATE TABLE webhook (
    pool     BIGINT NOT NULL,
    name     TEXT   NOT NULL, -- as its owner calls it
    url      TEXT   NOT NULL, -- https://...
    secret   TEXT   NOT NULL, -- key of the signature, made by chance
    what     TEXT   NOT NULL, -- only rows whose command or route begins so; '' all
    made_by  TEXT   NOT NULL, -- who set it up
    org      TEXT   NOT NULL, -- the organisation it belongs to; '' the command line's
    done     BIGINT NOT NULL, -- index of the last row that arrived; -1 none
    failures BIGINT NOT NULL CHECK (failures >= 0), -- in a row
    next_at  BIGINT NOT NULL, -- not before: microseconds since 1970, UTC
    error    TEXT   NOT NULL, -- of the last attempt; '' it arrived
    PRIMARY KEY (pool, name)
);
