-- project: what is bought together, for whom, by which rules and when.

CREATE TABLE project ( -- 采购项目
    pool          BIGINT  NOT NULL, -- home pooling region
    project       TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    pack          TEXT    NOT NULL, -- policy pack: chongqing
    goods         TEXT    NOT NULL CHECK (goods IN ('high_value', 'ordinary', 'reagent', 'drug')),
    form          TEXT    NOT NULL CHECK (form IN ('national', 'provincial', 'alliance', 'city', 'hospital')), -- who buys together
    bid_on        TEXT    NOT NULL, -- bid deadline and opening; '' when not set
    executed_on   TEXT    NOT NULL, -- execution of the results: the cycle begins
    cycle_months  INTEGER NOT NULL CHECK (cycle_months BETWEEN 1 AND 120), -- length of the cycle
    rules         TEXT    NOT NULL, -- the round's rule file, its text; '' when it has none yet
    rules_sha256  TEXT    NOT NULL, -- of that text
    PRIMARY KEY (pool, project)
);

CREATE TABLE project_group ( -- 竞价组: products that compete with each other
    pool             BIGINT NOT NULL,
    project          TEXT   NOT NULL,
    grp              TEXT   NOT NULL,
    name             TEXT   NOT NULL,
    unit             TEXT   NOT NULL, -- pricing unit
    class            TEXT   NOT NULL, -- product class (registry: product.class); '' not given
    ceiling          BIGINT NOT NULL CHECK (ceiling >= 0), -- highest valid price, 0: none
    previous_highest BIGINT NOT NULL CHECK (previous_highest >= 0), -- selected in the cycle before, 0: none
    PRIMARY KEY (pool, project, grp),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE group_component ( -- 系统的组成: what a set of a group consists of; none: no system
    pool      BIGINT NOT NULL,
    project   TEXT   NOT NULL,
    grp       TEXT   NOT NULL,
    component TEXT   NOT NULL, -- its code: stem
    name      TEXT   NOT NULL,
    class     TEXT   NOT NULL, -- a part's product class begins with it; '' any
    per_set   BIGINT NOT NULL CHECK (per_set >= 1), -- pieces in a set
    PRIMARY KEY (pool, project, grp, component),
    FOREIGN KEY (pool, project, grp) REFERENCES project_group (pool, project, grp)
);

CREATE TABLE phase ( -- announced dates of a project
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    phase   TEXT   NOT NULL CHECK (phase IN ('draft', 'published', 'reporting', 'review', 'bidding', 'opening', 'notice', 'allocation', 'agreement', 'running', 'closed')), -- what
    from_on TEXT   NOT NULL,
    to_on   TEXT   NOT NULL, -- last day
    document TEXT  NOT NULL, -- where it was published; '' not yet
    PRIMARY KEY (pool, project, phase),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE participation ( -- who takes part, and who may stay away
    pool        BIGINT   NOT NULL,
    project     TEXT     NOT NULL,
    institution TEXT     NOT NULL,
    takes_part  SMALLINT NOT NULL CHECK (takes_part IN (0, 1)), -- 0: stays away
    duty        TEXT     NOT NULL CHECK (duty IN ('mandatory', 'in_principle', 'per_agreement', 'voluntary')), -- by kind, class and pack
    reason      TEXT     NOT NULL, -- why it stays away; '' when it takes part
    joined_on   TEXT     NOT NULL, -- '' from the start
    PRIMARY KEY (pool, project, institution),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE explained ( -- a computed figure or decision: by which rules, from which inputs
    pool          BIGINT NOT NULL,
    what          TEXT   NOT NULL, -- volume, award, allocation, prepayment, ...
    id            TEXT   NOT NULL, -- as `jicai explain WHAT ID` takes it
    pack          TEXT   NOT NULL, -- policy pack
    pack_sha256   TEXT   NOT NULL, -- of the pack as it was
    edition       TEXT   NOT NULL, -- of the engine's rule: award-1
    inputs_sha256 TEXT   NOT NULL, -- of the immutable input rows
    PRIMARY KEY (pool, what, id)
);

CREATE TABLE explained_step ( -- its steps, in order
    pool  BIGINT  NOT NULL,
    what  TEXT    NOT NULL, -- of explained
    id    TEXT    NOT NULL, -- of explained
    n     INTEGER NOT NULL, -- from 1
    say   TEXT    NOT NULL, -- the sentence: its id in words/
    rule  TEXT    NOT NULL, -- the parameter that decided: prepay.ratio.drug; '' arithmetic
    terms TEXT    NOT NULL, -- its figures, one a line: type, blank, value
    PRIMARY KEY (pool, what, id, n),
    FOREIGN KEY (pool, what, id) REFERENCES explained (pool, what, id)
);

CREATE TABLE expert ( -- 专家库: who may be drawn
    pool       BIGINT   NOT NULL,
    expert     TEXT     NOT NULL, -- code of the expert
    name       TEXT     NOT NULL,
    employer   TEXT     NOT NULL, -- institution or company, code or name
    speciality TEXT     NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- field
    companies  TEXT     NOT NULL, -- he is connected with, codes or names parted by ';'
    available  SMALLINT NOT NULL CHECK (available IN (0, 1)), -- 0: not for the time being
    removed_on TEXT     NOT NULL, -- left the bank; '' has not
    reason     TEXT     NOT NULL, -- why he left; '' has not
    PRIMARY KEY (pool, expert)
);

CREATE TABLE expert_draw ( -- 抽取: a draw of experts, its commitment and what became of it
    pool         BIGINT NOT NULL,
    project      TEXT   NOT NULL,
    draw         TEXT   NOT NULL, -- id of the draw
    committed_on TEXT   NOT NULL, -- day of the commitment
    commitment   TEXT   NOT NULL, -- SM3 of secret and id
    randomness   TEXT   NOT NULL, -- name of the public randomness, given in advance
    list         TEXT   NOT NULL, -- SM3 of the lots
    public_on    TEXT   NOT NULL, -- day of the public randomness; '' not drawn yet
    public_text  TEXT   NOT NULL, -- the public randomness; '' not drawn yet
    secret       TEXT   NOT NULL, -- revealed; '' not drawn yet
    PRIMARY KEY (pool, project, draw),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE draw_lot ( -- places of one speciality in a draw
    pool       BIGINT  NOT NULL,
    project    TEXT    NOT NULL,
    draw       TEXT    NOT NULL, -- of expert_draw
    speciality TEXT    NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- of the lot
    places     INTEGER NOT NULL CHECK (places >= 1), -- to be drawn
    reserve    INTEGER NOT NULL CHECK (reserve >= 0), -- in order, behind them
    PRIMARY KEY (pool, project, draw, speciality),
    FOREIGN KEY (pool, project, draw) REFERENCES expert_draw (pool, project, draw)
);

CREATE TABLE draw_row ( -- an expert in a draw, as he was on the day of the commitment
    pool        BIGINT  NOT NULL,
    project     TEXT    NOT NULL,
    draw        TEXT    NOT NULL, -- of expert_draw
    expert      TEXT    NOT NULL, -- code of the expert
    name        TEXT    NOT NULL,
    employer    TEXT    NOT NULL, -- as in expert
    speciality  TEXT    NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- of the lot
    conflict    TEXT    NOT NULL CHECK (conflict IN ('free', 'same_employer', 'same_bidder', 'recent_service', 'declared')), -- not free: removed before the draw
    hash        TEXT    NOT NULL, -- SM3 of salt and code
    place       INTEGER NOT NULL CHECK (place >= 0), -- drawn, then reserve: 1, 2, ...; 0: neither
    declined_on TEXT    NOT NULL, -- '' has not
    reason      TEXT    NOT NULL, -- why he declined; '' has not
    PRIMARY KEY (pool, project, draw, expert),
    FOREIGN KEY (pool, project, draw) REFERENCES expert_draw (pool, project, draw)
);

CREATE TABLE expert_application ( -- 专家申请: somebody who would like to be in the bank
    pool        BIGINT  NOT NULL,
    application INTEGER NOT NULL CHECK (application >= 1), -- 1, 2, ... of the pool
    name        TEXT    NOT NULL,
    employer    TEXT    NOT NULL, -- institution or company, code or name
    speciality  TEXT    NOT NULL CHECK (speciality IN ('clinical', 'insurance', 'management')), -- field
    post        TEXT    NOT NULL, -- professional title (职称)
    phone       TEXT    NOT NULL, -- ''
    email       TEXT    NOT NULL, -- ''
    companies   TEXT    NOT NULL, -- he declares to be connected with, codes or names parted by ';'
    available   TEXT    NOT NULL, -- from this day
    state       TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'rejected')), -- of the review
    expert      TEXT    NOT NULL, -- code in the bank; '' not approved
    token       TEXT    NOT NULL, -- (volatile) SHA-256 of what the applicant holds
    PRIMARY KEY (pool, application)
);

CREATE TABLE expert_proof ( -- files that prove what an application says
    pool        BIGINT  NOT NULL,
    application INTEGER NOT NULL, -- of expert_application
    title       TEXT    NOT NULL, -- what it is: "title certificate"
    sha256      TEXT    NOT NULL, -- the file
    PRIMARY KEY (pool, application, title),
    FOREIGN KEY (pool, application) REFERENCES expert_application (pool, application)
);

CREATE TABLE expert_review ( -- what became of an application, step by step
    pool        BIGINT  NOT NULL,
    application INTEGER NOT NULL, -- of expert_application
    seq         INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this application
    step        TEXT    NOT NULL CHECK (step IN ('start', 'submit', 'approve', 'return', 'reject')), -- what
    on_date     TEXT    NOT NULL,
    reason      TEXT    NOT NULL, -- of a review; ''
    who         TEXT    NOT NULL, -- '' the applicant
    PRIMARY KEY (pool, application, seq),
    FOREIGN KEY (pool, application) REFERENCES expert_application (pool, application)
);
-- append only: expert_review

CREATE TABLE expert_standing ( -- approved, suspended, resumed, removed: never overwritten
    pool     BIGINT  NOT NULL,
    expert   TEXT    NOT NULL, -- of expert
    seq      INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this expert
    on_date  TEXT    NOT NULL, -- from this day
    standing TEXT    NOT NULL CHECK (standing IN ('approved', 'suspended', 'resumed', 'removed')), -- from that day
    reason   TEXT    NOT NULL,
    who      TEXT    NOT NULL, -- decided it
    PRIMARY KEY (pool, expert, seq),
    FOREIGN KEY (pool, expert) REFERENCES expert (pool, expert)
);
-- append only: expert_standing

CREATE TABLE expert_time ( -- whether he has time, as he says himself; no row: as the bank says
    pool      BIGINT   NOT NULL,
    expert    TEXT     NOT NULL, -- of expert
    from_on   TEXT     NOT NULL,
    until_on  TEXT     NOT NULL,
    available SMALLINT NOT NULL CHECK (available IN (0, 1)), -- from that day
    note      TEXT     NOT NULL, -- ''
    PRIMARY KEY (pool, expert, from_on),
    FOREIGN KEY (pool, expert) REFERENCES expert (pool, expert)
);

CREATE TABLE expert_interest ( -- conflicts that he declares beside those he came with
    pool      BIGINT   NOT NULL,
    expert    TEXT     NOT NULL, -- of expert
    party     TEXT     NOT NULL, -- company or institution, code or name; or code of a project
    from_on   TEXT     NOT NULL,
    until_on  TEXT     NOT NULL,
    connected SMALLINT NOT NULL CHECK (connected IN (0, 1)), -- 0: no longer, from that day
    note      TEXT     NOT NULL, -- how
    PRIMARY KEY (pool, expert, party, from_on),
    FOREIGN KEY (pool, expert) REFERENCES expert (pool, expert)
);

CREATE TABLE expert_key ( -- with which keys an expert signs records
    pool     BIGINT NOT NULL,
    expert   TEXT   NOT NULL, -- of expert
    sign_key TEXT   NOT NULL, -- public part, hexadecimal
    kind     TEXT   NOT NULL CHECK (kind IN ('ed25519', 'sm2')), -- of the key
    from_on  TEXT   NOT NULL,
    PRIMARY KEY (pool, expert, sign_key),
    FOREIGN KEY (pool, expert) REFERENCES expert (pool, expert)
);

CREATE TABLE expert_meeting ( -- what experts are drawn for
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    meeting TEXT   NOT NULL, -- its code
    purpose TEXT   NOT NULL CHECK (purpose IN ('joint_bargaining', 'review', 'negotiation')), -- what for
    grp     TEXT   NOT NULL, -- '' the whole project
    held_on TEXT   NOT NULL, -- day of the meeting
    place   TEXT   NOT NULL, -- where
    need    TEXT   NOT NULL, -- places by speciality: clinical=3+3,insurance=1+1
    PRIMARY KEY (pool, project, meeting),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE meeting_company ( -- companies concerned by a meeting: their people are not drawn
    pool    BIGINT NOT NULL,
    project TEXT   NOT NULL,
    meeting TEXT   NOT NULL, -- of expert_meeting
    company TEXT   NOT NULL,
    PRIMARY KEY (pool, project, meeting, company),
    FOREIGN KEY (pool, project, meeting) REFERENCES expert_meeting (pool, project, meeting)
);

CREATE TABLE meeting_draw ( -- draws for a meeting; one that was not revealed in time is followed by another
    pool      BIGINT  NOT NULL,
    project   TEXT    NOT NULL,
    draw      TEXT    NOT NULL, -- of expert_draw
    meeting   TEXT    NOT NULL, -- of expert_meeting
    rest_days INTEGER NOT NULL CHECK (rest_days >= 0), -- who served within so many days was left out
    PRIMARY KEY (pool, project, draw),
    FOREIGN KEY (pool, project, meeting) REFERENCES expert_meeting (pool, project, meeting)
);
-- append only: meeting_draw
CREATE INDEX meeting_draw_meeting ON meeting_draw (pool, project, meeting);

CREATE TABLE service_event ( -- 履职记录: what became of an expert's seat at a meeting
    pool    BIGINT  NOT NULL,
    project TEXT    NOT NULL,
    meeting TEXT    NOT NULL, -- of expert_meeting
    expert  TEXT    NOT NULL, -- of expert
    seq     INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this expert at this meeting
    kind    TEXT    NOT NULL CHECK (kind IN ('invited', 'accepted', 'declined', 'attended', 'absent', 'assessed')), -- what
    on_date TEXT    NOT NULL,
    grade   TEXT    NOT NULL CHECK (grade IN ('', 'good', 'fair', 'poor')), -- of an assessment
    note    TEXT    NOT NULL, -- reason, or what was noted; ''
    who     TEXT    NOT NULL, -- recorded it
    PRIMARY KEY (pool, project, meeting, expert, seq),
    FOREIGN KEY (pool, project, meeting) REFERENCES expert_meeting (pool, project, meeting)
);
-- append only: service_event
CREATE INDEX service_event_expert ON service_event (pool, expert, on_date);

CREATE TABLE project_life ( -- the phase a project is in; none: its life is kept elsewhere, nothing is closed
    pool     BIGINT NOT NULL,
    project  TEXT   NOT NULL,
    phase    TEXT   NOT NULL CHECK (phase IN ('draft', 'published', 'reporting', 'review', 'bidding', 'opening', 'notice', 'allocation', 'agreement', 'running', 'closed')), -- now
    since_on TEXT   NOT NULL, -- of the last move
    PRIMARY KEY (pool, project),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE project_event ( -- every move of a project from phase to phase
    pool    BIGINT  NOT NULL,
    project TEXT    NOT NULL,
    seq     INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this project
    on_date TEXT    NOT NULL,
    phase   TEXT    NOT NULL, -- after it
    came    TEXT    NOT NULL, -- phase before it; '' of the first
    reason  TEXT    NOT NULL, -- '' where none is asked
    who     TEXT    NOT NULL, -- moved it
    PRIMARY KEY (pool, project, seq),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);
-- append only: project_event

CREATE TABLE project_member ( -- pools that take part in a project of several; in its home pool
    pool      BIGINT NOT NULL,
    project   TEXT   NOT NULL,
    member    BIGINT NOT NULL, -- pool that takes part; the home itself only when it is listed
    joined_on TEXT   NOT NULL, -- from this day
    PRIMARY KEY (pool, project, member),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE project_copy ( -- this pool's project, groups and dates are a copy of another pool's
    pool      BIGINT NOT NULL,
    project   TEXT   NOT NULL,
    home      BIGINT NOT NULL, -- pool of the original
    sha256    TEXT   NOT NULL, -- of what was copied
    copied_on TEXT   NOT NULL, -- last time something had changed
    PRIMARY KEY (pool, project),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE document_version ( -- procurement documents, manuals, contract templates: every version
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL, -- '' for all projects of the pool
    document TEXT    NOT NULL, -- its code
    version  INTEGER NOT NULL CHECK (version >= 1), -- 1, 2, ...; a text is never changed
    kind     TEXT    NOT NULL CHECK (kind IN ('procurement', 'manual', 'contract_template')),
    title    TEXT    NOT NULL, -- as people read it
    body     TEXT    NOT NULL, -- its text, line by line
    sha256   TEXT    NOT NULL, -- of kind, title and text
    state    TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'reviewed', 'approved', 'published', 'returned')), -- of this version
    PRIMARY KEY (pool, project, document, version)
);

CREATE TABLE document_step ( -- drafted, reviewed, approved: who did what with a version
    pool     BIGINT  NOT NULL,
    project  TEXT    NOT NULL,
    document TEXT    NOT NULL, -- of document
    version  INTEGER NOT NULL, -- of document
    seq      INTEGER NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this version
    step     TEXT    NOT NULL CHECK (step IN ('draft', 'submit', 'review', 'approve', 'publish', 'return')), -- what
    who      TEXT    NOT NULL, -- did it
    on_date  TEXT    NOT NULL,
    reason   TEXT    NOT NULL, -- of a return, what is to be changed; else '' or a remark
    PRIMARY KEY (pool, project, document, version, seq),
    FOREIGN KEY (pool, project, document, version) REFERENCES document_version (pool, project, document, version)
);
-- append only: document_step

CREATE TABLE announcement ( -- what was published, and how long objections are open
    pool         BIGINT   NOT NULL,
    project      TEXT     NOT NULL, -- '' of no project
    announcement TEXT     NOT NULL, -- its number
    kind         TEXT     NOT NULL CHECK (kind IN ('procurement', 'supplement', 'volume', 'notice', 'result', 'other')),
    title        TEXT     NOT NULL, -- as people read it
    body         TEXT     NOT NULL, -- its text
    document     TEXT     NOT NULL, -- that it publishes; '' none
    version      INTEGER  NOT NULL CHECK (version >= 0), -- of the document; 0 none
    sha256       TEXT     NOT NULL, -- of the figures that it publishes; '' none
    published_on TEXT     NOT NULL, -- first day
    notice_until TEXT     NOT NULL, -- last day of the public notice; '' none
    object_until TEXT     NOT NULL, -- last day for objections; '' none are taken
    estimate     SMALLINT NOT NULL CHECK (estimate IN (0, 1)), -- the calendar of working days is not published so far
    who          TEXT     NOT NULL, -- published it
    PRIMARY KEY (pool, project, announcement)
);
CREATE INDEX announcement_published ON announcement (pool, published_on, project, announcement);

CREATE TABLE objection ( -- against an announcement; while it is open the project does not move on
    pool         BIGINT   NOT NULL,
    project      TEXT     NOT NULL,
    announcement TEXT     NOT NULL, -- of announcement
    seq          INTEGER  NOT NULL CHECK (seq >= 1), -- 1, 2, ... of this announcement
    party        TEXT     NOT NULL, -- who objects: code of an organisation
    filed_on     TEXT     NOT NULL, -- when it came in
    body         TEXT     NOT NULL, -- what it says
    answer_until TEXT     NOT NULL, -- last day for the answer
    answered_on  TEXT     NOT NULL, -- '' not yet
    answer       TEXT     NOT NULL, -- '' not yet
    upheld       SMALLINT NOT NULL CHECK (upheld IN (0, 1)), -- 1: what was announced does not stand
    who          TEXT     NOT NULL, -- answered; '' not yet
    PRIMARY KEY (pool, project, announcement, seq),
    FOREIGN KEY (pool, project, announcement) REFERENCES announcement (pool, project, announcement)
);

CREATE TABLE buying_way ( -- ways of buying that an authority added to those of the packs; dated
    pool     BIGINT   NOT NULL,
    way      TEXT     NOT NULL, -- its code
    from_on  TEXT     NOT NULL,
    until_on TEXT     NOT NULL,
    name     TEXT     NOT NULL,
    open     SMALLINT NOT NULL CHECK (open IN (0, 1)), -- 0: no longer
    at_least INTEGER  NOT NULL CHECK (at_least >= 0), -- institutions that must take part
    document TEXT     NOT NULL, -- the decision
    PRIMARY KEY (pool, way, from_on)
);

CREATE TABLE project_way ( -- in which way a project buys
    pool       BIGINT NOT NULL,
    project    TEXT   NOT NULL,
    way        TEXT   NOT NULL, -- of the packs, or of buying_way
    decided_on TEXT   NOT NULL, -- when it was chosen
    PRIMARY KEY (pool, project),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);

CREATE TABLE cycle_rule ( -- 采购周期: how long, where the procurement document does not just say months
    pool       BIGINT NOT NULL,
    project    TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('fixed', 'winners', 'until')), -- fixed: project.cycle_months
    by_winners TEXT   NOT NULL, -- months for one winner of a group, for two, ...: 12;24;36; '' another kind
    until_on   TEXT   NOT NULL, -- last day; '' another kind
    document   TEXT   NOT NULL, -- that says so; ''
    PRIMARY KEY (pool, project),
    FOREIGN KEY (pool, project) REFERENCES project (pool, project)
);
