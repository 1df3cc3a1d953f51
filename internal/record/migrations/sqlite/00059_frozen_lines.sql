-- +goose Up

-- Where lines stand that were frozen as they were to be printed: whoever has the code of one may read it.
create table frozen_lines (
    line    text   primary key,
    case_id text   not null,
    version integer not null                 -- of the entry that froze it, in the stream of the case
) strict;
