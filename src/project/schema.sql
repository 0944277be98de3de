-- project: what is bought together, for whom, by which rules and when.

CREATE TABLE project ( -- 采购项目
    pool          BIGINT  NOT NULL, -- home pooling region
    project       TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    pack          TEXT    NOT NULL, -- policy pack: chongqing
    goods         TEXT    NOT NULL CHECK (goods IN ('high_value', 'ordinary', 'reagent', 'drug')),
    form          TEXT    NOT NULL CHECK (form IN ('national', 'provincial', 'alliance', 'city', 'hospital')), -- who buys together
    bid_on        TEXT    NOT NULL, -- bid deadline and opening; '' when not set
    executed_on   TEXT    NOT NULL, -- execution of the results: the cycle begins
    cycle_months  INTEGER NOT NULL CHECK (cycle_months BETWEEN 1 AND 120), -- length of the cycle
    rules         TEXT    NOT NULL, -- the round's rule file, its text; '' when it has none yet
    rules_sha256  TEXT    NOT NULL, -- of that text
    PRIMARY KEY (pool, project)
);

CREATE TABLE project_group ( -- 竞价组: products that compete with each other
    pool             BIGINT NOT NULL,
    project          TEXT   NOT NULL,
    grp              TEXT   NOT NULL,
    name             TEXT   NOT NULL,
    unit             TEXT   NOT NULL, -- pricing unit
    class            TEXT   NOT NULL, -- product class (registry: product.class); '' not given
    ceiling          BIGINT NOT NULL CHECK (ceiling >= 0), -- highest valid price, 0: none
    previous_highest BIGINT NOT NULL CHECK (previous_highest >= 0), -- selected in the cycle before, 0: none
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE phase ( -- announced dates of a project
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    phase   TEXT   NOT NULL CHECK (phase IN ('announcement', 'demand', 'review', 'bidding', 'opening', 'notice', 'result', 'agreement', 'execution')), -- what
    from_on TEXT   NOT NULL,
    to_on   TEXT   NOT NULL, -- last day
    document TEXT  NOT NULL, -- where it was published; '' not yet
    PRIMARY KEY (pool, project, phase),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE participation ( -- who takes part, and who may stay away
    pool        BIGINT   NOT NULL,
    project     TEXT     NOT NULL,
    institution TEXT     NOT NULL,
    takes_part  SMALLINT NOT NULL CHECK (takes_part IN (0, 1)), -- 0: stays away
    duty        TEXT     NOT NULL CHECK (duty IN ('mandatory', 'in_principle', 'per_agreement', 'voluntary')), -- by kind, class and pack
    reason      TEXT     NOT NULL, -- why it stays away; '' when it takes part
    joined_on   TEXT     NOT NULL, -- '' from the start
    PRIMARY KEY (pool, project, institution),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE explained ( -- a computed figure or decision: by which rules, from which inputs
    pool          BIGINT NOT NULL,
    what          TEXT   NOT NULL, -- volume, award, allocation, prepayment, ...
    id            TEXT   NOT NULL, -- as `jicai explain WHAT ID` takes it
    pack          TEXT   NOT NULL, -- policy pack
    pack_sha256   TEXT   NOT NULL, -- of the pack as it was
    edition       TEXT   NOT NULL, -- of the engine's rule: award-1
    inputs_sha256 TEXT   NOT NULL, -- of the immutable input rows
    PRIMARY KEY (pool, what, id)
);

CREATE TABLE explained_step ( -- its steps, in order
    pool  BIGINT  NOT NULL,
    what  TEXT    NOT NULL, -- of explained
    id    TEXT    NOT NULL, -- of explained
    n     INTEGER NOT NULL, -- from 1
    say   TEXT    NOT NULL, -- the sentence: its id in words/
    rule  TEXT    NOT NULL, -- the parameter that decided: prepay.ratio.drug; '' arithmetic
    terms TEXT    NOT NULL, -- its figures, one a line: type, blank, value
    PRIMARY KEY (pool, what, id, n),
    FOREIGN KEY (pool, what, id) REFERENCES explained (pool, what, id)
);

CREATE TABLE expert ( -- 专家库: who may be drawn
    pool       BIGINT   NOT NULL,
    expert     TEXT     NOT NULL, -- code of the expert
    name       TEXT     NOT NULL,
    employer   TEXT     NOT NULL, -- institution or company, code or name
    speciality TEXT     NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- field
    companies  TEXT     NOT NULL, -- he is connected with, codes or names parted by ';'
    available  SMALLINT NOT NULL CHECK (available IN (0, 1)), -- 0: not for the time being
    removed_on TEXT     NOT NULL, -- left the bank; '' has not
    reason     TEXT     NOT NULL, -- why he left; '' has not
    PRIMARY KEY (pool, expert)
);

CREATE TABLE expert_draw ( -- 抽取: a draw of experts, its commitment and what became of it
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    draw         TEXT   NOT NULL, -- id of the draw
    committed_on TEXT   NOT NULL, -- day of the commitment
    commitment   TEXT   NOT NULL, -- SM3 of secret and id
    randomness   TEXT   NOT NULL, -- name of the public randomness, given in advance
    list         TEXT   NOT NULL, -- SM3 of the lots
    public_on    TEXT   NOT NULL, -- day of the public randomness; '' not drawn yet
    public_text  TEXT   NOT NULL, -- the public randomness; '' not drawn yet
    secret       TEXT   NOT NULL, -- revealed; '' not drawn yet
    PRIMARY KEY (pool, project, draw),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE draw_lot ( -- places of one speciality in a draw
    pool       BIGINT  NOT NULL,
    project    TEXT    NOT NULL,
    draw       TEXT    NOT NULL, -- of expert_draw
    speciality TEXT    NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- of the lot
    places     INTEGER NOT NULL CHECK (places >= 1), -- to be drawn
    reserve    INTEGER NOT NULL CHECK (reserve >= 0), -- in order, behind them
    PRIMARY KEY (pool, project, draw, speciality),
    FOREIGN KEY (pool, project, draw) REFERENCES expert_draw (pool, project, draw)
);

CREATE TABLE draw_row ( -- an expert in a draw, as he was on the day of the commitment
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    draw        TEXT    NOT NULL, -- of expert_draw
    expert      TEXT    NOT NULL, -- code of the expert
    name        TEXT    NOT NULL,
    employer    TEXT    NOT NULL, -- as in expert
    speciality  TEXT    NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- of the lot
    conflict    TEXT    NOT NULL CHECK (conflict IN ('free', 'same_employer', 'same_bidder')), -- not free: removed before the draw
    hash        TEXT    NOT NULL, -- SM3 of salt and code
    place       INTEGER NOT NULL CHECK (place >= 0), -- drawn, then reserve: 1, 2, ...; 0: neither
    declined_on TEXT    NOT NULL, -- '' has not
    reason      TEXT    NOT NULL, -- why he declined; '' has not
    PRIMARY KEY (pool, project, draw, expert),
    FOREIGN KEY (pool, project, draw) REFERENCES expert_draw (pool, project, draw)
);
