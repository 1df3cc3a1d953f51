-- +goose Up

-- The same message may come again: in another envelope, or by another way with other bytes.
alter table spool add column deliveries integer not null default 1;
alter table spool add column identity text not null default '';   -- what it has in common with its copies; empty for none

create index spool_raw on spool (raw);
create index spool_identity on spool (identity) where identity <> '';

create table spool_copies (
    raw         text    primary key references contents (ref),
    intake      text    not null references spool (intake),
    hash        text    not null unique,   -- of the bytes
    received_at integer not null
) strict;

create index spool_copies_intake on spool_copies (intake);

-- Who wrote to whom is not kept beside a message that has been taken in.
update spool set envelope = case when json_extract(envelope, '$.from') = ''
    then '{"settled":true,"null":true}' else '{"settled":true}' end where is_settled = 1;

-- Where messages may belong that are in quarantine, or were: who may not see that does not see them.
create table intake_clues (
    intake         text    not null,
    correspondence text    not null,
    is_stopped     integer not null,       -- the clock waits for it
    primary key (intake, correspondence)
) strict;

create index intake_clues_stopped on intake_clues (correspondence) where is_stopped = 1;

-- Under which identifier a message stands in the second correspondence that it went to, and in further ones.
create table intake_places (
    message        text primary key,
    intake         text not null,
    correspondence text not null
) strict;

-- Contact points that mail comes from, and the addresses that their content holds.
create table party_contacts (
    contact text    primary key,
    party   text    not null,
    text    text    not null,              -- content: the address
    retired integer not null
) strict;

create index party_contacts_text on party_contacts (text);

create table contact_addresses (
    text    text primary key,
    address text not null                  -- in small letters; gone when the content is erased
) strict;

create index contact_addresses_address on contact_addresses (address);
