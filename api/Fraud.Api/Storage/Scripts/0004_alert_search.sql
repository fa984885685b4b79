-- "Contains" search over alerts uses trigrams where the server has them; elsewhere it reads alerts newest first until a page is full.
do $$
begin
    create extension if not exists pg_trgm;
    create index alerts_search on alerts using gin (search gin_trgm_ops);
exception
    when undefined_file or feature_not_supported or insufficient_privilege then
        raise notice 'pg_trgm is not available: alert search works without an index';
end $$;
