-- fund: money in advance and back, monthly claims, and the books in which every yuan is written twice
-- (RULES 7 and 8; REQUIREMENTS H2 to H6).
-- column number: counted from 1
-- column term: agreement term within the cycle, from 1
-- column month: YYYY-MM

CREATE TABLE account ( -- one per fund, kind and party; what its entries add up to
    pool           BIGINT NOT NULL,
    number         BIGINT NOT NULL, -- from 1 in each pool
    fund           TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled', 'none')), -- whose money; none: between hospital and company
    kind           TEXT   NOT NULL CHECK (kind IN ('cash', 'special', 'prepaid', 'benefit', 'claims', 'supplier', 'retention_cost', 'retention', 'supplier_debt', 'compensation', 'hospital_cash', 'received', 'carried')),
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
    cause       TEXT     NOT NULL CHECK (cause IN ('prepayment', 'offset', 'claim', 'direct_settlement', 'payment', 'return', 'clawback', 'supplier_debt', 'retention', 'carried')), -- why
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
CREATE INDEX entry_of ON entry (pool, of_entry) WHERE of_entry <> 0;

CREATE TABLE book_lock ( -- the books when a month was locked (trade: period_lock)
    pool  BIGINT NOT NULL,
    month TEXT   NOT NULL,
    entry BIGINT NOT NULL, -- the last one there was; 0 none
    PRIMARY KEY (pool, month),
    FOREIGN KEY (pool, month) REFERENCES period_lock (pool, month)
);
-- append only: book_lock

CREATE TABLE prepay_decision ( -- an authority's ratio for a project, where the pack leaves it to one
    pool       BIGINT NOT NULL,
    project    TEXT   NOT NULL,
    decided_on TEXT   NOT NULL, -- from this day on
    ratio      BIGINT NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- ppm of the annual agreed amount
    authority  TEXT   NOT NULL, -- who decided
    document   TEXT   NOT NULL, -- its number
    PRIMARY KEY (pool, project, decided_on)
);

CREATE TABLE prepayment ( -- to one institution for one agreement term (or one cycle)
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    term        BIGINT NOT NULL CHECK (term >= 1),
    fund        TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')),
    annual      BIGINT NOT NULL CHECK (annual > 0), -- agreed amount that it was computed from
    ratio       BIGINT NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- ppm
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    starts_on   TEXT   NOT NULL, -- of the term, or of the cycle
    ends_on     TEXT   NOT NULL, -- its last day when it was computed; an extension moves the offset, not this
    computed_in TEXT   NOT NULL, -- month of the run
    PRIMARY KEY (pool, project, institution, term)
);

CREATE TABLE instalment ( -- of a prepayment: when it is due, and when it was paid
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    term        BIGINT NOT NULL,
    number      BIGINT NOT NULL CHECK (number >= 1),
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    due_on      TEXT   NOT NULL, -- last day in time
    entry       BIGINT NOT NULL, -- pending from the day it was computed
    paid_on     TEXT   NOT NULL, -- '' not yet
    paid_entry  BIGINT NOT NULL, -- that posted it; 0 not yet
    document    TEXT   NOT NULL, -- of the payment; ''
    PRIMARY KEY (pool, project, institution, term, number),
    FOREIGN KEY (pool, project, institution, term) REFERENCES prepayment (pool, project, institution, term)
);

CREATE TABLE claim_month ( -- what the fund owes an institution for a month's claims, and where it went
    pool        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    fund        TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')),
    month       TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- approved (应拨付)
    document    TEXT   NOT NULL, -- of the approval; ''
    entry       BIGINT NOT NULL, -- that books it
    offset_sum  BIGINT NOT NULL CHECK (offset_sum >= 0), -- against prepayments, so far
    direct_sum  BIGINT NOT NULL CHECK (direct_sum >= 0), -- to companies for the institution, so far
    paid_sum    BIGINT NOT NULL CHECK (paid_sum >= 0), -- to the institution, ordered or paid
    paid_entry  BIGINT NOT NULL, -- pending from the day it was ordered; 0 still open, -1 nothing was left
    paid_on     TEXT   NOT NULL, -- as the bank says; '' not yet
    post_entry  BIGINT NOT NULL, -- that posted it; 0 not yet
    PRIMARY KEY (pool, institution, fund, month),
    CHECK (offset_sum + direct_sum + paid_sum <= amount)
);
CREATE INDEX claim_month_month ON claim_month (pool, month, institution);

CREATE TABLE offset_month ( -- what a month's run decided for a prepayment
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    term        BIGINT NOT NULL,
    month       TEXT   NOT NULL,
    verdict     TEXT   NOT NULL, -- of the engine: ok, no_claims, ahead, ...
    purchased   BIGINT NOT NULL, -- accepted so far, net of returns, at selected prices
    claims      BIGINT NOT NULL CHECK (claims >= 0), -- that the month still held
    target      BIGINT NOT NULL CHECK (target >= 0), -- that should have been taken by its end
    taken       BIGINT NOT NULL CHECK (taken BETWEEN 0 AND claims), -- of the claims, for the prepayment
    rest        BIGINT NOT NULL CHECK (rest >= 0), -- of the prepayment, afterwards
    entry       BIGINT NOT NULL, -- 0 when nothing was taken
    PRIMARY KEY (pool, project, institution, term, month),
    FOREIGN KEY (pool, project, institution, term) REFERENCES prepayment (pool, project, institution, term)
);
CREATE INDEX offset_month_month ON offset_month (pool, institution, month);

CREATE TABLE payback ( -- a prepayment, or its rest, demanded back
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    term        BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('rest', 'clawback')), -- the rest after the months of offset; the whole instead of them
    amount      BIGINT NOT NULL CHECK (amount > 0), -- demanded
    demanded_on TEXT   NOT NULL, -- the day of the demand
    due_on      TEXT   NOT NULL, -- '' none
    return_to   TEXT   NOT NULL CHECK (return_to IN ('fund_special_account', 'original_payer')), -- where the money goes
    PRIMARY KEY (pool, project, institution, term),
    FOREIGN KEY (pool, project, institution, term) REFERENCES prepayment (pool, project, institution, term)
);

