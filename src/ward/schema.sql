-- ward: what happens inside an institution: which products it lets in, by which meeting, what its
-- departments ask for, which clinical paths it follows (REQUIREMENTS K1, K2, K3). Decisions, meetings and paths
-- are facts: a later one follows, none is changed.
-- column record: of the admission meeting: its number
-- column seq: 1, 2, ... of this institution and product
-- column path: its code at the institution
-- column version: 1, 2, ... of this path
-- column who: user
-- column reason: ''
-- column note: ''

CREATE TABLE admission_meeting ( -- 准入遴选会议: its record
    pool        BIGINT  NOT NULL,
    institution TEXT    NOT NULL,
    record      TEXT    NOT NULL,
    held_on     TEXT    NOT NULL, -- day
    attendees   TEXT    NOT NULL, -- name and department of each, parted by ';'
    present     BIGINT  NOT NULL CHECK (present >= 3), -- how many attended
    document    TEXT    NOT NULL, -- title of the minutes
    file        TEXT    NOT NULL, -- SHA-256 of the minutes, of file
    who         TEXT    NOT NULL,
    PRIMARY KEY (pool, institution, record)
);
-- append only: admission_meeting

CREATE TABLE admission_vote ( -- what the meeting decided about a product
    pool        BIGINT   NOT NULL,
    institution TEXT     NOT NULL,
    record      TEXT     NOT NULL,
    product     TEXT     NOT NULL,
    yes         BIGINT   NOT NULL CHECK (yes >= 0), -- votes
    no          BIGINT   NOT NULL CHECK (no >= 0), -- votes
    abstained   BIGINT   NOT NULL CHECK (abstained >= 0), -- votes
    passed      SMALLINT NOT NULL CHECK (passed IN (0, 1)), -- more than half of those present said yes
    note        TEXT     NOT NULL,
    PRIMARY KEY (pool, institution, record, product),
    CHECK (passed = CASE WHEN yes > no + abstained THEN 1 ELSE 0 END),
    FOREIGN KEY (pool, institution, record) REFERENCES admission_meeting (pool, institution, record)
);
CREATE INDEX admission_vote_product ON admission_vote (pool, institution, product);
-- append only: admission_vote

CREATE TABLE catalogue ( -- 院内目录: every decision of an institution about a product; the last one counts
    pool        BIGINT   NOT NULL,
    institution TEXT     NOT NULL,
    product     TEXT     NOT NULL,
    seq         BIGINT   NOT NULL CHECK (seq >= 1),
    state       TEXT     NOT NULL CHECK (state IN ('admitted', 'refused', 'removed')), -- what was decided
    on_date     TEXT     NOT NULL, -- from that day
    reason      TEXT     NOT NULL CHECK (reason IN ('', 'no_need', 'no_department', 'quality', 'supply', 'withdrawn', 'other', 'cost_control', 'variety_limit', 'not_reported', 'quality_deposit', 'account_opening')), -- code; '' admitted
    note        TEXT     NOT NULL,
    record      TEXT     NOT NULL, -- of the meeting that decided it; ''
    stands      SMALLINT NOT NULL CHECK (stands IN (0, 1)), -- 0: for a reason that the policy forbids; the product stays to be admitted
    who         TEXT     NOT NULL,
    PRIMARY KEY (pool, institution, product, seq),
    CHECK ((state = 'admitted') = (reason = ''))
);
-- append only: catalogue

CREATE TABLE admission_due ( -- until when a selected product has to be in the catalogue (RULES: days after execution)
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL, -- selected, with an agreed volume of this institution
    company     TEXT   NOT NULL, -- registrant
    from_on     TEXT   NOT NULL, -- first day of the first agreement for it
    due_on      TEXT   NOT NULL, -- last day in time
    pack        TEXT   NOT NULL, -- policy pack in force on from_on
    PRIMARY KEY (pool, project, institution, product)
);
CREATE INDEX admission_due_on ON admission_due (pool, due_on);
-- append only: admission_due

CREATE TABLE purchase_request ( -- 采购申请: a department asks, the purchasing department orders
    pool        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    request_no  TEXT   NOT NULL, -- its number
    department  TEXT   NOT NULL, -- that asks
    project     TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    variant     TEXT   NOT NULL CHECK (variant IN ('without_service', 'with_service')), -- of the price
    qty         BIGINT NOT NULL CHECK (qty > 0), -- units
    wanted_by   TEXT   NOT NULL, -- day; '' not said
    reason      TEXT   NOT NULL, -- clinical; ''
    asked_on    TEXT   NOT NULL, -- day
    asked_by    TEXT   NOT NULL, -- user
    state       TEXT   NOT NULL CHECK (state IN ('asked', 'ordered', 'refused', 'withdrawn')), -- how it stands
    decided_on  TEXT   NOT NULL, -- '' not yet
    decided_by  TEXT   NOT NULL, -- user; '' not yet
    note        TEXT   NOT NULL, -- why it was refused; ''
    order_no    TEXT   NOT NULL, -- of order_line; '' none
    order_line  BIGINT NOT NULL, -- of order_line; 0 none
    ordered     BIGINT NOT NULL CHECK (ordered BETWEEN 0 AND qty), -- units of that line
    PRIMARY KEY (pool, institution, request_no),
    CHECK ((state = 'ordered') = (order_no <> ''))
);
CREATE INDEX purchase_request_state ON purchase_request (pool, institution, state);

CREATE TABLE clinical_path ( -- 临床路径: a version of it, as uploaded
    pool        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    path        TEXT   NOT NULL,
    version     BIGINT NOT NULL CHECK (version >= 1),
    title       TEXT   NOT NULL, -- of the path
    from_on     TEXT   NOT NULL, -- first day
    file        TEXT   NOT NULL, -- SHA-256 of its text, of file
    who         TEXT   NOT NULL,
    PRIMARY KEY (pool, institution, path, version)
);
-- append only: clinical_path

CREATE TABLE clinical_path_item ( -- which product a path puts at which place of a group
    pool        BIGINT   NOT NULL,
    institution TEXT     NOT NULL,
    path        TEXT     NOT NULL,
    version     BIGINT   NOT NULL,
    project     TEXT     NOT NULL,
    grp         TEXT     NOT NULL,
    place       BIGINT   NOT NULL CHECK (place >= 1), -- 1 comes first
    product     TEXT     NOT NULL,
    selected    SMALLINT NOT NULL CHECK (selected IN (0, 1)), -- in that group, on the day of the version
    PRIMARY KEY (pool, institution, path, version, project, grp, place),
    FOREIGN KEY (pool, institution, path, version) REFERENCES clinical_path (pool, institution, path, version)
);
CREATE INDEX clinical_path_group ON clinical_path_item (pool, institution, project, grp);
-- append only: clinical_path_item
