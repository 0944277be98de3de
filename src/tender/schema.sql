-- tender: bids, who won and why, and which winner supplies which institution.

CREATE TABLE bid ( -- one offer: a product of a company in a group, as opened
    pool           BIGINT   NOT NULL,
    project        TEXT     NOT NULL,
    grp            TEXT     NOT NULL,
    product        TEXT     NOT NULL,
    company        TEXT     NOT NULL, -- registrant that offers
    price          BIGINT   NOT NULL CHECK (price >= 0), -- without accompanying service, 0.0001 yuan; 0: gave up
    with_service   BIGINT   NOT NULL CHECK (with_service >= 0), -- with it; 0: no such quote
    second_price   BIGINT   NOT NULL CHECK (second_price >= 0), -- second quote; 0: none
    unit           TEXT     NOT NULL, -- bidding unit as declared; ''
    factor         BIGINT   NOT NULL CHECK (factor >= 0), -- conversion factor, ppm; 0: 1
    capacity       BIGINT   NOT NULL CHECK (capacity >= -1), -- that it can supply in a year; -1: no limit stated
    reported       BIGINT   NOT NULL CHECK (reported >= 0), -- demand reported for it
    regions        TEXT     NOT NULL, -- regions it would pick, best first, parted by ';'
    filed_at       TEXT     NOT NULL, -- when it was handed in; '' unknown
    previous_price BIGINT   NOT NULL CHECK (previous_price >= 0), -- own selected price of the cycle before; 0: none
    own_lowest     BIGINT   NOT NULL CHECK (own_lowest >= 0), -- own lowest real price; 0: unknown
    other_prices   TEXT     NOT NULL, -- of other rounds or provinces, parted by '|'; ''
    related_to     TEXT     NOT NULL, -- related company or controller; ''
    ceiling        BIGINT   NOT NULL CHECK (ceiling >= 0), -- of this bid; 0: the group's
    certificate_to TEXT     NOT NULL, -- last day of its certificate; '' as the registry says
    qualified      SMALLINT NOT NULL CHECK (qualified IN (0, 1)), -- passed the entry standards
    credit         BIGINT   NOT NULL CHECK (credit >= 0), -- grade of bad credit; 0: none
    signs_cut      SMALLINT NOT NULL CHECK (signs_cut IN (0, 1)), -- would sign at the bound of the gap rule
    draw           BIGINT   NOT NULL CHECK (draw >= 0), -- number drawn among equal bids; 0: none
    PRIMARY KEY (pool, project, grp, product),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);
CREATE INDEX bid_company ON bid (pool, project, company);

