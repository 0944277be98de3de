-- trade: what is ordered, answered, delivered, accepted, sent back, invoiced and paid; what lies at a
-- hospital but is the supplier's; accompanying service (RULES 6; REQUIREMENTS G1, G2, G5, G7, H1). Events are facts; the columns marked "so far" and the two progress tables are kept in
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
-- column delivery: number of the delivery note
-- column consignment: number of the note of goods on consignment
-- column reason: ''
-- column batch: ''
-- column expires_on: last day of use; '' unknown
-- column udi: of the goods, with a blank between several; ''

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
    accepted    BIGINT   NOT NULL, -- so far
    rejected    BIGINT   NOT NULL CHECK (rejected >= 0), -- so far
    confirmed   BIGINT   NOT NULL DEFAULT 0 CHECK (confirmed >= 0), -- by the supplier, so far
    refused     BIGINT   NOT NULL DEFAULT 0 CHECK (refused >= 0), -- by the supplier for a reason that stands, so far
    withdrawn   BIGINT   NOT NULL DEFAULT 0 CHECK (withdrawn >= 0), -- by the institution, so far
    shipped     BIGINT   NOT NULL DEFAULT 0 CHECK (shipped >= 0), -- so far
    reopened    BIGINT   NOT NULL DEFAULT 0 CHECK (reopened >= 0), -- sent back to be replaced, so far
    answered_on TEXT     NOT NULL DEFAULT '', -- first answer or delivery of the supplier; ''
    respond_by  TEXT     NOT NULL DEFAULT '', -- last day to answer in time; '' no rule
    deliver_by  TEXT     NOT NULL DEFAULT '', -- last day to deliver in time; '' no rule
    PRIMARY KEY (pool, order_no, line),
    CHECK (accepted >= 0 AND accepted <= qty + reopened),
    CHECK (refused + withdrawn <= qty)
);
CREATE INDEX order_line_product ON order_line (pool, project, institution, product);

CREATE TABLE order_beside ( -- 性能与价格: an order of what was not selected, beside the selected price of its class, and the volume that was agreed instead
    pool         BIGINT   NOT NULL,
    order_no     TEXT     NOT NULL, -- of order_line
    line         BIGINT   NOT NULL, -- of order_line
    beside       TEXT     NOT NULL, -- the dearest selected product of its class; '' none
    beside_price BIGINT   NOT NULL CHECK (beside_price >= 0), -- its selected price on that day, 0.0001 yuan; 0: none
    price        BIGINT   NOT NULL CHECK (price >= 0), -- that was ordered at
    dearer       SMALLINT NOT NULL CHECK (dearer IN (0, 1)), -- than all selected ones
    open_project TEXT     NOT NULL, -- in which agreed volume of its group was open; '' none was
    open_group   TEXT     NOT NULL, -- that group; ''
    open_qty     BIGINT   NOT NULL CHECK (open_qty >= 0), -- agreed and not ordered yet, units
    reason       TEXT     NOT NULL, -- clinical, or of its performance; '' none was needed, or used from consignment before anybody asked
    PRIMARY KEY (pool, order_no, line),
    FOREIGN KEY (pool, order_no, line) REFERENCES order_line (pool, order_no, line)
);

CREATE TABLE order_answer ( -- 订单确认: what became of an order before it was shipped
    pool        BIGINT   NOT NULL,
    answer      TEXT     NOT NULL, -- number
    line        BIGINT   NOT NULL CHECK (line >= 1),
    order_no    TEXT     NOT NULL, -- of order_line
    order_line  BIGINT   NOT NULL, -- of order_line
    kind        TEXT     NOT NULL CHECK (kind IN ('confirmed', 'refused', 'withdrawn')), -- withdrawn: by the institution
    qty         BIGINT   NOT NULL CHECK (qty > 0),
    reason      TEXT     NOT NULL,
    note        TEXT     NOT NULL, -- ''
    stands      SMALLINT NOT NULL CHECK (stands IN (0, 1)), -- 0: for a reason that the policy forbids; the order stays open
    answered_on TEXT     NOT NULL, -- day
    late        BIGINT   NOT NULL CHECK (late >= 0), -- days after respond_by of the order line
    PRIMARY KEY (pool, answer, line),
    FOREIGN KEY (pool, order_no, order_line) REFERENCES order_line (pool, order_no, line)
);
CREATE INDEX order_answer_order ON order_answer (pool, order_no, order_line);
-- append only: order_answer

