-- +goose Up

-- By what a reply was found to be the party's, and which contact point of the party sent it.
alter table messages add column matched_by text not null default '';
alter table messages add column sender text not null default '';
