-- +goose Up

-- What was assigned long ago, and nobody took up, is found without looking at all that is assigned.
create index assignments_at on assignments (at);
