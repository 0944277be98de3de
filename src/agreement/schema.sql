-- agreement: who delivers what to whom (配送关系), and what an institution, a registrant and a
-- distributor have agreed for a term (购销协议), with counters of how far it is fulfilled.

CREATE TABLE distribution ( -- a registrant names a distributor for a product
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    distributor TEXT   NOT NULL, -- company; the registrant itself: self-delivery
    state       TEXT   NOT NULL CHECK (state IN ('submitted', 'agreed', 'refused', 'void')), -- only agreed ones deliver
    reason      TEXT   NOT NULL, -- accepted by the office for going above the cap; ''
    on_date     TEXT   NOT NULL, -- of the state
    PRIMARY KEY (pool, project, product, distributor)
);
CREATE INDEX distribution_distributor ON distribution (pool, distributor);

CREATE TABLE delivery_choice ( -- an institution chooses among the distributors that the registrant named
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    distributor TEXT   NOT NULL, -- '' no choice but of the service
    service     TEXT   NOT NULL CHECK (service IN ('', 'with_service', 'without_service')), -- price variant it agrees to; '' no choice
    PRIMARY KEY (pool, project, institution, product)
);

CREATE TABLE delivery_selection ( -- 配送遴选: how an institution came to its choice for a high-value consumable
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    institution TEXT    NOT NULL,
    product     TEXT    NOT NULL,
    seq         INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this institution and product
    distributor TEXT    NOT NULL, -- chosen
    candidates  TEXT    NOT NULL, -- whom the registrant had named on that day, codes parted by ';'
    record      TEXT    NOT NULL, -- of the meeting: its number
    reason      TEXT    NOT NULL, -- why this one
    held_on     TEXT    NOT NULL, -- day of the meeting
    who         TEXT    NOT NULL, -- user
    PRIMARY KEY (pool, project, institution, product, seq)
);
-- append only: delivery_selection

CREATE TABLE service_provider ( -- 伴随服务: who gives it for a selected product; the registrant itself, or others
    pool     BIGINT NOT NULL,
    project  TEXT   NOT NULL,
    product  TEXT   NOT NULL,
    provider TEXT   NOT NULL, -- company
    state    TEXT   NOT NULL CHECK (state IN ('submitted', 'agreed', 'refused', 'void')), -- only agreed ones serve
    on_date  TEXT   NOT NULL, -- of the state
    PRIMARY KEY (pool, project, product, provider)
);

CREATE TABLE cycle_extension ( -- a reasoned, published decision to run a cycle longer
    pool       BIGINT NOT NULL,
    project    TEXT   NOT NULL,
    decided_on TEXT   NOT NULL, -- before the cycle ends
    new_end    TEXT   NOT NULL, -- last day
    reason     TEXT   NOT NULL, -- as published
    announcement TEXT NOT NULL, -- that published it; '' told by an import, published elsewhere
    PRIMARY KEY (pool, project, decided_on)
);

CREATE TABLE agreement ( -- one for institution, registrant, distributor and term
    pool         BIGINT   NOT NULL,
    agreement    TEXT     NOT NULL, -- its number: project, term, institution, company, distributor
    project      TEXT     NOT NULL,
    term         INTEGER  NOT NULL CHECK (term >= 1), -- 1, 2, ... of the cycle
    institution  TEXT     NOT NULL,
    company      TEXT     NOT NULL, -- registrant
    distributor  TEXT     NOT NULL, -- the registrant itself when it delivers
    parties      INTEGER  NOT NULL CHECK (parties IN (2, 3)), -- 2: the registrant delivers
    goods        TEXT     NOT NULL CHECK (goods IN ('high_value', 'ordinary', 'reagent', 'drug')),
    from_on      TEXT     NOT NULL,
    to_on        TEXT     NOT NULL, -- last day
    volume_until TEXT     NOT NULL, -- the agreed volume is for the days up to here; later: prolonged
    extension    SMALLINT NOT NULL CHECK (extension IN (0, 1)), -- a term added by a decision
    pack         TEXT     NOT NULL, -- policy pack of the project
    pack_sha256  TEXT     NOT NULL, -- of it, as it was when this was agreed
    PRIMARY KEY (pool, agreement)
);
CREATE INDEX agreement_project ON agreement (pool, project, institution);
CREATE INDEX agreement_institution ON agreement (pool, institution, from_on);
CREATE INDEX agreement_distributor ON agreement (pool, distributor);

