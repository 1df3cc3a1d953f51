-- +goose Up

-- Whether nothing in a case is real: the public list leaves it out.
alter table cases add column is_sample bigint not null default 0;
