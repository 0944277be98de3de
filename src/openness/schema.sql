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

CREATE TABLE material ( -- 政策解读、培训材料、典型案例、成效: a version of it
    pool     BIGINT NOT NULL,
    material TEXT   NOT NULL, -- its code
    version  BIGINT NOT NULL CHECK (version >= 1), -- 1, 2, ... the last one counts
    kind     TEXT   NOT NULL CHECK (kind IN ('explanation', 'training', 'case', 'result')), -- what it is
    audience TEXT   NOT NULL CHECK (audience IN ('public', 'staff')), -- staff: whoever has a login in the pool
    title    TEXT   NOT NULL, -- of the material
    body     TEXT   NOT NULL, -- its text, lines parted by line ends
    file     TEXT   NOT NULL, -- SHA-256 of slides and the like, of file; '' none
    on_date  TEXT   NOT NULL, -- day it was published
    who      TEXT   NOT NULL, -- user
    PRIMARY KEY (pool, material, version)
);
-- append only: material

CREATE TABLE material_read ( -- 阅读回执: who has read a version
    pool     BIGINT NOT NULL,
    material TEXT   NOT NULL, -- of material
    version  BIGINT NOT NULL, -- of material
    login    TEXT   NOT NULL, -- who
    org      TEXT   NOT NULL, -- his organisation
    read_on  TEXT   NOT NULL, -- day, the first time
    PRIMARY KEY (pool, material, version, login),
    FOREIGN KEY (pool, material, version) REFERENCES material (pool, material, version)
);
-- append only: material_read

CREATE TABLE question ( -- 咨询、意见反馈: of anybody, answered by an office
    pool        BIGINT   NOT NULL,
    seq         BIGINT   NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this pool
    kind        TEXT     NOT NULL CHECK (kind IN ('question', 'feedback')), -- what it is
    topic       TEXT     NOT NULL, -- in a few words
    body        TEXT     NOT NULL, -- what is asked or said
    contact     TEXT     NOT NULL, -- of somebody without a login; '' none
    login       TEXT     NOT NULL, -- who asked; '' somebody without a login
    org         TEXT     NOT NULL, -- his organisation; ''
    asked_on    TEXT     NOT NULL, -- day
    answer      TEXT     NOT NULL, -- '' not yet
    answered_on TEXT     NOT NULL, -- day; '' not yet
    answered_by TEXT     NOT NULL, -- user; ''
    published   SMALLINT NOT NULL CHECK (published IN (0, 1)), -- question and answer are for everybody, without who asked
    PRIMARY KEY (pool, seq),
    CHECK ((answer = '') = (answered_on = '')),
    CHECK (published = 0 OR answer <> '')
);
CREATE INDEX question_login ON question (pool, login);

CREATE TABLE data_agreement ( -- 数据共享协议: what a department may read of a dataset, and until when
    pool        BIGINT NOT NULL,
    agreement   TEXT   NOT NULL, -- its number
    department  TEXT   NOT NULL, -- organisation that may read
    dataset     TEXT   NOT NULL, -- see openness/dataset.h
    fields      TEXT   NOT NULL, -- of it, parted by ';', in its order
    from_on     TEXT   NOT NULL, -- first day on which it may be read
    to_on       TEXT   NOT NULL, -- last one
    since_on    TEXT   NOT NULL, -- rows of that day and later
    purpose     TEXT   NOT NULL, -- what for
    clause      TEXT   NOT NULL, -- it rests on
    made_by     TEXT   NOT NULL, -- user
    made_on     TEXT   NOT NULL, -- business day
    state       TEXT   NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'revoked')), -- as decided
    decided_by  TEXT   NOT NULL, -- another user, who approved or refused; '' not yet
    decided_on  TEXT   NOT NULL, -- '' not yet
    revoked_by  TEXT   NOT NULL, -- user; ''
    revoked_on  TEXT   NOT NULL, -- not read from then on; ''
    reason      TEXT   NOT NULL, -- of the refusal or revocation; ''
    PRIMARY KEY (pool, agreement),
    CHECK (decided_by = '' OR decided_by <> made_by),
    CHECK (from_on <= to_on)
);
CREATE INDEX data_agreement_department ON data_agreement (pool, department, agreement);

CREATE TABLE data_scope ( -- only these projects, only these divisions; none of a kind: all of the pool
    pool      BIGINT NOT NULL,
    agreement TEXT   NOT NULL, -- of data_agreement
    kind      TEXT   NOT NULL CHECK (kind IN ('project', 'region')), -- of the code
    code      TEXT   NOT NULL, -- project or division
    lo        TEXT   NOT NULL, -- of a division: codes from here
    hi        TEXT   NOT NULL, -- to before here are its own or below it; ''
    PRIMARY KEY (pool, agreement, kind, code),
    FOREIGN KEY (pool, agreement) REFERENCES data_agreement (pool, agreement)
);
-- append only: data_scope

CREATE TABLE data_access ( -- who read what under an agreement
    pool      BIGINT NOT NULL,
    agreement TEXT   NOT NULL, -- of data_agreement
    seq       BIGINT NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this agreement
    kind      TEXT   NOT NULL CHECK (kind IN ('pull', 'file')), -- a page of rows, or the file of a month
    who       TEXT   NOT NULL, -- user, or key:ORGANISATION/NAME
    org       TEXT   NOT NULL, -- organisation
    on_date   TEXT   NOT NULL, -- business day
    at        BIGINT NOT NULL, -- (volatile) microseconds since 1970, UTC
    month     TEXT   NOT NULL, -- of a file; ''
    rows      BIGINT NOT NULL CHECK (rows >= 0), -- how many
    sha256    TEXT   NOT NULL, -- of them as CSV
    PRIMARY KEY (pool, agreement, seq),
    FOREIGN KEY (pool, agreement) REFERENCES data_agreement (pool, agreement)
);
-- append only: data_access

CREATE TABLE data_file ( -- the rows of a month under an agreement, as the day job wrote them
    pool      BIGINT NOT NULL,
    agreement TEXT   NOT NULL, -- of data_agreement
    month     TEXT   NOT NULL, -- YYYY-MM
    rows      BIGINT NOT NULL CHECK (rows >= 0), -- without the header
    bytes     BIGINT NOT NULL CHECK (bytes >= 0), -- of the CSV
    sha256    TEXT   NOT NULL, -- of the CSV
    made_on   TEXT   NOT NULL, -- business day
    PRIMARY KEY (pool, agreement, month),
    FOREIGN KEY (pool, agreement) REFERENCES data_agreement (pool, agreement)
);
-- append only: data_file

CREATE TABLE data_file_part ( -- and its CSV, in parts
    pool      BIGINT NOT NULL,
    agreement TEXT   NOT NULL, -- of data_file
    month     TEXT   NOT NULL, -- of data_file
    part      BIGINT NOT NULL CHECK (part >= 1), -- 1, 2, ...
    body      TEXT   NOT NULL, -- lines of it
    PRIMARY KEY (pool, agreement, month, part),
    FOREIGN KEY (pool, agreement) REFERENCES data_agreement (pool, agreement)
);
-- append only: data_file_part
