-- What is being written on this side and has not left it: drafts with every version, and who passed, returned or cleared them.
CREATE TABLE draft (
    id BIGINT PRIMARY KEY NOT NULL,
    act TEXT NOT NULL,
    matter TEXT NOT NULL,
    author BIGINT NOT NULL REFERENCES officer (id),
    state TEXT NOT NULL,
    place TEXT
);
CREATE TABLE draft_step (
    id INTEGER PRIMARY KEY NOT NULL,
    draft BIGINT NOT NULL REFERENCES draft (id),
    officer BIGINT NOT NULL REFERENCES officer (id),
    what TEXT NOT NULL,
    comment TEXT NOT NULL,
    fields TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX draft_step_of_draft ON draft_step (draft);
-- What departments of this side answered, asked by nobody but this side.
CREATE TABLE department_answer (
    id INTEGER PRIMARY KEY NOT NULL,
    matter TEXT NOT NULL,
    item BIGINT NOT NULL,
    text_digest TEXT NOT NULL,
    department TEXT NOT NULL,
    opinion TEXT NOT NULL,
    remarks TEXT NOT NULL,
    day TEXT NOT NULL,
    officer BIGINT NOT NULL REFERENCES officer (id),
    at BIGINT NOT NULL
);
CREATE INDEX department_answer_of_matter ON department_answer (matter);
