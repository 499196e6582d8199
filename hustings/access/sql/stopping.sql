-- The only ways in which a stop comes to be, is confirmed, lifted, made longer and looked back at. Each has the last
-- word on its rule; `hustings/access/stops.py` says the same to the forms.

CREATE OR REPLACE FUNCTION access._is_wide(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT kind IN ('seat', 'tool', 'nation')
$$;

-- How long a stop lasts on one person's word; and with a second one's, which is also what an extension adds.
CREATE OR REPLACE FUNCTION access._life(kind text, confirmed boolean) RETURNS interval
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT CASE WHEN access._is_wide(kind) THEN CASE WHEN confirmed THEN interval '24 hours' ELSE interval '60 minutes' END
                ELSE CASE WHEN confirmed THEN interval '7 days' ELSE interval '24 hours' END END
$$;

CREATE OR REPLACE FUNCTION access._next_epoch() RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, access, pg_temp AS $$
    -- After a restore the stops are back and the number is not.
    UPDATE access.epoch SET number = 1 + greatest(number, (SELECT max(s.epoch) FROM public.access_stop s))
    RETURNING number
$$;

-- The unit through which somebody is in reach of the open scope; NULL where they are not.
CREATE OR REPLACE FUNCTION access._unit_of(who uuid, in_units int[]) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT m.unit_id FROM public.organisation_membership m
    WHERE m.person_id = who AND m.unit_id = ANY (in_units)
    ORDER BY m.ends_on IS NULL DESC, m.starts_on DESC LIMIT 1
$$;

-- As `_unit_of`, for a copy: through its seat, or else through whoever has it.
CREATE OR REPLACE FUNCTION access._unit_of_copy(seat int, holder uuid, now_open access.scope) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT coalesce(
        (SELECT u.unit_id FROM public.organisation_unitseat u
         WHERE u.constituency_id = seat AND seat = ANY (now_open.seats) AND u.unit_id = ANY (now_open.units)
         ORDER BY access._is_own(u.unit_id) DESC, u.unit_id LIMIT 1),
        access._unit_of(holder, now_open.units))
$$;

-- The unit that a thing belongs to, as far as the open scope reaches; NULL for what is outside, malformed or absent.
CREATE OR REPLACE FUNCTION access._holds(now_open access.scope, of_kind text, named text) RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    top int := (SELECT u.id FROM public.organisation_unit u WHERE u.parent_id IS NULL ORDER BY u.id LIMIT 1);
BEGIN
    RETURN CASE of_kind
        WHEN 'person' THEN access._unit_of(named::uuid, now_open.units)
        WHEN 'session' THEN (SELECT access._unit_of(s.person_id, now_open.units)
                             FROM public.accounts_session s WHERE s.session_key = named)
        WHEN 'device' THEN (SELECT access._unit_of(d.person_id, now_open.units) FROM public.accounts_device d
                            WHERE d.token_hash = named
                            ORDER BY access._unit_of(d.person_id, now_open.units) IS NULL LIMIT 1)
        WHEN 'copy' THEN coalesce(
            (SELECT access._unit_of_copy(c.constituency_id, coalesce(c.issued_to, c.issued_by), now_open)
             FROM public.copies_copy c WHERE c.id = named::uuid),
            (SELECT access._unit_of_copy(f.constituency_id, f.person_id, now_open)
             FROM public.work_sealedfile f WHERE f.id = named::uuid))
        WHEN 'seat' THEN (SELECT u.unit_id FROM public.organisation_unitseat u
                          WHERE u.constituency_id = named::int AND u.constituency_id = ANY (now_open.seats)
                            AND u.unit_id = ANY (now_open.units) ORDER BY access._is_own(u.unit_id) DESC, u.unit_id LIMIT 1)
        WHEN 'tool' THEN (SELECT top WHERE top = ANY (now_open.units)
                                       AND EXISTS (SELECT FROM access.nature n WHERE n.tool = named))
        WHEN 'nation' THEN (SELECT top WHERE top = ANY (now_open.units) AND named = '')
    END;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range THEN
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION access._has_duty_officer(in_unit int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.organisation_unitabove up
        JOIN public.access_grant g ON g.unit_id = up.unit_id AND g.role = 'duty officer'
        JOIN public.accounts_person a ON a.id = g.person_id AND a.is_active
        WHERE up.below_id = in_unit AND g.starts_at <= access.clock() AND access._stands(g.id)
          AND (g.deputises_id IS NULL OR access._stands(g.deputises_id)))
$$;

-- People, other than these, who could act on a stop in a unit: with a grant there or above, and nothing against them.
CREATE OR REPLACE FUNCTION access._others(what text, in_unit int, without uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT DISTINCT g.person_id
    FROM public.organisation_unitabove up JOIN public.access_grant g ON g.unit_id = up.unit_id
    CROSS JOIN LATERAL access._live(g.person_id, what, 'administration') live
    -- One of `without` may be nobody, and a comparison with nobody would leave everybody out.
    WHERE up.below_id = in_unit AND live.grant_id = g.id AND g.person_id <> ALL (array_remove(without, NULL))
      AND (what = 'access:stop:review' OR g.role = 'duty officer' OR NOT access._has_duty_officer(in_unit))
$$;

-- The role in which the open scope may stop something in a unit: a duty officer's, or a secretary's where there is none.
CREATE OR REPLACE FUNCTION access._must_stop(what text, in_unit int) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_role text;
BEGIN
    PERFORM access._must_reach(in_unit, what);
    SELECT g.role INTO in_role
    FROM access._live(access.person(), what, access.purpose()) live JOIN public.access_grant g ON g.id = live.grant_id
    JOIN public.organisation_unitabove up ON up.unit_id = live.unit_id AND up.below_id = in_unit
    ORDER BY g.role = 'duty officer' DESC LIMIT 1;
    IF in_role IS NULL OR (in_role <> 'duty officer' AND access._has_duty_officer(in_unit)) THEN
        RAISE EXCEPTION 'that is for the duty officer' USING ERRCODE = '42501';
    END IF;
    RETURN in_role;
END $$;

-- One officer's word: in force from the commit, over by itself. What is wider than a person is reviewed within a day.
CREATE OR REPLACE FUNCTION access.place_stop(
    given uuid, of_kind text, with_verb text, named text, as_label text, on_ground text, in_words text, wider text,
    drill boolean
) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    in_unit int := access._holds(now_open, of_kind, named);
    until timestamptz := access.clock() + access._life(of_kind, false);
    in_role text;
BEGIN
    in_role := access._must_stop('access:stop:place', in_unit);
    IF NOT EXISTS (SELECT FROM access.danger d WHERE d.ground = on_ground) THEN
        RAISE EXCEPTION 'a stop is for danger, never for conduct' USING ERRCODE = '23514';
    ELSIF NOT with_verb IN ('all', 'reads', 'copies') OR length(trim(in_words)) < 10
          OR (access._is_wide(of_kind) AND length(trim(wider)) < 10) THEN
        RAISE EXCEPTION 'a stop says what it withholds and why' USING ERRCODE = '23514';
    ELSIF drill AND NOT (of_kind = 'device' AND EXISTS (
            SELECT FROM public.accounts_device d
            WHERE d.token_hash = named AND d.person_id = now_open.person AND d.words = 'drill')) THEN
        -- Drills stand on a list of their own, so that nothing else may pass for one.
        RAISE EXCEPTION 'a drill stops a device made for it' USING ERRCODE = '42501';
    END IF;
    INSERT INTO public.access_stop (id, epoch, kind, verb, thing, label, ground, words, wider_because, unit_id,
        placed_by, placed_role, placed_at, ends_at, is_drill)
    VALUES (given, access._next_epoch(), of_kind, with_verb, named, left(as_label, 200), on_ground, in_words, wider,
        in_unit, now_open.person, in_role, access.clock(), until, drill);
    IF access._is_wide(of_kind) THEN
        INSERT INTO public.access_stopreview (stop_id, unit_id, due_at, finding, words)
        VALUES (given, in_unit, access.clock() + interval '24 hours', '', '');
    END IF;
    RETURN until;
END $$;

-- A stop that is in force and that the open scope may act on, locked: two who act at once act one after the other.
CREATE OR REPLACE FUNCTION access._stop_in_hand(given uuid, what text) RETURNS public.access_stop
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_hand public.access_stop;
BEGIN
    SELECT * INTO in_hand FROM public.access_stop s
    WHERE s.id = given AND s.lifted_at IS NULL AND s.ends_at > access.clock() FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'that stop is over' USING ERRCODE = '23514';
    END IF;
    PERFORM access._must_stop(what, in_hand.unit_id);
    IF in_hand.kind = 'person' AND in_hand.thing = access.person()::text THEN
        RAISE EXCEPTION 'nobody decides on a stop of themselves' USING ERRCODE = '42501';
    END IF;
    RETURN in_hand;
END $$;

-- A second person it must be. Where there is nobody else, it is the first one after half of the stop's first life.
CREATE OR REPLACE FUNCTION access._must_be_second(in_hand public.access_stop, first uuid, since timestamptz)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF access.person() <> first THEN RETURN false; END IF;
    IF EXISTS (SELECT FROM access._others('access:stop:confirm', in_hand.unit_id,
            ARRAY[first, CASE WHEN in_hand.kind = 'person' THEN in_hand.thing::uuid END])) THEN
        RAISE EXCEPTION 'that takes a second person' USING ERRCODE = '42501';
    ELSIF access.clock() < since + access._life(in_hand.kind, false) / 2 THEN
        RAISE EXCEPTION 'alone, that takes time' USING ERRCODE = '55000';
    END IF;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION access.confirm_stop(given uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_hand public.access_stop := access._stop_in_hand(given, 'access:stop:confirm');
    until timestamptz := in_hand.placed_at + access._life(in_hand.kind, true);
BEGIN
    PERFORM access._must_be_second(in_hand, in_hand.placed_by, in_hand.placed_at);
    IF in_hand.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'that stop is confirmed already' USING ERRCODE = '23514';
    END IF;
    PERFORM access._next_epoch();
    UPDATE public.access_stop SET confirmed_by = access.person(), confirmed_at = access.clock(), ends_at = until
    WHERE id = given;
    RETURN until;
END $$;

-- The first of two: to lift a stop before its end, or to let a confirmed one last longer, once its first life again.
CREATE OR REPLACE FUNCTION access.propose_motion(motion uuid, given uuid, of_kind text, until timestamptz, because text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_hand public.access_stop := access._stop_in_hand(given, 'access:stop:confirm');
BEGIN
    IF NOT of_kind IN ('lift', 'extend') OR length(trim(because)) < 10 THEN
        RAISE EXCEPTION 'a motion says what it wants and why' USING ERRCODE = '23514';
    ELSIF of_kind = 'extend' AND (in_hand.confirmed_at IS NULL OR until IS NULL OR until <= in_hand.ends_at
            OR until > in_hand.ends_at + access._life(in_hand.kind, true)) THEN
        RAISE EXCEPTION 'a stop is made longer once it is confirmed, by its own length at most' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.access_stopmotion (id, stop_id, unit_id, kind, until, reason, asked_by, asked_at, alone)
    VALUES (motion, given, in_hand.unit_id, of_kind, CASE WHEN of_kind = 'extend' THEN until END, because, access.person(),
        access.clock(), false);
END $$;

-- The second of two; what was proposed takes effect at once.
CREATE OR REPLACE FUNCTION access.settle_motion(motion uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    proposed public.access_stopmotion;
    in_hand public.access_stop;
    is_alone boolean;
BEGIN
    SELECT * INTO proposed FROM public.access_stopmotion m WHERE m.id = motion AND m.settled_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'that is settled already' USING ERRCODE = '23514';
    END IF;
    in_hand := access._stop_in_hand(proposed.stop_id, 'access:stop:confirm');
    is_alone := access._must_be_second(in_hand, proposed.asked_by, proposed.asked_at);
    UPDATE public.access_stopmotion SET settled_by = access.person(), settled_at = access.clock(), alone = is_alone
    WHERE id = motion;
    PERFORM access._next_epoch();
    UPDATE public.access_stop SET
        lifted_at = CASE WHEN proposed.kind = 'lift' THEN access.clock() END,
        lifted_by = CASE WHEN proposed.kind = 'lift' THEN access.person() END,
        ends_at = coalesce(proposed.until, ends_at)
    WHERE id = in_hand.id;
    RETURN in_hand.id;
END $$;

-- Looking back: by somebody who neither placed nor confirmed it, or, where there is nobody else, by whoever there is.
CREATE OR REPLACE FUNCTION access.review_stop(given uuid, outcome text, in_words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    seen public.access_stop;
BEGIN
    SELECT * INTO seen FROM public.access_stop s WHERE s.id = given;
    PERFORM access._must_reach(seen.unit_id, 'access:stop:review');
    IF access.person() IN (seen.placed_by, seen.confirmed_by) AND EXISTS (
        SELECT FROM access._others('access:stop:review', seen.unit_id, ARRAY[seen.placed_by, seen.confirmed_by])
    ) THEN
        RAISE EXCEPTION 'nobody reviews a stop of their own' USING ERRCODE = '42501';
    ELSIF NOT outcome IN ('right', 'too wide', 'wrong') OR length(trim(in_words)) < 10 THEN
        RAISE EXCEPTION 'a review says what it found' USING ERRCODE = '23514';
    END IF;
    UPDATE public.access_stopreview SET finding = outcome, words = in_words, reviewed_by = access.person(),
        reviewed_at = access.clock()
    WHERE stop_id = given AND reviewed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is nothing to review' USING ERRCODE = '23514';
    END IF;
END $$;
