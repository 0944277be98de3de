-- access: who may come in, as what, and for whom. Tables of the platform (pool 0): no pool in their
-- keys. What is marked volatile is random or belongs to the clock on the wall: a
-- digest of the database leaves it out (src/db/digest.c).

-- column org: organisation: institution code, unified social credit code, or an office's own short name
-- column login: what a person types to come in; lower case, never given to another
-- column roles: bits, see src/access/role.h
-- column made_by: login of who did it; '' the command line
-- column reason: why, in the words of who decided

CREATE TABLE organisation (
    org       TEXT NOT NULL PRIMARY KEY,
    kind      TEXT NOT NULL, -- org_kind_names of src/access/role.h
    name      TEXT NOT NULL,
    division  TEXT NOT NULL,                    -- or zone that it stands for or in; '' the whole country
    paid_by   BIGINT NOT NULL,                  -- of an institution: the pool whose fund pays it; else 0
    roles     BIGINT NOT NULL,                  -- the most that its people may have
    suspended SMALLINT NOT NULL CHECK (suspended IN (0, 1)), -- may not come in
    reason    TEXT NOT NULL                     -- of the suspension; ''
);
CREATE INDEX organisation_division ON organisation (division, org);

CREATE TABLE person ( -- who has a login
    login     TEXT NOT NULL PRIMARY KEY,
    org       TEXT NOT NULL,
    name      TEXT NOT NULL,
    phone     TEXT NOT NULL,                    -- '' not given
    email     TEXT NOT NULL,                    -- '' not given
    bank_code TEXT NOT NULL,                    -- of an expert: his code in the expert bank; ''
    from_on   TEXT NOT NULL,
    until_on  TEXT NOT NULL,
    suspended SMALLINT NOT NULL CHECK (suspended IN (0, 1)), -- may not come in
    reason    TEXT NOT NULL,                    -- of the suspension; ''
    demo      SMALLINT NOT NULL CHECK (demo IN (0, 1)), -- may be entered without a password, in a simulation only
    made_by   TEXT NOT NULL,
    FOREIGN KEY (org) REFERENCES organisation (org)
);
CREATE INDEX person_org ON person (org, login);

CREATE TABLE person_role ( -- what a person may do; dated
    login    TEXT NOT NULL,
    from_on  TEXT NOT NULL,
    until_on TEXT NOT NULL,
    roles    BIGINT NOT NULL,
    made_by  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (login, from_on),
    FOREIGN KEY (login) REFERENCES person (login)
);

CREATE TABLE deputy ( -- who stands in for whom (代理); dated
    principal TEXT NOT NULL, -- login of who is away
    deputy    TEXT NOT NULL, -- login of who stands in, of the same organisation
    from_on   TEXT NOT NULL,
    until_on  TEXT NOT NULL,
    roles     BIGINT NOT NULL,
    reason    TEXT NOT NULL,
    made_by   TEXT NOT NULL,
    PRIMARY KEY (principal, deputy, from_on),
    FOREIGN KEY (principal) REFERENCES person (login),
    FOREIGN KEY (deputy) REFERENCES person (login)
);
CREATE INDEX deputy_deputy ON deputy (deputy, from_on);

CREATE TABLE handover ( -- whose work went to whom when staff changed (交接)
    giver   TEXT NOT NULL, -- login
    taker   TEXT NOT NULL, -- login
    on_date TEXT NOT NULL,
    roles   BIGINT NOT NULL, -- that went with it
    reason  TEXT NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (giver, on_date),
    FOREIGN KEY (giver) REFERENCES person (login),
    FOREIGN KEY (taker) REFERENCES person (login)
);
-- append only: handover
CREATE INDEX handover_taker ON handover (taker, on_date);

CREATE TABLE secret ( -- (volatile) what a person proves himself with
    login      TEXT NOT NULL PRIMARY KEY,
    password   TEXT NOT NULL,     -- argon2id; '' none yet
    changed_at BIGINT NOT NULL,   -- microseconds UTC
    totp       TEXT NOT NULL,     -- shared secret, base32, encrypted (seal/vault.h); '' none
    totp_on    SMALLINT NOT NULL CHECK (totp_on IN (0, 1)), -- proved once
    totp_step  BIGINT NOT NULL    -- of the last code taken
);

CREATE TABLE session ( -- (volatile) who is in
    token      TEXT NOT NULL PRIMARY KEY, -- SHA-256 of what the cookie holds
    login      TEXT NOT NULL,
    stage      TEXT NOT NULL CHECK (stage IN ('code', 'enrol', 'full')), -- what it is good for
    made_at    BIGINT NOT NULL,   -- microseconds UTC
    seen_at    BIGINT NOT NULL,   -- last renewed
    expires_at BIGINT NOT NULL,   -- however busy it is
    address    TEXT NOT NULL,     -- it came from
    demo       SMALLINT NOT NULL CHECK (demo IN (0, 1)) -- good in a simulation only
);
CREATE INDEX session_login ON session (login, made_at);

CREATE TABLE attempt ( -- (volatile) failures to come in
    subject  TEXT NOT NULL PRIMARY KEY, -- SHA-256 of a login or an address
    failures BIGINT NOT NULL,   -- since the last success, or for a day
    last_at  BIGINT NOT NULL,   -- microseconds UTC
    until_at BIGINT NOT NULL    -- no other before; 0
);

