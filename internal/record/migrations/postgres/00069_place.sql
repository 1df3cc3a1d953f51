-- +goose Up

-- Where a request stands, with how its letters fare; rows from before get it when the tables are filled anew.
alter table party_requests add column place text not null default '';

-- What really happens next of a correspondence, and in a case: a reminder that is held back is not. 0 for nothing.
alter table correspondences add column listed_due bigint not null default 0;

drop index correspondences_case_due;
create index correspondences_case_listed on correspondences (case_id, listed_due) where listed_due <> 0;
