-- +goose Up

-- What the public reads, and what parties have begun to send.

create table publications (
    claim   text    not null,
    version integer not null,              -- from 1
    case_id text    not null,
    kind    text    not null,
    at      integer not null,              -- microseconds since 1970, UTC
    primary key (claim, version)
) strict;

create index publications_case on publications (case_id, at);

-- Files of the answer page that nobody has confirmed yet; working state.
create table page_drafts (
    ref     text    primary key references contents (ref),
    message text    not null,              -- the submission that they belong to
    link    text    not null,              -- the link that they came through
    bytes   integer not null,
    kept_at integer not null
) strict;

create index page_drafts_link on page_drafts (link);
create index page_drafts_kept on page_drafts (kept_at);
