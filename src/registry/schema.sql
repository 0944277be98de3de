-- registry: who and what all other wings speak of. Reference tables, the same for every pool, so no
-- pool in their keys; written in transactions of the platform (pool 0). Only credit and bans name the
-- pool whose office decided, and are written there.
-- Dated tables keep their history: a row holds from from_on until the day before until_on; the open
-- row has until_on '9999-12-31'. Nothing is overwritten but the until_on of the row that a new one
-- closes.

CREATE TABLE region (
    code   TEXT NOT NULL PRIMARY KEY, -- GB/T 2260, six digits; a management zone has a code of its own
    name   TEXT NOT NULL,
    parent TEXT NOT NULL,             -- the division above; '' for a province
    kind   TEXT NOT NULL CHECK (kind IN ('province', 'city', 'county', 'zone'))
);
CREATE INDEX region_parent ON region (parent);

CREATE TABLE region_overlap ( -- a management zone lies on the land of these divisions
    zone     TEXT NOT NULL, -- region of kind zone
    division TEXT NOT NULL, -- region of another kind
    PRIMARY KEY (zone, division)
);

CREATE TABLE pool ( -- pooling regions
    pool   BIGINT NOT NULL PRIMARY KEY, -- the six-digit division as a number; never changes
    region TEXT NOT NULL,               -- the same division
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('whole', 'direct', 'city')) -- of a municipality, provincial direct, of a city
);

CREATE TABLE pool_pack ( -- the policy pack in force in a pool; dated
    pool     BIGINT NOT NULL,
    from_on  TEXT NOT NULL,
    until_on TEXT NOT NULL,
    pack     TEXT NOT NULL, -- its id
    PRIMARY KEY (pool, from_on)
);

CREATE TABLE institution ( -- hospitals and retail pharmacies; dated
    code        TEXT NOT NULL,     -- H or P, six-digit division, five digits
    from_on     TEXT NOT NULL,
    until_on    TEXT NOT NULL,
    pool        BIGINT NOT NULL,   -- whose fund pays it
    name        TEXT NOT NULL,
    region      TEXT NOT NULL,     -- the division or zone that reviews it
    level       TEXT NOT NULL CHECK (level IN ('tertiary', 'secondary', 'primary', 'unrated')),
    kind        TEXT NOT NULL CHECK (kind IN ('public', 'military', 'armed_police', 'private', 'pharmacy')),
    affiliation TEXT NOT NULL CHECK (affiliation IN ('county', 'city', 'province', 'ministry')), -- where it enters the review
    fund        TEXT NOT NULL CHECK (fund IN ('by_pack', 'employee', 'resident')),
    status      TEXT NOT NULL CHECK (status IN ('open', 'merged', 'closed')),
    successor   TEXT NOT NULL,     -- institution it went into; '' when there is none
    PRIMARY KEY (code, from_on)
);
CREATE INDEX institution_pool ON institution (pool, code);

CREATE TABLE company ( -- registrants, distributors, service providers; dated
    code        TEXT NOT NULL,     -- unified social credit code; a foreign one: its country, '-', own number
    from_on     TEXT NOT NULL,
    until_on    TEXT NOT NULL,
    name        TEXT NOT NULL,
    country     TEXT NOT NULL,     -- ISO 3166, two letters; CN at home
    registrant  SMALLINT NOT NULL CHECK (registrant IN (0, 1)), -- makes or files products
    distributor SMALLINT NOT NULL CHECK (distributor IN (0, 1)),
    service     SMALLINT NOT NULL CHECK (service IN (0, 1)), -- gives accompanying service
    agent       TEXT NOT NULL,     -- domestic legal person of a foreign registrant; else ''
    controller  TEXT NOT NULL,     -- who controls it: equal and not '' means related; '' alone
    region      TEXT NOT NULL,     -- '' unknown
    status      TEXT NOT NULL CHECK (status IN ('open', 'merged', 'closed')),
    successor   TEXT NOT NULL,
    PRIMARY KEY (code, from_on)
);
CREATE INDEX company_controller ON company (controller, code);

