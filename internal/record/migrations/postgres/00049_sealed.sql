-- +goose Up

-- What the installation has to remember and nobody may read: sealed with its keys.
create table sealed (
    name       text primary key,
    data       bytea not null,
    changed_at bigint not null
);
