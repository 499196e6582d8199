-- The only ways in which grants, memberships, invitations and units come to be. Each checks what the scope allows.

CREATE OR REPLACE FUNCTION access._must_reach(unit int, what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.action <> what OR NOT unit = ANY (now_open.units) THEN
        RAISE EXCEPTION 'this scope may not do % there', what USING ERRCODE = '42501';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION access._is_new() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM public.access_grant)
$$;

-- A unit under another; the first ones while the installation is new. The closures are kept here and nowhere else.
CREATE OR REPLACE FUNCTION access.make_unit(
    unit int, unit_key uuid, unit_kind text, unit_name text, above int, at_place int, in_seats int[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF NOT access._is_new() THEN
        PERFORM access._must_reach(above, 'organisation:unit:edit');
    END IF;
    INSERT INTO public.organisation_unit (id, key, kind, name, parent_id, place_id)
    VALUES (unit, unit_key, unit_kind, unit_name, above, at_place);
    INSERT INTO public.organisation_unitabove (unit_id, below_id)
    SELECT unit, unit UNION SELECT up.unit_id, unit FROM public.organisation_unitabove up WHERE up.below_id = above;
    INSERT INTO public.organisation_unitseat (unit_id, constituency_id)
    SELECT up.unit_id, seat FROM public.organisation_unitabove up, unnest(in_seats) seat WHERE up.below_id = unit
    ON CONFLICT DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION access._join(
    membership uuid, member uuid, member_name text, in_unit int, since date
) RETURNS uuid LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    joined uuid;
BEGIN
    INSERT INTO public.organisation_membership (id, unit_id, person_id, name, starts_on)
    VALUES (membership, in_unit, member, member_name, since)
    ON CONFLICT (unit_id, person_id) DO UPDATE SET name = excluded.name, ends_on = NULL
    RETURNING id INTO joined;
    RETURN joined;
END $$;

-- The first key-holders of a new installation. Once there is one committed grant this is closed for good.
CREATE OR REPLACE FUNCTION access.found(
    given uuid, membership uuid, who uuid, who_name text, in_unit int, as_role text, why text[], until timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    joined uuid;
BEGIN
    IF EXISTS (SELECT FROM public.access_grant WHERE granted_at <> access.clock() OR granted_by IS NOT NULL) THEN
        RAISE EXCEPTION 'this installation has its first key-holders already' USING ERRCODE = '42501';
    END IF;
    joined := access._join(membership, who, who_name, in_unit, (access.clock() AT TIME ZONE 'Europe/London')::date);
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, reason)
    VALUES (given, who, joined, in_unit, as_role, why, access.clock(), until, NULL, access.clock(), 'founded');
END $$;

CREATE OR REPLACE FUNCTION access.give(
    given uuid, who uuid, in_unit int, as_role text, why text[], since timestamptz, until timestamptz,
    deputy_of uuid, because text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    giver uuid := access.person();
    joined uuid;
BEGIN
    PERFORM access._must_reach(in_unit, 'access:grant:give');
    IF giver = who THEN
        RAISE EXCEPTION 'nobody grants to themselves' USING ERRCODE = '42501';
    END IF;
    SELECT id INTO joined FROM public.organisation_membership m
    WHERE m.person_id = who AND m.ends_on IS NULL
      AND (m.unit_id = in_unit OR EXISTS (SELECT FROM public.organisation_unitabove up
                                          WHERE up.unit_id = m.unit_id AND up.below_id = in_unit))
    ORDER BY m.unit_id = in_unit DESC LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'that person is no member there' USING ERRCODE = '23503';
    END IF;
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, deputises_id, reason)
    VALUES (given, who, joined, in_unit, as_role, why, since, until, giver, access.clock(), deputy_of, because);
END $$;

CREATE OR REPLACE FUNCTION access.end_grant(given uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_unit int;
BEGIN
    SELECT unit_id INTO in_unit FROM public.access_grant WHERE id = given AND ended_at IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(in_unit, 'access:grant:end');
    UPDATE public.access_grant SET ended_at = access.clock(), ended_by = access.person() WHERE id = given;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION access.renew_grant(given uuid, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    renewed public.access_grant;
BEGIN
    SELECT * INTO renewed FROM public.access_grant WHERE id = given AND ended_at IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(renewed.unit_id, 'access:grant:renew');
    IF renewed.person_id = access.person() THEN
        RAISE EXCEPTION 'nobody renews their own grant' USING ERRCODE = '42501';
    END IF;
    UPDATE public.access_grant SET ends_at = until WHERE id = given;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION access.invite(
    invitation uuid, secret text, in_unit int, to_email text, to_name text, as_role text, why text[],
    until timestamptz, expires timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_reach(in_unit, 'access:invitation:send');
    INSERT INTO public.access_invitation (id, token_hash, unit_id, email, name, role, purposes, grant_ends_at,
        invited_by, invited_at, expires_at)
    VALUES (invitation, encode(sha256(convert_to(secret, 'UTF8')), 'hex'), in_unit, lower(to_email), to_name,
        as_role, why, until, access.person(), access.clock(), expires);
END $$;

-- What an invitation offers, for whoever holds its link; nothing once it is used, withdrawn or too old.
CREATE OR REPLACE FUNCTION access.read_invitation(secret text)
RETURNS TABLE (email text, name text, role text, unit text, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT i.email, i.name, i.role, u.name, i.grant_ends_at
    FROM public.access_invitation i JOIN public.organisation_unit u ON u.id = i.unit_id
    WHERE i.token_hash = encode(sha256(convert_to(secret, 'UTF8')), 'hex')
      AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > access.clock()
$$;

CREATE OR REPLACE FUNCTION access.accept_invitation(
    secret text, given uuid, membership uuid, who uuid, who_name text
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    offered public.access_invitation;
    joined uuid;
BEGIN
    UPDATE public.access_invitation SET accepted_at = access.clock()
    WHERE token_hash = encode(sha256(convert_to(secret, 'UTF8')), 'hex')
      AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > access.clock()
    RETURNING * INTO offered;
    IF NOT FOUND OR NOT EXISTS (SELECT FROM public.accounts_person p WHERE p.id = who AND p.email = offered.email) THEN
        RETURN false;
    END IF;
    joined := access._join(membership, who, who_name, offered.unit_id,
        (access.clock() AT TIME ZONE 'Europe/London')::date);
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, reason)
    VALUES (given, who, joined, offered.unit_id, offered.role, offered.purposes, access.clock(),
        offered.grant_ends_at, offered.invited_by, access.clock(), 'invited');
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION access.hand_out(given uuid, seat int, to_doors uuid[], until timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    handed int;
BEGIN
    IF now_open.action <> 'paper:sheet:print' OR NOT seat = ANY (now_open.seats) OR NOT EXISTS (
        SELECT FROM public.access_grant g JOIN public.organisation_unitseat s ON s.unit_id = g.unit_id
        WHERE g.id = given AND s.constituency_id = seat AND g.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'this scope may not hand out doors there' USING ERRCODE = '42501';
    END IF;
    INSERT INTO public.access_handout (grant_id, door_id, constituency_id, ends_at)
    SELECT given, door, seat, until FROM unnest(to_doors) door
    ON CONFLICT (grant_id, door_id) DO UPDATE SET ends_at = excluded.ends_at;
    GET DIAGNOSTICS handed = ROW_COUNT;
    RETURN handed;
END $$;

-- How far a job has got. On a connection of its own, so that it is seen before the job's transaction ends.
CREATE OR REPLACE FUNCTION access.report_job(
    given uuid, new_state text, now_done int, in_total int, now_sentence text, ended boolean
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    UPDATE public.work_job SET state = new_state, done = now_done, total = in_total, sentence = now_sentence,
        ended_at = CASE WHEN ended THEN access.clock() ELSE NULL END
    WHERE id = given AND ended_at IS NULL
$$;
