-- Who is told, by HTTP, of what was done in a pool: the log's rows after a cursor, sent until the
-- other side says that it has them.

-- (volatile) receivers; where each stands
CREATE TABLE webhook (
    pool     BIGINT NOT NULL,
    name     TEXT   NOT NULL, -- as its owner calls it
    url      TEXT   NOT NULL, -- https://...
    secret   TEXT   NOT NULL, -- key of the signature, made by chance, encrypted (seal/vault.h)
    what     TEXT   NOT NULL, -- only rows whose command or route begins so; '' all
    made_by  TEXT   NOT NULL, -- who set it up
    org      TEXT   NOT NULL, -- the organisation it belongs to; '' the command line's
    done     BIGINT NOT NULL, -- index of the last row that arrived; -1 none
    failures BIGINT NOT NULL CHECK (failures >= 0), -- in a row
    next_at  BIGINT NOT NULL, -- not before: microseconds since 1970, UTC
    error    TEXT   NOT NULL, -- of the last attempt; '' it arrived
    PRIMARY KEY (pool, name)
);

CREATE TABLE publisher ( -- who publishes a pool's procurement as open data (OCDS), and under which name
    pool     BIGINT   NOT NULL,
    prefix   TEXT     NOT NULL, -- of its ocids, as registered: ocds-abc123
    name     TEXT     NOT NULL,
    scheme   TEXT     NOT NULL, -- of organisations' codes in open data, for companies: CN-SAIC
    code     TEXT     NOT NULL, -- unified social credit code of the publisher; '' none
    uri      TEXT     NOT NULL, -- where this server is reached, without a slash at the end
    license  TEXT     NOT NULL, -- URL; '' none
    policy   TEXT     NOT NULL, -- URL of the publication policy; '' none
    payments SMALLINT NOT NULL CHECK (payments IN (0, 1)), -- 1: what was paid under each agreement is public too
    PRIMARY KEY (pool)
);