CREATE TABLE agreement_line ( -- one product of an agreement, and how far it is
    pool            BIGINT NOT NULL,
    agreement       TEXT   NOT NULL, -- number
    product         TEXT   NOT NULL,
    grp             TEXT   NOT NULL,
    variant         TEXT   NOT NULL CHECK (variant IN ('with_service', 'without_service')), -- that the volume is agreed for
    price           BIGINT NOT NULL CHECK (price > 0), -- of that variant, 0.0001 yuan
    without_service BIGINT NOT NULL CHECK (without_service >= 0), -- selected price without accompanying service; 0: none
    with_service    BIGINT NOT NULL CHECK (with_service >= 0), -- selected price with it; 0: none
    agreed          BIGINT NOT NULL CHECK (agreed >= 0), -- units for the term; 0: may be ordered all the same
    ordered         BIGINT NOT NULL CHECK (ordered >= 0), -- units, less what was withdrawn
    shipped         BIGINT NOT NULL CHECK (shipped >= 0), -- units
    accepted        BIGINT NOT NULL CHECK (accepted >= 0), -- units that passed inspection
    returned        BIGINT NOT NULL CHECK (returned >= 0), -- units sent back afterwards
    invoiced        BIGINT NOT NULL CHECK (invoiced >= 0), -- units
    accepted_amount BIGINT NOT NULL CHECK (accepted_amount >= 0), -- of receipts less returns, 0.0001 yuan
    paid_amount     BIGINT NOT NULL CHECK (paid_amount >= 0), -- 0.0001 yuan
    PRIMARY KEY (pool, agreement, product),
    FOREIGN KEY (pool, agreement) REFERENCES agreement (pool, agreement)
);
CREATE INDEX agreement_line_product ON agreement_line (pool, product, agreement);

CREATE TABLE agreement_month ( -- the same counters by month of the event; may be below 0 after returns
    pool            BIGINT NOT NULL,
    agreement       TEXT   NOT NULL, -- number
    product         TEXT   NOT NULL,
    month           TEXT   NOT NULL, -- of the event
    ordered         BIGINT NOT NULL, -- units
    shipped         BIGINT NOT NULL, -- units
    accepted        BIGINT NOT NULL, -- units
    returned        BIGINT NOT NULL, -- units
    invoiced        BIGINT NOT NULL, -- units
    accepted_amount BIGINT NOT NULL, -- 0.0001 yuan
    paid_amount     BIGINT NOT NULL, -- 0.0001 yuan
    PRIMARY KEY (pool, agreement, product, month),
    FOREIGN KEY (pool, agreement, product) REFERENCES agreement_line (pool, agreement, product)
);

CREATE TABLE contract ( -- 购销协议文本: an agreement as it was issued for signing
    pool      BIGINT  NOT NULL,
    agreement TEXT    NOT NULL, -- its number
    version   INTEGER NOT NULL CHECK (version >= 1), -- the last one counts
    text      TEXT    NOT NULL, -- canonical text, see agreement/contract.h
    sha256    TEXT    NOT NULL, -- of it
    issued_on TEXT    NOT NULL, -- day
    PRIMARY KEY (pool, agreement, version)
);
-- append only: contract

CREATE TABLE contract_signature ( -- each party signs a version once
    pool      BIGINT  NOT NULL,
    agreement TEXT    NOT NULL, -- its number
    version   INTEGER NOT NULL, -- of contract
    role      TEXT    NOT NULL CHECK (role IN ('institution', 'company', 'distributor')), -- 甲方, 乙方, 丙方
    party     TEXT    NOT NULL, -- code
    signed_at TEXT    NOT NULL, -- as the signature says
    envelope  TEXT    NOT NULL, -- JSON, see seal/signature.h
    PRIMARY KEY (pool, agreement, version, role),
    FOREIGN KEY (pool, agreement, version) REFERENCES contract (pool, agreement, version)
);
-- append only: contract_signature

CREATE TABLE amendment ( -- 补充协议: a change of what is agreed while it runs, from its proposal on
    pool         BIGINT  NOT NULL,
    amendment    TEXT    NOT NULL, -- its number
    project      TEXT    NOT NULL,
    kind         TEXT    NOT NULL CHECK (kind IN ('company_renamed', 'company_merged', 'registrant_transferred', 'certificate_changed', 'code_changed', 'specification_added', 'price_cut', 'product_withdrawn', 'qualification_withdrawn', 'institution_merged', 'institution_split', 'institution_closed', 'late_joining', 'volume_moved')),
    subject      TEXT    NOT NULL, -- company, product or institution that it is about
    successor    TEXT    NOT NULL, -- company, product or institution that takes over; ''
    reason       TEXT    NOT NULL, -- of the proposal
    document     TEXT    NOT NULL, -- evidence; ''
    effective_on TEXT    NOT NULL, -- first day
    price        BIGINT  NOT NULL CHECK (price >= 0), -- price_cut: without accompanying service, 0.0001 yuan; 0 none
    with_service BIGINT  NOT NULL CHECK (with_service >= 0), -- price_cut: with it; 0 none
    factor       BIGINT  NOT NULL CHECK (factor >= 0), -- specification_added: conversion factor; late_joining: agreed ratio; ppm
    standby      TEXT    NOT NULL CHECK (standby IN ('lower', 'own', 'selected')), -- qualification_withdrawn: at whose price the standby supplies
    state        TEXT    NOT NULL CHECK (state IN ('proposed', 'approved', 'effective', 'refused', 'withdrawn')), -- now
    proposed_by  TEXT    NOT NULL, -- organisation
    proposer     TEXT    NOT NULL, -- user
    proposed_on  TEXT    NOT NULL, -- day
    decided_by   TEXT    NOT NULL, -- user of the office, of the party that refused, or the proposer; '' not yet
    decided_on   TEXT    NOT NULL, -- '' not yet
    decision     TEXT    NOT NULL, -- why it was approved, refused or withdrawn; ''
    seq          BIGINT  NOT NULL CHECK (seq >= 0), -- 1, 2, ... in the order in which they took effect in the pool; 0 not yet
    added        BIGINT  NOT NULL CHECK (added >= 0), -- units that it adds to what is agreed, of all terms
    removed      BIGINT  NOT NULL CHECK (removed >= 0), -- units that it takes away
    PRIMARY KEY (pool, amendment)
);
CREATE INDEX amendment_project ON amendment (pool, project, state, effective_on);

