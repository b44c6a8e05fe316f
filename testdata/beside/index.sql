-- A table of bullets, and an index of their words that reads the texts from it.
PRAGMA journal_mode = off;
PRAGMA cache_size = -262144; -- 256 MiB
CREATE TABLE bullets(date TEXT, team TEXT, text TEXT);
CREATE INDEX dates ON bullets(date);
CREATE INDEX teams ON bullets(team);
CREATE VIRTUAL TABLE words USING fts5(text, content = bullets, tokenize = 'porter unicode61');
-- for .import: a quote is a character like others
.mode ascii
.separator "\t" "\n"
