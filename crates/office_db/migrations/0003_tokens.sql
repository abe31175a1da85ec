-- Tokens of programs that ask or act for an officer. The token itself is only with whoever made it.
CREATE TABLE token (
    token_hash BLOB PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    officer BIGINT NOT NULL REFERENCES officer (id),
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX token_of_officer ON token (officer);
