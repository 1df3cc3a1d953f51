-- +goose Up

-- What strangers have sent to the desk's own addresses, by day (since 1970): each sender, each network, and all together.
-- Who they are stands nowhere: a sender is a hash of its name and the day. Working state; days that are over are dropped.
create table strangers (
    day      integer not null,
    sender   text    not null,
    messages integer not null,
    bytes    integer not null,
    primary key (day, sender)
) strict;
