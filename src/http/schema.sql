-- What was answered to requests that carried an Idempotency-Key, so that the same request again gets
-- the same answer and happens once. Written in the transaction of the work itself; kept a week.

CREATE TABLE request ( -- (volatile)
    pool        BIGINT NOT NULL, -- whose transaction it was; 0: the platform
    caller      TEXT   NOT NULL, -- user; '' when nobody was logged in
    request_key TEXT   NOT NULL, -- the caller's choice
    body_digest TEXT   NOT NULL, -- SHA-256 of method, path and body
    status      BIGINT NOT NULL, -- of the answer
    reply       TEXT   NOT NULL, -- its body
    at          BIGINT NOT NULL, -- microseconds since 1970, UTC
    PRIMARY KEY (pool, caller, request_key)
);
CREATE INDEX request_at ON request (pool, at);
