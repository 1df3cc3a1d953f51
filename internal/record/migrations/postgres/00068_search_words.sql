-- +goose Up

-- The index holds words that are folded and parted by Onrecord, alike on both databases. It is filled again when the
-- record is opened.
truncate search_docs, search_refs;
