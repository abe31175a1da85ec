-- Where officers are written to; empty for one who gets no mail.
ALTER TABLE officer ADD COLUMN mail_address TEXT NOT NULL DEFAULT '';
-- When the mail of a reminder was queued; those that were given before there was mail are over.
ALTER TABLE reminder ADD COLUMN mailed_at BIGINT;
UPDATE reminder SET mailed_at = at;
-- What is to go out, and what became of it. The words stand as they were made, so that every try sends the same.
CREATE TABLE mail (
    id INTEGER PRIMARY KEY NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    once TEXT NOT NULL,
    message TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    queued_at BIGINT NOT NULL,
    since BIGINT NOT NULL,
    state TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    address TEXT NOT NULL,
    done_at BIGINT,
    reason TEXT NOT NULL,
    UNIQUE (officer, kind, once)
);
CREATE INDEX mail_of_state ON mail (state, next_at);
-- What a mail is about: a duty and its day. What was told of once is not told of again.
CREATE TABLE mail_about (
    mail BIGINT NOT NULL REFERENCES mail (id),
    about TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (mail, about, due)
);
