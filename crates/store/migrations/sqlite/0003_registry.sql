-- What was imported into the registry, over what is built in. A package is kept as one document, since it is
-- always read whole; the columns beside it say what it is without opening it.
CREATE TABLE registry_packages (
    id                 BLOB PRIMARY KEY NOT NULL,
    name               TEXT NOT NULL,
    registrant         TEXT NOT NULL,
    model_version      TEXT NOT NULL,
    definition_version TEXT NOT NULL,
    content_hash       BLOB NOT NULL,
    source             TEXT NOT NULL,
    added_by           BLOB NOT NULL,
    added_at_us        INTEGER NOT NULL,
    updated_at_us      INTEGER NOT NULL,
    document           BLOB NOT NULL
) STRICT;

-- Schemas and icons, each distinct one once, named by its content.
CREATE TABLE registry_texts (
    key             BLOB PRIMARY KEY NOT NULL,
    text_bytes      INTEGER NOT NULL,
    text_references TEXT NOT NULL,
    frame           BLOB NOT NULL
) STRICT;

-- Which package uses which text, directly or through another: what nothing uses any more is removed.
CREATE TABLE registry_package_texts (
    package_id BLOB NOT NULL REFERENCES registry_packages (id) ON DELETE CASCADE,
    key        BLOB NOT NULL,
    PRIMARY KEY (package_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX registry_package_texts_by_key ON registry_package_texts (key);

-- What somebody decided about a model, component or relationship definition, built in or imported.
CREATE TABLE registry_statuses (
    id            BLOB PRIMARY KEY NOT NULL,
    status        TEXT NOT NULL,
    changed_by    BLOB NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
