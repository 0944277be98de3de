-- oversight: what becomes of it all. Monthly monitoring, yearly assessment and what it releases, credit,
-- complaints, findings (RULES 10, 12, 13; REQUIREMENTS I, H6, E6). Computed rows are replaced when they
-- are computed again; how each came about is in explained.
-- column document: what it rests on; '' not given
-- column month: YYYY-MM
-- column year: of the assessment
-- column happened_on: day of the act
-- column done_on: day it was done
-- column filed_on: day it was filed
-- column found_on: day it was found
-- column charged_on: day of the charge
-- column decided_on: day of the decision
-- column matter: what it was about
-- column verdict: what the check says
-- column state: how it stands
-- column component: what the amount is for
-- column kind: what it is

CREATE TABLE complaint ( -- 投诉举报、异议申诉
    pool        BIGINT NOT NULL,
    complaint   TEXT   NOT NULL, -- its number
    kind        TEXT   NOT NULL CHECK (kind IN ('complaint', 'report', 'objection', 'credit_appeal')),
    project     TEXT   NOT NULL, -- '' none
    by_party    TEXT   NOT NULL, -- who filed it; '' not named
    against     TEXT   NOT NULL, -- company, institution or office; '' nobody
    subject     TEXT   NOT NULL, -- what about
    filed_on    TEXT   NOT NULL,
    accept_by   TEXT   NOT NULL, -- last day to accept it; '' no rule in this pack
    accepted_on TEXT   NOT NULL, -- '' not yet
    answer_by   TEXT   NOT NULL, -- last day to answer; '' no rule in this pack
    answered_on TEXT   NOT NULL, -- '' not yet
    result      TEXT   NOT NULL CHECK (result IN ('', 'founded', 'partly', 'unfounded', 'withdrawn')), -- '' open
    PRIMARY KEY (pool, complaint)
);
CREATE INDEX complaint_open ON complaint (pool, result, answer_by);

CREATE TABLE complaint_event ( -- every step of a complaint, and what was said
    pool        BIGINT NOT NULL,
    complaint   TEXT   NOT NULL, -- its number
    seq         BIGINT NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this complaint
    step        TEXT   NOT NULL CHECK (step IN ('filed', 'assigned', 'accepted', 'answered', 'withdrawn', 'published')), -- what
    who         TEXT   NOT NULL, -- login
    on_date     TEXT   NOT NULL, -- day of the step
    assigned_to TEXT   NOT NULL, -- login; '' of other steps
    body        TEXT   NOT NULL, -- what it says; ''
    PRIMARY KEY (pool, complaint, seq),
    FOREIGN KEY (pool, complaint) REFERENCES complaint (pool, complaint)
);
-- append only: complaint_event

CREATE TABLE finding ( -- a forbidden reason for not buying, or a forbidden charge (I7)
    pool        BIGINT NOT NULL,
    finding     TEXT   NOT NULL, -- its number
    project     TEXT   NOT NULL, -- '' none
    institution TEXT   NOT NULL, -- that did it
    reason      TEXT   NOT NULL CHECK (reason IN ('cost_control', 'variety_limit', 'not_reported', 'quality_deposit', 'account_opening', 'admission_fee', 'storage_fee')), -- code
    evidence    TEXT   NOT NULL CHECK (evidence IN ('order', 'refusal', 'contract', 'receipt')), -- where it shows
    document    TEXT   NOT NULL,
    found_on    TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('reported', 'confirmed', 'dismissed')), -- only confirmed ones count
    decided_on  TEXT   NOT NULL, -- '' not yet
    PRIMARY KEY (pool, finding)
);
CREATE INDEX finding_institution ON finding (pool, institution, found_on);

CREATE TABLE patient_charge ( -- what a patient was charged for a selected product (E6)
    pool        BIGINT NOT NULL,
    charge      TEXT   NOT NULL, -- its number
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL,
    charged_on  TEXT   NOT NULL,
    qty         BIGINT NOT NULL CHECK (qty > 0), -- units
    amount      BIGINT NOT NULL CHECK (amount >= 0), -- charged, 0.0001 yuan
    allowed     BIGINT NOT NULL CHECK (allowed >= 0), -- with-service selected price x qty; 0 where no rule applies
    verdict     TEXT   NOT NULL CHECK (verdict IN ('ok', 'no_rule', 'not_public', 'not_selected', 'markup')),
    PRIMARY KEY (pool, charge)
);
CREATE INDEX patient_charge_verdict ON patient_charge (pool, verdict, institution);

