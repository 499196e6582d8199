-- What somebody can read about their own access, and say to it; and support, which is lent for minutes.

-- The office in which somebody acts in a unit: the newest role of theirs that reaches it and lets others in.
CREATE OR REPLACE FUNCTION access._office(who uuid, in_unit int) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT g.role FROM public.access_grant g
    JOIN public.organisation_unitabove up ON up.unit_id = g.unit_id AND up.below_id = in_unit
    WHERE g.person_id = who
      AND EXISTS (SELECT FROM access.permission p WHERE p.role = g.role AND p.action = 'access:grant:end')
    ORDER BY g.ended_at IS NULL DESC, g.starts_at DESC LIMIT 1
$$;

-- Every grant that somebody holds or held, with the role of whoever gave it.
CREATE OR REPLACE FUNCTION access.my_grants() RETURNS TABLE (
    role text, unit text, starts_at timestamptz, lasts_until timestamptz, ended_at timestamptz, reason text,
    given_by text, given_as text, ended_as text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT g.role, u.name, g.starts_at, access.carried(g.unit_id, g.ends_at), g.ended_at, g.reason,
        access._name(g.granted_by), access._office(g.granted_by, g.unit_id), access._office(g.ended_by, g.unit_id)
    FROM public.access_grant g JOIN public.organisation_unit u ON u.id = g.unit_id
    WHERE g.person_id = access.person() ORDER BY g.starts_at DESC, g.id
$$;

-- What was withheld from somebody in the last ninety days: leavings, stops, refusals, the newest first.
CREATE OR REPLACE FUNCTION access.withheld_from_me()
RETURNS TABLE (kind text, happened_at timestamptz, what text, place text, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT * FROM (
        SELECT 'leaving', l.left_at, l.status, u.name, l.restored_at
        FROM public.access_leaving l JOIN public.organisation_unit u ON u.id = l.unit_id
        WHERE l.person_id = access.person()
        UNION ALL
        SELECT 'stop', s.placed_at, s.ground, s.verb, coalesce(s.lifted_at, s.ends_at)
        FROM public.access_stop s WHERE s.kind = 'person' AND s.thing = access.person()::text
        UNION ALL
        SELECT 'refusal', e.at, e.action, coalesce(e.constituency_id::text, ''), NULL
        FROM public.audit_entry e WHERE e.person_id = access.person() AND e.outcome = 'refused'
          AND e.at > access.clock() - interval '90 days'
    ) AS told (kind, happened_at, what, place, until)
    WHERE told.happened_at > access.clock() - interval '90 days'
    ORDER BY told.happened_at DESC LIMIT 200
$$;

-- What somebody says to it, kept in each unit they belong or belonged to, for whoever decides there.
CREATE OR REPLACE FUNCTION access.answer(said text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    kept int;
BEGIN
    IF access.person() IS NULL OR length(trim(said)) NOT BETWEEN 1 AND 2000 THEN
        RAISE EXCEPTION 'an answer is somebody''s, and has words' USING ERRCODE = '23514';
    ELSIF (SELECT count(*) FROM public.access_answer a WHERE a.person_id = access.person()
           AND a.answered_at > access.clock() - interval '1 day') > 100 THEN
        RAISE EXCEPTION 'that is enough for a day' USING ERRCODE = '42501';
    END IF;
    INSERT INTO public.access_answer (id, person_id, unit_id, name, said, answered_at)
    SELECT gen_random_uuid(), m.person_id, m.unit_id, m.name, trim(said), access.clock()
    FROM public.organisation_membership m WHERE m.person_id = access.person();
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END $$;

-- A support session lends reading in one unit for some minutes: a grant of its own role, which can do nothing else.
CREATE OR REPLACE FUNCTION access.open_support(given uuid, in_unit uuid, of_code text, because text, minutes int)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    lent_in int := (SELECT u.id FROM public.organisation_unit u WHERE u.key = in_unit);
    lent uuid := gen_random_uuid();
BEGIN
    PERFORM access._must_reach(lent_in, 'access:support:open');
    IF NOT now_open.is_strong OR minutes NOT BETWEEN 5 AND 240 OR length(trim(because)) < 10 THEN
        RAISE EXCEPTION 'a support session has a second factor, a reason, and four hours at most' USING ERRCODE = '23514';
    ELSIF EXISTS (SELECT FROM public.access_supportsession s
                  WHERE s.person_id = now_open.person AND s.closed_at IS NULL AND s.ends_at > access.clock()) THEN
        RAISE EXCEPTION 'one session at a time' USING ERRCODE = '42501';
    END IF;
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, reason)
    SELECT lent, now_open.person, access._membership(now_open.person, lent_in), lent_in, r.name, r.purposes,
        access.clock(), access.clock() + minutes * interval '1 minute', NULL, access.clock(), left(of_code || ': ' || because, 300)
    FROM access.role r WHERE r.name = 'support session';
    INSERT INTO public.access_supportsession (id, person_id, name, unit_id, grant_id, code, words, opened_at, ends_at)
    VALUES (given, now_open.person, access._name(now_open.person), lent_in, lent, of_code, trim(because),
        access.clock(), access.clock() + minutes * interval '1 minute');
    RETURN lent;
END $$;

CREATE OR REPLACE FUNCTION access.close_support(given uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    UPDATE public.access_supportsession SET closed_at = access.clock()
    WHERE id = given AND person_id = access.person() AND closed_at IS NULL AND ends_at > access.clock();
    IF NOT FOUND THEN RETURN false; END IF;
    UPDATE public.access_grant SET ended_at = access.clock(), ended_by = access.person()
    WHERE id = (SELECT s.grant_id FROM public.access_supportsession s WHERE s.id = given) AND ended_at IS NULL;
    RETURN true;
END $$;

-- Whoever oversees at the top, for the page that goes out as a session is opened. For the opener alone.
CREATE OR REPLACE FUNCTION access.overseers(given uuid) RETURNS TABLE (email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT DISTINCT p.email FROM public.access_supportsession s
    JOIN public.organisation_unit top ON top.parent_id IS NULL
    JOIN public.access_grant g ON g.unit_id = top.id AND g.person_id <> s.person_id
    JOIN public.accounts_person p ON p.id = g.person_id
    WHERE s.id = given AND s.person_id = access.person() AND access._stands(g.id)
      AND EXISTS (SELECT FROM access.permission m WHERE m.role = g.role AND m.action = 'access:support:review')
    ORDER BY 1 LIMIT 20
$$;

-- What was read in a session, entry by entry, from the log. For whoever may review it.
CREATE OR REPLACE FUNCTION access.read_in_support(given uuid)
RETURNS TABLE (happened_at timestamptz, action text, place text, people int, outcome text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    session public.access_supportsession;
BEGIN
    SELECT * INTO session FROM public.access_supportsession s WHERE s.id = given;
    PERFORM access._must_reach(session.unit_id, 'access:support:review');
    RETURN QUERY SELECT e.at, e.action::text, e.place::text, e.count, e.outcome::text FROM public.audit_entry e
    WHERE e.person_id = session.person_id AND e.at BETWEEN session.opened_at AND coalesce(session.closed_at, session.ends_at)
    ORDER BY e.at LIMIT 2000;
END $$;

CREATE OR REPLACE FUNCTION access.review_support(given uuid, found_that text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    session public.access_supportsession;
BEGIN
    SELECT * INTO session FROM public.access_supportsession s WHERE s.id = given AND s.reviewed_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(session.unit_id, 'access:support:review');
    IF session.person_id = access.person() OR length(trim(found_that)) = 0 THEN
        RAISE EXCEPTION 'nobody reviews themselves, or without a word' USING ERRCODE = '42501';
    END IF;
    UPDATE public.access_supportsession SET reviewed_by = access.person(), reviewed_at = access.clock(),
        review = trim(found_that) WHERE id = given;
    RETURN true;
END $$;

-- Whoever's session nobody has reviewed for three days can open no more. Only the worker's login may call it.
CREATE OR REPLACE FUNCTION access.suspend_unreviewed() RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    WITH ended AS (
        UPDATE public.access_grant g SET ended_at = access.clock()
        WHERE g.role = 'support officer' AND g.ended_at IS NULL AND EXISTS (
            SELECT FROM public.access_supportsession s
            WHERE s.person_id = g.person_id AND s.reviewed_at IS NULL
              AND s.opened_at < access.clock() - interval '72 hours' AND s.opened_at > g.starts_at)
        RETURNING 1
    ) SELECT count(*)::int FROM ended
$$;
