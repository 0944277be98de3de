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

CREATE TABLE volume_version ( -- figures that had been published and were computed anew, with the reason
    pool         BIGINT  NOT NULL,
    project      TEXT    NOT NULL,
    grp          TEXT    NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1), -- 1, 2, ... of this group: the figures of this row came first
    base         BIGINT  NOT NULL CHECK (base >= 0), -- that had been published
    ratio        BIGINT  NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- ppm, that had been published
    agreed       BIGINT  NOT NULL CHECK (agreed >= 0), -- that had been published
    winners      INTEGER NOT NULL CHECK (winners >= 0), -- as in group_volume
    announcement TEXT    NOT NULL, -- under which volumes were published last
    reason       TEXT    NOT NULL, -- why they did not stay
    who          TEXT    NOT NULL, -- user
    replaced_on  TEXT    NOT NULL, -- '' where nobody said the day
    PRIMARY KEY (pool, project, grp, version),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);
-- append only: volume_version

CREATE TABLE volume_part ( -- the parts of such figures: of institutions, or of pools
    pool    BIGINT  NOT NULL,
    project TEXT    NOT NULL,
    grp     TEXT    NOT NULL,
    version INTEGER NOT NULL, -- of volume_version
    part    TEXT    NOT NULL, -- institution, or pool of a project of several
    base    BIGINT  NOT NULL CHECK (base >= 0), -- of this part
    agreed  BIGINT  NOT NULL CHECK (agreed >= 0), -- of this part
    PRIMARY KEY (pool, project, grp, version, part),
    FOREIGN KEY (pool, project, grp, version) REFERENCES volume_version (pool, project, grp, version)
);
-- append only: volume_part

CREATE TABLE demand_chain ( -- who reviews in this project, where the pack leaves it to the project
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    chain   TEXT   NOT NULL CHECK (chain IN ('county', 'county_city', 'county_city_province', 'district_municipality')), -- as in packs
    PRIMARY KEY (pool, project),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE demand_report ( -- an institution's report, each version of it: nothing is overwritten
    pool         BIGINT  NOT NULL,
    project      TEXT    NOT NULL,
    institution  TEXT    NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1), -- 1, 2, ...; the latest counts
    saved_on     TEXT    NOT NULL, -- day it was saved
    saved_by     TEXT    NOT NULL, -- who saved it
    submitted_on TEXT    NOT NULL, -- '' a draft
    submitted_by TEXT    NOT NULL, -- '' a draft
    PRIMARY KEY (pool, project, institution, version),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE demand_report_line ( -- what a version says
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    institution TEXT    NOT NULL,
    version     INTEGER NOT NULL, -- of demand_report
    grp         TEXT    NOT NULL,
    product     TEXT    NOT NULL, -- '' when reported for the group
    qty         BIGINT  NOT NULL CHECK (qty >= 0), -- pricing units
    reason      TEXT    NOT NULL, -- where the figure is unusual; ''
    PRIMARY KEY (pool, project, institution, version, grp, product),
    FOREIGN KEY (pool, project, institution, version) REFERENCES demand_report (pool, project, institution, version)
);

CREATE TABLE demand_summary ( -- going up: a pool's base of a group, in the project's home pool
    pool         BIGINT  NOT NULL, -- home of the project
    project      TEXT    NOT NULL,
    grp          TEXT    NOT NULL,
    member       BIGINT  NOT NULL, -- whose base it is
    base         BIGINT  NOT NULL CHECK (base >= 0), -- reviewed demand of its institutions
    institutions INTEGER NOT NULL CHECK (institutions >= 0), -- how many report
    sha256       TEXT    NOT NULL, -- of their bases, one by one
    on_date      TEXT    NOT NULL,
    PRIMARY KEY (pool, project, grp, member),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE national_volume ( -- base and agreed volume of a group over all pools, in the home pool
    pool    BIGINT  NOT NULL, -- home of the project
    project TEXT    NOT NULL,
    grp     TEXT    NOT NULL,
    base    BIGINT  NOT NULL CHECK (base >= 0), -- sum of the summaries
    ratio   BIGINT  NOT NULL CHECK (ratio BETWEEN 0 AND 1000000), -- agreed ratio, ppm
    agreed  BIGINT  NOT NULL CHECK (agreed >= 0), -- base x ratio, half up
    winners INTEGER NOT NULL CHECK (winners >= 0), -- as in group_volume
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE national_part ( -- coming down: a pool's part of it, largest remainder
    pool    BIGINT NOT NULL, -- home of the project
    project TEXT   NOT NULL,
    grp     TEXT   NOT NULL,
    member  BIGINT NOT NULL, -- whose part it is
    base    BIGINT NOT NULL CHECK (base >= 0), -- of its summary
    agreed  BIGINT NOT NULL CHECK (agreed >= 0), -- its part
    PRIMARY KEY (pool, project, grp, member),
    FOREIGN KEY (pool, project, grp) REFERENCES national_volume (pool, project, grp)
);
