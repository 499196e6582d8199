-- Who stands, who is cut off, and who is told: asked beside the pages, not by them.

-- The sign-in that a cookie stands for: found by its hash and proved by its seal. Empty where there is none.
CREATE OR REPLACE FUNCTION access._sign_in(token text)
RETURNS TABLE (hashed text, person_id uuid, is_strong boolean, device_id uuid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    pads access.key;
BEGIN
    hashed := encode(sha256(convert_to(token, 'UTF8')), 'hex');
    SELECT * INTO pads FROM access.key;
    SELECT s.person_id, s.is_strong, s.device_id INTO person_id, is_strong, device_id
    FROM public.accounts_session s JOIN public.accounts_person p ON p.id = s.person_id AND p.is_active
    WHERE s.session_key = hashed AND s.expire_date > access.clock()
      AND s.seal = sha256(pads.opad || sha256(pads.ipad || convert_to(
          concat_ws('|', hashed, s.person_id, CASE WHEN s.is_strong THEN 'strong' ELSE 'weak' END, s.device_id),
          'UTF8')));
    IF FOUND THEN RETURN NEXT; END IF;
END $$;

-- Whether a page that is open still may be: `stands`, `stopped`, or `over` where the sign-in has ended. It opens no
-- scope, writes nothing and costs one look at sessions and one at stops.
CREATE OR REPLACE FUNCTION access.standing(token text, why text, what text, seat int) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    session record;
    in_force jsonb;
BEGIN
    SELECT * INTO session FROM access._sign_in(token);
    IF NOT FOUND THEN RETURN 'over'; END IF;
    in_force := access._in_force(session.person_id, session.hashed, session.device_id);
    IF in_force IS NULL THEN RETURN 'stands'; END IF;
    IF access._names_them(in_force, what) THEN RETURN 'stopped'; END IF;
    IF NOT EXISTS (SELECT FROM access.permission p WHERE p.action = what) THEN RETURN 'stands'; END IF;
    IF (access._stopped(what)).everywhere AND NOT EXISTS (SELECT FROM access._live(session.person_id, what, why)) THEN
        RETURN 'stopped';
    ELSIF seat = ANY ((access._stopped(what)).seats)
          AND NOT seat = ANY (access._seats_left(session.person_id, what, why)) THEN
        RETURN 'stopped';
    END IF;
    RETURN 'stands';
END $$;

-- The key under which a scope's transaction can be found by whoever must end it.
CREATE OR REPLACE FUNCTION access._lock_key(of_kind text, named text) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT hashtextextended('access.' || of_kind || '|' || named, 20)
$$;

-- Ends the statements that a stopped person, session or device has running; whatever comes after them meets the epoch.
-- Anybody may ask: only what a committed stop names is ended.
CREATE OR REPLACE FUNCTION access.cut_off(given uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    keys bigint[];
BEGIN
    SELECT array_agg(access._lock_key(s.kind, coalesce(d.id::text, s.thing))) INTO keys
    FROM public.access_stop s
    LEFT JOIN public.accounts_device d ON s.kind = 'device' AND d.token_hash = s.thing
    WHERE s.id = given AND s.kind IN ('person', 'session', 'device') AND s.lifted_at IS NULL
      AND s.ends_at > access.clock();
    RETURN (SELECT count(*) FILTER (WHERE pg_cancel_backend(l.pid))
            FROM pg_locks l
            WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.pid <> pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (l.classid::bigint << 32 | l.objid::bigint) = ANY (keys));
END $$;

-- Those who are told at once that their seat is stopped: whoever holds keys in its own units.
CREATE OR REPLACE FUNCTION access.officers_to_tell(given uuid) RETURNS TABLE (email text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    RETURN QUERY
    SELECT DISTINCT p.email::text, m.name::text
    FROM public.access_stop s
    JOIN public.organisation_unitseat u ON s.kind = 'seat' AND u.constituency_id = s.thing::int
    CROSS JOIN LATERAL access._keys(u.unit_id, false) k
    JOIN public.accounts_person p ON p.id = k.person_id
    JOIN public.organisation_membership m ON m.person_id = p.id AND m.unit_id = u.unit_id
    WHERE s.id = given AND s.placed_by = now_open.person AND access._is_own(u.unit_id);
END $$;