CREATE TABLE group_award ( -- how a group ended
    pool          BIGINT  NOT NULL,
    project       TEXT    NOT NULL,
    grp           TEXT    NOT NULL,
    outcome       TEXT    NOT NULL CHECK (outcome IN ('done', 'draw')), -- draw: a tie is to be drawn
    bids          INTEGER NOT NULL CHECK (bids >= 0), -- all of them
    selected      INTEGER NOT NULL CHECK (selected >= 0), -- of which won
    edition       TEXT    NOT NULL, -- of the engine's rule
    pack          TEXT    NOT NULL, -- policy pack of the project
    pack_sha256   TEXT    NOT NULL, -- of it; '' when the pack was not asked
    rules_sha256  TEXT    NOT NULL, -- of the round's rule file
    inputs_sha256 TEXT    NOT NULL, -- of the bids and what else went in
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE award ( -- what became of each bid
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL,
    grp      TEXT    NOT NULL,
    product  TEXT    NOT NULL,
    company  TEXT    NOT NULL, -- registrant
    price    BIGINT  NOT NULL CHECK (price >= 0), -- that the bid stands for, 0.0001 yuan
    with_service BIGINT NOT NULL CHECK (with_service >= 0), -- the same with accompanying service; 0: none
    unit     TEXT    NOT NULL, -- bidding unit; ''
    rank     INTEGER NOT NULL CHECK (rank >= 0), -- 0: takes no place
    tied     INTEGER NOT NULL CHECK (tied >= 0), -- how many share the rank
    decision TEXT    NOT NULL CHECK (decision IN ('select', 'select_without_quota', 'select_without_volume', 'standby', 'reject', 'invalid', 'draw')), -- 中选, 替补, ...
    step     TEXT    NOT NULL, -- of the rules, that decided
    clause   TEXT    NOT NULL, -- on which it rests; ''
    figures  TEXT    NOT NULL, -- the comparisons made, one a line
    PRIMARY KEY (pool, project, grp, product),
    FOREIGN KEY (pool, project, grp) REFERENCES group_award (pool, project, grp)
);
CREATE INDEX award_company ON award (pool, project, company);

CREATE TABLE volume_choice ( -- an institution's own choice among the winners, for its remaining volume
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    grp         TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL, -- of a winner
    weight      BIGINT NOT NULL CHECK (weight >= 0), -- its share is weight / sum of weights
    PRIMARY KEY (pool, project, grp, institution, product),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE group_allocation ( -- how a group's volume was divided among its winners
    pool          BIGINT  NOT NULL,
    project       TEXT    NOT NULL,
    grp           TEXT    NOT NULL,
    agreed        BIGINT  NOT NULL CHECK (agreed >= 0), -- volume that was divided
    unfilled      BIGINT  NOT NULL CHECK (unfilled >= 0), -- of which nobody can supply
    verdict       TEXT    NOT NULL, -- ok, or why it could not be divided
    inputs_sha256 TEXT    NOT NULL, -- of demand, winners and rules
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE allocation ( -- 分量: what an institution agrees to buy of a winner
    pool           BIGINT NOT NULL,
    project        TEXT   NOT NULL,
    grp            TEXT   NOT NULL,
    institution    TEXT   NOT NULL,
    product        TEXT   NOT NULL,
    kept           BIGINT NOT NULL CHECK (kept >= 0), -- stage 1: stays with the winner it was reported for
    from_remaining BIGINT NOT NULL CHECK (from_remaining >= 0), -- stage 2: of the remaining volume
    qty            BIGINT NOT NULL CHECK (qty >= 0), -- both
    PRIMARY KEY (pool, project, grp, institution, product),
    FOREIGN KEY (pool, project, grp) REFERENCES group_allocation (pool, project, grp)
);
CREATE INDEX allocation_institution ON allocation (pool, project, institution, grp);
CREATE INDEX allocation_product ON allocation (pool, project, product, institution);

CREATE TABLE unfilled ( -- what no winner can supply to an institution
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    grp         TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    qty         BIGINT NOT NULL CHECK (qty > 0),
    PRIMARY KEY (pool, project, grp, institution),
    FOREIGN KEY (pool, project, grp) REFERENCES group_allocation (pool, project, grp)
);

CREATE TABLE qualification ( -- 资格审查: whether a company may bid in a project, and why not
    pool      BIGINT   NOT NULL,
    project   TEXT     NOT NULL,
    company   TEXT     NOT NULL,
    qualified SMALLINT NOT NULL CHECK (qualified IN (0, 1)), -- passed the published entry standards
    reason    TEXT     NOT NULL, -- of a rejection; '' passed
    credit    BIGINT   NOT NULL CHECK (credit >= 0), -- grade of bad credit on the day of the review; 0: none
    on_date   TEXT     NOT NULL, -- of the review
    PRIMARY KEY (pool, project, company),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE opening ( -- 开标: until when bids are taken, and who has to come together to open them
    pool      BIGINT  NOT NULL,
    project   TEXT    NOT NULL,
    deadline  TEXT    NOT NULL, -- last moment for bids: 2026-05-01 17:00:00
    k         INTEGER NOT NULL CHECK (k >= 2), -- officers that it takes
    n         INTEGER NOT NULL CHECK (n >= k), -- officers there are
    sha256    TEXT    NOT NULL, -- of the list of officers as published
    state     TEXT    NOT NULL CHECK (state IN ('fixed', 'opened')), -- fixed: bids are taken, or wait
    opened_at TEXT    NOT NULL, -- moment; '' not yet
    PRIMARY KEY (pool, project),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE officer ( -- 开标人: to whom shares of the content keys are sealed; fixed before bidding
    pool       BIGINT  NOT NULL,
    project    TEXT    NOT NULL,
    place      INTEGER NOT NULL CHECK (place >= 1), -- 1, 2, ...: which share is his
    officer    TEXT    NOT NULL, -- login or code
    public_key TEXT    NOT NULL, -- X25519, hexadecimal; the private part never comes here
    PRIMARY KEY (pool, project, place),
    FOREIGN KEY (pool, project) REFERENCES opening (pool, project)
);

CREATE TABLE sealed_bid ( -- 密封投标: each version as it came; nobody here can read it
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL,
    grp      TEXT    NOT NULL,
    company  TEXT    NOT NULL, -- bidder
    version  INTEGER NOT NULL CHECK (version >= 1), -- the last one before the deadline counts
    state    TEXT    NOT NULL CHECK (state IN ('filed', 'replaced', 'withdrawn')), -- only filed ones are opened
    filed_at TEXT    NOT NULL, -- moment
    sha256   TEXT    NOT NULL, -- of the envelope
    envelope TEXT    NOT NULL, -- see seal/envelope.h
    log_index BIGINT NOT NULL CHECK (log_index >= -1), -- (volatile) its place in the log of the pool; -1 none
    PRIMARY KEY (pool, project, grp, company, version),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE late_bid ( -- what came after the deadline: refused, not kept
    pool     BIGINT NOT NULL,
    project  TEXT   NOT NULL,
    grp      TEXT   NOT NULL,
    company  TEXT   NOT NULL, -- bidder
    sha256   TEXT   NOT NULL, -- of the envelope
    refused_at TEXT NOT NULL, -- moment
    log_index BIGINT NOT NULL CHECK (log_index >= -1), -- (volatile) its place in the log of the pool; -1 none
    PRIMARY KEY (pool, project, grp, company, sha256),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);
-- append only: late_bid

CREATE TABLE share_opened ( -- an officer's share of a bid's content key, handed in at the opening
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL,
    grp      TEXT    NOT NULL,
    company  TEXT    NOT NULL, -- bidder
    version  INTEGER NOT NULL, -- of sealed_bid
    place    INTEGER NOT NULL, -- of officer
    state    TEXT    NOT NULL CHECK (state IN ('good', 'bad', 'closed')), -- bad: not the share whose hash was published, set aside; closed: it did not open
    share    TEXT    NOT NULL, -- hexadecimal; '' closed
    PRIMARY KEY (pool, project, grp, company, version, place),
    FOREIGN KEY (pool, project, grp, company, version) REFERENCES sealed_bid (pool, project, grp, company, version)
);

CREATE TABLE opening_try ( -- an opening that was postponed: nothing was opened
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL,
    tried_at TEXT    NOT NULL, -- moment
    came     INTEGER NOT NULL CHECK (came >= 0), -- officers who handed in
    needed   INTEGER NOT NULL, -- officers that it takes
    PRIMARY KEY (pool, project, tried_at),
    FOREIGN KEY (pool, project) REFERENCES opening (pool, project)
);

CREATE TABLE opening_record ( -- 开标记录: what became of each bidder's last version; public
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    grp         TEXT    NOT NULL,
    company     TEXT    NOT NULL, -- bidder
    version     INTEGER NOT NULL, -- of sealed_bid
    outcome     TEXT    NOT NULL CHECK (outcome IN ('opened', 'void', 'withdrawn')), -- withdrawn: kept, unopened
    reason      TEXT    NOT NULL, -- of a void bid: shares, copied, ...; ''
    detail      TEXT    NOT NULL, -- whom or what it is about; ''
    good        INTEGER NOT NULL CHECK (good >= 0), -- shares that matched their hashes
    content_key TEXT    NOT NULL, -- K, so that everybody can open the envelope again; '' not known
    offers      INTEGER NOT NULL CHECK (offers >= 0), -- products offered
    PRIMARY KEY (pool, project, grp, company),
    FOREIGN KEY (pool, project, grp, company, version) REFERENCES sealed_bid (pool, project, grp, company, version)
);
-- append only: opening_record

CREATE TABLE simulation ( -- 模拟测算: other rules on the opened bids; no award comes of it
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    simulation   TEXT   NOT NULL, -- its name
    rules        TEXT   NOT NULL, -- the rule file tried
    rules_sha256 TEXT   NOT NULL, -- of it
    PRIMARY KEY (pool, project, simulation),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE simulation_result ( -- what would become of each bid
    pool       BIGINT  NOT NULL,
    project    TEXT    NOT NULL,
    simulation TEXT    NOT NULL, -- its name
    grp        TEXT    NOT NULL,
    product    TEXT    NOT NULL,
    company    TEXT    NOT NULL, -- registrant
    price      BIGINT  NOT NULL CHECK (price >= 0), -- that the bid would stand for, 0.0001 yuan
    rank       INTEGER NOT NULL CHECK (rank >= 0), -- 0: takes no place
    decision   TEXT    NOT NULL, -- as in award
    step       TEXT    NOT NULL, -- of the rules, that decided
    clause     TEXT    NOT NULL, -- on which it rests; ''
    PRIMARY KEY (pool, project, simulation, grp, product),
    FOREIGN KEY (pool, project, simulation) REFERENCES simulation (pool, project, simulation)
);

CREATE TABLE award_change ( -- 中选结果变更: what a selected product is from a day on; the award stays
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    product      TEXT   NOT NULL,
    from_on      TEXT   NOT NULL, -- until the next change of the same product
    grp          TEXT   NOT NULL,
    company      TEXT   NOT NULL, -- registrant
    price        BIGINT NOT NULL CHECK (price >= 0), -- without accompanying service, 0.0001 yuan; 0: none
    with_service BIGINT NOT NULL CHECK (with_service >= 0), -- with it; 0: none
    state        TEXT   NOT NULL CHECK (state IN ('selected', 'withdrawn')), -- from that day
    instead_of   TEXT   NOT NULL, -- product that it succeeds, or was derived from; '' itself
    document     TEXT   NOT NULL, -- number of the supplementary agreement that changed it
    PRIMARY KEY (pool, project, product, from_on)
);
-- append only: award_change

CREATE TABLE group_mode ( -- 采购方式: how a group is bought, and why; the last choice counts
    pool       BIGINT  NOT NULL,
    project    TEXT    NOT NULL,
    grp        TEXT    NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this group
    mode       TEXT    NOT NULL CHECK (mode IN ('tender', 'linkage', 'negotiation', 'inquiry')), -- 招标, 带量联动, 竞争性谈判, 询价
    reason     TEXT    NOT NULL, -- why this one
    document   TEXT    NOT NULL, -- the decision; ''
    decided_on TEXT    NOT NULL, -- when
    who        TEXT    NOT NULL, -- decided it
    PRIMARY KEY (pool, project, grp, seq),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);
-- append only: group_mode

CREATE TABLE talks ( -- 谈判、询价: one attempt for a group; after one that failed another may follow
    pool      BIGINT  NOT NULL,
    project   TEXT    NOT NULL,
    grp       TEXT    NOT NULL,
    talks     INTEGER NOT NULL CHECK (talks >= 1), -- 1, 2, ... of this group
    mode      TEXT    NOT NULL CHECK (mode IN ('negotiation', 'inquiry')), -- of group_mode
    meeting   TEXT    NOT NULL, -- whose experts are the panel; '' of an inquiry
    opened_on TEXT    NOT NULL, -- when suppliers were invited
    state     TEXT    NOT NULL CHECK (state IN ('open', 'concluded', 'closed', 'failed')), -- concluded: the record waits for signatures; closed: its offers are bids
    record    TEXT    NOT NULL, -- canonical text, see tender/talks.h; '' not concluded
    sha256    TEXT    NOT NULL, -- of the record; ''
    PRIMARY KEY (pool, project, grp, talks),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE talks_supplier ( -- who is invited
    pool       BIGINT  NOT NULL,
    project    TEXT    NOT NULL,
    grp        TEXT    NOT NULL,
    talks      INTEGER NOT NULL, -- of talks
    company    TEXT    NOT NULL, -- registrant
    controller TEXT    NOT NULL, -- as of that day; two with the same one are one supplier
    PRIMARY KEY (pool, project, grp, talks, company),
    FOREIGN KEY (pool, project, grp, talks) REFERENCES talks (pool, project, grp, talks)
);
-- append only: talks_supplier

CREATE TABLE talks_round ( -- when offers are taken
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL,
    grp      TEXT    NOT NULL,
    talks    INTEGER NOT NULL, -- of talks
    turn     INTEGER NOT NULL CHECK (turn >= 1), -- 1, 2, ...
    from_at  TEXT    NOT NULL, -- moment: 2026-05-01 09:00:00
    until_at TEXT    NOT NULL, -- last moment
    ceiling  BIGINT  NOT NULL CHECK (ceiling >= 0), -- highest price that the panel accepts, 0.0001 yuan; 0: none
    who      TEXT    NOT NULL, -- opened it
    PRIMARY KEY (pool, project, grp, talks, turn),
    FOREIGN KEY (pool, project, grp, talks) REFERENCES talks (pool, project, grp, talks)
);
-- append only: talks_round

CREATE TABLE talks_offer ( -- every offer and withdrawal as it came; confidential until its round is over
    pool         BIGINT  NOT NULL,
    project      TEXT    NOT NULL,
    grp          TEXT    NOT NULL,
    talks        INTEGER NOT NULL, -- of talks
    seq          INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of these talks
    company      TEXT    NOT NULL, -- of talks_supplier
    turn         INTEGER NOT NULL, -- of talks_round; 0: withdrew before the first
    product      TEXT    NOT NULL, -- '' it withdraws, with all its products
    price        BIGINT  NOT NULL CHECK (price >= 0), -- 0.0001 yuan; 0: withdraws
    with_service BIGINT  NOT NULL CHECK (with_service >= 0), -- with accompanying service; 0: no such quote
    capacity     BIGINT  NOT NULL CHECK (capacity >= -1), -- in a year; -1: no limit stated
    filed_at     TEXT    NOT NULL, -- moment
    reason       TEXT    NOT NULL, -- of a withdrawal; ''
    PRIMARY KEY (pool, project, grp, talks, seq),
    FOREIGN KEY (pool, project, grp, talks) REFERENCES talks (pool, project, grp, talks)
);
-- append only: talks_offer

CREATE TABLE talks_signature ( -- experts of the panel under the record
    pool      BIGINT  NOT NULL,
    project   TEXT    NOT NULL,
    grp       TEXT    NOT NULL,
    talks     INTEGER NOT NULL, -- of talks
    expert    TEXT    NOT NULL, -- of the bank
    signed_at TEXT    NOT NULL, -- as the signature says
    envelope  TEXT    NOT NULL, -- JSON, see seal/signature.h
    PRIMARY KEY (pool, project, grp, talks, expert),
    FOREIGN KEY (pool, project, grp, talks) REFERENCES talks (pool, project, grp, talks)
);
-- append only: talks_signature

CREATE TABLE bid_part ( -- of a bid for a system: what a piece of each component costs
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    grp          TEXT   NOT NULL,
    product      TEXT   NOT NULL, -- of bid: the set
    component    TEXT   NOT NULL, -- of group_component
    part         TEXT   NOT NULL, -- product code
    price        BIGINT NOT NULL CHECK (price >= 0), -- of a piece, 0.0001 yuan
    with_service BIGINT NOT NULL CHECK (with_service >= 0), -- with accompanying service; 0: none
    PRIMARY KEY (pool, project, grp, product, component),
    FOREIGN KEY (pool, project, grp, product) REFERENCES bid (pool, project, grp, product)
);
CREATE INDEX bid_part_part ON bid_part (pool, project, part);

CREATE TABLE award_part ( -- what a piece costs in a system that was selected or stands by
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    grp          TEXT   NOT NULL,
    product      TEXT   NOT NULL, -- of award: the set
    component    TEXT   NOT NULL, -- of group_component
    part         TEXT   NOT NULL, -- product code: what is listed, agreed and ordered
    per_set      BIGINT NOT NULL CHECK (per_set >= 1), -- pieces in a set
    price        BIGINT NOT NULL CHECK (price >= 0), -- of a piece, 0.0001 yuan; the parts sum to the price of the award
    with_service BIGINT NOT NULL CHECK (with_service >= 0), -- with accompanying service; 0: none
    PRIMARY KEY (pool, project, grp, product, component),
    FOREIGN KEY (pool, project, grp, product) REFERENCES award (pool, project, grp, product)
);
CREATE INDEX award_part_part ON award_part (pool, project, part);
