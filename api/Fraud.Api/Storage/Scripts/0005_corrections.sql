-- Decisions that a correction took the place of. The one in force stands in "decisions"; the record's place on decisions.v1 names each.
create table superseded_decisions (
    record_partition  int         not null,
    record_offset     bigint      not null,
    payment_id        text        not null,
    account_id        text        not null,
    superseded_time   timestamptz not null,
    record            bytea       not null,
    primary key (record_partition, record_offset)
);
create index superseded_decisions_by_payment on superseded_decisions (payment_id, account_id, record_offset);
