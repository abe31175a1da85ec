-- Scans that go with a form or a draft, until the act that they go with is on record.
CREATE TABLE scan (
    digest TEXT PRIMARY KEY NOT NULL,
    bytes BLOB NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    at BIGINT NOT NULL
);
-- Lists of other mechanisms on which the same work stands, and under which number.
CREATE TABLE other_list (
    id BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE also_listed (
    id BIGINT PRIMARY KEY NOT NULL,
    matter TEXT NOT NULL,
    item BIGINT NOT NULL,
    list BIGINT NOT NULL REFERENCES other_list (id),
    number TEXT NOT NULL,
    reference TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    at BIGINT NOT NULL,
    UNIQUE (matter, item, list)
);
-- Posts of each side by which it is reached: posts and offices, no persons.
CREATE TABLE contact (
    id BIGINT PRIMARY KEY NOT NULL,
    party TEXT NOT NULL,
    office TEXT NOT NULL,
    post TEXT NOT NULL,
    reach TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    at BIGINT NOT NULL
);
-- Who goes on with a draft when its author has gone.
ALTER TABLE draft ADD COLUMN holder BIGINT REFERENCES officer (id);
