-- +goose Up

-- What strangers have sent to the desk's own addresses, by day (since 1970): each sender, each network, and all together.
-- Who they are stands nowhere: a sender is a hash of its name and the day. Working state; days that are over are dropped.
create table strangers (
    day      bigint  not null,
    sender   text    not null,
    messages bigint  not null,
    bytes    bigint  not null,
    primary key (day, sender)
);
