-- The only ways in which grants, memberships, invitations and units come to be. Each checks what the scope allows,
-- and what it refuses is an error that takes the transaction's savepoint back.

CREATE OR REPLACE FUNCTION access._must_reach(unit int, what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.action <> what OR unit IS NULL OR NOT unit = ANY (now_open.units) THEN
        RAISE EXCEPTION 'this scope may not do % there', what USING ERRCODE = '42501';
    END IF;
END $$;

-- The transaction that founds the installation. A second one waits here for the first, and is then refused.
CREATE OR REPLACE FUNCTION access._is_founding() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access.founding WHERE txid = txid_current_if_assigned())
$$;

CREATE OR REPLACE FUNCTION access._must_found() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    is_first boolean;
BEGIN
    INSERT INTO access.founding (one, txid) VALUES (true, txid_current()) ON CONFLICT DO NOTHING;
    is_first := FOUND;
    PERFORM FROM access.founding FOR UPDATE;
    IF (is_first OR NOT access._is_founding()) AND NOT access.is_new() THEN
        RAISE EXCEPTION 'this installation has been set up already' USING ERRCODE = '42501';
    END IF;
    UPDATE access.founding SET txid = txid_current() WHERE txid <> txid_current();
END $$;

-- A unit under another, with seats of that one; while the installation is founded, or directly under the topmost
-- unit, any seats. The closures are kept here and nowhere else.
CREATE OR REPLACE FUNCTION access.make_unit(
    unit int, unit_key uuid, unit_kind text, unit_name text, above int, at_place int, in_seats int[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    over public.organisation_unit;
    ranks text[] := ARRAY['national', 'region', 'seat', 'branch'];
BEGIN
    SELECT * INTO over FROM public.organisation_unit u WHERE u.id = above;
    IF access.is_new() OR access._is_founding() THEN
        PERFORM access._must_found();
    ELSE
        PERFORM access._must_reach(above, 'organisation:unit:edit');
        IF over.parent_id IS NOT NULL AND EXISTS (
            SELECT FROM unnest(in_seats) seat WHERE NOT EXISTS (
                SELECT FROM public.organisation_unitseat s WHERE s.unit_id = above AND s.constituency_id = seat)
        ) THEN
            RAISE EXCEPTION 'a unit takes its seats from the one above' USING ERRCODE = '42501';
        END IF;
    END IF;
    IF above IS NOT NULL
       AND array_position(ranks, unit_kind) <= array_position(ranks, over.kind::text) IS NOT FALSE THEN
        RAISE EXCEPTION 'a % does not lie under a %', unit_kind, over.kind USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.organisation_unit (id, key, kind, name, parent_id, place_id)
    VALUES (unit, unit_key, unit_kind, unit_name, above, at_place);
    INSERT INTO public.organisation_unitabove (unit_id, below_id)
    SELECT unit, unit UNION SELECT up.unit_id, unit FROM public.organisation_unitabove up WHERE up.below_id = above;
    INSERT INTO public.organisation_unitseat (unit_id, constituency_id)
    SELECT up.unit_id, seat FROM public.organisation_unitabove up, unnest(in_seats) seat WHERE up.below_id = unit
    ON CONFLICT DO NOTHING;
END $$;

-- A grant must suit its role: held in that kind of unit, for purposes of that role, no longer than it may last.
CREATE OR REPLACE FUNCTION access._must_suit(
    in_unit int, as_role text, why text[], since timestamptz, until timestamptz
) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    of_role access.role;
    kind text := (SELECT u.kind FROM public.organisation_unit u WHERE u.id = in_unit);
BEGIN
    SELECT * INTO of_role FROM access.role r WHERE r.name = as_role;
    IF NOT FOUND OR kind IS NULL OR NOT kind = ANY (of_role.kinds) THEN
        RAISE EXCEPTION 'a % is not held in a %', as_role, kind USING ERRCODE = '23514';
    ELSIF coalesce(cardinality(why), 0) = 0 OR NOT why <@ of_role.purposes THEN
        RAISE EXCEPTION 'a % has no such purpose', as_role USING ERRCODE = '23514';
    ELSIF until IS NULL OR until <= since OR until > since + (of_role.days + 1) * interval '1 day' THEN
        RAISE EXCEPTION 'a % is granted for % days at most', as_role, of_role.days USING ERRCODE = '23514';
    END IF;
END $$;

-- Whether a person's own grants let them offer a role in a unit.
CREATE OR REPLACE FUNCTION access._may_offer(who uuid, what text, as_role text, in_unit int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM access._live(who, what, 'administration') live
        JOIN public.access_grant g ON g.id = live.grant_id
        JOIN public.organisation_unitabove up ON up.unit_id = live.unit_id AND up.below_id = in_unit
        JOIN access.offer o ON o.holder = g.role AND o.role = as_role)
$$;

CREATE OR REPLACE FUNCTION access._must_offer(what text, as_role text, in_unit int) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF NOT access._may_offer(access.person(), what, as_role, in_unit) THEN
        RAISE EXCEPTION 'this scope may not offer the role of % there', as_role USING ERRCODE = '42501';
    END IF;
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
    WHERE NOT access._is_over(organisation_membership.status)
    RETURNING id INTO joined;
    -- Who has resigned or was expelled comes back by a key-holder's word, not by a link.
    IF joined IS NULL THEN
        RAISE EXCEPTION 'that person has left' USING ERRCODE = '42501';
    END IF;
    RETURN joined;
END $$;

-- The membership that a grant in a unit can hang on: of that unit, or of one above.
CREATE OR REPLACE FUNCTION access._membership(who uuid, in_unit int) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    today date := (access.clock() AT TIME ZONE 'Europe/London')::date;
    found_one uuid;
BEGIN
    SELECT m.id INTO found_one FROM public.organisation_membership m
    JOIN public.organisation_unitabove up ON up.unit_id = m.unit_id AND up.below_id = in_unit
    WHERE m.person_id = who AND m.starts_on <= today AND (m.ends_on IS NULL OR m.ends_on > today)
    ORDER BY m.unit_id = in_unit DESC LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'that person is no member there' USING ERRCODE = '23503';
    END IF;
    RETURN found_one;
END $$;

-- The first key-holders of a new installation. Once the founding transaction is over this is closed for good.
CREATE OR REPLACE FUNCTION access.found(
    given uuid, membership uuid, who uuid, who_name text, in_unit int, as_role text, why text[], until timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    joined uuid;
BEGIN
    PERFORM access._must_found();
    PERFORM access._must_suit(in_unit, as_role, why, access.clock(), until);
    joined := access._join(membership, who, who_name, in_unit, (access.clock() AT TIME ZONE 'Europe/London')::date);
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, reason)
    VALUES (given, who, joined, in_unit, as_role, why, access.clock(), until, NULL, access.clock(), 'founded');
END $$;

CREATE OR REPLACE FUNCTION access.give(
    given uuid, who uuid, in_unit int, as_role text, why text[], since timestamptz, until timestamptz, because text,
    approval uuid DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    giver uuid := access.person();
    from_then timestamptz := greatest(since, access.clock());
BEGIN
    PERFORM access._must_reach(in_unit, 'access:grant:give');
    IF giver = who THEN
        RAISE EXCEPTION 'nobody grants to themselves' USING ERRCODE = '42501';
    END IF;
    PERFORM access._must_offer('access:grant:give', as_role, in_unit);
    PERFORM access._must_suit(in_unit, as_role, why, from_then, until);
    PERFORM access._must_be_fresh(as_role);
    PERFORM access._agreed_to_give(approval, who, in_unit, as_role, why, until);
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, reason)
    VALUES (given, who, access._membership(who, in_unit), in_unit, as_role, why, from_then, until, giver,
        access.clock(), because);
END $$;

-- A copy of a grant for a holiday, at most six weeks: for the holder to pass on, or for who could offer it anyway.
CREATE OR REPLACE FUNCTION access.deputise(
    given uuid, of_grant uuid, who uuid, until timestamptz, because text, approval uuid DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    giver uuid := access.person();
    copied public.access_grant;
BEGIN
    SELECT * INTO copied FROM public.access_grant g WHERE g.id = of_grant;
    PERFORM access._must_reach(copied.unit_id, 'access:grant:give');
    IF who IN (giver, copied.person_id) THEN
        RAISE EXCEPTION 'nobody deputises for themselves' USING ERRCODE = '42501';
    ELSIF copied.deputises_id IS NOT NULL OR NOT access._stands(of_grant) THEN
        RAISE EXCEPTION 'that grant can have no deputy' USING ERRCODE = '42501';
    ELSIF until IS NULL OR until <= access.clock() OR until > least(copied.ends_at,
            access.clock() + 43 * interval '1 day') THEN
        RAISE EXCEPTION 'a deputy is there for six weeks at most' USING ERRCODE = '23514';
    ELSIF copied.person_id <> giver THEN
        PERFORM access._must_offer('access:grant:give', copied.role, copied.unit_id);
    END IF;
    PERFORM access._agreed_to_give(approval, who, copied.unit_id, copied.role, copied.purposes, until);
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, deputises_id, reason)
    VALUES (given, who, access._membership(who, copied.unit_id), copied.unit_id, copied.role, copied.purposes,
        access.clock(), until, giver, access.clock(), of_grant, because);
END $$;

-- Ends a grant and its deputies. The last one that lets anybody into a unit is never ended: nobody could undo it.
-- While an election is called, that of a candidate, an agent or an officer takes two people. A later decision with an
-- appeal will stand in the approval's place: what it decides is told here, by its own kind of approval.
CREATE OR REPLACE FUNCTION access.end_grant(given uuid, approval uuid DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    ending public.access_grant;
BEGIN
    SELECT * INTO ending FROM public.access_grant WHERE id = given AND ended_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(ending.unit_id, 'access:grant:end');
    PERFORM pg_advisory_xact_lock(hashtext('access.keys'));
    IF EXISTS (SELECT FROM access._keys(ending.unit_id, true) k WHERE k.grant_id = given)
       AND NOT EXISTS (SELECT FROM access._keys(ending.unit_id, true) k
                       WHERE k.grant_id <> given AND k.deputises IS DISTINCT FROM given) THEN
        RAISE EXCEPTION 'nobody would be left to let others in' USING ERRCODE = '42501';
    ELSIF ending.person_id <> access.person() AND ending.role IN (SELECT o.role FROM access.officer o)
          AND ending.deputises_id IS NULL AND access._stands(given) AND access.is_called(ending.unit_id) THEN
        PERFORM access._agreed_to_end(approval, given);
    END IF;
    UPDATE public.access_grant SET ended_at = access.clock(), ended_by = access.person()
    WHERE (id = given OR deputises_id = given) AND ended_at IS NULL;
    RETURN true;
END $$;

-- Nobody renews their own grant, but where there is no other key-holder: then in its last thirty days.
CREATE OR REPLACE FUNCTION access.renew_grant(given uuid, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    renewed public.access_grant;
BEGIN
    SELECT * INTO renewed FROM public.access_grant WHERE id = given AND ended_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(renewed.unit_id, 'access:grant:renew');
    IF renewed.deputises_id IS NOT NULL OR NOT access._stands(given) THEN
        RAISE EXCEPTION 'that grant is given anew, not renewed' USING ERRCODE = '42501';
    ELSIF renewed.person_id = access.person() AND (
        renewed.ends_at > access.clock() + interval '30 days'
        OR EXISTS (SELECT FROM access._keys(renewed.unit_id, true) k WHERE k.person_id <> renewed.person_id)
    ) THEN
        RAISE EXCEPTION 'nobody renews their own grant' USING ERRCODE = '42501';
    END IF;
    PERFORM access._must_offer('access:grant:renew', renewed.role, renewed.unit_id);
    PERFORM access._must_suit(renewed.unit_id, renewed.role, renewed.purposes, access.clock(), until);
    UPDATE public.access_grant SET ends_at = until WHERE id = given;
    RETURN true;
END $$;

-- At the machine's own console, where every key of the whole organisation has run out: a month for somebody who held
-- one, and for all else of theirs that ran out, so that they can renew it. Only the worker's login may call it.
CREATE OR REPLACE FUNCTION access.restore_keys(email text, because text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    top int := (SELECT u.id FROM public.organisation_unit u WHERE u.parent_id IS NULL ORDER BY u.id LIMIT 1);
    who uuid := (SELECT p.id FROM public.accounts_person p WHERE p.email = lower(restore_keys.email) AND p.is_active);
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('access.keys'));
    IF EXISTS (SELECT FROM access._keys(top, true)) THEN
        RAISE EXCEPTION 'somebody holds the keys' USING ERRCODE = '42501';
    ELSIF NOT EXISTS (
        SELECT FROM public.access_grant g JOIN public.organisation_membership m ON m.id = g.membership_id
        JOIN access.permission p ON p.role = g.role AND p.action = 'access:grant:give' AND p.purpose = ANY (g.purposes)
        WHERE g.person_id = who AND g.unit_id = top AND g.ended_at IS NULL AND g.deputises_id IS NULL
          AND (m.ends_on IS NULL OR m.ends_on > (access.clock() AT TIME ZONE 'Europe/London')::date)
    ) THEN
        RAISE EXCEPTION 'that person has never held the keys' USING ERRCODE = '42501';
    END IF;
    UPDATE public.access_grant SET ends_at = access.clock() + interval '30 days', reason = because
    WHERE person_id = who AND ended_at IS NULL AND deputises_id IS NULL AND ends_at <= access.clock();
    RETURN who;
END $$;

CREATE OR REPLACE FUNCTION access._hash(secret text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(secret, 'UTF8')), 'hex')
$$;

-- An offer to somebody who is not here yet. The table keeps a hash of the link's secret, and a week at most.
CREATE OR REPLACE FUNCTION access.invite(
    invitation uuid, secret text, in_unit int, to_email text, to_name text, as_role text, why text[],
    until timestamptz, expires timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    inviter uuid := access.person();
BEGIN
    IF access._is_founding() THEN
        SELECT g.person_id INTO inviter FROM public.access_grant g WHERE g.granted_by IS NULL ORDER BY g.id LIMIT 1;
    ELSE
        PERFORM access._must_reach(in_unit, 'access:invitation:send');
        PERFORM access._must_offer('access:invitation:send', as_role, in_unit);
        IF as_role <> 'member' AND (SELECT u.kind FROM public.organisation_unit u WHERE u.id = in_unit)
           IN ('national', 'region') THEN
            RAISE EXCEPTION 'a role of regional level or above takes two people' USING ERRCODE = '42501';
        END IF;
    END IF;
    PERFORM access._must_suit(in_unit, as_role, why, access.clock(), until);
    IF length(secret) < 40 OR expires <= access.clock() OR expires > access.clock() + interval '8 days' THEN
        RAISE EXCEPTION 'a link is long, and good for a week at most' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.access_invitation (id, token_hash, unit_id, email, name, role, purposes, grant_ends_at,
        invited_by, invited_at, expires_at)
    VALUES (invitation, access._hash(secret), in_unit, lower(to_email), to_name, as_role, why, until, inviter,
        access.clock(), expires);
END $$;

CREATE OR REPLACE FUNCTION access.withdraw_invitation(invitation uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_unit int;
BEGIN
    SELECT i.unit_id INTO in_unit FROM public.access_invitation i
    WHERE i.id = invitation AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(in_unit, 'access:invitation:send');
    UPDATE public.access_invitation SET withdrawn_at = access.clock() WHERE id = invitation;
    RETURN true;
END $$;

-- An invitation that can still be taken up: its inviter could still send it today.
CREATE OR REPLACE FUNCTION access._open_invitation(secret text) RETURNS SETOF public.access_invitation
LANGUAGE sql SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT i.* FROM public.access_invitation i
    WHERE i.token_hash = access._hash(secret) AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL
      AND i.expires_at > access.clock() AND i.grant_ends_at > access.clock()
      AND access._may_offer(i.invited_by, 'access:invitation:send', i.role, i.unit_id)
$$;

-- What an invitation offers, for whoever holds its link; nothing once it is used, withdrawn or too old.
CREATE OR REPLACE FUNCTION access.read_invitation(secret text)
RETURNS TABLE (email text, name text, role text, unit text, ends_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT i.email, i.name, i.role, u.name, i.grant_ends_at
    FROM access._open_invitation(secret) i JOIN public.organisation_unit u ON u.id = i.unit_id
$$;

-- Takes an invitation up, once: for the person of its address, and in nobody else's name.
CREATE OR REPLACE FUNCTION access.accept_invitation(
    secret text, given uuid, membership uuid, who uuid, who_name text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    offered public.access_invitation;
    joined uuid;
BEGIN
    PERFORM FROM public.access_invitation i WHERE i.token_hash = access._hash(secret) FOR UPDATE;
    SELECT * INTO offered FROM access._open_invitation(secret);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'that invitation is used, withdrawn or too old' USING ERRCODE = '42501';
    ELSIF who <> coalesce(access.person(), who) OR NOT EXISTS (
        SELECT FROM public.accounts_person p WHERE p.id = who AND p.email = offered.email AND p.is_active
    ) THEN
        RAISE EXCEPTION 'that invitation is for somebody else' USING ERRCODE = '42501';
    END IF;
    UPDATE public.access_invitation SET accepted_at = access.clock() WHERE id = offered.id;
    joined := access._join(membership, who, who_name, offered.unit_id,
        (access.clock() AT TIME ZONE 'Europe/London')::date);
    INSERT INTO public.access_grant (id, person_id, membership_id, unit_id, role, purposes, starts_at, ends_at,
        granted_by, granted_at, reason)
    VALUES (given, who, joined, offered.unit_id, offered.role, offered.purposes, access.clock(),
        offered.grant_ends_at, offered.invited_by, access.clock(), 'invited');
END $$;

-- How far a job has got. On a connection of its own, so that it is seen before the job's transaction ends.
CREATE OR REPLACE FUNCTION access.report_job(
    given uuid, new_state text, now_done int, in_total int, now_sentence text, ended boolean
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    UPDATE public.work_job SET state = new_state, done = now_done, total = in_total, sentence = now_sentence,
        ended_at = CASE WHEN ended THEN access.clock() ELSE NULL END
    WHERE id = given AND ended_at IS NULL
$$;
