-- Where the projection stands: the next offset to read, written in the transaction that writes what was read.
create table projection_offsets (
    topic        text        not null,
    partition    int         not null,
    next_offset  bigint      not null,
    end_offset   bigint      not null,
    updated_at   timestamptz not null,
    primary key (topic, partition)
);

-- Records of decisions.v1 and alerts.v1 that could not be read. They hold nothing up, and they are not lost: the position finds them.
create table projection_rejects (
    topic      text   not null,
    partition  int    not null,
    "offset"   bigint not null,
    detail     text   not null,
    primary key (topic, partition, "offset")
);

create table decisions (
    amount_minor        bigint           not null,
    event_time          timestamptz      not null,
    decided_time        timestamptz      not null,
    position_offset     bigint           not null,
    probability         double precision,
    score               int              not null,
    policy_version      int              not null,
    position_partition  int              not null,
    late                boolean          not null,
    outcome             text             not null check (outcome in ('approve', 'review', 'decline')),
    payment_id          text             not null,
    account_id          text             not null,
    currency            text             not null,
    reason_codes        text[]           not null,
    rules               text[]           not null,
    policy_name         text             not null,
    policy_digest       text             not null,
    model_id            text,
    position_topic      text             not null,
    record              bytea            not null,
    -- A payment id is unique within its account only.
    primary key (payment_id, account_id)
);
create index decisions_by_account on decisions (account_id, event_time desc);

create table alerts (
    -- Total order of the alerts and the position clients stream from. One projector assigns it, without gaps, in commit order.
    seq                 bigint           not null unique,
    amount_minor        bigint           not null,
    event_time          timestamptz      not null,
    decided_time        timestamptz      not null,
    position_offset     bigint           not null,
    probability         double precision,
    score               int              not null,
    policy_version      int              not null,
    position_partition  int              not null,
    late                boolean          not null,
    outcome             text             not null check (outcome in ('approve', 'review', 'decline')),
    payment_id          text             not null,
    account_id          text             not null,
    currency            text             not null,
    reasons             json             not null,
    reason_codes        text[]           not null,
    rules               text[]           not null,
    policy_name         text             not null,
    policy_digest       text             not null,
    model_id            text,
    position_topic      text             not null,
    card_id             text,
    merchant_id         text,
    mcc                 text,
    country             text,
    channel             text,
    device_id           text,
    ip                  text,
    payment             json             not null,
    decision            bytea            not null,
    search              text             not null,
    status              text             not null default 'open' check (status in ('open', 'assigned', 'closed')),
    verdict             text             check (verdict in ('fraud', 'genuine')),
    assignee            text,
    closed_at           timestamptz,
    primary key (payment_id, account_id),
    check ((status = 'closed') = (verdict is not null))
);
create index alerts_unfinished on alerts (seq desc) include (status, outcome, currency, amount_minor) where status <> 'closed';
create index alerts_by_account on alerts (account_id, seq desc);
create index alerts_by_rule on alerts using gin (rules);

-- One row. "id" changes with the database, so that a client holding a position of another database can tell.
create table alert_feed (
    id        uuid   not null default gen_random_uuid(),
    last_seq  bigint not null default 0
);
insert into alert_feed default values;