CREATE TABLE quota ( -- 总额指标: a component of an institution's yearly quota
    pool        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    year        BIGINT NOT NULL, -- of the quota
    component   TEXT   NOT NULL CHECK (component IN ('base', 'growth', 'assessment', 'price_fall', 'other')),
    decided_on  TEXT   NOT NULL,
    amount      BIGINT NOT NULL, -- 0.0001 yuan; below 0 a cut
    document    TEXT   NOT NULL,
    PRIMARY KEY (pool, institution, year, component, decided_on)
);

CREATE TABLE monitor_line ( -- 采购进度: one line of an agreement at the end of a month
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    month       TEXT    NOT NULL,
    institution TEXT    NOT NULL,
    product     TEXT    NOT NULL,
    agreement   TEXT    NOT NULL, -- its number
    agreed      BIGINT  NOT NULL CHECK (agreed >= 0), -- units of the term
    accepted    BIGINT  NOT NULL CHECK (accepted >= 0), -- units, net of returns
    progress    BIGINT  NOT NULL CHECK (progress >= -1), -- accepted / agreed, ppm; -1 not applicable
    expected    BIGINT  NOT NULL CHECK (expected >= 0), -- by time, ppm
    state       TEXT    NOT NULL CHECK (state IN ('not_applicable', 'not_begun', 'done', 'behind', 'on_time')),
    PRIMARY KEY (pool, project, month, institution, product, agreement)
);

CREATE TABLE monitor_institution ( -- 月度监测: an institution in a month
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    month        TEXT   NOT NULL,
    institution  TEXT   NOT NULL,
    lines        BIGINT NOT NULL CHECK (lines >= 0), -- agreement lines with a volume
    behind       BIGINT NOT NULL CHECK (behind >= 0), -- of them
    due          BIGINT NOT NULL CHECK (due >= 0), -- fallen due until the month's end, 0.0001 yuan
    in_time      BIGINT NOT NULL CHECK (in_time >= 0), -- paid until its day
    late         BIGINT NOT NULL CHECK (late >= 0), -- paid after its day
    overdue      BIGINT NOT NULL CHECK (overdue >= 0), -- not paid
    late_days    BIGINT NOT NULL CHECK (late_days >= 0), -- the longest delay
    bought       BIGINT NOT NULL CHECK (bought >= 0), -- accepted in the month, selected and not, 0.0001 yuan
    non_selected BIGINT NOT NULL CHECK (non_selected >= 0), -- of it not selected
    admit_due    BIGINT NOT NULL CHECK (admit_due >= 0), -- selected products to be in the catalogue by the month's end
    not_admitted BIGINT NOT NULL CHECK (not_admitted BETWEEN 0 AND admit_due), -- of them not, without a reason that stands
    jump         TEXT   NOT NULL CHECK (jump IN ('no_test', 'no', 'yes')), -- of the non-selected quantity
    PRIMARY KEY (pool, project, month, institution)
);

CREATE TABLE assessment_fact ( -- what only people can report for an assessment
    pool           BIGINT NOT NULL,
    project        TEXT   NOT NULL,
    year           BIGINT NOT NULL,
    institution    TEXT   NOT NULL,
    reports_due    BIGINT NOT NULL CHECK (reports_due >= 0), -- data and reports
    reports_timely BIGINT NOT NULL CHECK (reports_timely BETWEEN 0 AND reports_due), -- of them on time
    admit_due      BIGINT NOT NULL CHECK (admit_due >= 0), -- selected products to admit
    admit_timely   BIGINT NOT NULL CHECK (admit_timely BETWEEN 0 AND admit_due), -- of them within the set time
    off_platform   BIGINT NOT NULL CHECK (off_platform >= 0), -- bought outside the platform, 0.0001 yuan
    pay_ratio      BIGINT NOT NULL CHECK (pay_ratio BETWEEN 0 AND 1000000), -- the fund's, ppm
    insured_share  BIGINT NOT NULL CHECK (insured_share BETWEEN 0 AND 1000000), -- of patients, ppm
    first_year     SMALLINT NOT NULL CHECK (first_year IN (0, 1)), -- first year of payment by case (DRG/DIP)
    share_fell     SMALLINT NOT NULL CHECK (share_fell IN (0, 1)), -- the patient's share fell with the price
    PRIMARY KEY (pool, project, year, institution)
);

