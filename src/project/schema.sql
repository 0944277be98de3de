-- Projects (采购项目): what is bought together, for whom, by which rules.
CREATE TABLE project (
    pool          BIGINT   NOT NULL, -- home pooling region
    project       TEXT     NOT NULL, -- its code, as published: CS-HCDL-2023-1
    name          TEXT     NOT NULL, -- as published
    pack          TEXT     NOT NULL, -- policy pack: chongqing
    pack_sha256   TEXT     NOT NULL, -- of the pack when the project was stored
    goods         TEXT     NOT NULL CHECK (goods IN ('high_value', 'ordinary', 'reagent', 'drug')), -- class
    form          TEXT     NOT NULL CHECK (form IN ('national', 'provincial', 'alliance', 'city', 'hospital')), -- B1
    bid_on        TEXT     NOT NULL, -- bid deadline and opening, YYYY-MM-DD; '' when not set
    executed_on   TEXT     NOT NULL, -- execution of the results, YYYY-MM-DD
    cycle_months  INTEGER  NOT NULL CHECK (cycle_months > 0), -- length of the cycle
    rules         TEXT     NOT NULL, -- the round's rule file, whole; '' when none yet
    rules_sha256  TEXT     NOT NULL, -- of that text
    PRIMARY KEY (pool, project)
);
