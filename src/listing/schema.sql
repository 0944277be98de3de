-- listing: what may be bought at which price in a pool (挂网), how that price follows the country's
-- lowest, and what the fund pays for it (支付标准).

CREATE TABLE listing ( -- as it stands now; how it came to that is in listing_event
    pool         BIGINT NOT NULL,
    product      TEXT   NOT NULL,
    company      TEXT   NOT NULL, -- registrant
    zone         TEXT   NOT NULL CHECK (zone IN ('results', 'general')), -- results: selected, at the selected price
    project      TEXT   NOT NULL, -- of the results zone; '' general
    state        TEXT   NOT NULL CHECK (state IN ('draft', 'notice', 'listed', 'suspended', 'delisted')), -- now
    cause        TEXT   NOT NULL, -- of the last move: applied, notice_over, certificate, ...
    since_on     TEXT   NOT NULL, -- of the last move
    price        BIGINT NOT NULL CHECK (price >= 0), -- that counts now, without accompanying service; 0: none yet
    with_service BIGINT NOT NULL CHECK (with_service >= 0), -- the same with it; 0: none
    notice_price BIGINT NOT NULL CHECK (notice_price >= 0), -- that was put on notice; 0: no notice runs
    notice_on    TEXT   NOT NULL, -- first day of the notice; '' none
    objections   INTEGER NOT NULL CHECK (objections >= 0), -- open ones: they stop the change
    decided_on   TEXT   NOT NULL, -- last decision on an objection; '' none
    substitute   TEXT   NOT NULL, -- of a selected product that leaves; '' none
    PRIMARY KEY (pool, product)
);
CREATE INDEX listing_project ON listing (pool, project, product);

CREATE TABLE listing_event ( -- every move of a listing and every change of its price
    pool         BIGINT  NOT NULL,
    product      TEXT    NOT NULL,
    seq          INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this product
    on_date      TEXT    NOT NULL, -- from that day
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'notice', 'listed', 'suspended', 'delisted')), -- after it
    cause        TEXT    NOT NULL, -- as in listing
    price        BIGINT  NOT NULL CHECK (price >= 0), -- after it, without accompanying service
    with_service BIGINT  NOT NULL CHECK (with_service >= 0), -- after it
    PRIMARY KEY (pool, product, seq)
);
-- append only: listing_event

CREATE TABLE offer ( -- a price that a company offers for a product that was not selected
    pool     BIGINT NOT NULL,
    product  TEXT   NOT NULL,
    on_date  TEXT   NOT NULL,
    price    BIGINT NOT NULL CHECK (price > 0), -- 0.0001 yuan a unit
    verdict  TEXT   NOT NULL CHECK (verdict IN ('ok', 'no_fact', 'above', 'no_rule', 'certificate', 'selected', 'credit')), -- ok: on notice
    lowest   BIGINT NOT NULL CHECK (lowest >= 0), -- that it was held against; 0: none
    province TEXT   NOT NULL, -- of the lowest; ''
    seen_on  TEXT   NOT NULL, -- of the lowest; ''
    source   TEXT   NOT NULL, -- of the lowest; ''
    PRIMARY KEY (pool, product, on_date)
);

CREATE TABLE price_report ( -- a lower price in another province, which the company is to report
    pool        BIGINT   NOT NULL,
    product     TEXT     NOT NULL,
    province    TEXT     NOT NULL, -- where it was paid
    seen_on     TEXT     NOT NULL, -- date of the price
    source      TEXT     NOT NULL, -- where it was seen
    company     TEXT     NOT NULL,
    price       BIGINT   NOT NULL CHECK (price > 0), -- 0.0001 yuan a unit
    from_on     TEXT     NOT NULL, -- first working day of the month after
    until_on    TEXT     NOT NULL, -- last day to report it
    estimate    SMALLINT NOT NULL CHECK (estimate IN (0, 1)), -- the calendar of working days is not published so far
    reported_on TEXT     NOT NULL, -- '' not yet
    PRIMARY KEY (pool, product, province, seen_on, source)
);

CREATE TABLE payment_standard ( -- what the fund pays at most; dated
    pool     BIGINT NOT NULL,
    product  TEXT   NOT NULL,
    from_on  TEXT   NOT NULL,
    until_on TEXT   NOT NULL,
    price    BIGINT NOT NULL CHECK (price >= 0), -- 0.0001 yuan a unit; 0: none
    verdict  TEXT   NOT NULL, -- ok, or why there is none
    selected SMALLINT NOT NULL CHECK (selected IN (0, 1)), -- at that time
    PRIMARY KEY (pool, product, from_on)
);