CREATE TABLE payback_received ( -- money that an institution paid back
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    term        BIGINT NOT NULL,
    document    TEXT   NOT NULL, -- of the bank
    on_date     TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    entry       BIGINT NOT NULL, -- that books it
    reversed    BIGINT NOT NULL, -- entry that took it back; 0 it stands
    PRIMARY KEY (pool, project, institution, term, document),
    FOREIGN KEY (pool, project, institution, term) REFERENCES prepayment (pool, project, institution, term)
);

CREATE TABLE fund_run ( -- months that were run, step by step, never out of order
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL, -- '' of the whole pool
    step    TEXT   NOT NULL CHECK (step IN ('prepay', 'offset', 'settle', 'claim')), -- which command
    month   TEXT   NOT NULL,
    on_date TEXT   NOT NULL, -- of its bookings
    PRIMARY KEY (pool, project, step, month)
);

CREATE TABLE direct_line ( -- a payment of the fund to a company for an institution
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    month        TEXT   NOT NULL, -- whose claims are used
    seq          BIGINT NOT NULL CHECK (seq >= 1), -- number of the instruction in its month
    institution  TEXT   NOT NULL,
    payee        TEXT   NOT NULL, -- company that is paid
    fund         TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')),
    invoice      TEXT   NOT NULL, -- that it pays, whole or in part
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    amount       BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    entry        BIGINT NOT NULL, -- that uses the claims; the next one is the money, pending
    state        TEXT   NOT NULL CHECK (state IN ('instructed', 'paid', 'failed', 'withdrawn')), -- as the bank says; withdrawn: the order ended before (payment_end)
    on_date      TEXT   NOT NULL, -- of that; ''
    PRIMARY KEY (pool, project, month, seq)
);
CREATE INDEX direct_line_receipt ON direct_line (pool, receipt, receipt_line);

CREATE TABLE settle_run ( -- a direct settlement under way: how far its pieces have come; gone when it is complete
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    month       TEXT   NOT NULL, -- whose claims are used
    begun_by    TEXT   NOT NULL, -- user: makes the payment order when it is complete
    begun_on    TEXT   NOT NULL, -- the day of the first piece
    institution TEXT   NOT NULL, -- the last that was settled
    seq         BIGINT NOT NULL CHECK (seq >= 0), -- the last instruction
    payments    BIGINT NOT NULL CHECK (payments >= 0), -- so far
    carried     BIGINT NOT NULL CHECK (carried >= 0), -- lines that the claims did not cover, so far
    amount      BIGINT NOT NULL CHECK (amount >= 0), -- of the payments
    PRIMARY KEY (pool, project)
);

CREATE TABLE retention_owed ( -- retention that an institution is to get, and when it got it
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    year        BIGINT NOT NULL, -- of the assessment
    fund        TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')),
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    due_on      TEXT   NOT NULL, -- last day in time
    document    TEXT   NOT NULL, -- of the assessment; ''
    entry       BIGINT NOT NULL, -- that books the debt
    paid_on     TEXT   NOT NULL, -- '' not yet
    paid_entry  BIGINT NOT NULL, -- 0 not yet
    PRIMARY KEY (pool, project, institution, year)
);

