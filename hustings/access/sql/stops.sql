-- Which stops are in force, and what they withhold. Asked by whatever opens a scope, before any grant.

-- One row for the installation: the number goes up with every stop placed, confirmed, extended or lifted.
CREATE TABLE IF NOT EXISTS access.epoch (one boolean PRIMARY KEY CHECK (one), number bigint NOT NULL);
INSERT INTO access.epoch VALUES (true, 1) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS access.nature (
    action text PRIMARY KEY, tool text NOT NULL, reads boolean NOT NULL, leaves boolean NOT NULL,
    floor boolean NOT NULL, unstoppable boolean NOT NULL
);
CREATE TABLE IF NOT EXISTS access.danger (ground text PRIMARY KEY);

-- Whether a stop with this verb withholds an action; one that is not in the table is withheld.
CREATE OR REPLACE FUNCTION access._withholds(verb text, what text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT verb = 'all' OR coalesce(
        (SELECT CASE verb WHEN 'copies' THEN n.leaves ELSE n.reads END FROM access.nature n WHERE n.action = what), true)
$$;

CREATE OR REPLACE FUNCTION access._is_floor(what text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT coalesce((SELECT n.floor FROM access.nature n WHERE n.action = what), false)
$$;

-- What a person, in one session, on one device, is concerned by: stops of their own, and those of places and tools.
-- One look at a partial index that holds what nobody has lifted, from now on.
CREATE OR REPLACE FUNCTION access._in_force(who uuid, in_session text, on_device uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    RETURN (
        SELECT jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'verb', s.verb, 'ground', s.ground,
                'thing', CASE WHEN s.kind IN ('copy', 'seat', 'tool') THEN s.thing ELSE '' END,
                'placed_role', s.placed_role, 'ends_at', s.ends_at) ORDER BY s.epoch)
        FROM public.access_stop s
        WHERE s.lifted_at IS NULL AND s.ends_at > access.clock()
          AND (s.kind IN ('copy', 'seat', 'tool', 'nation')
            OR (s.kind = 'person' AND s.thing = who::text)
            OR (s.kind = 'session' AND s.thing = in_session)
            OR (s.kind = 'device' AND s.thing = (
                SELECT d.token_hash FROM public.accounts_device d WHERE d.id = on_device))));
END $$;

-- Whether one of these stops names the person, session or device itself and withholds the action.
CREATE OR REPLACE FUNCTION access._names_them(in_force jsonb, what text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    RETURN in_force IS NOT NULL AND EXISTS (
        SELECT FROM jsonb_array_elements(in_force) s
        WHERE s ->> 'kind' IN ('person', 'session', 'device') AND access._withholds(s ->> 'verb', what));
END $$;

-- What places and tools withhold an action from outside: everywhere, or these seats.
CREATE OR REPLACE FUNCTION access._stopped(what text, OUT everywhere boolean, OUT seats int[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    SELECT coalesce(bool_or(s.kind = 'nation' OR (s.kind = 'tool' AND s.thing IS NOT DISTINCT FROM (
               SELECT n.tool FROM access.nature n WHERE n.action = what))), false),
           coalesce(array_agg(s.thing::int) FILTER (WHERE s.kind = 'seat'), '{}')
    INTO everywhere, seats
    FROM public.access_stop s
    WHERE s.lifted_at IS NULL AND s.ends_at > access.clock() AND s.kind IN ('seat', 'tool', 'nation')
      AND access._withholds(s.verb, what)
      AND NOT EXISTS (SELECT FROM access.nature n WHERE n.action = what AND n.unstoppable);
END $$;

-- A seat's own unit: a constituency, a branch, or the whole organisation where there is none of these under it.
CREATE OR REPLACE FUNCTION access._is_own(unit int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM public.organisation_unitabove up JOIN public.organisation_unit below ON below.id = up.below_id
        WHERE up.unit_id = unit AND below.kind IN ('seat', 'branch'))
    OR EXISTS (SELECT FROM public.organisation_unit u WHERE u.id = unit AND u.kind IN ('seat', 'branch'))
$$;

-- Whether every seat of a unit is among these; a unit without seats is not.
CREATE OR REPLACE FUNCTION access._lies_in(unit int, in_seats int[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT coalesce(bool_and(s.constituency_id = ANY (in_seats)), false)
    FROM public.organisation_unitseat s WHERE s.unit_id = unit
$$;

-- Whether the open scope may take a file out: neither the person nor the copy is stopped, nor the seat from outside.
CREATE OR REPLACE FUNCTION access.lets_go(file uuid, seat int) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    in_force jsonb := access._in_force(now_open.person, now_open.session, now_open.device);
    halted record;
BEGIN
    IF in_force IS NULL OR now_open.person IS NULL THEN RETURN true; END IF;
    SELECT * INTO halted FROM access._stopped('work:file:fetch');
    RETURN NOT access._names_them(in_force, 'work:file:fetch')
        AND NOT EXISTS (SELECT FROM jsonb_array_elements(in_force) s
                        WHERE s ->> 'kind' = 'copy' AND (s ->> 'thing' = file::text OR EXISTS (
                            SELECT FROM public.copies_copy c
                            WHERE c.file_id = file AND c.id::text = s ->> 'thing')))
        AND ((NOT halted.everywhere AND (seat IS NULL OR NOT seat = ANY (halted.seats)))
             OR access._serves(now_open.person, seat));
END $$;

-- Whether somebody holds a live grant in a seat's own unit; for what is of no seat, in any such unit.
CREATE OR REPLACE FUNCTION access._serves(who uuid, seat int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.access_grant g JOIN public.organisation_unitseat s ON s.unit_id = g.unit_id
        JOIN public.organisation_membership m ON m.id = g.membership_id
            AND m.starts_on <= (access.clock() AT TIME ZONE 'Europe/London')::date
        WHERE g.person_id = who AND (seat IS NULL OR s.constituency_id = seat)
          AND g.starts_at <= access.clock() AND access._stands(g.id)
          AND (g.deputises_id IS NULL OR access._stands(g.deputises_id)) AND access._is_own(g.unit_id))
$$;

-- Whether a scope that was opened before the last stop still stands: asked again by every statement under it.
CREATE OR REPLACE FUNCTION access._still_stands(opened access.scope) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    halted record;
BEGIN
    IF opened.person IS NULL OR opened.writes = '{}' AND opened.reads = '{}' THEN RETURN true; END IF;
    IF access._names_them(access._in_force(opened.person, opened.session, opened.device), opened.action) THEN
        RETURN false;
    END IF;
    SELECT * INTO halted FROM access._stopped(opened.action);
    IF NOT halted.everywhere AND halted.seats = '{}' THEN RETURN true; END IF;
    -- Also whose reach is doors or units alone reads no more of a stopped seat.
    RETURN EXISTS (SELECT FROM access._live(opened.person, opened.action, opened.purpose))
        AND opened.seats <@ access._seats_left(opened.person, opened.action, opened.purpose)
        AND opened.units <@ ARRAY(
            SELECT above.below_id FROM access._live(opened.person, opened.action, opened.purpose) live
            JOIN public.organisation_unitabove above USING (unit_id)
            WHERE live.keeps OR NOT access._lies_in(above.below_id, halted.seats))
        AND opened.doors <@ ARRAY(
            SELECT given.door_id FROM access._live(opened.person, opened.action, opened.purpose) live
            JOIN public.access_handout given USING (grant_id)
            WHERE live.keeps OR NOT given.constituency_id = ANY (halted.seats));
END $$;

CREATE OR REPLACE FUNCTION access._seats_left(who uuid, what text, why text) RETURNS int[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT seat.constituency_id), '{}')
            FROM access._live(who, what, why) live JOIN public.organisation_unitseat seat USING (unit_id)
            WHERE live.keeps OR NOT seat.constituency_id = ANY ((access._stopped(what)).seats));
END $$;
