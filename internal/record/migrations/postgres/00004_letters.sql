-- +goose Up

-- What the pages about requests and parties read: a projection of the entries.

create table party_requests (              -- a request, as its party's page shows it
    request        text    primary key,
    correspondence text    not null,
    case_id        text    not null,
    party          text    not null,
    lifecycle      text    not null,
    is_over        bigint  not null,
    send_at        bigint  not null,       -- microseconds since 1970, UTC
    asked_at       bigint  not null,       -- when it went out; 0 for not yet
    answer_by      bigint  not null,
    answered_at    bigint  not null        -- when the party first said something about it; 0 for not yet
);

create index party_requests_open on party_requests (party, answer_by, request) where is_over = 0;
create index party_requests_answered on party_requests (party, answered_at) where answered_at <> 0;

create table contact_health (              -- what became of letters to a contact point in one correspondence
    correspondence text    not null,
    contact        text    not null,
    delivered_at   bigint  not null,       -- last taken by a mail server; 0 for never
    bounced_at     bigint  not null,       -- last refused or come back for good; 0 for never
    primary key (correspondence, contact)
);

create index contact_health_contact on contact_health (contact);
create index names_title on names (kind, title, id);
create index messages_unread_id on messages (at, id) where is_unread = 1;
