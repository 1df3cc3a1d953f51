-- +goose Up

-- Accounts: working state that may not stand in entries, as it holds hashes of
-- secrets and where people sit. No projection: filling tables again leaves it alone.
-- What matters about an account stands in the person's stream all the same.

create table credentials (
    id      text    primary key,
    person  text    not null,
    kind    text    not null,              -- password, totp, recovery, passkey, oidc
    lookup  text    not null,              -- what finds it, see claim.Credential
    label   text    not null,
    secret  bytea     not null,              -- a hash, sealed, or a public key
    uses    bigint  not null,              -- last time step (totp), signature counter (passkey)
    made_at bigint  not null,              -- microseconds since 1970, UTC
    used_at bigint  not null,              -- 0 for never
    unique (kind, lookup)
);

create index credentials_person on credentials (person);

create table sessions (
    hash             text    primary key,  -- SHA-256 of the token
    id               text    not null unique,
    person           text    not null,
    method           text    not null,
    is_second_factor bigint  not null,
    made_at          bigint  not null,
    seen_at          bigint  not null,
    ends_at          bigint  not null,
    address          text    not null,
    agent            text    not null
);

create index sessions_person on sessions (person);
create index sessions_seen on sessions (seen_at);

create table invitations (
    hash    text    primary key,           -- SHA-256 of the token
    id      text    not null unique,
    kind    text    not null,              -- join, set up
    person  text    not null,              -- empty for the set-up link
    made_at bigint  not null,
    ends_at bigint  not null,
    used_at bigint  not null               -- 0 while it was not used
);

create index invitations_person on invitations (person);

create table api_tokens (
    hash    text    primary key,           -- SHA-256 of the text
    id      text    not null unique,
    person  text    not null,
    label   text    not null,
    scope   text    not null,
    made_at bigint  not null,
    ends_at bigint  not null,              -- 0 for never
    used_at bigint  not null               -- 0 for never
);

create index api_tokens_person on api_tokens (person);

create table sign_in_flows (
    hash    text    primary key,           -- SHA-256 of the token
    kind    text    not null,
    person  text    not null,              -- empty while nobody knows
    data   bytea    not null,              -- sealed
    ends_at bigint  not null
);

create index sign_in_flows_person on sign_in_flows (person);

create table attempts (
    id  text    primary key,
    who text    not null,                  -- hash of an account's name or an address
    at  bigint not null
);

create index attempts_who on attempts (who, at);
create index attempts_at on attempts (at);