CREATE TABLE assessment ( -- 年度考核
    pool          BIGINT NOT NULL,
    project       TEXT   NOT NULL,
    year          BIGINT NOT NULL,
    institution   TEXT   NOT NULL,
    applicable    SMALLINT NOT NULL CHECK (applicable IN (0, 1)), -- 0: nothing to assess
    score         BIGINT NOT NULL CHECK (score >= 0), -- hundredths of a point
    off           BIGINT NOT NULL CHECK (off >= 0), -- of it taken off for findings, hundredths
    findings      BIGINT NOT NULL CHECK (findings >= 0), -- confirmed ones
    state         TEXT   NOT NULL CHECK (state IN ('computed', 'sent', 'comment', 'final', 'published')),
    since_on      TEXT   NOT NULL, -- of the state; '' computed
    comment_until TEXT   NOT NULL, -- last day for a comment; '' not sent
    comment       TEXT   NOT NULL, -- of the institution; ''
    final_on      TEXT   NOT NULL, -- '' not yet
    PRIMARY KEY (pool, project, year, institution)
);

CREATE TABLE retention ( -- 结余留用
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    year        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    score       BIGINT NOT NULL CHECK (score >= 0), -- of the assessment, hundredths of a point
    share       BIGINT NOT NULL CHECK (share BETWEEN 0 AND 1000000), -- of that score, ppm
    budget      BIGINT NOT NULL, -- to the fen, 0.0001 yuan
    spent       BIGINT NOT NULL, -- to the fen
    surplus     BIGINT NOT NULL, -- budget less spent
    retained    BIGINT NOT NULL CHECK (retained >= 0), -- whole fen
    verdict     TEXT   NOT NULL, -- ok, or why nothing is retained
    due_on      TEXT   NOT NULL, -- to be paid by; '' none
    PRIMARY KEY (pool, project, year, institution)
);

CREATE TABLE monitor_fund ( -- 基金拨付及时性: what the agency had to pay until the end of a month
    pool      BIGINT NOT NULL,
    project   TEXT   NOT NULL,
    month     TEXT   NOT NULL,
    fund      TEXT   NOT NULL CHECK (fund IN ('employee', 'resident', 'pooled')), -- whose money
    kind      TEXT   NOT NULL CHECK (kind IN ('instalment', 'claim', 'retention')),
    due       BIGINT NOT NULL CHECK (due >= 0), -- fallen due, 0.0001 yuan
    in_time   BIGINT NOT NULL CHECK (in_time >= 0), -- paid until its day
    late      BIGINT NOT NULL CHECK (late >= 0), -- paid after its day
    overdue   BIGINT NOT NULL CHECK (overdue >= 0), -- not paid
    late_n    BIGINT NOT NULL CHECK (late_n >= 0), -- payments that were late or are overdue
    late_days BIGINT NOT NULL CHECK (late_days >= 0), -- the longest delay
    PRIMARY KEY (pool, project, month, fund, kind)
);

CREATE TABLE overspend_band ( -- 合理超支分担: who bears how much of an overspend, by decision
    pool       BIGINT NOT NULL,
    decided_on TEXT   NOT NULL,
    up_to      BIGINT NOT NULL CHECK (up_to > 0), -- of the quota, ppm
    fund_share BIGINT NOT NULL CHECK (fund_share BETWEEN 0 AND 1000000), -- of this band, ppm
    document   TEXT   NOT NULL,
    PRIMARY KEY (pool, decided_on, up_to)
);

CREATE TABLE overspend ( -- claims of a year beyond the quota, and who bears them
    pool           BIGINT NOT NULL,
    year           BIGINT NOT NULL,
    institution    TEXT   NOT NULL,
    quota          BIGINT NOT NULL, -- sum of its components, 0.0001 yuan
    spent          BIGINT NOT NULL, -- approved claims of the year
    by_fund        BIGINT NOT NULL CHECK (by_fund >= 0), -- of the overspend
    by_institution BIGINT NOT NULL CHECK (by_institution >= 0), -- of the overspend
    verdict        TEXT   NOT NULL,
    PRIMARY KEY (pool, year, institution)
);

CREATE TABLE breach ( -- 违约通报: what a party did not do in time in a period, and what became of the notice
    pool         BIGINT NOT NULL,
    period       TEXT   NOT NULL, -- 2025-03, 2025-Q1, 2025
    kind         TEXT   NOT NULL CHECK (kind IN ('late_supply', 'late_payment')),
    party        TEXT   NOT NULL, -- company or institution
    lines        BIGINT NOT NULL CHECK (lines > 0), -- of orders or receipts
    late_qty     BIGINT NOT NULL CHECK (late_qty >= 0), -- pieces not delivered in time; 0 of payments
    amount       BIGINT NOT NULL CHECK (amount >= 0), -- what they cost, or what was not paid in time
    days         BIGINT NOT NULL CHECK (days > 0), -- the longest delay until the end of the period
    state        TEXT   NOT NULL CHECK (state IN ('found', 'sent', 'answered', 'published', 'withdrawn')),
    sent_on      TEXT   NOT NULL, -- the warning; '' not yet
    answer_until TEXT   NOT NULL, -- last day to answer; ''
    answer       TEXT   NOT NULL, -- of the party; ''
    closed_on    TEXT   NOT NULL, -- published or withdrawn; ''
    credit_event TEXT   NOT NULL, -- that followed; ''
    PRIMARY KEY (pool, period, kind, party)
);

