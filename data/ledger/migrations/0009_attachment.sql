-- Photos, scanned cards and papers of a member, or of whatever row owner_table and
-- owner_id name. A row only describes; what the file holds lies once under its hash.

CREATE TABLE attachment (
  id          INTEGER PRIMARY KEY,
  owner_table TEXT NOT NULL,
  owner_id    INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  name        TEXT NOT NULL,
  mime        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  added       TEXT NOT NULL,
  UNIQUE (owner_table, owner_id, sha256)
) STRICT;
CREATE INDEX attachment_content_used ON attachment(sha256);

-- Rows come and stay as they are, and are not journalled: the journal would hold
-- every picture a second time, and the row of a removed attachment can be brought
-- back as long as its content lies here.
CREATE TABLE attachment_content (
  sha256 TEXT PRIMARY KEY,
  data   BLOB NOT NULL
) STRICT;

INSERT INTO table_label (tbl, label, name_column) VALUES ('attachment', '附件', 'name');
