-- The inbox's one file. Times are UTC, as texts that sort; days are counted from them by whoever asks.

CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('expert', 'reviewer', 'bank', 'director', 'keeper')),
    county TEXT NOT NULL DEFAULT '',             -- empty: the whole province
    agency TEXT NOT NULL DEFAULT '',
    facilities TEXT NOT NULL DEFAULT '[]',       -- of a bank: the facilities whose loans it sees, as JSON
    token BLOB NOT NULL UNIQUE,                  -- the SHA-256 of what stands in the personal link
    made TEXT NOT NULL,
    ends TEXT NOT NULL,
    revoked TEXT
) STRICT;

CREATE TABLE sessions (
    token BLOB PRIMARY KEY,                      -- the SHA-256 of the cookie
    person INTEGER NOT NULL REFERENCES people,
    csrf TEXT NOT NULL,
    seen TEXT NOT NULL,
    ends TEXT NOT NULL
) STRICT;

CREATE TABLE hand_ins (
    number INTEGER PRIMARY KEY AUTOINCREMENT,    -- what people call it by
    key BLOB NOT NULL UNIQUE,                    -- 16 bytes that the sender's side made with the draft
    code BLOB NOT NULL UNIQUE,                   -- the HMAC of the code that opens its page
    door TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'examined', 'refused', 'stuck', 'gone', 'erased')),
    version INTEGER NOT NULL,                    -- the newest
    person INTEGER REFERENCES people,            -- who was invited and sent it
    county TEXT NOT NULL DEFAULT '',
    resource TEXT NOT NULL DEFAULT '',           -- what a request is about
    record TEXT NOT NULL DEFAULT '',
    problems TEXT NOT NULL DEFAULT '[]',         -- what is wrong with it as a whole, as JSON
    received TEXT NOT NULL,
    changed TEXT NOT NULL,
    decided TEXT,                                -- when its last entry was
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX hand_ins_by_state ON hand_ins (state, number);

CREATE TABLE versions (
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    version INTEGER NOT NULL,
    digest BLOB NOT NULL,                        -- of all that was sent
    name TEXT NOT NULL,                          -- of the file, as it is named in what is said of it
    body BLOB NOT NULL,                          -- a ready record or a workbook, as it was sent
    received TEXT NOT NULL,
    by INTEGER REFERENCES people,                -- a reviewer who edited it
    PRIMARY KEY (hand_in, version)
) STRICT;

CREATE TABLE files (
    hand_in INTEGER NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    is_ready INTEGER NOT NULL DEFAULT 0,         -- whether it is drawn anew already, without what a camera writes into it
    bytes BLOB NOT NULL,
    PRIMARY KEY (hand_in, version, name),
    FOREIGN KEY (hand_in, version) REFERENCES versions
) STRICT;

-- Alone, so that erasing is one DELETE.
CREATE TABLE contacts (
    hand_in INTEGER PRIMARY KEY REFERENCES hand_ins,
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- What one press of a button asks for: at most one commit.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    act TEXT NOT NULL CHECK (act IN ('accept', 'take-back')),
    state TEXT NOT NULL CHECK (state IN ('wanted', 'committed', 'on-main', 'released', 'refused')),
    by INTEGER REFERENCES people,
    at TEXT NOT NULL,
    undoes INTEGER REFERENCES decisions,
    base TEXT NOT NULL DEFAULT '',
    commit_id TEXT NOT NULL DEFAULT '',
    release TEXT NOT NULL DEFAULT '',
    is_pushed INTEGER NOT NULL DEFAULT 0,
    said TEXT NOT NULL DEFAULT '',               -- why it was refused, or what the remote answered
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX decisions_by_state ON decisions (state, id);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    version INTEGER NOT NULL,
    place INTEGER NOT NULL,                      -- which of the hand-in's it is, from 0
    resource TEXT NOT NULL,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    county TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN (
        'mend', 'asking', 'waiting', 'accepting', 'accepted', 'published', 'returned', 'rejected', 'taken-back', 'gone')),
    label TEXT NOT NULL,
    digest TEXT NOT NULL,
    card TEXT NOT NULL,
    problems TEXT NOT NULL,
    seen TEXT NOT NULL DEFAULT '',               -- the card that was decided on, where the bank has moved since
    decided_by INTEGER REFERENCES people,
    decided TEXT,
    reason TEXT NOT NULL DEFAULT '',
    decision INTEGER REFERENCES decisions,
    UNIQUE (hand_in, version, place)
) STRICT;
CREATE INDEX entries_by_state ON entries (state, county);
CREATE INDEX entries_by_record ON entries (resource, record);

CREATE TABLE consents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resource TEXT NOT NULL,
    record TEXT NOT NULL,
    wording TEXT NOT NULL,                       -- which text she agreed to
    given TEXT NOT NULL,                         -- the day, as ISO writes it
    channel TEXT NOT NULL CHECK (channel IN ('phone', 'in-person', 'letter', 'link')),
    heard_by INTEGER REFERENCES people,
    hand_in INTEGER REFERENCES hand_ins,
    ended TEXT
) STRICT;
CREATE INDEX consents_by_record ON consents (resource, record);

-- The pages that are kept out of the next releases until somebody has answered.
CREATE TABLE hidden (
    resource TEXT NOT NULL,
    record TEXT NOT NULL,
    since TEXT NOT NULL,
    by INTEGER REFERENCES people,
    PRIMARY KEY (resource, record)
) STRICT;

CREATE TABLE builds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    commit_id TEXT NOT NULL,
    release TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('wanted', 'running', 'done', 'failed')),
    wanted TEXT NOT NULL,
    ended TEXT,
    said TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE loans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    county TEXT NOT NULL,
    facility TEXT NOT NULL,
    stage TEXT NOT NULL,
    since TEXT NOT NULL,                         -- the day of the stage, as ISO writes it
    cells TEXT NOT NULL,                         -- the row as the table has it, as JSON
    hand_in INTEGER REFERENCES hand_ins,         -- which one introduced it
    carrier INTEGER REFERENCES hand_ins,         -- the newest one that takes its row to the public table
    moved TEXT                                   -- when it first stood there
) STRICT;
CREATE INDEX loans_by_stage ON loans (stage, county);
CREATE INDEX loans_by_carrier ON loans (carrier);

CREATE TABLE loan_steps (
    loan INTEGER NOT NULL REFERENCES loans,
    stage TEXT NOT NULL,
    day TEXT NOT NULL,
    by INTEGER REFERENCES people,
    PRIMARY KEY (loan, stage)
) STRICT;

-- Numbers and acts, never values: it is kept for ever.
CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who INTEGER,
    act TEXT NOT NULL,
    hand_in INTEGER,
    entry INTEGER,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
