-- +goose Up

-- The domain that an organisation has registered, of the addresses of contact points: who writes from another address
-- there may be the party. It is filled when the tables are, which they are anew.
alter table contact_addresses add column organisation text not null default '';

create index contact_addresses_organisation on contact_addresses (organisation);

delete from meta where name = 'projection';
