-- message: what people are told (REQUIREMENTS J5): in the system, by e-mail, by SMS. A message is to a
-- party (an institution, a company, the agency or the offices of a pool) and stays as it was written;
-- who of the party gets it by which way is in message_out.
-- column role: of the party it is for, see its CHECK
-- column party: institution or company code; '' for the offices or the agency of the pooling region
-- column subject: what it is about: a project, an agreement, a number
-- column about: more of it: which duty, which period; ''
-- column login: of the person
-- column channel: see its CHECK
-- column how: see its CHECK

CREATE TABLE message ( -- 通知
    pool    BIGINT NOT NULL,
    role    TEXT   NOT NULL CHECK (role IN ('institution', 'company', 'agency', 'office')),
    party   TEXT   NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('reminder', 'returned', 'award', 'to_sign', 'breach', 'credit', 'to_approve', 'correction', 'complaint', 'alert')),
    subject TEXT   NOT NULL,
    about   TEXT   NOT NULL,
    on_date TEXT   NOT NULL, -- of what happened
    due_on  TEXT   NOT NULL, -- last day to do something; '' none
    said_on TEXT   NOT NULL, -- business day on which it was written
    PRIMARY KEY (pool, role, party, kind, subject, about, on_date)
);
CREATE INDEX message_said ON message (pool, role, party, said_on);

CREATE TABLE message_read ( -- who has seen it
    pool    BIGINT NOT NULL,
    role    TEXT   NOT NULL,
    party   TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    about   TEXT   NOT NULL,
    on_date TEXT   NOT NULL,
    login   TEXT   NOT NULL,
    read_on TEXT   NOT NULL, -- business day
    PRIMARY KEY (pool, role, party, kind, subject, about, on_date, login),
    FOREIGN KEY (pool, role, party, kind, subject, about, on_date) REFERENCES message (pool, role, party, kind, subject, about, on_date)
);

CREATE TABLE message_choice ( -- how somebody wants to be told of a kind
    pool    BIGINT NOT NULL,
    login   TEXT   NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('reminder', 'returned', 'award', 'to_sign', 'breach', 'credit', 'to_approve', 'correction', 'complaint', 'alert')),
    channel TEXT   NOT NULL CHECK (channel IN ('email', 'sms')),
    how     TEXT   NOT NULL CHECK (how IN ('off', 'daily', 'now')),
    PRIMARY KEY (pool, login, kind, channel)
);

-- (volatile) what is to be sent to whom, and what came of it; instants are microseconds since 1970, UTC
CREATE TABLE message_out (
    pool       BIGINT NOT NULL,
    login      TEXT   NOT NULL,
    channel    TEXT   NOT NULL CHECK (channel IN ('email', 'sms')),
    role       TEXT   NOT NULL,
    party      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    about      TEXT   NOT NULL,
    on_date    TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unsure')), -- unsure: it may have arrived, and is not sent again
    attempts   BIGINT NOT NULL CHECK (attempts >= 0), -- so far
    next_at    BIGINT NOT NULL, -- not before
    claimed_at BIGINT NOT NULL, -- by the delivery that has it; 0 none
    delivery   TEXT   NOT NULL, -- its id: the same for all that went in one; ''
    error      TEXT   NOT NULL, -- of the last attempt; ''
    PRIMARY KEY (pool, login, channel, role, party, kind, subject, about, on_date),
    FOREIGN KEY (pool, role, party, kind, subject, about, on_date) REFERENCES message (pool, role, party, kind, subject, about, on_date)
);
CREATE INDEX message_out_due ON message_out (pool, state, next_at);
