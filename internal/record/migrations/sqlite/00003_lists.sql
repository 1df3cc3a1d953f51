-- +goose Up

-- What lists and search read. All but the last part is projection.

alter table cases add column publish_at integer not null default 0;
alter table names add column folded text not null default ''; -- small letters without accents

create index cases_owner on cases (owner);
create index cases_opened on cases (opened_at, id);

create table case_access (                 -- who may see a restricted case
    case_id text not null,
    person  text not null,
    primary key (case_id, person)
) strict, without rowid;

create table case_stats (                  -- follows from the entries and correspondences of the case
    case_id  text    primary key,
    position integer not null,             -- of its last entry
    at       integer not null,             -- of its last entry
    next_due integer not null              -- 9223372036854775807 for none
) strict;

create index case_stats_position on case_stats (position);
create index case_stats_due on case_stats (next_due, case_id);
create index correspondences_case_due on correspondences (case_id, next_due) where next_due <> 0;
create index correspondences_case_party on correspondences (party, case_id);

create table turn (                        -- what waits for a person
    item     text    primary key,          -- kind.subject
    kind     text    not null,
    stream   text    not null,
    case_id  text    not null,             -- empty for none
    subject  text    not null,             -- the message, request or claim
    party    text    not null,             -- empty for none
    person   text    not null,             -- whose turn it is besides the case's owner; empty for nobody's
    excluded text    not null,             -- who may not do it, ids with spaces between
    since    integer not null,             -- from when it waits; may be to come
    due      integer not null,             -- 0 for none
    why      text    not null
) strict;

create index turn_case on turn (case_id, since);
create index turn_kind on turn (kind, since, item);
create index turn_person on turn (person, since) where person <> '';

create table assignments (                 -- whose turn it is, where somebody has said so
    item    text    primary key,
    case_id text    not null,
    person  text    not null,
    at      integer not null
) strict;

create index assignments_person on assignments (person);

create index messages_outbox on messages (delivery, at, id) where kind <> 'reply';
create index messages_uncertain on messages (at, id) where is_uncertain = 1;

create index entries_actor on entries (actor, position, kind) where actor <> 'system';
create index entries_kind on entries (kind, position);
create index handovers_ended on handovers (outcome, ended_at);

create table search_docs (                 -- what can be found; nothing of a restricted case
    id      integer primary key,           -- position of the entry that it follows from
    kind    text    not null,
    subject text    not null,
    stream  text    not null,
    case_id text    not null,              -- empty for a party
    at      integer not null,
    title   text    not null,
    body    text    not null
) strict;

create index search_docs_subject on search_docs (subject);
create index search_docs_case on search_docs (case_id);

create table search_refs (                 -- the content that a text was taken from
    ref text    not null,
    doc integer not null,
    primary key (ref, doc)
) strict, without rowid;

create index search_refs_doc on search_refs (doc);

create virtual table search_things using fts5 (title, body, content = 'search_docs', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '3', detail = 'full');
create virtual table search_words using fts5 (title, body, content = 'search_docs', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '3', detail = 'full');

insert into search_things (search_things, rank) values ('secure-delete', 1);
insert into search_words (search_words, rank) values ('secure-delete', 1);

-- Working state: a person's own, and of no interest to anybody else.

create table snoozes (
    person text    not null,
    item   text    not null,
    until  integer not null,
    primary key (person, item)
) strict, without rowid;

create table views (
    person text    not null,
    name   text    not null,
    query  text    not null,
    at     integer not null,
    primary key (person, name)
) strict, without rowid;

create table preferences (
    person text not null,
    name   text not null,
    value  text not null,
    primary key (person, name)
) strict, without rowid;
