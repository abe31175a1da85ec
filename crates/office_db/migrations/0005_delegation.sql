-- Who goes to a meeting for this side. The record holds which parties attended, and nobody's name.
CREATE TABLE delegate (
    id INTEGER PRIMARY KEY NOT NULL,
    matter TEXT NOT NULL,
    post TEXT NOT NULL,
    name TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    at BIGINT NOT NULL
);
CREATE INDEX delegate_of_matter ON delegate (matter);
