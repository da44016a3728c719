-- Which secrets this installation was made with: keyed hashes, which say nothing of the secrets themselves.
-- A process that comes with other secrets is refused before it writes anything.
CREATE TABLE log.installation (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    master   text NOT NULL,
    claims   text NOT NULL,
    receipts text NOT NULL
);
