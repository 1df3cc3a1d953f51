-- +goose Up

-- Which parties claims name, by a part, a statement or a way: who may not see any of
-- these cases may not see the party.
create table involved (
    party   text    not null,
    claim   text    not null,
    case_id text    not null,
    primary key (party, claim)
);

-- Every case that a party has to do with.
create view party_cases as
    select party, case_id from correspondences union all select party, case_id from involved;