CREATE TABLE delivery ( -- 配送: one batch of an order line, on its way
    pool        BIGINT NOT NULL,
    delivery    TEXT   NOT NULL,
    line        BIGINT NOT NULL CHECK (line >= 1),
    order_no    TEXT   NOT NULL, -- of order_line
    order_line  BIGINT NOT NULL, -- of order_line
    qty         BIGINT NOT NULL CHECK (qty > 0),
    shipped_on  TEXT   NOT NULL, -- day
    batch       TEXT   NOT NULL,
    made_on     TEXT   NOT NULL, -- '' unknown
    expires_on  TEXT   NOT NULL,
    udi         TEXT   NOT NULL,
    accepted    BIGINT NOT NULL CHECK (accepted >= 0), -- so far
    rejected    BIGINT NOT NULL CHECK (rejected >= 0), -- so far
    PRIMARY KEY (pool, delivery, line),
    CHECK (accepted + rejected <= qty),
    FOREIGN KEY (pool, order_no, order_line) REFERENCES order_line (pool, order_no, line)
);
CREATE INDEX delivery_order ON delivery (pool, order_no, order_line);
CREATE INDEX delivery_batch ON delivery (pool, batch);

CREATE TABLE receipt ( -- 验收: one batch of an order line, passed or refused
    pool        BIGINT   NOT NULL,
    receipt     TEXT     NOT NULL, -- number of the acceptance note
    line        BIGINT   NOT NULL CHECK (line >= 1),
    order_no    TEXT     NOT NULL, -- of order_line
    order_line  BIGINT   NOT NULL, -- of order_line
    qty         BIGINT   NOT NULL CHECK (qty >= 0), -- accepted
    rejected    BIGINT   NOT NULL CHECK (rejected >= 0), -- refused; not owed
    reason      TEXT     NOT NULL, -- of the refusal
    delivered_on TEXT    NOT NULL, -- '' unknown
    accepted_on TEXT     NOT NULL, -- the day the goods passed inspection
    batch       TEXT     NOT NULL,
    expires_on  TEXT     NOT NULL,
    udi         TEXT     NOT NULL,
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
    instructed  BIGINT   NOT NULL DEFAULT 0 CHECK (instructed >= 0 AND instructed <= amount - returned_amount - paid), -- of what is not paid: on its way, by the fund or online
    delivery      TEXT   NOT NULL DEFAULT '', -- '' came without a note: the receipt is its delivery
    delivery_line BIGINT NOT NULL DEFAULT 0, -- of delivery; 0
    PRIMARY KEY (pool, receipt, line),
    FOREIGN KEY (pool, order_no, order_line) REFERENCES order_line (pool, order_no, line)
);
CREATE INDEX receipt_order ON receipt (pool, order_no, order_line);
CREATE INDEX receipt_batch ON receipt (pool, batch);
CREATE INDEX receipt_due ON receipt (pool, in_time_until);

CREATE TABLE goods_return ( -- 退货: lowers what is owed; after payment it makes a credit
    pool         BIGINT NOT NULL,
    return_no    TEXT   NOT NULL,
    line         BIGINT NOT NULL CHECK (line >= 1),
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    qty          BIGINT NOT NULL CHECK (qty <> 0), -- below 0: a correction takes the return back
    returned_on  TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    amount       BIGINT NOT NULL CHECK (amount >= 0 OR qty < 0), -- price x qty, rounded, at most what was left
    at_selected  BIGINT NOT NULL CHECK (at_selected >= 0 OR qty < 0), -- the same at the selected price
    credit       BIGINT NOT NULL CHECK (credit = 0 OR credit BETWEEN 0 AND amount), -- of which already paid: taken from the next payment
    credit_used  BIGINT NOT NULL CHECK (credit_used BETWEEN 0 AND credit), -- so far
    institution  TEXT   NOT NULL,
    payee        TEXT   NOT NULL,
    replace      SMALLINT NOT NULL DEFAULT 0 CHECK (replace IN (0, 1)), -- 换货: as many are to be delivered anew
    udi          TEXT   NOT NULL DEFAULT '',
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
    einvoice    TEXT   NOT NULL DEFAULT '', -- 数电票号码: 20 digits; '' on paper
    PRIMARY KEY (pool, invoice)
);
CREATE INDEX invoice_einvoice ON invoice (pool, einvoice);

CREATE TABLE invoice_line ( -- what an invoice is for
    pool         BIGINT NOT NULL,
    invoice      TEXT   NOT NULL,
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    amount       BIGINT NOT NULL CHECK (amount > 0),
    paid         BIGINT NOT NULL CHECK (paid BETWEEN 0 AND amount), -- so far
    instructed   BIGINT NOT NULL DEFAULT 0 CHECK (instructed >= 0 AND instructed <= amount - paid), -- of what is not paid: on its way
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
    amount      BIGINT NOT NULL, -- so far: money of its items; below 0: a correction takes one back
    PRIMARY KEY (pool, payment)
);

