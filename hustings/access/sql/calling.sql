-- When an election is called, and what that does to grants: they do not run out between the notice of election and a
-- week after the poll.

-- Says that an election is held in a seat of the scope. The days come from the law's timetable, which is a library in
-- Python; here they are only held within what a timetable can say.
CREATE OR REPLACE FUNCTION access.call_election(
    given uuid, of_election uuid, in_seat int, notice date, until date
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    polling_day date := (SELECT e.polling_day FROM public.elections_election e WHERE e.id = of_election);
BEGIN
    IF now_open.action NOT IN ('elections:election:add', 'organisation:demo:fill')
       OR NOT in_seat = ANY (now_open.seats) THEN
        RAISE EXCEPTION 'this scope may call no election there' USING ERRCODE = '42501';
    ELSIF polling_day IS NULL OR notice NOT BETWEEN polling_day - 70 AND polling_day OR until <> polling_day + 8 THEN
        RAISE EXCEPTION 'an election is called for some weeks before its poll and one after' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.elections_calling (id, election_id, constituency_id, notice_on, ends_on, called_by, called_at)
    VALUES (given, of_election, in_seat, notice, until, now_open.person, access.clock())
    ON CONFLICT (constituency_id, election_id) DO NOTHING;
END $$;

-- The polls of a unit, with the days between which they are called there: in more than half of its seats. A by-election
-- in one seat of a nation changes nothing at headquarters.
CREATE OR REPLACE FUNCTION access._polls(in_unit int) RETURNS TABLE (notice_on date, ends_on date)
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT min(c.notice_on), c.ends_on
    FROM public.elections_calling c JOIN public.organisation_unitseat s ON s.constituency_id = c.constituency_id
    WHERE s.unit_id = in_unit
    GROUP BY c.ends_on
    HAVING count(DISTINCT c.constituency_id) * 2
        > (SELECT count(*) FROM public.organisation_unitseat s WHERE s.unit_id = in_unit)
$$;

-- Whether an election is called in a unit today.
CREATE OR REPLACE FUNCTION access.is_called(in_unit int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access._polls(in_unit) p
                   WHERE (access.clock() AT TIME ZONE 'Europe/London')::date BETWEEN p.notice_on AND p.ends_on - 1)
$$;

-- The end of a grant in a unit, carried to a week after the poll where it falls into a called election. Nothing is
-- carried further than ninety days, so that no row of elections makes a grant endless.
CREATE OR REPLACE FUNCTION access.carried(in_unit int, until timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    day date := (until AT TIME ZONE 'Europe/London')::date;
    carried_to timestamptz := until;
    later date;
BEGIN
    LOOP
        SELECT max(p.ends_on) INTO later FROM access._polls(in_unit) p
        WHERE p.notice_on <= day AND p.ends_on > day;
        EXIT WHEN later IS NULL;
        day := later;
        carried_to := later::timestamp AT TIME ZONE 'Europe/London';
    END LOOP;
    RETURN least(carried_to, until + interval '90 days');
END $$;

-- Whether a grant has not run out, its end carried where that falls into a called election. Asked of every grant at
-- every request: the elections are looked at only where its own end is over.
CREATE OR REPLACE FUNCTION access._lasts(ends_at timestamptz, in_unit int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT CASE WHEN ends_at > access.clock() THEN true ELSE access.carried(in_unit, ends_at) > access.clock() END
$$;

-- What two people have agreed to, of what SQL itself asks two people for. Each compares the payload with what is done.
CREATE OR REPLACE FUNCTION access._agreed_to_end(approval uuid, thing uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF approval IS NULL THEN
        RAISE EXCEPTION 'while an election is called that takes two people' USING ERRCODE = '42501';
    ELSIF access._use(approval, 'ending in election') ->> 'thing' IS DISTINCT FROM thing::text THEN
        RAISE EXCEPTION 'that is not what was approved' USING ERRCODE = '42501';
    END IF;
END $$;

-- A role of a region or of the whole organisation takes two people, but while the installation is founded.
CREATE OR REPLACE FUNCTION access._agreed_to_give(
    approval uuid, who uuid, in_unit int, as_role text, why text[], until timestamptz
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    unit public.organisation_unit;
    agreed jsonb;
BEGIN
    SELECT * INTO unit FROM public.organisation_unit u WHERE u.id = in_unit;
    IF as_role = 'member' OR unit.kind NOT IN ('national', 'region') OR access._is_founding() THEN RETURN; END IF;
    IF approval IS NULL THEN
        RAISE EXCEPTION 'a role of regional level or above takes two people' USING ERRCODE = '42501';
    END IF;
    agreed := access._use(approval, 'role above region');
    IF (agreed ->> 'person', agreed ->> 'unit', agreed ->> 'role', agreed -> 'purposes', agreed ->> 'last_day')
       IS DISTINCT FROM (who::text, unit.key::text, as_role, to_jsonb(why),
                         ((until - interval '1 second') AT TIME ZONE 'Europe/London')::date::text) THEN
        RAISE EXCEPTION 'that is not what was approved' USING ERRCODE = '42501';
    END IF;
END $$;
