-- What whoever places a stop is shown first: who it would concern, and what could be stopped instead.

-- The sign-ins and devices of somebody in reach, for a scope that may stop them.
CREATE OR REPLACE FUNCTION access.signed_in(who uuid)
RETURNS TABLE (kind text, thing text, words text, seen timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM access._must_reach(access._unit_of(who, (access._scope()).units), 'access:stop:place');
    RETURN QUERY
    SELECT 'session', s.session_key::text, coalesce(d.words, '')::text, s.expire_date
    FROM public.accounts_session s LEFT JOIN public.accounts_device d ON d.id = s.device_id
    WHERE s.person_id = who AND s.expire_date > access.clock()
    UNION ALL
    SELECT 'device', d.token_hash::text, d.words::text, d.last_seen_on::timestamptz
    FROM public.accounts_device d WHERE d.person_id = who
    ORDER BY 1 DESC, 4 DESC;
END $$;

-- Copies by the number that people say, as far as the scope reaches.
CREATE OR REPLACE FUNCTION access.copies_numbered(named text) RETURNS TABLE (thing text, label text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT c.id::text, left(c.number || ', ' || c.title, 200)
    FROM public.copies_copy c CROSS JOIN access._scope() s
    WHERE c.number = named AND s.action = 'access:stop:place'
      AND access._holds(s, 'copy', c.id::text) IS NOT NULL
    ORDER BY c.issued_at DESC LIMIT 20
$$;

-- The people whom a stop would concern, by name, as far as the scope reaches; `keeps` where the floor is theirs. A page
-- shows some of them and counts them all.
CREATE OR REPLACE FUNCTION access.would_concern(of_kind text, named text)
RETURNS TABLE (name text, unit text, keeps boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
#variable_conflict use_column
DECLARE
    now_open access.scope := access._scope();
BEGIN
    PERFORM access._must_reach(access._holds(now_open, of_kind, named), 'access:stop:place');
    RETURN QUERY
    SELECT m.name::text, u.name::text, bool_or(access._is_wide(of_kind) AND access._is_own(g.unit_id))
    FROM public.access_grant g
    JOIN public.organisation_membership m ON m.id = g.membership_id
    JOIN public.organisation_unit u ON u.id = g.unit_id
    WHERE g.starts_at <= access.clock() AND access._stands(g.id)
      AND CASE of_kind
          WHEN 'person' THEN g.person_id = named::uuid
          WHEN 'session' THEN g.person_id = (
              SELECT s.person_id FROM public.accounts_session s WHERE s.session_key = named)
          WHEN 'device' THEN g.person_id IN (
              SELECT d.person_id FROM public.accounts_device d WHERE d.token_hash = named)
          WHEN 'copy' THEN g.person_id = coalesce(
              (SELECT coalesce(c.issued_to, c.issued_by) FROM public.copies_copy c WHERE c.id = named::uuid),
              (SELECT f.person_id FROM public.work_sealedfile f WHERE f.id = named::uuid))
          WHEN 'seat' THEN EXISTS (SELECT FROM public.organisation_unitseat s
                                   WHERE s.unit_id = g.unit_id AND s.constituency_id = named::int)
          WHEN 'tool' THEN EXISTS (SELECT FROM access.permission p JOIN access.nature n ON n.action = p.action
                                   WHERE p.role = g.role AND n.tool = named)
          ELSE true END
    GROUP BY m.name, u.name, u.id
    ORDER BY 3, u.id, m.name;
END $$;