CREATE TABLE ticket ( -- good once, to set a password; one for a login, the last
    login      TEXT NOT NULL PRIMARY KEY,
    clears     SMALLINT NOT NULL CHECK (clears IN (0, 1)), -- the second factor too
    made_by    TEXT NOT NULL,
    token      TEXT NOT NULL,   -- (volatile) SHA-256
    expires_at BIGINT NOT NULL, -- (volatile) microseconds UTC
    FOREIGN KEY (login) REFERENCES person (login)
);
CREATE INDEX ticket_token ON ticket (token);

CREATE TABLE api_key ( -- of an organisation's systems
    org      TEXT NOT NULL,
    name     TEXT NOT NULL,
    login    TEXT NOT NULL,     -- whose rights it borrows
    roles    BIGINT NOT NULL,
    from_on  TEXT NOT NULL,
    until_on TEXT NOT NULL,
    revoked  SMALLINT NOT NULL CHECK (revoked IN (0, 1)), -- for good
    made_by  TEXT NOT NULL,
    token    TEXT NOT NULL,     -- (volatile) SHA-256
    PRIMARY KEY (org, name),
    FOREIGN KEY (org) REFERENCES organisation (org),
    FOREIGN KEY (login) REFERENCES person (login)
);
CREATE INDEX api_key_token ON api_key (token);
CREATE INDEX api_key_login ON api_key (login);

CREATE TABLE file ( -- what people handed in as evidence
    sha256 TEXT NOT NULL PRIMARY KEY, -- of its bytes, lower-case hexadecimal
    type   TEXT NOT NULL,   -- media type, told by its first bytes
    size   BIGINT NOT NULL  -- bytes
);
-- append only: file
CREATE TABLE file_part ( -- its bytes, 48 KiB each
    sha256 TEXT NOT NULL, -- of the file
    part   BIGINT NOT NULL, -- 0, 1, ...
    text   TEXT NOT NULL,   -- base64
    PRIMARY KEY (sha256, part),
    FOREIGN KEY (sha256) REFERENCES file (sha256)
);
-- append only: file_part

CREATE TABLE registration ( -- an institution or company that registers itself
    org        TEXT NOT NULL,
    attempt    BIGINT NOT NULL, -- 1, 2, ...
    kind       TEXT NOT NULL CHECK (kind IN ('institution', 'company')),
    name       TEXT NOT NULL,
    division   TEXT NOT NULL,   -- or zone that it is in
    roles      BIGINT NOT NULL, -- of a company: what it wants to be
    level      TEXT NOT NULL,   -- of an institution, as the registry has it; ''
    ownership  TEXT NOT NULL,   -- of an institution: its kind in the registry; ''
    country    TEXT NOT NULL,   -- of a company; ''
    agent      TEXT NOT NULL,   -- domestic legal person of a foreign registrant; ''
    contact    TEXT NOT NULL,   -- name of its first manager; his login is the code in small letters
    phone      TEXT NOT NULL,   -- ''
    email      TEXT NOT NULL,   -- ''
    state      TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'rejected')), -- of the review
    made_on    TEXT NOT NULL,   -- when it was begun
    decided_on TEXT NOT NULL,   -- '' not yet
    decided_by TEXT NOT NULL,   -- login; '' not yet
    reason     TEXT NOT NULL,   -- of the decision; ''
    token      TEXT NOT NULL,   -- (volatile) SHA-256 of what its maker holds
    PRIMARY KEY (org, attempt)
);
CREATE INDEX registration_state ON registration (state, division, org);
CREATE INDEX registration_token ON registration (token);

CREATE TABLE evidence ( -- files of a registration
    org     TEXT NOT NULL,
    attempt BIGINT NOT NULL, -- of the registration
    title   TEXT NOT NULL,   -- what it is: "licence"
    sha256  TEXT NOT NULL,   -- the file
    PRIMARY KEY (org, attempt, title),
    FOREIGN KEY (org, attempt) REFERENCES registration (org, attempt),
    FOREIGN KEY (sha256) REFERENCES file (sha256)
);

CREATE TABLE terms ( -- agreements that every institution or company accepts (A7)
    kind    TEXT NOT NULL CHECK (kind IN ('institution', 'company')),
    version TEXT NOT NULL, -- as published, 2026-1
    title   TEXT NOT NULL, -- as people read it
    sha256  TEXT NOT NULL, -- of its text: a file
    from_on TEXT NOT NULL,
    due_on  TEXT NOT NULL, -- whoever has not accepted it by then does no business
    made_by TEXT NOT NULL,
    PRIMARY KEY (kind, version),
    FOREIGN KEY (sha256) REFERENCES file (sha256)
);
-- append only: terms
CREATE TABLE terms_accepted ( -- which organisation has accepted which version
    org     TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('institution', 'company')),
    version TEXT NOT NULL, -- of the terms
    login   TEXT NOT NULL,
    on_date TEXT NOT NULL,
    PRIMARY KEY (org, kind, version),
    FOREIGN KEY (org) REFERENCES organisation (org),
    FOREIGN KEY (kind, version) REFERENCES terms (kind, version)
);
-- append only: terms_accepted
