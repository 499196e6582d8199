-- The installation's nightly reckoning of what was read: what is usual for a role, who reads and speaks with nobody,
-- and forgetting what has had its term. Terms are those of data_protection/holdings.py.
CREATE OR REPLACE FUNCTION access.reckon_reading(OUT noted int, OUT forgotten int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.person IS NOT NULL OR now_open.action IS DISTINCT FROM 'audit:entry:forget' THEN
        RAISE EXCEPTION 'only the duty of the night reckons' USING ERRCODE = '42501';
    END IF;
    PERFORM access._reckon_roles((access.clock() AT TIME ZONE 'Europe/London')::date);
    noted := access._note_uncontacted((access.clock() AT TIME ZONE 'Europe/London')::date);
    forgotten := access._forget_counts(access.clock());
END $$;

-- What one day in two hundred goes beyond, for each role; of fewer days than that nothing is said.
CREATE OR REPLACE FUNCTION access._reckon_roles(today date) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, access, pg_temp AS $$
    DELETE FROM access.usual_of_role;
    INSERT INTO access.usual_of_role (role, most)
    SELECT d.role, percentile_disc(0.995) WITHIN GROUP (ORDER BY d.people)
    FROM public.access_readingday d
    WHERE d.day >= today - 28 AND d.day < today AND d.people > 0
    GROUP BY d.role HAVING count(*) >= 200
$$;

-- Whoever goes to doors and in a week read more than twenty people for each conversation they recorded. It is noted once
-- a week and nothing follows: others may key in what they heard. An organiser reads for everybody and is not asked.
CREATE OR REPLACE FUNCTION access._note_uncontacted(today date) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    found record;
    noted int := 0;
BEGIN
    FOR found IN
        SELECT week.person_id, week.people / greatest(1, spoken.number) AS per_contact,
            (SELECT m.unit_id FROM public.organisation_membership m
             WHERE m.person_id = week.person_id AND m.ends_on IS NULL ORDER BY m.unit_id DESC LIMIT 1) AS in_unit
        FROM (SELECT d.person_id, sum(d.people)::int AS people FROM public.access_readingday d
              WHERE d.day >= today - 7 AND d.day < today
              GROUP BY d.person_id
              HAVING sum(d.people) >= 500 AND bool_and(d.role IN ('canvasser', 'data-entry helper', 'member', 'teller'))
        ) week, LATERAL (
            SELECT count(*)::int AS number FROM public.canvassing_conversation c
            WHERE c.recorded_by = week.person_id AND c.recorded_at >= access.clock() - interval '7 days') spoken
        WHERE week.people > 20 * greatest(1, spoken.number) AND NOT EXISTS (
            SELECT FROM public.access_signal s WHERE s.person_id = week.person_id AND s.kind = 'uncontacted'
              AND s.raised_at > access.clock() - interval '7 days')
    LOOP
        CONTINUE WHEN found.in_unit IS NULL;
        PERFORM access._note_signal(gen_random_uuid(), found.person_id, found.in_unit, NULL, 'uncontacted',
            found.per_contact, 20, 'none', 0);
        noted := noted + 1;
    END LOOP;
    RETURN noted;
END $$;

-- Counts of a day after 13 months, signals after 14, buckets that have long filled again. The rest is retention.sql's.
CREATE OR REPLACE FUNCTION access._forget_counts(moment timestamptz) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    forgotten int;
    gone int := 0;
BEGIN
    DELETE FROM public.access_readingday d WHERE d.day < (moment - interval '13 months')::date;
    GET DIAGNOSTICS gone = ROW_COUNT;
    forgotten := gone;
    DELETE FROM public.access_signal s WHERE s.raised_at < moment - interval '14 months';
    GET DIAGNOSTICS gone = ROW_COUNT;
    forgotten := forgotten + gone;
    DELETE FROM public.access_quota q WHERE q.at + 8 * q.seconds * interval '1 second' < moment;
    RETURN forgotten;
END $$;