CREATE TABLE bargain ( -- 议价: a price agreed by an institution, or by several together; a fact
    pool         BIGINT  NOT NULL,
    bargain      TEXT    NOT NULL, -- its number
    project      TEXT    NOT NULL, -- '' outside a project
    product      TEXT    NOT NULL,
    institutions TEXT    NOT NULL, -- codes in order, parted by ';'; more than one: jointly
    qty          BIGINT  NOT NULL CHECK (qty > 0), -- of all of them
    payment_days INTEGER NOT NULL CHECK (payment_days >= 0), -- from acceptance to payment
    price        BIGINT  NOT NULL CHECK (price > 0), -- 0.0001 yuan a unit
    on_date      TEXT    NOT NULL, -- day of the agreement
    draw         TEXT    NOT NULL, -- of the experts who bargained (project: expert_draw); '' none
    PRIMARY KEY (pool, bargain)
);
CREATE INDEX bargain_product ON bargain (pool, product, on_date);

CREATE TABLE recorded_purchase ( -- 备案采购: a purchase outside the other ways, on record
    pool        BIGINT NOT NULL,
    purchase    TEXT   NOT NULL, -- its number
    project     TEXT   NOT NULL, -- whose pack counts; '' the pool's
    record      TEXT   NOT NULL, -- number of the record
    recorded_on TEXT   NOT NULL, -- day of the record
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    qty         BIGINT NOT NULL CHECK (qty > 0),
    price       BIGINT NOT NULL CHECK (price > 0), -- 0.0001 yuan a unit
    amount      BIGINT NOT NULL CHECK (amount > 0), -- qty times price
    on_date     TEXT   NOT NULL, -- day of the purchase
    reason      TEXT   NOT NULL, -- clinical need
    review      TEXT   NOT NULL CHECK (review IN ('waiting', 'passed', 'refused')), -- what came of the review
    reviewed_on TEXT   NOT NULL, -- '' waiting
    PRIMARY KEY (pool, purchase)
);
CREATE INDEX recorded_of ON recorded_purchase (pool, institution, product, on_date);
CREATE INDEX recorded_product ON recorded_purchase (pool, product, on_date);

CREATE TABLE platform_item ( -- a product as another platform (其他平台) calls it, and what is thought of it
    pool     BIGINT NOT NULL,
    source   TEXT   NOT NULL, -- the platform
    code     TEXT   NOT NULL, -- its code there
    name     TEXT   NOT NULL, -- its name there, as it was last written
    spec     TEXT   NOT NULL, -- its specification there
    company  TEXT   NOT NULL, -- who makes it, as written there
    unit     TEXT   NOT NULL, -- its pricing unit there
    state    TEXT   NOT NULL CHECK (state IN ('open', 'matched', 'refused', 'postponed')), -- open: waits for a person
    product  TEXT   NOT NULL, -- ours, when matched; else ''
    look_on  TEXT   NOT NULL, -- when postponed: to be looked at again; else ''
    first_on TEXT   NOT NULL, -- of its first price; '' none so far
    last_on  TEXT   NOT NULL, -- of its newest price; '' none so far
    prices   BIGINT NOT NULL CHECK (prices >= 0), -- how many are known
    PRIMARY KEY (pool, source, code)
);
CREATE INDEX platform_item_state ON platform_item (pool, state, source, code);

CREATE TABLE platform_price ( -- a price of another platform; a fact, but for what of ours it is matched to
    pool       BIGINT NOT NULL,
    source     TEXT   NOT NULL, -- of platform_item
    code       TEXT   NOT NULL, -- of platform_item
    province   TEXT   NOT NULL, -- where it holds
    on_date    TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('listed', 'traded')), -- asked there, or paid there
    price      BIGINT NOT NULL CHECK (price > 0), -- of one of its units, 0.0001 yuan
    product    TEXT   NOT NULL, -- ours; '' not matched
    unit_price BIGINT NOT NULL CHECK (unit_price >= 0), -- of one of ours, half up; 0 not matched
    PRIMARY KEY (pool, source, code, province, on_date, kind)
);
CREATE INDEX platform_price_product ON platform_price (pool, product, on_date);

CREATE TABLE platform_decision ( -- who matched, refused or postponed it, and why; the last one counts
    pool       BIGINT  NOT NULL,
    source     TEXT    NOT NULL, -- of platform_item
    code       TEXT    NOT NULL, -- of platform_item
    seq        INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this item
    decision   TEXT    NOT NULL CHECK (decision IN ('matched', 'refused', 'postponed')), -- what was decided
    product    TEXT    NOT NULL, -- ours, when matched; else ''
    per        BIGINT  NOT NULL CHECK (per >= 1), -- how many of our units one of theirs holds
    from_on    TEXT    NOT NULL, -- for prices from this day on
    until_on   TEXT    NOT NULL, -- when postponed: to be looked at again; else ''
    reason     TEXT    NOT NULL, -- why
    who        TEXT    NOT NULL, -- user
    decided_on TEXT    NOT NULL, -- day
    PRIMARY KEY (pool, source, code, seq)
);
-- append only: platform_decision