CREATE TABLE payment_item ( -- what a payment says it pays
    pool         BIGINT NOT NULL,
    payment      TEXT   NOT NULL,
    invoice      TEXT   NOT NULL, -- '' when it names the receipt alone
    receipt      TEXT   NOT NULL, -- '' when it names the whole invoice
    receipt_line BIGINT NOT NULL, -- 0 when it names the whole invoice
    amount       BIGINT NOT NULL CHECK (amount <> 0), -- below 0: taken back
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
    amount       BIGINT NOT NULL CHECK (amount <> 0), -- below 0: taken back
    paid_on      TEXT   NOT NULL, -- as the payment
    late         BIGINT NOT NULL CHECK (late >= 0), -- days after in_time_until
    PRIMARY KEY (pool, payment, seq),
    FOREIGN KEY (pool, payment) REFERENCES payment (pool, payment),
    FOREIGN KEY (pool, receipt, receipt_line) REFERENCES receipt (pool, receipt, line)
);
CREATE INDEX payment_line_receipt ON payment_line (pool, receipt, receipt_line);

CREATE TABLE period_lock ( -- 锁定的月份: what was counted in it stands
    pool      BIGINT NOT NULL,
    month     TEXT   NOT NULL, -- YYYY-MM
    locked_on TEXT   NOT NULL, -- business day
    locked_by TEXT   NOT NULL, -- user
    PRIMARY KEY (pool, month)
);
-- append only: period_lock

CREATE TABLE period_figure ( -- progress_month as it was when the month was locked
    pool        BIGINT NOT NULL,
    month       TEXT   NOT NULL, -- YYYY-MM
    project     TEXT   NOT NULL,
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
    PRIMARY KEY (pool, month, project, institution, product, variant, agreement),
    FOREIGN KEY (pool, month) REFERENCES period_lock (pool, month)
);
-- append only: period_figure

CREATE TABLE trade_correction ( -- 更正: of a receipt, return or payment, asked by one and decided by another
    pool       BIGINT NOT NULL,
    redo      TEXT   NOT NULL, -- its number
    kind       TEXT   NOT NULL CHECK (kind IN ('receipt', 'return', 'payment')), -- what is wrong
    document   TEXT   NOT NULL, -- number of the wrong one
    line       BIGINT NOT NULL CHECK (line >= 0), -- of it; 0 of a payment
    month      TEXT   NOT NULL, -- that it is dated in
    qty        BIGINT NOT NULL CHECK (qty >= 0), -- the right one; 0 it should not be there
    amount     BIGINT NOT NULL CHECK (amount >= 0 AND amount % 100 = 0), -- of a payment, the right one
    udi        TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    asked_by   TEXT   NOT NULL, -- user
    asked_on   TEXT   NOT NULL, -- business day
    state      TEXT   NOT NULL CHECK (state IN ('asked', 'done', 'refused')), -- of the request
    decided_by TEXT   NOT NULL, -- another user; '' not yet
    decided_on TEXT   NOT NULL, -- '' not yet
    PRIMARY KEY (pool, redo),
    CHECK (decided_by = '' OR decided_by <> asked_by)
);
CREATE INDEX trade_correction_month ON trade_correction (pool, month, redo);

CREATE TABLE period_change ( -- what a correction added to the figures of a locked month
    pool        BIGINT NOT NULL,
    redo       TEXT   NOT NULL, -- of trade_correction
    month       TEXT   NOT NULL, -- of period_lock
    project     TEXT   NOT NULL,
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
    PRIMARY KEY (pool, redo, month, project, institution, product, variant, agreement),
    FOREIGN KEY (pool, month) REFERENCES period_lock (pool, month),
    FOREIGN KEY (pool, redo) REFERENCES trade_correction (pool, redo)
);

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

CREATE TABLE unit_move ( -- 单品追溯: what happened to the goods of one device identification
    pool        BIGINT NOT NULL,
    act         TEXT   NOT NULL CHECK (act IN ('shipped', 'accepted', 'rejected', 'returned', 'consigned', 'used', 'back')), -- by the document
    number      TEXT   NOT NULL, -- of the document
    line        BIGINT NOT NULL CHECK (line >= 1),
    seq         BIGINT NOT NULL CHECK (seq >= 1), -- 1, 2, ... of the line
    item        TEXT   NOT NULL, -- GTIN-14, or what MA and AHM have instead
    lot         TEXT   NOT NULL, -- ''
    serial_no   TEXT   NOT NULL, -- '' the identification is of the batch
    udi         TEXT   NOT NULL, -- as it was read
    on_date     TEXT   NOT NULL, -- of the document
    product     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    payee       TEXT   NOT NULL,
    PRIMARY KEY (pool, act, number, line, seq)
);
CREATE INDEX unit_move_item ON unit_move (pool, item, serial_no);
CREATE INDEX unit_move_lot ON unit_move (pool, lot);
-- append only: unit_move

