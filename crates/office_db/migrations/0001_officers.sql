-- Who works at this party's node, and how they sign in. Nothing of this is part of the record.
CREATE TABLE officer (
    id BIGINT PRIMARY KEY NOT NULL,
    sign_in TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    password_hash TEXT,
    closed_at BIGINT
);
CREATE TABLE appointment (
    id BIGINT PRIMARY KEY NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    role TEXT NOT NULL,
    office TEXT NOT NULL,
    post TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    acting_for BIGINT REFERENCES appointment (id)
);
CREATE INDEX appointment_of_officer ON appointment (officer);
-- The token itself is only in the officer's browser.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    officer BIGINT NOT NULL REFERENCES officer (id),
    way TEXT NOT NULL,
    agent TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_of_officer ON session (officer);
CREATE TABLE passkey (
    id BIGINT PRIMARY KEY NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    credential_id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    counter BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT
);
-- What somebody did here that is no act of the record, and which acts they sent; only added to.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    officer BIGINT,
    name TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL
);
CREATE INDEX audit_of_sign_ins ON audit (what, name, at);
-- Confirmations that have become acts: one that is sent again is not another act.
CREATE TABLE sent (
    officer BIGINT NOT NULL REFERENCES officer (id),
    once TEXT NOT NULL,
    place TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (officer, once)
);