CREATE TABLE commitment ( -- what a company has promised in writing
    company  TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('quality', 'supply', 'breach')),
    on_date  TEXT NOT NULL, -- filed on
    document TEXT NOT NULL, -- where it can be read
    PRIMARY KEY (company, kind, on_date)
);

CREATE TABLE licence ( -- what a company may trade in, or give: a renewal is a row of its own
    company  TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('device', 'drug', 'service')), -- trade in devices, in drugs; accompanying service
    number   TEXT NOT NULL, -- as printed
    from_on  TEXT NOT NULL,
    to_on    TEXT NOT NULL, -- last day; '9999-12-31' for one without end
    document TEXT NOT NULL, -- where it can be read
    PRIMARY KEY (company, kind, number, from_on)
);

CREATE TABLE product ( -- dated
    code         TEXT NOT NULL,     -- consumable: C and 19 digits (27 with the specification); drug: X or Z and 22
    from_on      TEXT NOT NULL,
    until_on     TEXT NOT NULL,
    name         TEXT NOT NULL,
    spec         TEXT NOT NULL,     -- specification, as registered
    model        TEXT NOT NULL,     -- model, as registered
    company      TEXT NOT NULL,     -- registrant
    goods        TEXT NOT NULL CHECK (goods IN ('high_value', 'ordinary', 'reagent', 'drug')),
    class        TEXT NOT NULL,     -- what competes with each other: first 15 characters, or the generic name
    unit         TEXT NOT NULL,     -- pricing unit
    certificate  TEXT NOT NULL,     -- its registration; '' none named
    udi          TEXT NOT NULL,     -- device identifier; '' none
    insured      SMALLINT NOT NULL CHECK (insured IN (0, 1)), -- in the insurance catalogue
    generic_name TEXT NOT NULL,     -- of a drug, else ''
    form         TEXT NOT NULL,     -- dosage form of a drug, else ''
    strength     TEXT NOT NULL,     -- comparable specification of a drug, else ''
    evaluation   TEXT NOT NULL CHECK (evaluation IN ('none', 'originator', 'reference', 'evaluated', 'not_evaluated')), -- of consistency, of drugs
    PRIMARY KEY (code, from_on)
);
CREATE INDEX product_class ON product (class, code);
CREATE INDEX product_company ON product (company, code);

CREATE TABLE code_map ( -- codes that were disabled or replaced; facts, never changed
    code     TEXT NOT NULL, -- the old one
    from_on  TEXT NOT NULL, -- from this day
    kind     TEXT NOT NULL CHECK (kind IN ('remapped', 'disabled')),
    new_code TEXT NOT NULL, -- '' when disabled
    source   TEXT NOT NULL,
    PRIMARY KEY (code, from_on)
);
CREATE INDEX code_map_new ON code_map (new_code, from_on);

CREATE TABLE certificate ( -- registration or filing of a product; a renewal is a row of its own
    number           TEXT NOT NULL, -- as printed
    from_on          TEXT NOT NULL,
    to_on            TEXT NOT NULL, -- last day; '9999-12-31' for a filing without end
    company          TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('registration', 'filing')),
    renewal_filed_on TEXT NOT NULL, -- application for renewal accepted; '' none
    PRIMARY KEY (number, from_on)
);

CREATE TABLE price_fact ( -- prices seen elsewhere or before; facts, never changed
    product  TEXT NOT NULL,
    company  TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('pre_vbp', 'lowest', 'market')), -- average before, lowest of a province, market
    province TEXT NOT NULL,  -- division of two digits and zeros
    on_date  TEXT NOT NULL,
    source   TEXT NOT NULL,
    price    BIGINT NOT NULL CHECK (price > 0), -- 0.0001 yuan a unit
    reported TEXT NOT NULL,  -- the code that the source used
    PRIMARY KEY (product, company, kind, province, on_date, source)
);

CREATE TABLE distributor_area ( -- where a distributor is able to deliver; dated
    distributor TEXT NOT NULL,
    region      TEXT NOT NULL,   -- and all below it
    from_on     TEXT NOT NULL,
    until_on    TEXT NOT NULL,
    served      SMALLINT NOT NULL CHECK (served IN (0, 1)), -- 0: no longer
    PRIMARY KEY (distributor, region, from_on)
);

