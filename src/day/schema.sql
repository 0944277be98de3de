-- day: what the system does by itself, once a business day (run-day): which steps of which days are
-- done, so that a day can be run again, or go on where it was killed.

CREATE TABLE day_step ( -- a step of a day that was done, written with what it did
    pool    BIGINT NOT NULL,
    on_date TEXT   NOT NULL,
    step    TEXT   NOT NULL CHECK (step IN ('amend', 'listing', 'terms', 'admit', 'prepay', 'offset', 'settle', 'claim', 'monitor', 'breach', 'upward', 'share', 'watch', 'remind')), -- which
    subject TEXT   NOT NULL, -- project, month or both; '' the pool
    result  TEXT   NOT NULL, -- ok, a verdict, or the name of the message with which it was refused
    items   BIGINT NOT NULL CHECK (items >= 0), -- rows that it made
    amount  BIGINT NOT NULL CHECK (amount >= 0), -- of them, 0.0001 yuan
    PRIMARY KEY (pool, on_date, step, subject)
);

CREATE TABLE day_run ( -- a day of which all steps are done
    pool         BIGINT NOT NULL,
    on_date      TEXT   NOT NULL,
    steps        BIGINT NOT NULL CHECK (steps >= 0), -- done
    refused      BIGINT NOT NULL CHECK (refused >= 0), -- of them, for a person to look at
    overdue      BIGINT NOT NULL CHECK (overdue >= 0), -- receipt lines not paid in time at the end of the day
    overdue_left BIGINT NOT NULL CHECK (overdue_left >= 0), -- what is owed on them, 0.0001 yuan
    PRIMARY KEY (pool, on_date)
);
