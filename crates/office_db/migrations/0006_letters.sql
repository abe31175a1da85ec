-- How letters of this side are headed; one row for each of the two ways of writing.
CREATE TABLE letter_heading (
    writing TEXT PRIMARY KEY NOT NULL,
    letterhead TEXT NOT NULL,
    pattern TEXT NOT NULL,
    signatory TEXT NOT NULL
);
-- The numbers of letters; only added to, so that none is given twice.
CREATE TABLE letter (
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    matter TEXT NOT NULL,
    reference TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    once TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (year, number),
    UNIQUE (officer, once)
);
-- What the liaison office reminded units of; mail will go out by the same rows.
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY NOT NULL,
    matter TEXT NOT NULL,
    item BIGINT NOT NULL,
    unit TEXT NOT NULL,
    text TEXT NOT NULL,
    due TEXT NOT NULL,
    day TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    once TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (officer, once, matter, item, unit)
);
CREATE INDEX reminder_of_item ON reminder (matter, item);
