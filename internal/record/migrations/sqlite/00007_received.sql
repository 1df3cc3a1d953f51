-- +goose Up

-- Everything that came in, in the order in which it came.

create index messages_received on messages (at, id) where kind = 'reply';
