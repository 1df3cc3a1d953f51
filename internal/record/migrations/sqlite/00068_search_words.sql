-- +goose Up

-- The index holds words that are folded and parted by Onrecord, alike on both databases. It is filled again when the
-- record is opened.
drop table search_things;
drop table search_words;
delete from search_docs;
delete from search_refs;

create virtual table search_things using fts5 (title, body, content = '', tokenize = 'ascii', prefix = '3', detail = 'full');
create virtual table search_words using fts5 (title, body, content = '', tokenize = 'ascii', prefix = '3', detail = 'full');

insert into search_things (search_things, rank) values ('secure-delete', 1);
insert into search_words (search_words, rank) values ('secure-delete', 1);
