-- +goose Up

-- The truth: the chain of entries, its head, and content.

create table entries (
    position bigint primary key,          -- from 1, without gaps
    stream   text not null,             -- kind/uuid
    version  bigint not null,             -- from 1 in its stream
    at       bigint not null,             -- microseconds since 1970, UTC
    actor    text not null,
    command  text not null,
    kind     text not null,             -- of the fact
    body     text not null,             -- the fact, JSON
    hash     text not null,             -- SHA-256 over the hash before and this row
    unique (stream, version)
);

create table head (
    id       bigint primary key check (id = 1),
    position bigint not null,
    hash     text not null
);

insert into head (id, position, hash) values (1, 0, '');

create table contents (
    ref       text primary key,         -- salted SHA-256
    key       text not null unique,     -- who put it, for idempotency
    media     text not null,
    salt      bytea,                        -- null once erased
    data      bytea,                        -- null once erased
    erased_at bigint not null default 0   -- microseconds since 1970, UTC; 0 for not erased
);

create table meta (
    name  text primary key,
    value text not null
);

-- Working state: mail that came in and is not placed yet, letters being handed over.

create table spool (
    intake      text primary key,
    raw         text not null references contents (ref),
    envelope    text not null,          -- JSON
    received_at bigint not null,
    is_settled  bigint not null default 0
);

create table spool_correspondences (
    intake         text not null references spool (intake),
    correspondence text not null,
    primary key (intake, correspondence)
);

create index spool_unsettled on spool (received_at) where is_settled = 0;
create index spool_correspondence on spool_correspondences (correspondence);

create table handovers (
    message  text not null,
    attempt  bigint not null,             -- from 1
    began_at bigint not null,
    ended_at bigint not null default 0,   -- 0 while it has not ended
    outcome  text not null default '',
    reason   text not null default '',    -- a code: why
    primary key (message, attempt)
);

-- What the pages read: a projection of the entries, emptied and filled again at will.

create table streams (
    stream  text primary key,
    case_id text not null,              -- empty for a stream of no case
    version bigint not null,
    state   text not null               -- the folded state, JSON
);

create index streams_case on streams (case_id);

create table names (
    id    text primary key,
    kind  text not null,                   -- of the stream
    scope text not null,                   -- the case of a claim's key, else empty
    name  text not null,                   -- slug, key or handle
    title text not null,
    text  text not null,                   -- the content that says so
    unique (kind, scope, name)
);

create index names_text on names (text);

create table cases (
    id          text primary key,
    owner       text not null,
    sensitivity text not null,
    opened_at   bigint not null
);

create table claims (
    id      text primary key,
    case_id text not null,
    stage   text not null,
    outcome text not null,
    as_of   bigint not null,              -- 0 for none
    tier    text not null,
    is_over bigint not null
);

create index claims_case on claims (case_id, stage);
create index claims_open on claims (id) where is_over = 0;

create table correspondences (
    id       text primary key,
    case_id  text not null,
    party    text not null,
    next_due bigint not null,             -- 0 for none
    is_open  bigint not null              -- something is due, undelivered, unread or asked
);

create index correspondences_case on correspondences (case_id);
create index correspondences_party on correspondences (party);
create index correspondences_due on correspondences (next_due) where next_due <> 0;
create index correspondences_open on correspondences (id) where is_open = 1;

create table requests (
    id             text primary key,
    correspondence text not null
);

create table request_claims (
    request text not null,
    claim   text not null,
    primary key (request, claim)
);

create index request_claims_claim on request_claims (claim);
create index requests_correspondence on requests (correspondence);

create table messages (
    id             text primary key,
    correspondence text not null,
    kind           text not null,
    at             bigint not null,
    delivery       text not null,
    reason         text not null,
    attempts       bigint not null,
    is_uncertain   bigint not null,
    is_unread      bigint not null,
    content        text not null           -- of a reply its bytes; empty for a letter that is not written yet
);

create index messages_correspondence on messages (correspondence);
create index messages_unread on messages (at) where is_unread = 1;

create table intakes (
    id             text primary key,
    correspondence text not null,       -- empty while it is nowhere
    quarantine     text not null,       -- empty unless it waits there
    received_at    bigint not null,
    raw            text not null
);

create index intakes_correspondence on intakes (correspondence);
create index intakes_quarantine on intakes (received_at) where quarantine <> '';
