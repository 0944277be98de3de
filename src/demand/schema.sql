-- demand: what institutions say they need, what reviewers make of it, and the agreed volume that
-- follows from it.

CREATE TABLE usage_year ( -- used last year, beside the report
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    grp         TEXT    NOT NULL,
    institution TEXT    NOT NULL,
    product     TEXT    NOT NULL, -- '' when known for the group only
    year        INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2999), -- calendar year
    qty         BIGINT  NOT NULL CHECK (qty >= 0),
    PRIMARY KEY (pool, project, grp, institution, product, year),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE demand ( -- 报量: as it stands now; each figure that a reviewer set is in demand_review
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    grp         TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    product     TEXT   NOT NULL, -- '' when reported for the group
    qty         BIGINT NOT NULL CHECK (qty >= 0), -- as the institution reports it
    reason      TEXT   NOT NULL, -- of the institution, where the figure is unusual; ''
    reviewed    BIGINT NOT NULL CHECK (reviewed >= 0), -- 核定: by the last reviewer; before any, qty
    state       TEXT   NOT NULL CHECK (state IN ('reported', 'in_review', 'reviewed', 'returned')), -- of the review chain
    level       TEXT   NOT NULL CHECK (level IN ('', 'county', 'city', 'province')), -- of the last reviewer
    PRIMARY KEY (pool, project, grp, institution, product),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);
CREATE INDEX demand_institution ON demand (pool, project, institution);

CREATE TABLE demand_review ( -- every look of a reviewer, kept
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    grp         TEXT    NOT NULL,
    institution TEXT    NOT NULL,
    product     TEXT    NOT NULL, -- as in the demand
    seq         INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this demand
    level       TEXT    NOT NULL CHECK (level IN ('county', 'city', 'province')), -- of the reviewer (重庆: district = county, municipality = province)
    verdict     TEXT    NOT NULL CHECK (verdict IN ('passed', 'set', 'returned')), -- passed as it came, another quantity, sent back
    came        BIGINT  NOT NULL CHECK (came >= 0), -- quantity that came to this reviewer
    qty         BIGINT  NOT NULL CHECK (qty >= 0), -- quantity after it
    reason      TEXT    NOT NULL, -- '' only when passed
    ground      TEXT    NOT NULL CHECK (ground IN ('', 'last_year_usage', 'clinical_use', 'technology')), -- on which a set quantity rests
    on_date     TEXT    NOT NULL,
    PRIMARY KEY (pool, project, grp, institution, product, seq),
    FOREIGN KEY (pool, project, grp, institution, product) REFERENCES demand (pool, project, grp, institution, product)
);

CREATE TABLE group_volume ( -- 采购量基数 and 约定采购量 of a group
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    grp     TEXT   NOT NULL,
    base    BIGINT NOT NULL CHECK (base >= 0), -- sum of what was reviewed
    ratio   BIGINT NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- agreed ratio, ppm
    agreed  BIGINT NOT NULL CHECK (agreed >= 0), -- base x ratio, half up
    winners INTEGER NOT NULL CHECK (winners >= 0), -- for which the ratio was looked up; 0: it does not depend on them
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE agreed_volume ( -- the same divided among institutions, largest remainder
    pool        BIGINT NOT NULL,
    project     TEXT   NOT NULL,
    grp         TEXT   NOT NULL,
    institution TEXT   NOT NULL,
    base        BIGINT NOT NULL CHECK (base >= 0), -- of this institution
    agreed      BIGINT NOT NULL CHECK (agreed >= 0), -- its part
    PRIMARY KEY (pool, project, grp, institution),
    FOREIGN KEY (pool, project, grp) REFERENCES group_volume (pool, project, grp)
);
CREATE INDEX agreed_volume_institution ON agreed_volume (pool, project, institution);
