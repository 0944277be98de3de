-- trade: what is ordered, delivered, accepted, sent back, invoiced and paid (RULES 6; REQUIREMENTS G1,
-- G2, G7, H1). Events are facts; the columns marked "so far" and the two progress tables are kept in
-- the same transaction as the event, and trade_check() recomputes them.
-- column line: number within its document, from 1
-- column variant: with or without accompanying service
-- column agreement: that it counts for; '' a zero-volume line, or a product that was not selected
-- column ordered_on: day of the order
-- column pack_sha256: digest of that pack
-- column return_no: number of the return note
-- column returned_on: day of the return
-- column invoice: invoice number
-- column invoiced_on: day of the invoice
-- column payment: number of the transfer
-- column paid_on: day of the transfer
-- column amount: whole fen, in 0.0001 yuan
-- column payee: who delivers and is paid: distributor, or registrant who delivers himself

CREATE TABLE order_line ( -- 订单明细
    pool        BIGINT   NOT NULL,
    order_no    TEXT     NOT NULL, -- as the platform numbers it
    line        BIGINT   NOT NULL CHECK (line >= 1),
    project     TEXT     NOT NULL,
    institution TEXT     NOT NULL,
    product     TEXT     NOT NULL,
    kind        TEXT     NOT NULL CHECK (kind IN ('agreed', 'zero_volume', 'listed')), -- on what it rests
    variant     TEXT     NOT NULL CHECK (variant IN ('without_service', 'with_service')),
    agreement   TEXT     NOT NULL,
    company     TEXT     NOT NULL, -- registrant
    payee       TEXT     NOT NULL,
    qty         BIGINT   NOT NULL CHECK (qty > 0),
    over        BIGINT   NOT NULL CHECK (over BETWEEN 0 AND qty), -- of which beyond the agreed volume
    price       BIGINT   NOT NULL CHECK (price >= 0), -- of the order, 0.0001 yuan
    selected    BIGINT   NOT NULL CHECK (selected >= price), -- selected price at that time, its bound
    pay_days    BIGINT   NOT NULL CHECK (pay_days >= -1), -- term of payment by contract; -1 none
    ordered_on  TEXT     NOT NULL,
    made_on     TEXT     NOT NULL, -- of the batch wanted, where the certificate has expired; '' not said
    accepted    BIGINT   NOT NULL CHECK (accepted BETWEEN 0 AND qty), -- so far
    rejected    BIGINT   NOT NULL CHECK (rejected >= 0), -- so far
    PRIMARY KEY (pool, order_no, line)
);
CREATE INDEX order_line_product ON order_line (pool, project, institution, product);

CREATE TABLE receipt ( -- 验收: one batch of an order line, passed or refused
    pool        BIGINT   NOT NULL,
    receipt     TEXT     NOT NULL, -- number of the acceptance note
    line        BIGINT   NOT NULL CHECK (line >= 1),
    order_no    TEXT     NOT NULL, -- of order_line
    order_line  BIGINT   NOT NULL, -- of order_line
    qty         BIGINT   NOT NULL CHECK (qty >= 0), -- accepted
    rejected    BIGINT   NOT NULL CHECK (rejected >= 0), -- refused; not owed
    reason      TEXT     NOT NULL, -- of the refusal; ''
    delivered_on TEXT    NOT NULL, -- '' unknown
    accepted_on TEXT     NOT NULL, -- the day the goods passed inspection
    batch       TEXT     NOT NULL, -- ''
    expires_on  TEXT     NOT NULL, -- '' unknown
    udi         TEXT     NOT NULL, -- ''
    amount      BIGINT   NOT NULL CHECK (amount >= 0), -- price x qty, once rounded to the fen
    at_selected BIGINT   NOT NULL CHECK (at_selected >= amount), -- the same at the selected price, for the offset by progress
    pack        TEXT     NOT NULL, -- policy pack in force on accepted_on
    pack_sha256 TEXT     NOT NULL,
    due_why     TEXT     NOT NULL, -- ok, or why there is no due date
    due_on      TEXT     NOT NULL, -- as the rule says; '' when there is none
    in_time_until TEXT   NOT NULL, -- the last day in time, rolled; ''
    estimate    SMALLINT NOT NULL CHECK (estimate IN (0, 1)), -- rolled by an assumed calendar
    returned    BIGINT   NOT NULL CHECK (returned BETWEEN 0 AND qty), -- so far
    returned_amount      BIGINT NOT NULL CHECK (returned_amount BETWEEN 0 AND amount), -- so far
    returned_at_selected BIGINT NOT NULL CHECK (returned_at_selected BETWEEN 0 AND at_selected), -- so far
    invoiced    BIGINT   NOT NULL CHECK (invoiced BETWEEN 0 AND amount), -- so far
    paid        BIGINT   NOT NULL CHECK (paid >= 0 AND paid <= amount - returned_amount), -- so far, credits included, less what became a credit
    PRIMARY KEY (pool, receipt, line),
    FOREIGN KEY (pool, order_no, order_line) REFERENCES order_line (pool, order_no, line)
);
CREATE INDEX receipt_order ON receipt (pool, order_no, order_line);
CREATE INDEX receipt_due ON receipt (pool, in_time_until);

