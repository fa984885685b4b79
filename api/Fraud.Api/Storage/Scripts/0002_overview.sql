-- Counts kept beside the decisions, in the same transaction: an overview never scans them.
create table decision_totals (
    outcome       text    not null,
    currency      text    not null,
    decisions     bigint  not null,
    amount_minor  numeric not null,
    primary key (outcome, currency)
);

-- Rates are by the time of decision, which is always near the clock, so that an import of old payments shows as the work of now.
-- Per second; "kind" is an outcome or 'alert'. Only the newest hours are kept.
create table decision_series (
    second     timestamptz not null,
    kind       text        not null,
    decisions  bigint      not null,
    primary key (second, kind)
);

-- Per minute; "kind" is 'rule' or 'reason'. Only the newest hours are kept.
create table hit_series (
    minute  timestamptz not null,
    kind    text        not null,
    name    text        not null,
    hits    bigint      not null,
    primary key (minute, kind, name)
);

-- Time from event to decision by ten seconds of decided time: bucket n holds round(ln(1 + ms) * 12) = n, 8 % wide.
create table latency_series (
    ten_seconds  timestamptz not null,
    bucket       int         not null,
    decisions    bigint      not null,
    primary key (ten_seconds, bucket)
);

-- A rotating sample of approved decisions: what is typical of a feature.
create table feature_sample (
    slot         int                not null primary key,
    feature_set  text               not null,
    features     double precision[] not null
);