CREATE TABLE shortage ( -- 缺货案件: an order line that was not supplied
    pool         BIGINT NOT NULL,
    shortage     TEXT   NOT NULL, -- its number
    project      TEXT   NOT NULL,
    institution  TEXT   NOT NULL,
    company      TEXT   NOT NULL, -- registrant
    product      TEXT   NOT NULL,
    order_no     TEXT   NOT NULL, -- of order_line
    line         BIGINT NOT NULL, -- of order_line
    missing      BIGINT NOT NULL CHECK (missing > 0), -- pieces, when it was reported
    substituted  BIGINT NOT NULL CHECK (substituted BETWEEN 0 AND missing), -- pieces bought elsewhere
    state        TEXT   NOT NULL CHECK (state IN ('open', 'stated', 'decided', 'charged', 'closed')),
    statement    TEXT   NOT NULL CHECK (statement IN ('', 'will_supply', 'cannot')), -- of the supplier
    force_majeure TEXT  NOT NULL CHECK (force_majeure IN ('', 'claimed', 'accepted', 'refused')), -- 不可抗力
    outcome      TEXT   NOT NULL CHECK (outcome IN ('', 'supplied', 'excused', 'borne', 'breach')), -- of a closed case
    evidence     TEXT   NOT NULL, -- of force majeure; ''
    credit_event TEXT   NOT NULL, -- that followed; ''
    extra        BIGINT NOT NULL CHECK (extra >= 0), -- what the substitutes cost more, 0.0001 yuan
    reported_on  TEXT   NOT NULL, -- by the hospital
    stated_on    TEXT   NOT NULL, -- ''
    supply_by    TEXT   NOT NULL, -- as the supplier says; ''
    force_on     TEXT   NOT NULL, -- of the decision on force majeure; ''
    charged_on   TEXT   NOT NULL, -- ''
    closed_on    TEXT   NOT NULL, -- ''
    PRIMARY KEY (pool, shortage)
);
CREATE INDEX shortage_order ON shortage (pool, order_no, line);

CREATE TABLE shortage_substitute ( -- what a hospital bought instead
    pool         BIGINT NOT NULL,
    shortage     TEXT   NOT NULL, -- of shortage
    receipt      TEXT   NOT NULL, -- of receipt
    receipt_line BIGINT NOT NULL, -- of receipt
    product      TEXT   NOT NULL,
    qty          BIGINT NOT NULL CHECK (qty > 0), -- of the receipt, for this case
    price        BIGINT NOT NULL CHECK (price >= 0), -- paid, 0.0001 yuan a unit
    selected     BIGINT NOT NULL CHECK (selected >= 0), -- of what was not supplied
    PRIMARY KEY (pool, shortage, receipt, receipt_line),
    FOREIGN KEY (pool, shortage) REFERENCES shortage (pool, shortage)
);
CREATE INDEX shortage_substitute_receipt ON shortage_substitute (pool, receipt, receipt_line);

CREATE TABLE upward_level ( -- 逐级上报: the offices that a matter has come to, one after the other
    pool        BIGINT  NOT NULL,
    matter      TEXT    NOT NULL CHECK (matter IN ('shortage', 'issue')), -- whose number it is
    number      TEXT    NOT NULL, -- of shortage, or of major_issue
    seq         BIGINT  NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this matter
    level       TEXT    NOT NULL CHECK (level IN ('county', 'city', 'province')), -- of the office
    region      TEXT    NOT NULL, -- division of the office
    since_on    TEXT    NOT NULL, -- it came to it
    days        BIGINT  NOT NULL CHECK (days >= 1), -- working days that each office has
    answer_by   TEXT    NOT NULL, -- last day in time
    state       TEXT    NOT NULL CHECK (state IN ('open', 'solved', 'passed', 'late', 'ended')), -- late: passed on unanswered
    answered_on TEXT    NOT NULL, -- or passed on; '' not yet
    who         TEXT    NOT NULL, -- who answered; ''
    answer      TEXT    NOT NULL, -- what was arranged, or why it goes up; ''
    PRIMARY KEY (pool, matter, number, seq)
);
CREATE INDEX upward_level_open ON upward_level (pool, state, answer_by);