CREATE TABLE capacity ( -- what a registrant can make in a year; dated
    product  TEXT NOT NULL,
    from_on  TEXT NOT NULL,
    until_on TEXT NOT NULL,
    per_year BIGINT NOT NULL CHECK (per_year >= 0), -- pricing units
    PRIMARY KEY (product, from_on)
);

CREATE TABLE stock ( -- reported by suppliers; facts
    product TEXT NOT NULL,
    holder  TEXT NOT NULL, -- company
    on_date TEXT NOT NULL,
    qty     BIGINT NOT NULL CHECK (qty >= 0),
    PRIMARY KEY (product, holder, on_date)
);

CREATE TABLE credit_event ( -- 失信事项: what a company or an institution did, as evaluated
    pool         BIGINT NOT NULL, -- whose office evaluated it
    event        TEXT   NOT NULL, -- its number
    party        TEXT   NOT NULL, -- company or institution
    matter       TEXT   NOT NULL CHECK (matter IN ('kickback', 'tax', 'monopoly', 'pricing', 'resisting', 'bidding', 'breach')), -- what it was about
    amount       BIGINT NOT NULL CHECK (amount >= 0), -- 0.0001 yuan; 0 where it plays no part
    happened_on  TEXT   NOT NULL, -- day of the act
    evaluated_on TEXT   NOT NULL, -- the record and its measures begin
    division     BIGINT NOT NULL, -- for which region it was evaluated
    product      TEXT   NOT NULL, -- the one concerned; '' none
    document     TEXT   NOT NULL, -- what it rests on; '' not given
    PRIMARY KEY (pool, event)
);
CREATE INDEX credit_event_party ON credit_event (party, evaluated_on);

CREATE TABLE credit_repair ( -- 信用修复: what was done to make good
    pool    BIGINT NOT NULL,
    event   TEXT   NOT NULL, -- of credit_event
    action  TEXT   NOT NULL CHECK (action IN ('stop_act', 'deal_staff', 'apology', 'compliance', 'cut_price', 'return_gains')), -- what
    done_on TEXT   NOT NULL, -- day it was done
    PRIMARY KEY (pool, event, action),
    FOREIGN KEY (pool, event) REFERENCES credit_event (pool, event)
);

CREATE TABLE market_ban ( -- 市场退出、市场禁入: a decision of an authority on a company
    pool     BIGINT NOT NULL, -- whose authority decided
    ban      TEXT   NOT NULL, -- its number
    party    TEXT   NOT NULL, -- company
    kind     TEXT   NOT NULL CHECK (kind IN ('exit', 'ban')), -- exit: leaves with what it has listed; ban: nothing new
    area     TEXT   NOT NULL CHECK (area IN ('region', 'province', 'nation')), -- where it holds
    product  TEXT   NOT NULL, -- the only one concerned; '' all of the company
    from_on  TEXT   NOT NULL,
    to_on    TEXT   NOT NULL, -- last day
    document TEXT   NOT NULL, -- the decision
    PRIMARY KEY (pool, ban)
);
CREATE INDEX market_ban_party ON market_ban (party, to_on);

CREATE TABLE signing_key ( -- with which key a party signs bids and agreements
    public_key  TEXT NOT NULL PRIMARY KEY, -- SubjectPublicKeyInfo, hexadecimal
    party       TEXT NOT NULL, -- institution or company
    kind        TEXT NOT NULL CHECK (kind IN ('ed25519', 'sm2')), -- algorithm
    certificate TEXT NOT NULL, -- PEM; '' a bare key
    from_on     TEXT NOT NULL,
    until_on    TEXT NOT NULL  -- the first day on which it no longer signs
);
CREATE INDEX signing_key_party ON signing_key (party, public_key);

CREATE TABLE trust_root ( -- roots of the certification authorities whose certificates sign here
    sha256      TEXT NOT NULL PRIMARY KEY, -- of the certificate (DER), hexadecimal
    subject     TEXT NOT NULL, -- whose it is
    certificate TEXT NOT NULL, -- PEM
    from_on     TEXT NOT NULL, -- the first day on which it is trusted
    until_on    TEXT NOT NULL  -- the first day on which it no longer is
);
