-- reminder: who is told what is due (REQUIREMENTS J5). A reminder says which duty, of whom, by which day; the same duty is said again
-- at each interval before and after its day, each a row of its own that never changes.
-- column role: who it is for, see its CHECK
-- column party: institution or company code; '' for the offices of the pooling region
-- column kind: which duty
-- column subject: what it is about: a number, a project, a month
-- column due_on: last day in time
-- column step: days before due_on at which it was said; negative: after

CREATE TABLE reminder ( -- 到期提醒
    pool    BIGINT NOT NULL,
    role    TEXT   NOT NULL CHECK (role IN ('institution', 'company', 'agency', 'office')),
    party   TEXT   NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('payment', 'instalment', 'payback', 'retention', 'price_report', 'demand', 'accept', 'answer', 'comment', 'certificate', 'agreement', 'shortage', 'admission', 'issue')),
    subject TEXT   NOT NULL,
    due_on  TEXT   NOT NULL,
    step    BIGINT NOT NULL CHECK (step IN (30, 7, 1, 0, -1, -7, -30)),
    said_on TEXT   NOT NULL, -- business day on which it was said
    lines   BIGINT NOT NULL CHECK (lines >= 1), -- how many things are due together
    amount  BIGINT NOT NULL CHECK (amount >= 0), -- 0.0001 yuan; 0 where it is not about money
    PRIMARY KEY (pool, role, party, kind, subject, due_on, step)
);
CREATE INDEX reminder_said ON reminder (pool, role, party, said_on);

CREATE TABLE reminder_read ( -- who has seen it
    pool      BIGINT NOT NULL,
    role      TEXT   NOT NULL,
    party     TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    due_on    TEXT   NOT NULL,
    step      BIGINT NOT NULL,
    user_name TEXT   NOT NULL, -- login
    read_on   TEXT   NOT NULL, -- business day
    PRIMARY KEY (pool, role, party, kind, subject, due_on, step, user_name),
    FOREIGN KEY (pool, role, party, kind, subject, due_on, step) REFERENCES reminder (pool, role, party, kind, subject, due_on, step)
);