CREATE TABLE shortage_call ( -- 替代供应: who was called up to supply instead
    pool        BIGINT NOT NULL,
    shortage    TEXT   NOT NULL, -- of shortage
    product     TEXT   NOT NULL, -- of the same group
    company     TEXT   NOT NULL, -- registrant
    kind        TEXT   NOT NULL CHECK (kind IN ('winner', 'standby')), -- of the award
    price       BIGINT NOT NULL CHECK (price >= 0), -- as listed when it was called, 0.0001 yuan a unit
    called_on   TEXT   NOT NULL, -- day of the call
    called_by   TEXT   NOT NULL, -- login
    state       TEXT   NOT NULL CHECK (state IN ('called', 'agreed', 'declined')), -- its answer
    answered_on TEXT   NOT NULL, -- '' not yet
    note        TEXT   NOT NULL, -- of its answer; ''
    PRIMARY KEY (pool, shortage, product),
    FOREIGN KEY (pool, shortage) REFERENCES shortage (pool, shortage)
);
CREATE INDEX shortage_call_company ON shortage_call (pool, company, shortage);

CREATE TABLE supply_report ( -- 产能、库存月报: what a winner says that it can deliver in a month
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    product     TEXT   NOT NULL, -- selected
    month       TEXT   NOT NULL, -- YYYY-MM
    company     TEXT   NOT NULL, -- registrant
    capacity    BIGINT NOT NULL CHECK (capacity >= 0), -- pieces it can make for this pool in the month
    stock       BIGINT NOT NULL CHECK (stock >= 0), -- pieces that lie ready for it
    note        TEXT   NOT NULL, -- ''
    reported_on TEXT   NOT NULL, -- last
    PRIMARY KEY (pool, project, product, month)
);
CREATE INDEX supply_report_company ON supply_report (pool, company, month);

CREATE TABLE quality_report ( -- 质量问题、不良事件报告
    pool        BIGINT NOT NULL,
    report      TEXT   NOT NULL, -- its number
    kind        TEXT   NOT NULL CHECK (kind IN ('quality', 'adverse')), -- adverse: somebody was harmed, or could have been
    by_party    TEXT   NOT NULL, -- who reports: institution or company
    product     TEXT   NOT NULL,
    batch       TEXT   NOT NULL, -- '' not known
    udi         TEXT   NOT NULL, -- '' not known
    severity    TEXT   NOT NULL CHECK (severity IN ('minor', 'serious', 'death')), -- of the harm, or what it could have been
    happened_on TEXT   NOT NULL, -- or was found
    reported_on TEXT   NOT NULL, -- day of the report
    body        TEXT   NOT NULL, -- what happened
    state       TEXT   NOT NULL CHECK (state IN ('reported', 'confirmed', 'dismissed')), -- as an authority decided
    decided_on  TEXT   NOT NULL, -- '' not yet
    decided_by  TEXT   NOT NULL, -- login; ''
    decision    TEXT   NOT NULL, -- its words; ''
    PRIMARY KEY (pool, report)
);
CREATE INDEX quality_report_product ON quality_report (pool, product, batch);

CREATE TABLE sampling ( -- 质量抽检: what an authority tested, and with which result
    pool         BIGINT NOT NULL,
    sampling     TEXT   NOT NULL, -- its number
    product      TEXT   NOT NULL,
    batch        TEXT   NOT NULL,
    company      TEXT   NOT NULL, -- registrant
    taken_at     TEXT   NOT NULL, -- institution or company where it was taken
    taken_on     TEXT   NOT NULL, -- day
    laboratory   TEXT   NOT NULL, -- who tested it
    item         TEXT   NOT NULL, -- what was tested
    result       TEXT   NOT NULL CHECK (result IN ('pass', 'fail')), -- of the test
    document     TEXT   NOT NULL, -- test report
    entered_on   TEXT   NOT NULL, -- day
    entered_by   TEXT   NOT NULL, -- login
    published_on TEXT   NOT NULL, -- '' not yet
    published_by TEXT   NOT NULL, -- login, of another person; ''
    PRIMARY KEY (pool, sampling),
    CHECK (published_by = '' OR published_by <> entered_by)
);
CREATE INDEX sampling_published ON sampling (pool, published_on);