CREATE TABLE amendment_share ( -- what a proposal says about single institutions or products
    pool      BIGINT NOT NULL,
    amendment TEXT   NOT NULL, -- its number
    code      TEXT   NOT NULL, -- institution (split, closed) or product (late joining, volume moved)
    qty       BIGINT NOT NULL CHECK (qty > 0), -- weight of an institution; units of a product
    PRIMARY KEY (pool, amendment, code),
    FOREIGN KEY (pool, amendment) REFERENCES amendment (pool, amendment)
);
-- append only: amendment_share

CREATE TABLE amendment_party ( -- whom it concerns, and who has to consent
    pool      BIGINT NOT NULL,
    amendment TEXT   NOT NULL, -- its number
    party     TEXT   NOT NULL, -- institution or company
    answer    TEXT   NOT NULL CHECK (answer IN ('told', 'asked', 'yes', 'no')), -- told: concerned, but not asked
    reason    TEXT   NOT NULL, -- of the answer; ''
    who       TEXT   NOT NULL, -- user who answered; ''
    on_date   TEXT   NOT NULL, -- of the answer; ''
    PRIMARY KEY (pool, amendment, party),
    FOREIGN KEY (pool, amendment) REFERENCES amendment (pool, amendment)
);
CREATE INDEX amendment_party_party ON amendment_party (pool, party, amendment);

CREATE TABLE amendment_line ( -- what it did to a line of an agreement
    pool          BIGINT NOT NULL,
    agreement     TEXT   NOT NULL, -- number
    product       TEXT   NOT NULL,
    seq           BIGINT NOT NULL CHECK (seq >= 1), -- of the amendment
    amendment     TEXT   NOT NULL, -- its number
    agreed_before BIGINT NOT NULL CHECK (agreed_before >= 0), -- units
    agreed_after  BIGINT NOT NULL CHECK (agreed_after >= 0), -- units
    price_before  BIGINT NOT NULL CHECK (price_before > 0), -- of the line's variant, 0.0001 yuan
    price_after   BIGINT NOT NULL CHECK (price_after > 0), -- of the line's variant, 0.0001 yuan
    amount_before BIGINT NOT NULL CHECK (amount_before >= 0), -- what the line was worth, 0.0001 yuan
    amount_after  BIGINT NOT NULL CHECK (amount_after >= 0), -- what was ordered at the old price, the rest at the new one
    PRIMARY KEY (pool, agreement, product, seq)
);
CREATE INDEX amendment_line_amendment ON amendment_line (pool, amendment);
-- append only: amendment_line

CREATE TABLE amendment_agreement ( -- and to agreements: whose text is issued again, which end, which begin
    pool         BIGINT NOT NULL,
    agreement    TEXT   NOT NULL, -- number
    seq          BIGINT NOT NULL CHECK (seq >= 1), -- of the amendment
    amendment    TEXT   NOT NULL, -- its number
    to_before    TEXT   NOT NULL, -- last day; '' it began with this amendment
    until_before TEXT   NOT NULL, -- volume_until; '' it began with this amendment
    to_after     TEXT   NOT NULL, -- last day
    PRIMARY KEY (pool, agreement, seq)
);
CREATE INDEX amendment_agreement_amendment ON amendment_agreement (pool, amendment);
-- append only: amendment_agreement

CREATE TABLE cutover ( -- 期初切换: a project that was carried out in another system goes on here after a day
    pool      BIGINT NOT NULL,
    project   TEXT   NOT NULL,
    cut_off   TEXT   NOT NULL, -- last day in the other system, the last of a month
    source    TEXT   NOT NULL, -- what that system is called
    state     TEXT   NOT NULL CHECK (state IN ('open', 'signed')), -- open: figures come in, and nothing is ordered
    opened_by TEXT   NOT NULL, -- user
    opened_on TEXT   NOT NULL, -- business day
    signed_by TEXT   NOT NULL, -- another user; '' not yet
    signed_on TEXT   NOT NULL, -- '' not yet
    PRIMARY KEY (pool, project),
    CHECK (signed_by = '' OR signed_by <> opened_by)
);
