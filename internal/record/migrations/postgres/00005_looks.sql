-- +goose Up

-- Working state: how far each person has seen each claim, and lists of claims
-- that are being added.

create table looks (
    person  text    not null,
    claim   text    not null,
    version bigint not null,              -- of the claim
    subject text    not null,              -- the hash that stood there
    at      bigint not null,              -- microseconds since 1970, UTC
    primary key (person, claim)
);

create table sheets (
    id         text    primary key,
    case_id    text    not null,
    person     text    not null,
    text       text    not null references contents (ref),
    total      bigint not null,           -- lines
    next       bigint not null,           -- the first line that is not settled, from 0
    result     text    not null,           -- JSON
    made_at    bigint not null,
    lease      bigint not null,           -- until when somebody is at work on it
    is_settled bigint not null
);

create index sheets_unsettled on sheets (made_at) where is_settled = 0;
create index sheets_case on sheets (case_id, made_at);
