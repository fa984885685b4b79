-- What people did. Rows are added, never changed.
create table audit_log (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    actor       text        not null,
    action      text        not null,
    payment_id  text        not null,
    account_id  text        not null,
    detail      jsonb       not null
);
create index audit_log_by_payment on audit_log (payment_id, account_id, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'table % only grows: % is refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

create trigger audit_log_only_grows before update or delete or truncate on audit_log
    for each statement execute function refuse_change();

-- Labels written with the verdict they follow from, on their way to the log.
create table label_outbox (
    id          bigint generated always as identity primary key,
    account_id  text  not null,
    record      bytea not null
);

create index alerts_closed on alerts (verdict) where status = 'closed';
