-- Facts about this server itself, such as the id its tokens name as their issuer.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
    id            BLOB PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL,
    description   TEXT NOT NULL,
    country       TEXT NOT NULL,
    region        TEXT NOT NULL,
    created_at_us INTEGER NOT NULL,
    updated_at_us INTEGER NOT NULL
) STRICT;

-- Whoever was let in once. A provider knows its users by `subject`, people know them by `login`. `roles` are
-- given here, `provider_roles` follow from what the provider said at the last sign-in; both are JSON arrays.
CREATE TABLE users (
    id              BLOB PRIMARY KEY NOT NULL,
    provider        TEXT NOT NULL,
    subject         TEXT NOT NULL,
    login           TEXT NOT NULL,
    email           TEXT NOT NULL,
    first_name      TEXT NOT NULL,
    last_name       TEXT NOT NULL,
    avatar_url      TEXT NOT NULL,
    roles           TEXT NOT NULL,
    provider_roles  TEXT NOT NULL,
    created_at_us   INTEGER NOT NULL,
    updated_at_us   INTEGER NOT NULL,
    signed_in_at_us INTEGER,
    UNIQUE (provider, subject)
) STRICT;

CREATE INDEX users_by_login ON users (login COLLATE NOCASE, id);

-- Passwords of built-in accounts.
CREATE TABLE accounts (
    user_id       BLOB PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    password_hash TEXT NOT NULL
) STRICT;

-- Wrong passwords by the name they were tried for, whether an account has it or not: a wait that only real names
-- had would tell which names are real.
CREATE TABLE login_failures (
    login         TEXT PRIMARY KEY NOT NULL,
    failures      INTEGER NOT NULL,
    failed_at_us  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_failures_by_time ON login_failures (failed_at_us);

-- Open invitations. Of the code only a digest is kept.
CREATE TABLE invitations (
    id            BLOB PRIMARY KEY NOT NULL,
    code_digest   BLOB NOT NULL UNIQUE,
    owner         BLOB NOT NULL,
    email         TEXT NOT NULL,
    roles         TEXT NOT NULL,
    created_at_us INTEGER NOT NULL,
    expires_at_us INTEGER NOT NULL
) STRICT;

-- Roles made by people; those that come with the server are in its code. `keys` is a JSON array.
CREATE TABLE roles (
    name          TEXT PRIMARY KEY NOT NULL,
    description   TEXT NOT NULL,
    keys          TEXT NOT NULL,
    created_at_us INTEGER NOT NULL,
    updated_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where somebody is signed in (`browser`, `cli`) and the tokens people made (`api`). A token is good as long
-- as its row is here. `held` is what is kept of the provider for the session, sealed.
CREATE TABLE sessions (
    id            BLOB PRIMARY KEY NOT NULL,
    user_id       BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    scopes        TEXT NOT NULL,
    provider      TEXT NOT NULL,
    held          BLOB,
    created_at_us INTEGER NOT NULL,
    expires_at_us INTEGER NOT NULL,
    used_at_us    INTEGER
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id, created_at_us DESC, id);
CREATE INDEX sessions_by_end ON sessions (expires_at_us);

-- Secrets that are good once and for a short time: sign-ins under way, codes of programs. Of the secret only a
-- digest is kept; what belongs to it is sealed.
CREATE TABLE grants (
    digest        BLOB PRIMARY KEY NOT NULL,
    purpose       TEXT NOT NULL,
    payload       BLOB NOT NULL,
    expires_at_us INTEGER NOT NULL
) STRICT;

CREATE INDEX grants_by_end ON grants (expires_at_us);

-- Programs that wait for a person to let them in (RFC 8628).
CREATE TABLE devices (
    digest        BLOB PRIMARY KEY NOT NULL,
    user_code     TEXT NOT NULL UNIQUE,
    client        TEXT NOT NULL,
    approved      INTEGER,
    user_id       BLOB REFERENCES users (id) ON DELETE CASCADE,
    created_at_us INTEGER NOT NULL,
    expires_at_us INTEGER NOT NULL,
    polled_at_us  INTEGER
) STRICT;

-- Keys that tokens are signed with. The newest that is not retired signs; all that are here check.
CREATE TABLE signing_keys (
    id            TEXT PRIMARY KEY NOT NULL,
    public        BLOB NOT NULL,
    sealed        BLOB NOT NULL,
    created_at_us INTEGER NOT NULL,
    retired_at_us INTEGER
) STRICT, WITHOUT ROWID;

-- Preferences of users, as the JSON document clients read and write.
CREATE TABLE preferences (
    user_id       BLOB PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    document      TEXT NOT NULL,
    updated_at_us INTEGER NOT NULL
) STRICT;
