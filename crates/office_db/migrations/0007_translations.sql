-- Translations of texts that are on record, as this side keeps them; only added to, the newest of a language stands.
CREATE TABLE translation (
    id INTEGER PRIMARY KEY NOT NULL,
    about TEXT NOT NULL,
    matter TEXT,
    item BIGINT,
    text_digest TEXT NOT NULL,
    language TEXT NOT NULL,
    standing TEXT NOT NULL,
    text TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    at BIGINT NOT NULL,
    day TEXT NOT NULL
);
CREATE INDEX translation_of_place ON translation (about);
CREATE INDEX translation_of_item ON translation (matter, item);
