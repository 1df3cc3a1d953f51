-- +goose Up

-- What people were told of what waits for them, and how far the telling is. Working state: it says that a person was
-- told, never of what. A thing is told once to a person on a channel.
create table told (
    person  text    not null,
    channel text    not null,
    item    text    not null,
    since   bigint  not null,                -- of the turn: the same thing may wait again later
    notice  text    not null,                -- that told it, or is about to
    at      bigint  not null,
    primary key (person, channel, item, since)
);

create index told_notice on told (notice);

create table notices (                       -- of each person, channel and choice: the one that is under way, and the last
    person   text    not null,
    channel  text    not null,
    lane     text    not null,               -- at once, or digest
    notice   text    not null,               -- under way; empty for none
    attempts bigint  not null,               -- to send it
    next_at  bigint  not null,               -- when to try again; 0 for none under way
    looked   bigint  not null,               -- the digest that was made last, or when something was told last
    sent_at  bigint  not null,               -- 0 for never
    failing  text    not null,               -- why the last attempt failed, a code; empty if it did not
    primary key (person, channel, lane)
);
