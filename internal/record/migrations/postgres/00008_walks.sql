-- +goose Up

-- What pages read by walking an index alone: when each entry of a case stands, and of
-- which kind it is; the cases that were made public last.

create index entries_walk on entries (stream, position, at, kind);
create index publications_at on publications (at, case_id);
