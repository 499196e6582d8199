-- Unusual reading: what was noticed, the step that follows by itself, and how an officer settles it.

-- Notes a signal about somebody and slows their reading by one step at most: never further than holding copies, never
-- longer than a day. A unit is found for it, so that its officers see it.
CREATE OR REPLACE FUNCTION access._note_signal(
    made uuid, who uuid, in_unit int, seat int, what text, measured int, unusual_from int, next_step text, hours int
) RETURNS uuid LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    ladder text[] := ARRAY['none', 'step-up', 'throttle', 'hold'];
    until timestamptz := access.clock() + least(hours, 24) * interval '1 hour';
    today date := (access.clock() AT TIME ZONE 'Europe/London')::date;
BEGIN
    IF array_position(ladder, next_step) IS NULL THEN
        RAISE EXCEPTION 'nothing else follows by itself than %', ladder USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.access_signal (id, person_id, unit_id, constituency_id, kind, measured, usual, step, raised_at,
        ends_at, settled_because)
    VALUES (made, who, in_unit, seat, what, measured, unusual_from, next_step, access.clock(),
        CASE WHEN next_step <> 'none' THEN until END, '');
    UPDATE public.access_readingday d SET fired = d.fired || jsonb_build_object(what, measured)
    WHERE d.person_id = who AND d.day = today;
    IF next_step <> 'none' THEN
        INSERT INTO public.access_watch AS w (person_id, step, since, ends_at)
        VALUES (who, next_step, access.clock(), until)
        ON CONFLICT (person_id) DO UPDATE SET (step, since, ends_at) = (excluded.step, excluded.since, excluded.ends_at)
        WHERE w.ends_at <= access.clock() OR array_position(ladder, excluded.step) >= array_position(ladder, w.step);
    END IF;
    RETURN made;
END $$;

-- The unit a person reads in: that of a grant which permits what the scope does, the nearest to the seat.
CREATE OR REPLACE FUNCTION access._unit_reading(who uuid, what text, why text, seat int) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT unit_id FROM (
        SELECT live.unit_id, seat IS NOT NULL AND EXISTS (
            SELECT FROM public.organisation_unitseat s WHERE s.unit_id = live.unit_id AND s.constituency_id = seat
        ) AS is_here FROM access._live(who, what, why) live
        UNION ALL
        SELECT m.unit_id, false FROM public.organisation_membership m WHERE m.person_id = who AND m.ends_on IS NULL
    ) found ORDER BY is_here DESC, unit_id DESC LIMIT 1
$$;

-- A signal about whoever the open scope is: nobody raises one about somebody else.
CREATE OR REPLACE FUNCTION access.note_signal(
    made uuid, seat int, what text, measured int, unusual_from int, next_step text, hours int
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    in_unit int := access._unit_reading(now_open.person, now_open.action, now_open.purpose, seat);
BEGIN
    IF now_open.person IS NULL OR in_unit IS NULL THEN RETURN NULL; END IF;
    RETURN access._note_signal(made, now_open.person, in_unit, seat, what, measured, unusual_from, next_step, hours);
END $$;

-- Counts what a page could not count while it was refused, or knew nothing of: asking beyond one's reach or one's
-- quota, looking somebody on the watch-list up. Gives how often today, and on how much it was noted before.
CREATE OR REPLACE FUNCTION access.count_odd(what text, as_role text, OUT times int, OUT noted_on int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    who uuid := (access._scope()).person;
    today date := (access.clock() AT TIME ZONE 'Europe/London')::date;
BEGIN
    IF who IS NULL THEN RETURN; END IF;
    FOR attempt IN 1..2 LOOP
        UPDATE public.access_readingday d SET
            refused = d.refused + CASE what WHEN 'outside' THEN 1 ELSE 0 END,
            watched = d.watched + CASE what WHEN 'watched' THEN 1 ELSE 0 END,
            over = d.over + CASE what WHEN 'quota' THEN 1 ELSE 0 END
        WHERE d.person_id = who AND d.day = today
        RETURNING CASE what WHEN 'outside' THEN d.refused WHEN 'watched' THEN d.watched ELSE d.over END, (d.fired ->> what)::int
        INTO times, noted_on;
        EXIT WHEN FOUND;
        PERFORM access._begin_reading_day(who, as_role, today);
    END LOOP;
END $$;

-- The names of those who stand for election, for whoever finds or opens people now: looking one up is noted.
CREATE OR REPLACE FUNCTION access.candidates() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT m.name), '{}')
    FROM public.access_grant g JOIN public.organisation_membership m ON m.id = g.membership_id
    WHERE g.role = 'candidate' AND g.ended_at IS NULL AND g.ends_at > access.clock()
      AND (access._scope()).action IN ('register:elector:find', 'register:elector:open')
$$;

-- An officer says why it is in order. Nobody settles what is about themselves. With the last open signal the step
-- ends; `expected` says until when the same is no surprise, a week at most.
CREATE OR REPLACE FUNCTION access.settle_signal(signal uuid, because text, expected timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    noted public.access_signal;
BEGIN
    SELECT * INTO noted FROM public.access_signal s WHERE s.id = signal AND s.settled_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(noted.unit_id, 'access:reading:clear');
    IF noted.person_id = access.person() THEN
        RAISE EXCEPTION 'nobody settles what is about themselves' USING ERRCODE = '42501';
    ELSIF length(btrim(because)) < 3 OR expected > access.clock() + interval '7 days' THEN
        RAISE EXCEPTION 'a reason is wanted, and a week is the longest' USING ERRCODE = '23514';
    END IF;
    UPDATE public.access_signal SET settled_at = access.clock(), settled_by = access.person(), settled_because = because
    WHERE id = signal;
    UPDATE public.access_watch w SET
        ends_at = CASE WHEN EXISTS (
            SELECT FROM public.access_signal s WHERE s.person_id = noted.person_id AND s.settled_at IS NULL
              AND s.ends_at > access.clock()) THEN w.ends_at ELSE access.clock() END,
        expected_until = greatest(w.expected_until, expected)
    WHERE w.person_id = noted.person_id;
    RETURN true;
END $$;

-- An officer lets one person of their unit read more than the quota, for a day at most.
CREATE OR REPLACE FUNCTION access.lift_quota(who uuid, in_unit int, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_reach(in_unit, 'access:reading:clear');
    IF who = access.person() THEN
        RAISE EXCEPTION 'nobody lifts their own quota' USING ERRCODE = '42501';
    ELSIF until <= access.clock() OR until > access.clock() + interval '24 hours' THEN
        RAISE EXCEPTION 'a quota is lifted for a day at most' USING ERRCODE = '23514';
    ELSIF NOT EXISTS (
        SELECT FROM public.access_grant g JOIN public.organisation_unitabove up ON up.below_id = g.unit_id
        WHERE g.person_id = who AND up.unit_id = in_unit AND g.ended_at IS NULL AND g.ends_at > access.clock()
    ) THEN
        RETURN false;
    END IF;
    INSERT INTO public.access_watch AS w (person_id, step, since, ends_at, lifted_until)
    VALUES (who, 'none', access.clock(), access.clock(), until)
    ON CONFLICT (person_id) DO UPDATE SET lifted_until = excluded.lifted_until;
    RETURN true;
END $$;