CREATE TABLE credit_incentive ( -- 守信激励: what a party has for good credit; rests while something stands against it
    pool       BIGINT NOT NULL,
    incentive  TEXT   NOT NULL, -- its number
    party      TEXT   NOT NULL, -- company or institution
    kind       TEXT   NOT NULL CHECK (kind IN ('commended', 'green_channel', 'fewer_checks')), -- 公开表扬, 绿色通道, 减少检查
    from_on    TEXT   NOT NULL,
    until_on   TEXT   NOT NULL,
    document   TEXT   NOT NULL, -- of the decision
    granted_on TEXT   NOT NULL, -- day of the decision
    granted_by TEXT   NOT NULL, -- login
    PRIMARY KEY (pool, incentive)
);
CREATE INDEX credit_incentive_party ON credit_incentive (pool, party, until_on);

CREATE TABLE risk ( -- 风险台账: of an institution or a region, with its response plan
    pool        BIGINT NOT NULL,
    risk        TEXT   NOT NULL, -- its number
    owner       TEXT   NOT NULL, -- organisation that keeps it: an institution or an office
    region      TEXT   NOT NULL, -- division where it lies
    kind        TEXT   NOT NULL CHECK (kind IN ('supply', 'quality', 'clinical', 'opinion')), -- opinion: of the public
    subject     TEXT   NOT NULL, -- what could happen
    likelihood  BIGINT NOT NULL CHECK (likelihood BETWEEN 1 AND 5), -- 5: nearly sure
    impact      BIGINT NOT NULL CHECK (impact BETWEEN 1 AND 5), -- 5: patients are harmed
    plan        TEXT   NOT NULL, -- what is done about it, and when it happens
    responsible TEXT   NOT NULL, -- person or department
    review_by   TEXT   NOT NULL, -- to be looked at again by that day
    updated_on  TEXT   NOT NULL, -- last
    state       TEXT   NOT NULL CHECK (state IN ('open', 'closed')), -- closed: it cannot happen any more
    closed_why  TEXT   NOT NULL, -- ''
    PRIMARY KEY (pool, risk)
);
CREATE INDEX risk_open ON risk (pool, state, review_by);

CREATE TABLE major_issue ( -- 重大事项: reported upward, answered, closed; where it lies is in upward_level
    pool        BIGINT   NOT NULL,
    issue       TEXT     NOT NULL, -- its number
    kind        TEXT     NOT NULL CHECK (kind IN ('supply', 'quality', 'clinical', 'opinion')), -- as of risk
    by_org      TEXT     NOT NULL, -- who reports it: an institution or an office
    region      TEXT     NOT NULL, -- division of who reports it
    risk        TEXT     NOT NULL, -- that has happened; ''
    urgent      SMALLINT NOT NULL CHECK (urgent IN (0, 1)), -- 1: answered by the next working day
    body        TEXT     NOT NULL, -- what happened, and what was done
    reported_on TEXT     NOT NULL, -- day of the report
    state       TEXT     NOT NULL CHECK (state IN ('open', 'closed')), -- now
    closed_on   TEXT     NOT NULL, -- ''
    closing     TEXT     NOT NULL, -- what became of it; ''
    PRIMARY KEY (pool, issue)
);

CREATE TABLE renewal ( -- 续约或重新招采: what is proposed for a group when its cycle ends, and what was decided
    pool           BIGINT   NOT NULL,
    project        TEXT     NOT NULL,
    grp            TEXT     NOT NULL,
    computed_on    TEXT     NOT NULL, -- facts until this day
    ends_on        TEXT     NOT NULL, -- last day of its agreements, aligned: so long the old price holds
    suppliers_then BIGINT   NOT NULL CHECK (suppliers_then >= 0), -- companies with a valid bid
    suppliers_now  BIGINT   NOT NULL CHECK (suppliers_now >= 0), -- companies with a product of its class; 0: not known
    price_then     BIGINT   NOT NULL CHECK (price_then >= 0), -- lowest selected, 0.0001 yuan
    price_now      BIGINT   NOT NULL CHECK (price_now >= 0), -- lowest seen in the last 12 months; 0: not known
    demand_then    BIGINT   NOT NULL CHECK (demand_then >= 0), -- agreed for a year
    demand_now     BIGINT   NOT NULL CHECK (demand_now >= 0), -- accepted in the last 12 months
    changed        SMALLINT NOT NULL CHECK (changed IN (0, 1)), -- 1: supply, demand or market changed greatly
    proposal       TEXT     NOT NULL CHECK (proposal IN ('changed', 'nobody', 'some', 'all')), -- of the engine
    decision       TEXT     NOT NULL CHECK (decision IN ('', 'renew', 'tender', 'linkage', 'negotiation', 'inquiry', 'bargaining')), -- '' not yet
    reason         TEXT     NOT NULL, -- of the decision; ''
    next_project   TEXT     NOT NULL, -- that follows this one; '' not yet
    decided_on     TEXT     NOT NULL, -- '' not yet
    who            TEXT     NOT NULL, -- decided it; ''
    announcement   TEXT     NOT NULL, -- of this project, that published it; '' not yet
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);
CREATE INDEX renewal_next ON renewal (pool, next_project, grp);

