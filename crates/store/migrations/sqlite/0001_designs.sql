-- Designs and their history. The current state of a design is its newest version; the columns beside it are
-- copies of what lists sort, search and show, so that listing never opens a document.
CREATE TABLE designs (
    id                 BLOB PRIMARY KEY NOT NULL,
    owner              BLOB NOT NULL,
    name               TEXT NOT NULL,
    visibility         TEXT NOT NULL,
    source_type        TEXT NOT NULL,
    source_name        TEXT,
    version            TEXT NOT NULL,
    revision           INTEGER NOT NULL,
    content_hash       TEXT NOT NULL,
    component_count    INTEGER NOT NULL,
    relationship_count INTEGER NOT NULL,
    created_at_us      INTEGER NOT NULL,
    updated_at_us      INTEGER NOT NULL
) STRICT;

CREATE INDEX designs_by_update ON designs (owner, updated_at_us DESC, id);
CREATE INDEX designs_by_name ON designs (owner, name COLLATE NOCASE, id);

-- Every save that changed something. Documents are JSON compressed with zstd: a history of large designs
-- would otherwise outgrow everything else in the file.
CREATE TABLE design_versions (
    design_id     BLOB NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    revision      INTEGER NOT NULL,
    author        BLOB NOT NULL,
    message       TEXT NOT NULL,
    version       TEXT NOT NULL,
    content_hash  TEXT NOT NULL,
    document      BLOB NOT NULL,
    created_at_us INTEGER NOT NULL,
    PRIMARY KEY (design_id, revision)
) STRICT, WITHOUT ROWID;

-- The file a design was imported from, byte for byte (compressed, which is lossless).
CREATE TABLE design_sources (
    design_id BLOB PRIMARY KEY NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    content   BLOB NOT NULL
) STRICT;