CREATE TABLE goods_return ( -- 退货: lowers what is owed; after payment it makes a credit
    pool         BIGINT NOT NULL,
    return_no    TEXT   NOT NULL,
    line         BIGINT NOT NULL CHECK (line >= 1),
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    qty          BIGINT NOT NULL CHECK (qty > 0),
    returned_on  TEXT   NOT NULL,
    reason       TEXT   NOT NULL, -- ''
    amount       BIGINT NOT NULL CHECK (amount >= 0), -- price x qty, rounded, at most what was left
    at_selected  BIGINT NOT NULL CHECK (at_selected >= 0), -- the same at the selected price
    credit       BIGINT NOT NULL CHECK (credit BETWEEN 0 AND amount), -- of which already paid: taken from the next payment
    credit_used  BIGINT NOT NULL CHECK (credit_used BETWEEN 0 AND credit), -- so far
    institution  TEXT   NOT NULL,
    payee        TEXT   NOT NULL,
    PRIMARY KEY (pool, return_no, line),
    FOREIGN KEY (pool, receipt, receipt_line) REFERENCES receipt (pool, receipt, line)
);
CREATE INDEX goods_return_receipt ON goods_return (pool, receipt, receipt_line);
CREATE INDEX goods_return_credit ON goods_return (pool, institution, payee);

CREATE TABLE invoice ( -- 发票
    pool        BIGINT NOT NULL,
    invoice     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    payee       TEXT   NOT NULL,
    invoiced_on TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount >= 0), -- so far: of its lines
    PRIMARY KEY (pool, invoice)
);

CREATE TABLE invoice_line ( -- what an invoice is for
    pool         BIGINT NOT NULL,
    invoice      TEXT   NOT NULL,
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    amount       BIGINT NOT NULL CHECK (amount > 0),
    paid         BIGINT NOT NULL CHECK (paid BETWEEN 0 AND amount), -- so far
    PRIMARY KEY (pool, invoice, receipt, receipt_line),
    FOREIGN KEY (pool, invoice) REFERENCES invoice (pool, invoice),
    FOREIGN KEY (pool, receipt, receipt_line) REFERENCES receipt (pool, receipt, line)
);
CREATE INDEX invoice_line_receipt ON invoice_line (pool, receipt, receipt_line);

CREATE TABLE payment ( -- 付款: one transfer of an institution to a payee
    pool        BIGINT NOT NULL,
    payment     TEXT   NOT NULL, -- the bank's or the platform's number
    institution TEXT   NOT NULL,
    payee       TEXT   NOT NULL,
    paid_on     TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount >= 0), -- so far: money of its items
    PRIMARY KEY (pool, payment)
);

CREATE TABLE payment_item ( -- what a payment says it pays
    pool         BIGINT NOT NULL,
    payment      TEXT   NOT NULL,
    invoice      TEXT   NOT NULL, -- '' when it names the receipt alone
    receipt      TEXT   NOT NULL, -- '' when it names the whole invoice
    receipt_line BIGINT NOT NULL, -- 0 when it names the whole invoice
    amount       BIGINT NOT NULL CHECK (amount > 0),
    PRIMARY KEY (pool, payment, invoice, receipt, receipt_line),
    FOREIGN KEY (pool, payment) REFERENCES payment (pool, payment)
);

CREATE TABLE payment_line ( -- and what it settles: money first, then credits of earlier returns
    pool         BIGINT NOT NULL,
    payment      TEXT   NOT NULL,
    seq          BIGINT NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this payment
    invoice      TEXT   NOT NULL, -- '' none
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    return_no    TEXT   NOT NULL, -- whose credit it uses; '' money
    return_line  BIGINT NOT NULL, -- 0 money
    amount       BIGINT NOT NULL CHECK (amount > 0),
    paid_on      TEXT   NOT NULL, -- as the payment
    late         BIGINT NOT NULL CHECK (late >= 0), -- days after in_time_until
    PRIMARY KEY (pool, payment, seq),
    FOREIGN KEY (pool, payment) REFERENCES payment (pool, payment),
    FOREIGN KEY (pool, receipt, receipt_line) REFERENCES receipt (pool, receipt, line)
);
CREATE INDEX payment_line_receipt ON payment_line (pool, receipt, receipt_line);

CREATE TABLE progress ( -- one row per line of an agreement, and per institution and product without one
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    variant     TEXT   NOT NULL,
    agreement   TEXT   NOT NULL,
    agreed      BIGINT NOT NULL CHECK (agreed >= 0), -- volume agreed, as of the last order
    ordered     BIGINT NOT NULL, -- pieces
    accepted    BIGINT NOT NULL, -- pieces
    returned    BIGINT NOT NULL, -- pieces
    accepted_amount BIGINT NOT NULL, -- net of returns
    at_selected BIGINT NOT NULL, -- the same at selected prices: what offsets count (RULES 7)
    invoiced    BIGINT NOT NULL, -- amount
    paid        BIGINT NOT NULL, -- amount, credits included
    PRIMARY KEY (pool, project, institution, product, variant, agreement)
);

CREATE TABLE progress_month ( -- the same by month of the event
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    month       TEXT   NOT NULL, -- YYYY-MM
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    variant     TEXT   NOT NULL,
    agreement   TEXT   NOT NULL,
    ordered     BIGINT NOT NULL, -- pieces
    accepted    BIGINT NOT NULL, -- pieces
    returned    BIGINT NOT NULL, -- pieces
    accepted_amount BIGINT NOT NULL, -- net of returns
    at_selected BIGINT NOT NULL, -- the same at selected prices
    invoiced    BIGINT NOT NULL, -- amount
    paid        BIGINT NOT NULL, -- amount, credits included
    PRIMARY KEY (pool, project, month, institution, product, variant, agreement)
);
