-- +goose Up

-- Browsers that people have subscribed to be told by web push. Working state beside sign-in.
create table browsers (
    hash       text primary key,             -- SHA-256 of its address at the push service
    id         text    not null unique,
    person     text    not null,
    sealed     bytea   not null,             -- its address and keys; empty for one that was dropped
    label      text    not null,
    made_at    bigint  not null,
    told_at    bigint  not null,             -- 0 for never
    failing    text    not null,             -- why the last message to it was not taken; empty if it was
    dropped_at bigint  not null              -- 0 while its push service knows of it
);

create index browsers_person on browsers (person);

-- The key under which they are subscribed: made once, as a browser takes nothing that another one signs.
create table push_key (
    only_one   bigint  primary key check (only_one = 1),
    sealed     bytea   not null
);
