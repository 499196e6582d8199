-- The scope: what the database itself lets one transaction see. Run whole by the wrapped `migrate`, as the owner.
-- Every function is SECURITY DEFINER, belongs to hustings_gate (which owns nothing else) and has a fixed search path.

CREATE SCHEMA IF NOT EXISTS access;
GRANT USAGE ON SCHEMA access TO hustings_runtime;
GRANT USAGE, CREATE ON SCHEMA access TO hustings_gate;

-- One row a backend. Unlogged: after a crash no scope is open, which is what we want.
CREATE UNLOGGED TABLE IF NOT EXISTS access.scope (
    backend int PRIMARY KEY,
    txid bigint NOT NULL,
    nonce uuid NOT NULL,
    person uuid,
    is_strong boolean NOT NULL,
    purpose text NOT NULL,
    action text NOT NULL,
    units int[] NOT NULL,
    seats int[] NOT NULL,
    doors uuid[] NOT NULL,
    reads text[] NOT NULL,
    writes text[] NOT NULL,
    session text,
    device uuid,
    epoch bigint NOT NULL
) WITH (fillfactor = 40);
ALTER TABLE access.scope ADD COLUMN IF NOT EXISTS session text;
ALTER TABLE access.scope ADD COLUMN IF NOT EXISTS device uuid;
ALTER TABLE access.scope ADD COLUMN IF NOT EXISTS epoch bigint NOT NULL DEFAULT 0;
CREATE TABLE IF NOT EXISTS access.key (ipad bytea NOT NULL, opad bytea NOT NULL);
CREATE TABLE IF NOT EXISTS access.permission (
    role text NOT NULL, action text NOT NULL, purpose text NOT NULL, doors_only boolean NOT NULL,
    PRIMARY KEY (action, purpose, role)
);
CREATE TABLE IF NOT EXISTS access.touch (
    action text NOT NULL, shelf text NOT NULL, writes boolean NOT NULL, PRIMARY KEY (action, shelf)
);
CREATE TABLE IF NOT EXISTS access.strong (action text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS access.duty (name text NOT NULL, action text NOT NULL, PRIMARY KEY (name, action));
-- Where a role can be held, for which purposes and for how many days; and who may offer it to others.
CREATE TABLE IF NOT EXISTS access.role (
    name text PRIMARY KEY, kinds text[] NOT NULL, purposes text[] NOT NULL, days int NOT NULL
);
CREATE TABLE IF NOT EXISTS access.offer (holder text NOT NULL, role text NOT NULL, PRIMARY KEY (holder, role));
-- The one transaction in which this installation was founded; written once.
CREATE TABLE IF NOT EXISTS access.founding (one boolean PRIMARY KEY CHECK (one), txid bigint NOT NULL);

-- The one clock of all SQL. Tests replace it; the start-up check compares it with this text.
CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$ SELECT now() $$;

CREATE OR REPLACE FUNCTION access._open(
    who uuid, strong boolean, why text, what text, in_units int[], in_seats int[], in_doors uuid[], permitted boolean,
    in_session text DEFAULT NULL, on_device uuid DEFAULT NULL
) RETURNS uuid LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    made uuid := gen_random_uuid();
    held text;
BEGIN
    -- A snapshot of the whole transaction would not see the epoch go up.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'a scope opens in a transaction that reads what is committed' USING ERRCODE = '42501';
    END IF;
    -- What a cursor was left holding was shown to another scope.
    FOR held IN SELECT c.name FROM pg_cursors c WHERE c.is_holdable LOOP EXECUTE format('CLOSE %I', held); END LOOP;
    IF EXISTS (SELECT FROM access.scope
               WHERE backend = pg_backend_pid() AND txid = txid_current_if_assigned()) THEN
        RAISE EXCEPTION 'a scope is already open in this transaction' USING ERRCODE = '42501';
    END IF;
    IF who IS NOT NULL THEN PERFORM pg_advisory_xact_lock_shared(access._lock_key('person', who::text)); END IF;
    IF in_session <> '' THEN PERFORM pg_advisory_xact_lock_shared(access._lock_key('session', in_session)); END IF;
    IF on_device IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock_shared(access._lock_key('device', on_device::text));
    END IF;
    INSERT INTO access.scope VALUES (
        pg_backend_pid(), txid_current(), made, who, strong, why, what, in_units, in_seats, in_doors,
        ARRAY(SELECT shelf FROM access.touch WHERE permitted AND action = what),
        ARRAY(SELECT shelf FROM access.touch WHERE permitted AND action = what AND touch.writes),
        in_session, on_device, (SELECT number FROM access.epoch)
    )
    ON CONFLICT (backend) DO UPDATE SET (txid, nonce, person, is_strong, purpose, action, units, seats, doors,
        reads, writes, session, device, epoch) = (excluded.txid, excluded.nonce, excluded.person, excluded.is_strong,
        excluded.purpose, excluded.action, excluded.units, excluded.seats, excluded.doors, excluded.reads,
        excluded.writes, excluded.session, excluded.device, excluded.epoch);
    RETURN made;
END $$;

-- Whether a grant is in force now: not ended, not over, and neither is the membership it came from.
CREATE OR REPLACE FUNCTION access._stands(given uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.access_grant g
        JOIN public.organisation_membership m ON m.id = g.membership_id
        WHERE g.id = given AND g.ended_at IS NULL AND access._lasts(g.ends_at, g.unit_id)
          AND NOT access._is_over(m.status)
          AND (m.ends_on IS NULL OR m.ends_on > (access.clock() AT TIME ZONE 'Europe/London')::date));
END $$;

-- Live grants of a person that permit an action for a purpose, and that no stop of a place or a tool has taken away:
-- `keeps` says that the floor holds this one wherever it reaches. A deputy's grant stands as long as the one it copies.
CREATE OR REPLACE FUNCTION access._live(who uuid, what text, why text)
RETURNS TABLE (grant_id uuid, unit_id int, doors_only boolean, keeps boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
#variable_conflict use_column
DECLARE
    halted record := access._stopped(what);
    is_calm boolean := NOT halted.everywhere AND halted.seats = '{}';
BEGIN
    RETURN QUERY
    SELECT g.id, g.unit_id, p.doors_only, NOT is_calm AND access._is_floor(what) AND access._is_own(g.unit_id)
    FROM public.access_grant g
    JOIN access.permission p ON p.role = g.role AND p.action = what AND p.purpose = why
    JOIN public.organisation_membership m ON m.id = g.membership_id
    JOIN public.accounts_person a ON a.id = g.person_id
    WHERE g.person_id = who
      AND why = ANY (g.purposes)
      AND a.is_active
      AND g.starts_at <= access.clock() AND g.ended_at IS NULL AND access._lasts(g.ends_at, g.unit_id)
      AND NOT access._is_over(m.status) AND m.starts_on <= (access.clock() AT TIME ZONE 'Europe/London')::date
      AND (m.ends_on IS NULL OR m.ends_on > (access.clock() AT TIME ZONE 'Europe/London')::date)
      AND (g.deputises_id IS NULL OR access._stands(g.deputises_id))
      AND (is_calm OR (access._is_floor(what) AND access._is_own(g.unit_id))
           OR (NOT halted.everywhere AND NOT access._lies_in(g.unit_id, halted.seats)));
END $$;

CREATE OR REPLACE FUNCTION access._open_for(
    who uuid, strong boolean, what text, why text, within int[], in_session text, on_device uuid, in_force jsonb
) RETURNS uuid LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_units int[] := '{}';
    in_seats int[] := '{}';
    in_doors uuid[] := '{}';
    stopped int[] := '{}';
    permitted boolean := NOT access._names_them(in_force, what)
        AND (strong OR NOT EXISTS (SELECT FROM access.strong WHERE action = what))
        AND EXISTS (SELECT FROM access._live(who, what, why));
BEGIN
    IF permitted THEN
        IF in_force IS NOT NULL THEN stopped := (access._stopped(what)).seats; END IF;
        SELECT coalesce(array_agg(DISTINCT above.below_id), '{}') INTO in_units
        FROM access._live(who, what, why) live JOIN public.organisation_unitabove above USING (unit_id)
        WHERE live.keeps OR stopped = '{}' OR NOT access._lies_in(above.below_id, stopped);
        SELECT coalesce(array_agg(DISTINCT seat.constituency_id), '{}') INTO in_seats
        FROM access._live(who, what, why) live JOIN public.organisation_unitseat seat USING (unit_id)
        WHERE NOT live.doors_only AND (within IS NULL OR seat.constituency_id = ANY (within))
          AND (live.keeps OR NOT seat.constituency_id = ANY (stopped));
        SELECT coalesce(array_agg(DISTINCT given.door_id), '{}') INTO in_doors
        FROM access._live(who, what, why) live JOIN public.access_handout given USING (grant_id)
        WHERE live.doors_only AND given.ends_at > access.clock()
          AND (given.starts_at IS NULL OR given.starts_at <= access.clock())
          AND (within IS NULL OR given.constituency_id = ANY (within))
          AND (live.keeps OR NOT given.constituency_id = ANY (stopped));
    END IF;
    RETURN access._open(who, strong, why, what, in_units, in_seats, in_doors, permitted, in_session, on_device);
END $$;

-- A request: who it is comes from the sealed session, never from what the caller says. NULL where there is none.
-- `stops` are those that concern them, whatever they asked for; NULL while there are none, which is nearly always.
CREATE OR REPLACE FUNCTION access.begin(
    token text, why text, what text, OUT nonce uuid, OUT person uuid, OUT is_strong boolean, OUT stops jsonb
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    session record;
BEGIN
    SELECT * INTO session FROM access._sign_in(token);
    IF NOT FOUND THEN RETURN; END IF;
    person := session.person_id;
    is_strong := session.is_strong;
    stops := access._in_force(person, session.hashed, session.device_id);
    nonce := access._open_for(person, is_strong, what, why, NULL, session.hashed, session.device_id, stops);
END $$;

-- While nobody is known: the accounts' own tables, and nothing else.
CREATE OR REPLACE FUNCTION access.begin_sign_in() RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT access._open(NULL, false, 'sign in', 'sign in', '{}', '{}', '{}', false)
$$;

-- The worker does what a request left it to do, as far as the person's grants still reach.
CREATE OR REPLACE FUNCTION access.begin_errand(
    errand uuid, OUT nonce uuid, OUT person uuid, OUT action text, OUT stops jsonb
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    left_to_do public.access_errand;
BEGIN
    SELECT * INTO left_to_do FROM public.access_errand e WHERE e.id = errand AND e.ends_at > access.clock();
    IF NOT FOUND THEN RETURN; END IF;
    person := left_to_do.person_id;
    action := left_to_do.action;
    stops := access._in_force(person, left_to_do.session, left_to_do.device_id);
    nonce := access._open_for(person, true, action, left_to_do.purpose, left_to_do.seats, left_to_do.session,
        left_to_do.device_id, stops);
END $$;

-- A command at the machine's own console, in somebody's name. Only the worker's login may call it.
CREATE OR REPLACE FUNCTION access.begin_as(
    email text, why text, what text, OUT nonce uuid, OUT person uuid, OUT stops jsonb
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    SELECT p.id INTO person FROM public.accounts_person p WHERE p.email = lower(begin_as.email) AND p.is_active;
    IF NOT FOUND THEN RETURN; END IF;
    stops := access._in_force(person, NULL, NULL);
    nonce := access._open_for(person, true, what, why, NULL, NULL, NULL, stops);
END $$;

-- Work that belongs to the installation and to nobody: its actions are listed in access.duty.
CREATE OR REPLACE FUNCTION access.begin_duty(duty text, what text, why text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM access.duty d WHERE d.name = duty AND d.action = what) THEN
        RAISE EXCEPTION 'no duty % may do %', duty, what USING ERRCODE = '42501';
    END IF;
    RETURN access._open(NULL, true, why, what, ARRAY(SELECT id FROM public.organisation_unit),
        ARRAY(SELECT DISTINCT constituency_id FROM public.organisation_unitseat), '{}', true);
END $$;

CREATE OR REPLACE FUNCTION access.finish(given uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    DELETE FROM access.scope
    WHERE backend = pg_backend_pid() AND txid = txid_current_if_assigned() AND nonce = given;
    RETURN FOUND;
END $$;

-- What the policies ask. Without a scope each of them is an error, never an empty answer.
CREATE OR REPLACE FUNCTION access._scope() RETURNS access.scope
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope;
BEGIN
    SELECT * INTO now_open FROM access.scope
    WHERE backend = pg_backend_pid() AND txid = txid_current_if_assigned();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no scope is open' USING ERRCODE = '42501', HINT = 'open one with access.begin';
    ELSIF now_open.epoch <> (SELECT number FROM access.epoch) AND NOT access._still_stands(now_open) THEN
        RAISE EXCEPTION 'this was stopped while it was under way' USING ERRCODE = 'HS001';
    END IF;
    RETURN now_open;
END $$;

CREATE OR REPLACE FUNCTION access.seats(shelf text, mode text) RETURNS int[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    RETURN CASE WHEN shelf = ANY (CASE mode WHEN 'read' THEN now_open.reads ELSE now_open.writes END)
                THEN now_open.seats ELSE '{}' END;
END $$;

CREATE OR REPLACE FUNCTION access.doors(shelf text, mode text) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    RETURN CASE WHEN shelf = ANY (CASE mode WHEN 'read' THEN now_open.reads ELSE now_open.writes END)
                THEN now_open.doors ELSE '{}' END;
END $$;

CREATE OR REPLACE FUNCTION access.units(shelf text, mode text) RETURNS int[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    RETURN CASE WHEN shelf = ANY (CASE mode WHEN 'read' THEN now_open.reads ELSE now_open.writes END)
                THEN now_open.units ELSE '{}' END;
END $$;

CREATE OR REPLACE FUNCTION access.opens(shelf text, mode text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    RETURN shelf = ANY (CASE mode WHEN 'read' THEN now_open.reads ELSE now_open.writes END);
END $$;

-- As `opens`, and the scope reaches the whole organisation: for rows that belong to no one seat or unit. The
-- installation's own duties reach it, also before there is a unit.
CREATE OR REPLACE FUNCTION access.opens_everywhere(shelf text, mode text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    RETURN shelf = ANY (CASE mode WHEN 'read' THEN now_open.reads ELSE now_open.writes END)
        AND (now_open.person IS NULL OR EXISTS (SELECT FROM public.organisation_unit u
                                                WHERE u.parent_id IS NULL AND u.id = ANY (now_open.units)));
END $$;

CREATE OR REPLACE FUNCTION access.person() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT (access._scope()).person
$$;

CREATE OR REPLACE FUNCTION access.purpose() RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT (access._scope()).purpose
$$;

CREATE OR REPLACE FUNCTION access.signing_in() RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT (access._scope()).purpose = 'sign in'
$$;

-- Whether what was recorded about somebody may be handed on: to the one record that two of a person become, or to
-- the seat that a district goes to.
CREATE OR REPLACE FUNCTION access.hands_on() RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT (access._scope()).action IN ('register:match:decide', 'geography:boundary:change')
$$;

-- What the open scope says of itself to the first wall.
CREATE OR REPLACE FUNCTION access.mine(OUT purpose text, OUT seats int[])
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT s.purpose, s.seats FROM access._scope() s
$$;

-- Whether a grant is in force, for the first wall: asked by whoever deputises for it, and by nobody else.
CREATE OR REPLACE FUNCTION access.stands(given uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT access._stands(given) AND EXISTS (
        SELECT FROM public.access_grant d
        WHERE d.deputises_id = given AND d.person_id = (access._scope()).person)
$$;

CREATE OR REPLACE FUNCTION access.delegate(given uuid, hours int) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    INSERT INTO public.access_errand (id, person_id, action, purpose, seats, made_at, ends_at, session, device_id)
    SELECT given, s.person, s.action, s.purpose, s.seats, access.clock(),
        access.clock() + least(hours, 24) * interval '1 hour', coalesce(s.session, ''), s.device
    FROM access._scope() s WHERE s.person IS NOT NULL
    RETURNING id
$$;

-- Nobody has been let in yet: the first page sets the installation up.
CREATE OR REPLACE FUNCTION access.is_new() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM public.access_grant)
$$;

-- The grants in force that let others into a unit: held there, or in a unit above where `above` says so.
CREATE OR REPLACE FUNCTION access._keys(in_unit int, above boolean)
RETURNS TABLE (grant_id uuid, person_id uuid, deputises uuid)
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT g.id, g.person_id, g.deputises_id
    FROM public.organisation_unitabove up
    JOIN public.access_grant g ON g.unit_id = up.unit_id
    JOIN public.organisation_membership m ON m.id = g.membership_id
        AND m.starts_on <= (access.clock() AT TIME ZONE 'Europe/London')::date
    JOIN public.accounts_person a ON a.id = g.person_id AND a.is_active
    WHERE up.below_id = in_unit AND (above OR up.unit_id = in_unit)
      AND g.starts_at <= access.clock() AND access._stands(g.id)
      AND (g.deputises_id IS NULL OR access._stands(g.deputises_id))
      AND EXISTS (SELECT FROM access.permission p
                  WHERE p.role = g.role AND p.action = 'access:grant:give' AND p.purpose = ANY (g.purposes))
$$;

-- Units that the signed-in person holds keys to, or may see the people of, and where fewer than two do.
CREATE OR REPLACE FUNCTION access.short_of_keys() RETURNS TABLE (unit uuid, name text, holders int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT u.key, u.name, counted.holders
    FROM (SELECT DISTINCT up.below_id
          FROM access._live((access._scope()).person, 'access:people:list', 'administration') live
          JOIN public.organisation_unitabove up USING (unit_id)) reached
    JOIN public.organisation_unit u ON u.id = reached.below_id
    CROSS JOIN LATERAL (SELECT count(DISTINCT k.person_id)::int AS holders FROM access._keys(u.id, false) k) counted
    WHERE counted.holders < 2
    ORDER BY u.id
$$;

-- Who holds the keys where the signed-in person belongs, and above: shown on every refusal.
CREATE OR REPLACE FUNCTION access.who_can_help() RETURNS TABLE (name text, role text, unit text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT m.name, g.role, u.name
    FROM public.organisation_membership mine
    JOIN public.organisation_unitabove up ON up.below_id = mine.unit_id
    JOIN public.access_grant g ON g.unit_id = up.unit_id
    JOIN public.organisation_membership m ON m.id = g.membership_id
    JOIN public.organisation_unit u ON u.id = g.unit_id
    WHERE mine.person_id = (access._scope()).person AND mine.ends_on IS NULL AND m.ends_on IS NULL
      AND g.person_id <> mine.person_id
      AND g.starts_at <= access.clock() AND access._stands(g.id)
      AND EXISTS (SELECT FROM access.permission p WHERE p.role = g.role AND p.action = 'access:grant:give')
    GROUP BY m.name, g.role, u.name, u.id
    ORDER BY u.id DESC, m.name LIMIT 10
$$;

-- The invented people of a demonstration; nobody anywhere else.
CREATE OR REPLACE FUNCTION access.demonstration_people()
RETURNS TABLE (id uuid, email text, name text, role text, place text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT DISTINCT ON (u.id, g.granted_at, g.id) p.id, p.email, m.name, g.role, u.name
    FROM public.accounts_person p
    JOIN public.access_grant g ON g.person_id = p.id AND g.ended_at IS NULL AND g.ends_at > access.clock()
    JOIN public.organisation_membership m ON m.id = g.membership_id
    JOIN public.organisation_unit u ON u.id = g.unit_id
    WHERE p.is_demonstration AND p.is_active
      AND EXISTS (SELECT FROM public.organisation_organisation WHERE is_demonstration)
    ORDER BY u.id, g.granted_at, g.id
$$;
