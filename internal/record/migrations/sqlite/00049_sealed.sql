-- +goose Up

-- What the installation has to remember and nobody may read: sealed with its keys.
create table sealed (
    name       text primary key,
    data       blob not null,
    changed_at integer not null
) strict;