CREATE TABLE supplier_debt ( -- what a company owes a hospital that had to buy a substitute
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    company     TEXT   NOT NULL,
    document    TEXT   NOT NULL, -- the shortage case
    institution TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    on_date     TEXT   NOT NULL,
    entry       BIGINT NOT NULL, -- that books it
    paid_on     TEXT   NOT NULL, -- the company has borne it; '' not yet
    paid_entry  BIGINT NOT NULL, -- 0 not yet
    PRIMARY KEY (pool, project, company, document)
);

CREATE TABLE fund_approval ( -- 复核: a payment order of the agency, made by one person and approved by another
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    step        TEXT   NOT NULL CHECK (step IN ('settle', 'retention', 'prepay', 'claim')), -- which command made it
    period      TEXT   NOT NULL, -- month of the run, year of the retention
    made_by     TEXT   NOT NULL, -- user
    made_on     TEXT   NOT NULL, -- the day it was made
    payments    BIGINT NOT NULL CHECK (payments >= 0), -- in it
    amount      BIGINT NOT NULL CHECK (amount >= 0), -- of all of them
    approved_by TEXT   NOT NULL, -- another user; '' it waits
    approved_on TEXT   NOT NULL, -- '' it waits
    ended       BIGINT NOT NULL DEFAULT 0 CHECK (ended >= 0), -- seq of payment_end: withdrawn or refused, until it is made anew; 0 it stands
    PRIMARY KEY (pool, project, step, period),
    CHECK (approved_by = '' OR approved_by <> made_by),
    CHECK (ended = 0 OR approved_by = '')
);

CREATE TABLE payment_end ( -- 撤回, 退回: an order or an online payment that is not to be made: who said so, and why
    pool     BIGINT NOT NULL,
    step     TEXT   NOT NULL CHECK (step IN ('settle', 'retention', 'prepay', 'claim', 'online')), -- what it was
    project  TEXT   NOT NULL, -- as in fund_approval; '' of an online payment
    period   TEXT   NOT NULL, -- as in fund_approval; the number of an online payment
    seq      BIGINT NOT NULL CHECK (seq >= 1), -- 1, 2, ...: made anew, it may end again
    how      TEXT   NOT NULL CHECK (how IN ('withdrawn', 'refused')), -- by who made it, by another
    made_by  TEXT   NOT NULL, -- user
    ended_by TEXT   NOT NULL, -- user
    ended_on TEXT   NOT NULL, -- business day
    reason   TEXT   NOT NULL CHECK (reason <> ''), -- why
    payments BIGINT NOT NULL CHECK (payments >= 0), -- that were in it
    amount   BIGINT NOT NULL CHECK (amount >= 0), -- of all of them
    PRIMARY KEY (pool, step, project, period, seq),
    CHECK ((how = 'withdrawn') = (ended_by = made_by))
);
-- append only: payment_end

CREATE TABLE bank_answer ( -- what the bank said of a payment; the same document twice is one answer
    pool      BIGINT NOT NULL,
    reference TEXT   NOT NULL, -- of the payment: claim/H50010300001/employee/2026-01
    document  TEXT   NOT NULL, -- the bank's number
    result    TEXT   NOT NULL CHECK (result IN ('paid', 'failed')), -- of the payment
    on_date   TEXT   NOT NULL,
    amount    BIGINT NOT NULL CHECK (amount > 0), -- of the payment
    PRIMARY KEY (pool, reference, document)
);
-- append only: bank_answer

CREATE TABLE online_payment ( -- 在线结算: an institution pays a company through the platform
    pool        BIGINT NOT NULL,
    payment     TEXT   NOT NULL, -- its number
    institution TEXT   NOT NULL, -- that pays
    payee       TEXT   NOT NULL, -- company that is paid
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- of all lines, whole fen
    state       TEXT   NOT NULL CHECK (state IN ('made', 'approved', 'paid', 'failed', 'withdrawn', 'refused')), -- approved: the bank has it; the last two: payment_end
    made_by     TEXT   NOT NULL, -- user
    made_on     TEXT   NOT NULL, -- the day it was made
    approved_by TEXT   NOT NULL, -- another user of the institution; '' it waits
    approved_on TEXT   NOT NULL, -- '' it waits
    answered_on TEXT   NOT NULL, -- as the bank says; '' not yet
    entry       BIGINT NOT NULL, -- pending from the approval; 0 not yet
    PRIMARY KEY (pool, payment),
    CHECK (approved_by = '' OR approved_by <> made_by)
);
CREATE INDEX online_payment_institution ON online_payment (pool, institution, state);