CREATE TABLE renewal_score ( -- a winner of the ended cycle: points from what really happened
    pool     BIGINT   NOT NULL,
    project  TEXT     NOT NULL,
    grp      TEXT     NOT NULL,
    product  TEXT     NOT NULL, -- of the award
    company  TEXT     NOT NULL, -- registrant
    agreed   BIGINT   NOT NULL, -- units over the cycle; of a system, sets
    ordered  BIGINT   NOT NULL, -- units
    accepted BIGINT   NOT NULL, -- units
    returned BIGINT   NOT NULL, -- units
    events   BIGINT   NOT NULL, -- quality holds
    grade    BIGINT   NOT NULL, -- of bad credit; 0: none
    barred   SMALLINT NOT NULL CHECK (barred IN (0, 1)), -- 1: may not bid
    quality  BIGINT   NOT NULL CHECK (quality >= -1), -- hundredths of a point; -1: cannot be told
    supply   BIGINT   NOT NULL CHECK (supply >= -1), -- hundredths of a point; -1: cannot be told
    credit   BIGINT   NOT NULL CHECK (credit >= -1), -- hundredths of a point; -1: cannot be told
    clinical BIGINT   NOT NULL CHECK (clinical >= -1), -- hundredths of a point; -1: cannot be told
    points   BIGINT   NOT NULL CHECK (points >= -1), -- hundredths of a point, of 10000; -1: cannot be told
    keep     SMALLINT NOT NULL CHECK (keep IN (0, 1)), -- 1: proposed to be kept
    kept     SMALLINT NOT NULL CHECK (kept IN (0, 1)), -- 1: decided to be kept
    PRIMARY KEY (pool, project, grp, product),
    FOREIGN KEY (pool, project, grp) REFERENCES renewal (pool, project, grp)
);

CREATE TABLE assessment_effect ( -- 考核结果运用: what a final assessment means for those who use it; issued once
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    year        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    use_for     TEXT   NOT NULL CHECK (use_for IN ('performance', 'quota', 'agreement', 'head', 'retention')), -- who uses it
    band        TEXT   NOT NULL CHECK (band IN ('failed', 'passed', 'good')), -- of the score
    score       BIGINT NOT NULL CHECK (score >= 0), -- hundredths of a point
    says        TEXT   NOT NULL CHECK (says IN ('reward', 'none', 'penalty', 'share', 'not_regulated')), -- what follows
    share       BIGINT NOT NULL CHECK (share BETWEEN 0 AND 1000000), -- of surplus that is kept, ppm; 0 but of retention
    issued_on   TEXT   NOT NULL, -- day
    pack        TEXT   NOT NULL, -- policy pack by which
    PRIMARY KEY (pool, project, year, institution, use_for)
);
-- append only: assessment_effect

CREATE TABLE incentive_scheme ( -- 院内考核办法: how an institution passes the incentive on to its staff
    pool        BIGINT NOT NULL,
    institution TEXT   NOT NULL,
    version     BIGINT NOT NULL CHECK (version >= 1), -- 1, 2, ...
    title       TEXT   NOT NULL, -- of the scheme
    from_on     TEXT   NOT NULL, -- first day
    file        TEXT   NOT NULL, -- SHA-256 of its text, of file
    who         TEXT   NOT NULL, -- user
    PRIMARY KEY (pool, institution, version)
);
-- append only: incentive_scheme

CREATE TABLE incentive_payout ( -- 结余留用分配: how an institution distributed a year's retention; the last version counts
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    year        BIGINT NOT NULL,
    version     BIGINT NOT NULL CHECK (version >= 1), -- 1, 2, ...
    scheme      BIGINT NOT NULL, -- version of the scheme in force on decided_on
    decided_on  TEXT   NOT NULL, -- inside the institution
    amount      BIGINT NOT NULL CHECK (amount > 0), -- that was paid to it, 0.0001 yuan
    who         TEXT   NOT NULL, -- user
    PRIMARY KEY (pool, project, institution, year, version),
    FOREIGN KEY (pool, institution, scheme) REFERENCES incentive_scheme (pool, institution, version)
);
-- append only: incentive_payout

