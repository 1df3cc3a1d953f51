-- +goose Up

-- Who sent each message, as lists show it: how far that is proven, and the grade. Nothing of its content.
create table senders (
    message        text not null,
    correspondence text not null,       -- empty while the message is nowhere
    codes          text not null,       -- JSON
    primary key (message, correspondence)
) strict, without rowid;