CREATE TABLE online_line ( -- what it pays
    pool         BIGINT NOT NULL,
    payment      TEXT   NOT NULL, -- of online_payment
    seq          BIGINT NOT NULL CHECK (seq >= 1), -- counted from 1
    invoice      TEXT   NOT NULL, -- of invoice_line
    receipt      TEXT   NOT NULL, -- of invoice_line
    receipt_line BIGINT NOT NULL, -- of invoice_line
    amount       BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    PRIMARY KEY (pool, payment, seq),
    FOREIGN KEY (pool, payment) REFERENCES online_payment (pool, payment)
);
CREATE INDEX online_line_receipt ON online_line (pool, receipt, receipt_line);

CREATE TABLE correction ( -- 更正: a reversal that one person asks for and another decides
    pool       BIGINT NOT NULL,
    correction TEXT   NOT NULL, -- its number
    kind       TEXT   NOT NULL CHECK (kind IN ('claim', 'payback', 'paid')), -- what is wrong
    reference  TEXT   NOT NULL, -- the row: claim/H50010300001/employee/2026-01
    amount     BIGINT NOT NULL CHECK (amount >= 0 AND amount % 100 = 0), -- the right one; 0 it should not be there
    reason     TEXT   NOT NULL,
    asked_by   TEXT   NOT NULL, -- user
    asked_on   TEXT   NOT NULL, -- the day it was asked for
    state      TEXT   NOT NULL CHECK (state IN ('asked', 'done', 'refused')), -- of the request
    decided_by TEXT   NOT NULL, -- another user; '' not yet
    decided_on TEXT   NOT NULL, -- '' not yet
    before     BIGINT NOT NULL, -- the amount that stood there, when it was done; 0 not yet
    entry      BIGINT NOT NULL, -- the reversal; 0 none
    PRIMARY KEY (pool, correction),
    CHECK (decided_by = '' OR decided_by <> asked_by)
);
CREATE INDEX correction_reference ON correction (pool, reference);

CREATE TABLE claim_line ( -- 收费明细: one line that a patient was charged, split by the payment standard
    pool        BIGINT   NOT NULL,
    institution TEXT     NOT NULL,
    document    TEXT     NOT NULL, -- number of the settlement; never a person's
    line        BIGINT   NOT NULL CHECK (line >= 1), -- within the settlement
    fund        TEXT     NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')), -- that pays
    month       TEXT     NOT NULL, -- in which it is claimed
    product     TEXT     NOT NULL,
    charged_on  TEXT     NOT NULL, -- the day whose standard counts
    qty         BIGINT   NOT NULL CHECK (qty > 0),
    price       BIGINT   NOT NULL CHECK (price > 0), -- charged for one unit, 0.0001 yuan
    ratio       BIGINT   NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- of the fund, for this patient: ppm
    verdict     TEXT     NOT NULL CHECK (verdict IN ('ok', 'not_insured', 'no_standard')), -- by which it was split
    standard    BIGINT   NOT NULL CHECK (standard >= 0), -- that counted: 0 not insured; the price where there is no standard
    selected    SMALLINT NOT NULL CHECK (selected IN (0, 1)), -- a selected product on that day
    amount      BIGINT   NOT NULL CHECK (amount >= 0), -- price x qty, half up to the fen
    fund_pays   BIGINT   NOT NULL CHECK (fund_pays >= 0), -- by the standard
    share       BIGINT   NOT NULL CHECK (share >= 0), -- of the patient, within the standard
    above       BIGINT   NOT NULL CHECK (above >= 0), -- of the patient, above the standard
    PRIMARY KEY (pool, institution, document, line),
    CHECK (fund_pays + share + above = amount)
);
CREATE INDEX claim_line_month ON claim_line (pool, month, institution, fund);

CREATE TABLE prepay_change ( -- what amendments of agreements ask of a prepayment, proposed and approved
    pool          BIGINT NOT NULL,
    project       TEXT   NOT NULL,
    institution   TEXT   NOT NULL,
    term          BIGINT NOT NULL,
    seq           BIGINT NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this prepayment
    annual_before BIGINT NOT NULL CHECK (annual_before >= 0), -- agreed amount before, 0.0001 yuan
    annual_after  BIGINT NOT NULL CHECK (annual_after >= 0), -- as amended, 0.0001 yuan
    amount        BIGINT NOT NULL CHECK (amount % 100 = 0), -- whole fen; above 0 a top-up, below 0 to be paid back
    made_by       TEXT   NOT NULL, -- user
    made_on       TEXT   NOT NULL, -- the day it was proposed
    approved_by   TEXT   NOT NULL, -- another user; '' it waits
    approved_on   TEXT   NOT NULL, -- '' it waits
    instalment    BIGINT NOT NULL CHECK (instalment >= 0), -- that a top-up became; 0 none
    PRIMARY KEY (pool, project, institution, term, seq),
    FOREIGN KEY (pool, project, institution, term) REFERENCES prepayment (pool, project, institution, term),
    CHECK (approved_by = '' OR approved_by <> made_by)
);
