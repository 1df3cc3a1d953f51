-- +goose Up

-- Since when letters to a contact point fail, and why the last one did, with the server's own words as content.
alter table contact_health add column failing_since bigint not null default 0;
alter table contact_health add column cause text not null default '';
alter table contact_health add column said text not null default '';

-- Since when a contact point is dead; 0 if it is not.
alter table party_contacts add column failed_at bigint not null default 0;

create index party_contacts_failed on party_contacts (party) where failed_at <> 0;

-- What kind of mail a message is: besides answers, reports that are not believed alone wait to be read.
alter table messages add column class text not null default '';
