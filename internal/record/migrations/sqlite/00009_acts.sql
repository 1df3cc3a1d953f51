-- +goose Up

alter table entries add column program text not null default ''; -- whose rules decided it

-- Every command that a stream has taken: a command sent again is answered, and acts no more.
create table commands (
    stream  text    not null,
    command text    not null,
    version integer not null,                -- of the stream after it
    primary key (stream, command)
) strict, without rowid;

insert into commands (stream, command, version) select stream, command, max(version) from entries group by stream, command;

-- Streams whose workflows have to look again, until they have been told.
create table wakes (
    stream  text    primary key,
    version integer not null,                -- of the stream when it was woken last
    waits   integer not null                 -- 1: somebody is to confirm that the workflow knows
) strict;

alter table claims add column next_due integer not null default 0; -- 0 for none
create index claims_due on claims (next_due) where next_due <> 0;
