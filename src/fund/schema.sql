-- fund: money in advance and back, monthly claims, and the books in which every yuan is written twice
-- (RULES 7 and 8; REQUIREMENTS H2 to H6).
-- column number: counted from 1
-- column term: agreement term within the cycle, from 1

CREATE TABLE account ( -- one per fund, kind and party; what its entries add up to
    pool           BIGINT NOT NULL,
    number         BIGINT NOT NULL, -- from 1 in each pool
    fund           TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled', 'none')), -- whose money; none: between hospital and company
    kind           TEXT   NOT NULL CHECK (kind IN ('cash', 'special', 'prepaid', 'benefit', 'claims', 'supplier', 'retention_cost', 'retention', 'supplier_debt', 'compensation')),
    party          TEXT   NOT NULL, -- institution or company; '' the fund's own
    bound          TEXT   NOT NULL CHECK (bound IN ('none', 'credits', 'debits')), -- credits: never above posted debits; debits: never above posted credits
    debit_pending  BIGINT NOT NULL CHECK (debit_pending >= 0), -- sum of entries not yet posted
    debit_posted   BIGINT NOT NULL CHECK (debit_posted >= 0),  -- sum of posted entries
    credit_pending BIGINT NOT NULL CHECK (credit_pending >= 0), -- sum of entries not yet posted
    credit_posted  BIGINT NOT NULL CHECK (credit_posted >= 0), -- sum of posted entries
    PRIMARY KEY (pool, number),
    UNIQUE (pool, fund, kind, party),
    CHECK (bound <> 'credits' OR credit_pending + credit_posted <= debit_posted),
    CHECK (bound <> 'debits' OR debit_pending + debit_posted <= credit_posted)
);

CREATE TABLE entry ( -- the ledger: one row, one debit, one credit, one amount
    pool        BIGINT   NOT NULL,
    number      BIGINT   NOT NULL, -- from 1 in each pool, in the order written
    kind        TEXT     NOT NULL CHECK (kind IN ('posted', 'pending', 'post', 'void', 'reversal')),
    debit       BIGINT   NOT NULL, -- account
    credit      BIGINT   NOT NULL, -- account
    amount      BIGINT   NOT NULL CHECK (amount >= 100 AND amount % 100 = 0), -- whole fen
    of_entry    BIGINT   NOT NULL, -- the entry that it posts, voids or reverses; 0 none
    linked      SMALLINT NOT NULL CHECK (linked IN (0, 1)), -- with the next entry: they stand or fall together
    cause       TEXT     NOT NULL CHECK (cause IN ('prepayment', 'offset', 'claim', 'direct_settlement', 'payment', 'return', 'clawback', 'supplier_debt', 'retention')), -- why
    on_date     TEXT     NOT NULL,
    project     TEXT     NOT NULL, -- '' of no project
    institution TEXT     NOT NULL, -- whom it concerns; '' nobody
    document    TEXT     NOT NULL, -- what it rests on
    PRIMARY KEY (pool, number),
    CHECK (debit <> credit),
    FOREIGN KEY (pool, debit) REFERENCES account (pool, number),
    FOREIGN KEY (pool, credit) REFERENCES account (pool, number)
);
-- append only: entry
CREATE INDEX entry_of ON entry (pool, of_entry);
