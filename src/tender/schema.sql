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
