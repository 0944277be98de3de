-- cutover: the figures of a project that another system carried out up to a day, until a second
-- person signs that they are its totals (REQUIREMENTS J6; the head is agreement's table cutover).
-- After that they stay as they were signed, and fsck holds what became of them against them.
-- column term: agreement term within the cycle, from 1
-- column agreement: its number here

CREATE TABLE cutover_line ( -- a line of a running agreement, and how far it was on the day of the cut-off
    pool            BIGINT NOT NULL,
    project         TEXT   NOT NULL,
    agreement       TEXT   NOT NULL,
    product         TEXT   NOT NULL,
    institution     TEXT   NOT NULL,
    company         TEXT   NOT NULL, -- registrant
    distributor     TEXT   NOT NULL, -- the registrant itself when it delivers
    grp             TEXT   NOT NULL,
    term            BIGINT NOT NULL CHECK (term >= 1),
    from_on         TEXT   NOT NULL,
    to_on           TEXT   NOT NULL, -- last day
    variant         TEXT   NOT NULL CHECK (variant IN ('with_service', 'without_service')), -- that the volume is agreed for
    without_service BIGINT NOT NULL CHECK (without_service > 0), -- selected price, 0.0001 yuan
    with_service    BIGINT NOT NULL CHECK (with_service >= 0), -- selected price with accompanying service; 0: none
    agreed          BIGINT NOT NULL CHECK (agreed >= 0), -- units
    ordered         BIGINT NOT NULL CHECK (ordered >= 0), -- units, less what was withdrawn or refused
    accepted        BIGINT NOT NULL CHECK (accepted BETWEEN 0 AND ordered), -- units, less what went back
    amount          BIGINT NOT NULL CHECK (amount >= 0 AND amount % 100 = 0), -- of these, whole fen
    paid            BIGINT NOT NULL CHECK (paid BETWEEN 0 AND amount AND paid % 100 = 0), -- of that, whole fen
    PRIMARY KEY (pool, project, agreement, product)
);

CREATE TABLE cutover_receipt ( -- accepted by then, and not yet paid in full
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    receipt      TEXT   NOT NULL, -- number of the acceptance note
    line         BIGINT NOT NULL CHECK (line >= 1), -- of it
    agreement    TEXT   NOT NULL,
    product      TEXT   NOT NULL,
    qty          BIGINT NOT NULL CHECK (qty > 0), -- units
    amount       BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    paid         BIGINT NOT NULL CHECK (paid >= 0 AND paid < amount AND paid % 100 = 0), -- of it so far
    accepted_on  TEXT   NOT NULL, -- day
    pay_days     BIGINT NOT NULL CHECK (pay_days >= -1), -- term of payment by contract; -1 none
    PRIMARY KEY (pool, project, receipt, line),
    FOREIGN KEY (pool, project, agreement, product) REFERENCES cutover_line (pool, project, agreement, product)
);
CREATE INDEX cutover_receipt_line ON cutover_receipt (pool, project, agreement, product);

CREATE TABLE cutover_invoice ( -- for these
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    invoice      TEXT   NOT NULL, -- number
    receipt      TEXT   NOT NULL, -- of cutover_receipt
    receipt_line BIGINT NOT NULL, -- of cutover_receipt
    amount       BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- for that line, whole fen
    invoiced_on  TEXT   NOT NULL, -- day
    einvoice     TEXT   NOT NULL, -- number of the electronic invoice: 20 digits; '' on paper
    PRIMARY KEY (pool, project, invoice, receipt, receipt_line),
    FOREIGN KEY (pool, project, receipt, receipt_line) REFERENCES cutover_receipt (pool, project, receipt, line)
);
CREATE INDEX cutover_invoice_receipt ON cutover_invoice (pool, project, receipt, receipt_line);

CREATE TABLE cutover_prepayment ( -- what the fund had paid in advance, also what was all taken back by then
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    term        BIGINT NOT NULL CHECK (term >= 1),
    fund        TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')),
    annual      BIGINT NOT NULL CHECK (annual > 0), -- agreed amount that it was computed from
    ratio       BIGINT NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- ppm
    paid        BIGINT NOT NULL CHECK (paid > 0 AND paid % 100 = 0), -- whole fen
    taken       BIGINT NOT NULL CHECK (taken BETWEEN 0 AND paid AND taken % 100 = 0), -- offset or paid back, whole fen
    from_on     TEXT   NOT NULL, -- of the term, or of the cycle
    to_on       TEXT   NOT NULL, -- its last day
    paid_on     TEXT   NOT NULL, -- last day on which some of it was paid out
    PRIMARY KEY (pool, project, institution, term)
);

CREATE TABLE cutover_total ( -- what the other system says it all adds up to
    pool     BIGINT NOT NULL,
    project  TEXT   NOT NULL,
    scope    TEXT   NOT NULL CHECK (scope IN ('project', 'institution', 'company')), -- of what
    code     TEXT   NOT NULL, -- of it
    agreed   BIGINT NOT NULL CHECK (agreed >= 0), -- units
    ordered  BIGINT NOT NULL CHECK (ordered >= 0), -- units
    accepted BIGINT NOT NULL CHECK (accepted >= 0), -- units
    amount   BIGINT NOT NULL CHECK (amount >= 0), -- accepted, 0.0001 yuan
    paid     BIGINT NOT NULL CHECK (paid >= 0), -- of that, 0.0001 yuan
    invoiced BIGINT NOT NULL CHECK (invoiced >= 0), -- invoices for what is not paid in full, 0.0001 yuan
    prepaid  BIGINT NOT NULL CHECK (prepaid >= 0), -- rest of prepayments, 0.0001 yuan; 0 of a company
    PRIMARY KEY (pool, project, scope, code)
);

CREATE TABLE cutover_loader ( -- who brought figures in: not who signs them
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    who     TEXT   NOT NULL, -- user
    PRIMARY KEY (pool, project, who)
);