CREATE TABLE consigned ( -- 寄售: goods at an institution that are still the supplier's
    pool        BIGINT NOT NULL,
    consignment TEXT   NOT NULL,
    line        BIGINT NOT NULL CHECK (line >= 1),
    kind        TEXT   NOT NULL CHECK (kind IN ('stock', 'loan')), -- loan: a set for an operation (外来器械)
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    payee       TEXT   NOT NULL,
    qty         BIGINT NOT NULL CHECK (qty > 0),
    placed_on   TEXT   NOT NULL, -- day
    batch       TEXT   NOT NULL,
    expires_on  TEXT   NOT NULL,
    udi         TEXT   NOT NULL,
    used        BIGINT NOT NULL CHECK (used >= 0), -- so far
    back        BIGINT NOT NULL CHECK (back >= 0), -- so far
    PRIMARY KEY (pool, consignment, line),
    CHECK (used + back <= qty)
);
CREATE INDEX consigned_institution ON consigned (pool, institution, product);
CREATE INDEX consigned_payee ON consigned (pool, payee, consignment);
CREATE INDEX consigned_batch ON consigned (pool, batch);

CREATE TABLE consigned_use ( -- 使用: makes the order, the delivery and the receipt of the same number
    pool             BIGINT NOT NULL,
    use_no           TEXT   NOT NULL, -- number
    line             BIGINT NOT NULL CHECK (line >= 1),
    consignment      TEXT   NOT NULL,
    consignment_line BIGINT NOT NULL, -- of consigned
    qty              BIGINT NOT NULL CHECK (qty > 0),
    used_on          TEXT   NOT NULL, -- day
    udi              TEXT   NOT NULL,
    PRIMARY KEY (pool, use_no, line),
    FOREIGN KEY (pool, consignment, consignment_line) REFERENCES consigned (pool, consignment, line)
);
CREATE INDEX consigned_use_of ON consigned_use (pool, consignment, consignment_line);
-- append only: consigned_use

CREATE TABLE consigned_back ( -- 退回: what was not used goes back to the supplier
    pool             BIGINT NOT NULL,
    back_no          TEXT   NOT NULL, -- number
    line             BIGINT NOT NULL CHECK (line >= 1),
    consignment      TEXT   NOT NULL,
    consignment_line BIGINT NOT NULL, -- of consigned
    qty              BIGINT NOT NULL CHECK (qty > 0),
    back_on          TEXT   NOT NULL, -- day
    reason           TEXT   NOT NULL,
    udi              TEXT   NOT NULL,
    PRIMARY KEY (pool, back_no, line),
    FOREIGN KEY (pool, consignment, consignment_line) REFERENCES consigned (pool, consignment, line)
);
CREATE INDEX consigned_back_of ON consigned_back (pool, consignment, consignment_line);
-- append only: consigned_back

CREATE TABLE remote_area ( -- 偏远地区: has more days for deliveries
    pool     BIGINT NOT NULL,
    region   TEXT   NOT NULL, -- division; what lies below it too
    from_on  TEXT   NOT NULL,
    until_on TEXT   NOT NULL,
    remote   SMALLINT NOT NULL CHECK (remote IN (0, 1)), -- 0: from then on no longer
    document TEXT   NOT NULL, -- that says so
    PRIMARY KEY (pool, region, from_on)
);

CREATE TABLE service_person ( -- 手术室准入登记: who of a company may enter an operating room
    pool        BIGINT   NOT NULL,
    institution TEXT     NOT NULL,
    person      TEXT     NOT NULL, -- number that the institution gave
    from_on     TEXT     NOT NULL,
    until_on    TEXT     NOT NULL,
    admitted    SMALLINT NOT NULL CHECK (admitted IN (0, 1)), -- 0: from then on no longer
    name        TEXT     NOT NULL,
    company     TEXT     NOT NULL, -- that sends the person
    document    TEXT     NOT NULL, -- training, authorisation
    PRIMARY KEY (pool, institution, person, from_on)
);

