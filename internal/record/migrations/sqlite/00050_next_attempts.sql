-- +goose Up

-- When a letter that was not taken is tried again; 0 if it is not, or at once.
alter table handovers add column next_at integer not null default 0;
