-- +goose Up

-- The addresses of people on the desk, by the content that says them: what they send from their own mailboxes is
-- known by it. It is filled when the tables are.
create table staff_addresses (
    text text primary key,
    address text not null
) strict;

create index staff_addresses_address on staff_addresses (address);