CREATE TABLE service_act ( -- 伴随服务记录: one service for goods that were ordered with it
    pool         BIGINT   NOT NULL,
    service      TEXT     NOT NULL, -- number
    order_no     TEXT     NOT NULL, -- of order_line
    order_line   BIGINT   NOT NULL, -- of order_line
    kind         TEXT     NOT NULL CHECK (kind IN ('in_theatre', 'assembly', 'guidance', 'training')), -- 跟台, 协助组装, 工具使用指导, 手术操作培训
    institution  TEXT     NOT NULL,
    company      TEXT     NOT NULL, -- that serves: who delivers, registrant, or a third party
    person       TEXT     NOT NULL, -- of service_person; '' for training
    on_date      TEXT     NOT NULL, -- day
    from_time    TEXT     NOT NULL, -- HH:MM
    to_time      TEXT     NOT NULL, -- HH:MM
    answer       TEXT     NOT NULL CHECK (answer IN ('waiting', 'confirmed', 'disputed')), -- of the institution
    answered_on  TEXT     NOT NULL, -- ''
    note         TEXT     NOT NULL, -- of the answer; ''
    PRIMARY KEY (pool, service),
    FOREIGN KEY (pool, order_no, order_line) REFERENCES order_line (pool, order_no, line)
);
CREATE INDEX service_act_order ON service_act (pool, order_no, order_line);

CREATE TABLE service_charge ( -- what is billed beside the goods, as far as that is allowed
    pool        BIGINT NOT NULL,
    charge      TEXT   NOT NULL, -- number
    kind        TEXT   NOT NULL CHECK (kind IN ('delivery', 'dedicated_tool', 'service', 'general_tool', 'cleaning', 'admission', 'inventory')), -- for what
    institution TEXT   NOT NULL,
    company     TEXT   NOT NULL,
    payer       TEXT   NOT NULL CHECK (payer IN ('institution', 'company')), -- who is billed
    on_date     TEXT   NOT NULL, -- day
    amount      BIGINT NOT NULL CHECK (amount > 0), -- whole fen
    document    TEXT   NOT NULL, -- invoice or agreement
    PRIMARY KEY (pool, charge)
);
-- append only: service_charge

CREATE TABLE charge_report ( -- 收费举报: somebody was charged what may not be charged
    pool        BIGINT NOT NULL,
    report      TEXT   NOT NULL, -- number
    kind        TEXT   NOT NULL, -- as in service_charge
    institution TEXT   NOT NULL, -- where
    company     TEXT   NOT NULL, -- that was charged, or that charged
    against     TEXT   NOT NULL, -- who charged: an institution, a company, or a name of a third party
    reporter    TEXT   NOT NULL, -- organisation
    on_date     TEXT   NOT NULL, -- of the charge
    amount      BIGINT NOT NULL CHECK (amount > 0), -- 0.0001 yuan
    text        TEXT   NOT NULL, -- what happened
    state       TEXT   NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')), -- now
    decided_on  TEXT   NOT NULL, -- ''
    decision    TEXT   NOT NULL, -- reason; ''
    PRIMARY KEY (pool, report)
);

CREATE TABLE product_use ( -- 使用量: what an institution used of a product in a month, as it reports it
    pool        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    month       TEXT   NOT NULL, -- of the use, YYYY-MM
    qty         BIGINT NOT NULL CHECK (qty >= 0),
    stock       BIGINT NOT NULL CHECK (stock >= 0), -- that lay there before the platform's first delivery; of the first month
    reason      TEXT   NOT NULL, -- clinical, for what was not selected while agreed volume was open
    PRIMARY KEY (pool, institution, product, month)
);

CREATE TABLE product_hold ( -- 暂停采购使用: nobody orders or delivers a product, or a batch of it, until it is lifted
    pool        BIGINT NOT NULL,
    hold        TEXT   NOT NULL, -- its number
    product     TEXT   NOT NULL,
    batch       TEXT   NOT NULL, -- '' all of the product
    reason      TEXT   NOT NULL CHECK (reason IN ('quality', 'adverse', 'sampling', 'recall')), -- why
    document    TEXT   NOT NULL, -- of the authority
    report      TEXT   NOT NULL, -- number of the report or sampling that led to it; ''
    held_on     TEXT   NOT NULL, -- from that day
    held_by     TEXT   NOT NULL, -- login
    lifted_on   TEXT   NOT NULL, -- from that day it may be ordered again; '' not yet
    lifted_by   TEXT   NOT NULL, -- login, of another person; ''
    lifted_why  TEXT   NOT NULL, -- what was found; ''
    PRIMARY KEY (pool, hold),
    CHECK (lifted_by = '' OR lifted_by <> held_by)
);
CREATE INDEX product_hold_product ON product_hold (pool, product, lifted_on);
