-- Doors in a canvasser's hands: given by an organiser, or by joining a walk whose code somebody was handed.

CREATE OR REPLACE FUNCTION access.hand_out(
    given uuid, seat int, to_doors uuid[], since timestamptz, until timestamptz, given_for uuid
) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.action NOT IN ('paper:sheet:print', 'targeting:walk:hand-out') OR NOT seat = ANY (now_open.seats) OR NOT EXISTS (
        SELECT FROM public.access_grant g JOIN public.organisation_unitseat s ON s.unit_id = g.unit_id
        WHERE g.id = given AND s.constituency_id = seat AND g.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'this scope may not hand out doors there' USING ERRCODE = '42501';
    END IF;
    RETURN access._hand_out(given, seat, to_doors, since, until, given_for);
END $$;

CREATE OR REPLACE FUNCTION access._hand_out(
    given uuid, seat int, to_doors uuid[], since timestamptz, until timestamptz, given_for uuid
) RETURNS int LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    handed int;
BEGIN
    INSERT INTO public.access_handout (grant_id, door_id, handed_for, constituency_id, starts_at, ends_at)
    SELECT given, door, given_for, seat, since, until FROM unnest(to_doors) door
    ON CONFLICT (grant_id, door_id, handed_for) DO UPDATE
        SET starts_at = excluded.starts_at, ends_at = excluded.ends_at;
    GET DIAGNOSTICS handed = ROW_COUNT;
    RETURN handed;
END $$;

-- Ends what was handed out for one thing, for everybody who has it; what they hold for another stays open.
CREATE OR REPLACE FUNCTION access.take_doors_back(seat int, given_for uuid, at timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    ended int;
BEGIN
    IF now_open.action <> 'targeting:walk:hand-out' OR NOT seat = ANY (now_open.seats) THEN
        RAISE EXCEPTION 'this scope may not take doors back there' USING ERRCODE = '42501';
    END IF;
    UPDATE public.access_handout SET ends_at = at
    WHERE handed_for = given_for AND constituency_id = seat AND ends_at > at;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;

-- The grants by which whoever is signed in may join a walk of a seat. None: they are told as little as of a wrong code.
CREATE OR REPLACE FUNCTION access._joining(seat int) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.action <> 'targeting:walk:join' OR now_open.reads = '{}' THEN RETURN; END IF;
    RETURN QUERY SELECT live.grant_id FROM access._live(now_open.person, now_open.action, now_open.purpose) live
        JOIN public.organisation_unitseat s ON s.unit_id = live.unit_id AND s.constituency_id = seat
        WHERE live.keeps OR NOT seat = ANY ((access._stopped(now_open.action)).seats);
END $$;

-- What stands behind a code: nothing of who lives there, which opens with joining. `joined` while it is in one's hands.
CREATE OR REPLACE FUNCTION access.walk_of_code(seat int, by_code text)
RETURNS TABLE (outing uuid, name text, team text, meeting_place text, doors int, starts_at timestamptz,
    until timestamptz, back_at timestamptz, joined boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT o.id, o.walk_name, o.team, p.meeting_place, cardinality(o.doors), o.starts_at, o.until, o.back_at,
        EXISTS (SELECT FROM public.access_handout h JOIN access._joining(seat) mine ON mine = h.grant_id
                WHERE h.handed_for = o.id AND h.ends_at > access.clock())
    FROM public.targeting_outing o
    JOIN public.targeting_walkplan p ON p.constituency_id = o.constituency_id AND p.id = o.plan_id
    WHERE o.constituency_id = seat AND o.code = by_code AND EXISTS (SELECT FROM access._joining(seat))
$$;

-- Opens the doors of a walk that is out, or about to be, to who holds its code: until it is back or its time is over.
-- 0 where it is neither. Held against whoever takes it back at the same moment.
CREATE OR REPLACE FUNCTION access.join_walk(seat int, by_code text, early interval) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    found_out public.targeting_outing;
    handed int := 0;
    mine uuid;
BEGIN
    SELECT * INTO found_out FROM public.targeting_outing o
    WHERE o.constituency_id = seat AND o.code = by_code AND o.back_at IS NULL
      AND o.starts_at - least(early, interval '1 hour') <= access.clock() AND o.until > access.clock()
    FOR SHARE;
    IF NOT FOUND THEN RETURN 0; END IF;
    FOR mine IN SELECT access._joining(seat) LOOP
        handed := greatest(handed, access._hand_out(mine, seat, found_out.doors,
            least(found_out.starts_at, access.clock()), found_out.until, found_out.id));
    END LOOP;
    RETURN handed;
END $$;

-- The doors of a walk in their order for who has joined it, and who may be asked for there: not who objects, is held out
-- or stands on no line of the walk's list. Streets and hold-outs have walls that a canvasser's doors do not open.
CREATE OR REPLACE FUNCTION access.doors_of_walk(seat int, of_outing uuid)
RETURNS TABLE (place int, door uuid, street text, building text, is_passed boolean, electors uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT w.place, d.id, concat_ws(', ', s.name, nullif(s.locality, '')),
        concat_ws(' ', nullif(b.number, ''), nullif(b.name, '')), d.do_not_knock,
        ARRAY(SELECT e.id FROM public.register_elector e
              WHERE e.constituency_id = seat AND e.door_id = d.id AND e.on_register AND NOT e.objects_at_door
                AND NOT d.do_not_knock AND (w.electors IS NULL OR e.id = ANY (w.electors))
                AND NOT EXISTS (SELECT FROM public.canvassing_heldout h
                                WHERE h.constituency_id = seat AND h.elector_id = e.id
                                  AND h.ends_on > (access.clock() AT TIME ZONE 'Europe/London')::date))
    FROM public.targeting_outing o
    JOIN public.targeting_walkdoor w ON w.constituency_id = seat AND w.walk_id = o.walk_id
    JOIN public.register_door d ON d.constituency_id = seat AND d.id = w.door_id
    JOIN public.register_street s ON s.constituency_id = seat AND s.id = d.street_id
    LEFT JOIN public.register_building b ON b.constituency_id = seat AND b.id = d.building_id
    WHERE o.constituency_id = seat AND o.id = of_outing AND o.back_at IS NULL AND o.until > access.clock()
      AND EXISTS (SELECT FROM public.access_handout h JOIN access._joining(seat) mine ON mine = h.grant_id
                  WHERE h.handed_for = o.id AND h.door_id = w.door_id AND h.ends_at > access.clock()
                    AND (h.starts_at IS NULL OR h.starts_at <= access.clock()))
    ORDER BY w.place
$$;