CREATE TABLE incentive_line ( -- of a distribution: who got how much
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    year        BIGINT NOT NULL,
    version     BIGINT NOT NULL, -- of incentive_payout
    line        BIGINT NOT NULL CHECK (line >= 1), -- number within it
    department  TEXT   NOT NULL, -- that got it
    share_of    TEXT   NOT NULL CHECK (share_of IN ('staff', 'institution')), -- institution: it stays with it
    people      BIGINT NOT NULL CHECK (people >= 0), -- who share it
    amount      BIGINT NOT NULL CHECK (amount > 0 AND amount % 100 = 0), -- whole fen
    basis       TEXT   NOT NULL, -- indicators of the scheme
    PRIMARY KEY (pool, project, institution, year, version, line),
    FOREIGN KEY (pool, project, institution, year, version) REFERENCES incentive_payout (pool, project, institution, year, version)
);
-- append only: incentive_line

CREATE TABLE watch_count ( -- 监管看板: what only a look at every order can tell, counted at the end of a day
    pool           BIGINT NOT NULL,
    project        TEXT   NOT NULL, -- '' bought without one
    institution    TEXT   NOT NULL,
    counted_on     TEXT   NOT NULL, -- that day
    lines          BIGINT NOT NULL CHECK (lines >= 0), -- of orders
    answers_due    BIGINT NOT NULL CHECK (answers_due >= 0), -- lines whose last day to answer is over
    in_time        BIGINT NOT NULL CHECK (in_time BETWEEN 0 AND answers_due), -- of them answered in time
    undelivered    BIGINT NOT NULL CHECK (undelivered >= 0), -- lines not all shipped by their last day
    unaccepted     BIGINT NOT NULL CHECK (unaccepted >= 0), -- lines of which something shipped is neither accepted nor refused
    over_lines     BIGINT NOT NULL CHECK (over_lines >= 0), -- lines beyond the agreed volume
    over_qty       BIGINT NOT NULL CHECK (over_qty >= 0), -- pieces of them beyond it
    dearer         BIGINT NOT NULL CHECK (dearer >= 0), -- lines dearer than every selected product of their class
    overdue        BIGINT NOT NULL CHECK (overdue >= 0), -- receipt lines not paid by their last day in time
    overdue_amount BIGINT NOT NULL CHECK (overdue_amount >= 0), -- what is owed on them, 0.0001 yuan
    overdue_since  TEXT   NOT NULL, -- the earliest of those days; '' none
    PRIMARY KEY (pool, project, institution)
);

CREATE TABLE monitored_item ( -- 重点监控: a figure that an authority keeps an eye on
    pool        BIGINT NOT NULL,
    item        TEXT   NOT NULL, -- its number
    kind        TEXT   NOT NULL CHECK (kind IN ('pool', 'institution', 'group', 'product')), -- what the subject is
    subject     TEXT   NOT NULL, -- institution, group or product; '' the pool
    project     TEXT   NOT NULL, -- only of it; '' all
    figure      TEXT   NOT NULL CHECK (figure IN ('progress', 'behind', 'answered', 'undelivered', 'unaccepted', 'over', 'dearer', 'overdue', 'overdue_days', 'shortages', 'complaints', 'markups', 'credit')), -- which
    threshold   BIGINT NOT NULL CHECK (threshold >= 0), -- progress, behind, answered: ppm; overdue: 0.0001 yuan; days; else how many
    reason      TEXT   NOT NULL, -- why it is watched
    clause      TEXT   NOT NULL, -- it rests on
    from_on     TEXT   NOT NULL, -- first day
    to_on       TEXT   NOT NULL, -- last day
    org         TEXT   NOT NULL, -- organisation that keeps it
    made_by     TEXT   NOT NULL, -- user
    made_on     TEXT   NOT NULL, -- business day
    ended_on    TEXT   NOT NULL, -- not watched from then on; ''
    PRIMARY KEY (pool, item),
    CHECK (from_on <= to_on)
);

CREATE TABLE monitored_alert ( -- 预警: the figure crossed the threshold, once for each crossing
    pool      BIGINT NOT NULL,
    item      TEXT   NOT NULL, -- of monitored_item
    on_date   TEXT   NOT NULL, -- day on which it was seen
    value     BIGINT NOT NULL, -- of the figure then
    threshold BIGINT NOT NULL, -- then
    until_on  TEXT   NOT NULL, -- day on which it was back; '' not yet
    seen_by   TEXT   NOT NULL, -- user who took note; '' nobody yet
    seen_on   TEXT   NOT NULL, -- ''
    note      TEXT   NOT NULL, -- what is done about it; ''
    PRIMARY KEY (pool, item, on_date),
    FOREIGN KEY (pool, item) REFERENCES monitored_item (pool, item)
);
