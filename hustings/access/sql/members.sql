-- Memberships decide how long grants live. A feed of the membership system and a key-holder's hand both end here, and
-- what ends is written down so that it can be given back.

-- Roles that nobody ends alone while an election is called, and roles of staff.
CREATE TABLE IF NOT EXISTS access.officer (role text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS access.staff (role text PRIMARY KEY);

-- Whether a status ends everything at once; a lapse and an absence have a month of grace.
CREATE OR REPLACE FUNCTION access._is_over(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT status IN ('resigned', 'expelled', 'moved', 'died')
$$;

CREATE OR REPLACE FUNCTION access._today() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT (access.clock() AT TIME ZONE 'Europe/London')::date
$$;

-- Ends one membership with all that hangs on it: grants, their deputies', the doors handed out. Who works for the
-- person is to be confirmed by a key-holder within a day.
CREATE OR REPLACE FUNCTION access._leave(membership uuid, as_status text, by_feed uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    ending public.organisation_membership;
    grants uuid[];
BEGIN
    UPDATE public.organisation_membership SET status = as_status, status_at = access.clock(),
        ends_on = least(coalesce(ends_on, access._today()), access._today()), grace_ends_on = NULL, confirm_by = NULL
    WHERE id = membership RETURNING * INTO ending;
    WITH ended AS (
        UPDATE public.access_grant SET ended_at = access.clock(), ended_by = (access._scope()).person
        WHERE ended_at IS NULL AND (membership_id = membership OR deputises_id IN (
            SELECT g.id FROM public.access_grant g WHERE g.membership_id = membership AND g.ended_at IS NULL))
        RETURNING id
    ) SELECT coalesce(array_agg(id), '{}') INTO grants FROM ended;
    UPDATE public.access_handout SET ends_at = access.clock()
    WHERE grant_id = ANY (grants) AND ends_at > access.clock();
    INSERT INTO public.access_leaving (id, membership_id, unit_id, person_id, status, left_at, ended_by, feed_id, grants)
    VALUES (gen_random_uuid(), membership, ending.unit_id, ending.person_id, as_status, access.clock(),
        (access._scope()).person, by_feed, grants);
    UPDATE public.organisation_membership SET confirm_by = access.clock() + interval '24 hours'
    WHERE works_for_id = ending.person_id AND confirm_by IS NULL AND (ends_on IS NULL OR ends_on > access._today());
    PERFORM access._cut(ending.person_id);
    RETURN true;
END $$;

-- Ends every sign-in, errand and link of somebody who belongs nowhere any more.
CREATE OR REPLACE FUNCTION access._cut(who uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.organisation_membership m
               WHERE m.person_id = who AND (m.ends_on IS NULL OR m.ends_on > access._today())) THEN
        RETURN;
    END IF;
    DELETE FROM public.accounts_session WHERE person_id = who;
    UPDATE public.access_errand SET ends_at = access.clock() WHERE person_id = who AND ends_at > access.clock();
    UPDATE public.access_invitation i SET withdrawn_at = access.clock()
    FROM public.accounts_person p
    WHERE p.id = who AND i.email = p.email AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL;
END $$;

-- Whether nobody would be left who can let anybody into the whole organisation.
CREATE OR REPLACE FUNCTION access._is_last(who uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT bool_or(k.person_id = who) AND bool_and(k.person_id = who)
    FROM public.organisation_unit u CROSS JOIN LATERAL access._keys(u.id, true) k WHERE u.parent_id IS NULL
$$;

-- Whether somebody is a candidate, an agent or an officer of a unit where an election is called.
CREATE OR REPLACE FUNCTION access._is_guarded(who uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.access_grant g JOIN access.officer o ON o.role = g.role
                   WHERE g.person_id = who AND access._stands(g.id) AND g.starts_at <= access.clock()
                     AND access.is_called(g.unit_id))
$$;

-- The same of a membership in reach: its page asks for a second person.
CREATE OR REPLACE FUNCTION access.is_guarded(membership uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    asked public.organisation_membership;
BEGIN
    SELECT * INTO asked FROM public.organisation_membership m WHERE m.id = membership;
    PERFORM access._must_reach(asked.unit_id, 'access:membership:end');
    RETURN access._is_guarded(asked.person_id);
END $$;

-- The end of a month of grace, never while an election is called where the membership is.
CREATE OR REPLACE FUNCTION access._grace(in_unit int) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT (access.carried(in_unit, access.clock() + interval '30 days') AT TIME ZONE 'Europe/London')::date
$$;

CREATE OR REPLACE FUNCTION access._must_import() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_reach((SELECT u.id FROM public.organisation_unit u WHERE u.parent_id IS NULL
                                ORDER BY u.id LIMIT 1), 'access:members:import');
END $$;

CREATE OR REPLACE FUNCTION access.open_feed(
    given uuid, named text, digest text, whole boolean, drawn timestamptz, understood jsonb
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_import();
    PERFORM pg_advisory_xact_lock(hashtext('access.members'));
    INSERT INTO public.access_memberfeed (id, file_name, file_sha256, is_whole, drawn_at, columns, counts, imported_by,
        imported_at)
    VALUES (given, named, digest, whole, least(drawn, access.clock()), understood, '{}', access.person(), access.clock());
END $$;

-- Whom a line of a feed is about: by member number, else by e-mail; never by a name. `doubt` where both speak and differ.
CREATE OR REPLACE FUNCTION access._matched(number text, mail text, OUT who uuid, OUT doubt boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    by_mail uuid := (SELECT p.id FROM public.accounts_person p WHERE mail <> '' AND p.email = lower(mail));
BEGIN
    SELECT m.person_id INTO who FROM public.organisation_membership m
    WHERE number <> '' AND m.member_number = number LIMIT 1;
    doubt := who IS NOT NULL AND by_mail IS NOT NULL AND who <> by_mail
        OR who IS NULL AND number <> '' AND EXISTS (
            SELECT FROM public.organisation_membership m
            WHERE m.person_id = by_mail AND m.member_number NOT IN ('', number));
    who := coalesce(who, by_mail);
END $$;

-- Takes lines of a feed: {line, number, email, status, unit}. Says of each what became of it.
CREATE OR REPLACE FUNCTION access.take_feed(given uuid, lines jsonb)
RETURNS TABLE (line int, outcome text, name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    said record;
    matched record;
BEGIN
    PERFORM access._must_import();
    FOR said IN SELECT * FROM jsonb_to_recordset(lines) AS l(line int, number text, email text, status text, unit int)
    LOOP
        line := said.line;
        SELECT * INTO matched FROM access._matched(said.number, said.email);
        name := access._name(matched.who);
        outcome := CASE WHEN matched.who IS NULL OR name IS NULL THEN 'unmatched' WHEN matched.doubt THEN 'doubt'
                   ELSE access._take(given, matched.who, said.number, said.status, said.unit) END;
        RETURN NEXT;
    END LOOP;
END $$;

-- What a feed's word about one person does.
CREATE OR REPLACE FUNCTION access._take(by_feed uuid, who uuid, number text, said text, in_unit int) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    belongs boolean := EXISTS (SELECT FROM public.organisation_membership m
                               WHERE m.person_id = who AND (m.ends_on IS NULL OR m.ends_on > access._today()));
    was text := (SELECT m.status FROM public.organisation_membership m WHERE m.person_id = who
                 ORDER BY m.ends_on DESC NULLS FIRST, m.status_at DESC NULLS LAST LIMIT 1);
BEGIN
    IF access._is_over(said) AND belongs THEN
        IF access._is_last(who) THEN RETURN 'last'; END IF;
        IF said = 'expelled' AND access._is_guarded(who) THEN RETURN 'guarded'; END IF;
    END IF;
    UPDATE public.organisation_membership m SET feed_id = by_feed, source = 'feed',
        member_number = CASE WHEN number = '' THEN m.member_number ELSE number END
    WHERE m.person_id = who AND NOT m.is_contract;
    IF access._is_over(said) THEN
        IF NOT belongs THEN RETURN 'same'; END IF;
        PERFORM access._leave(m.id, said, by_feed) FROM public.organisation_membership m
        WHERE m.person_id = who AND (m.ends_on IS NULL OR m.ends_on > access._today());
        RETURN 'left';
    ELSIF NOT belongs THEN
        RETURN CASE WHEN said = 'active' AND access._is_over(was) THEN 'returned' ELSE 'same' END;
    ELSIF said = 'lapsed' THEN
        RETURN CASE WHEN access._begin_grace(who, 'lapsed') THEN 'grace' ELSE 'same' END;
    END IF;
    UPDATE public.organisation_membership m SET status = 'active', status_at = access.clock(), grace_ends_on = NULL,
        warned_at = NULL
    WHERE m.person_id = who AND m.status IN ('lapsed', 'missing') AND (m.ends_on IS NULL OR m.ends_on > access._today());
    IF FOUND THEN RETURN 'back'; END IF;
    IF in_unit IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.organisation_membership m WHERE m.person_id = who AND m.unit_id = in_unit
    ) THEN
        PERFORM access._join(gen_random_uuid(), who, access._name(who), in_unit, access._today());
        UPDATE public.organisation_membership m SET member_number = number, source = 'feed', feed_id = by_feed
        WHERE m.person_id = who AND m.unit_id = in_unit;
        RETURN 'joined';
    END IF;
    RETURN 'same';
END $$;

-- A month of grace for whoever is a member by a feed's word and not by a contract. False where it runs already.
CREATE OR REPLACE FUNCTION access._begin_grace(who uuid, as_status text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    UPDATE public.organisation_membership m SET status = as_status, status_at = access.clock(), warned_at = NULL,
        grace_ends_on = access._grace(m.unit_id)
    WHERE m.person_id = who AND NOT m.is_contract AND m.grace_ends_on IS NULL
      AND (m.ends_on IS NULL OR m.ends_on > access._today());
    RETURN FOUND;
END $$;

-- Closes a feed. Whoever a whole feed named before and does not name now has a month of grace.
CREATE OR REPLACE FUNCTION access.close_feed(given uuid, counted jsonb, refused jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    gone int := 0;
    feed public.access_memberfeed;
BEGIN
    PERFORM access._must_import();
    SELECT * INTO feed FROM public.access_memberfeed f WHERE f.id = given AND f.imported_by = access.person()
        AND f.imported_at = access.clock();
    IF NOT FOUND THEN RAISE EXCEPTION 'no such feed is open' USING ERRCODE = '42501'; END IF;
    IF feed.is_whole THEN
        SELECT count(*) FILTER (WHERE access._begin_grace(absent.person_id, 'missing')) INTO gone
        FROM (SELECT DISTINCT m.person_id FROM public.organisation_membership m
              WHERE m.source = 'feed' AND NOT m.is_contract AND m.feed_id IS DISTINCT FROM given
                AND m.status = 'active' AND (m.ends_on IS NULL OR m.ends_on > access._today())) absent;
    END IF;
    UPDATE public.access_memberfeed SET counts = counted || jsonb_build_object('missing', gone) WHERE id = given;
    INSERT INTO public.access_memberfeedrefusal (id, feed_id, line, "column", reason)
    SELECT gen_random_uuid(), given, r.line, r."column", r.reason
    FROM jsonb_to_recordset(refused) AS r(line int, "column" text, reason text);
    RETURN gone;
END $$;

-- The age of the newest feed; NULL where members are kept by hand alone.
CREATE OR REPLACE FUNCTION access.feed_drawn_at() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT max(f.drawn_at) FROM public.access_memberfeed f
$$;

-- Whether a role of staff can be given today: not on a word of the membership system that is three days old. Nothing
-- else asks for the age of a feed, and so nothing of the floor does.
CREATE OR REPLACE FUNCTION access._must_be_fresh(as_role text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF as_role IN (SELECT s.role FROM access.staff s) AND access.feed_drawn_at() < access.clock() - interval '72 hours' THEN
        RAISE EXCEPTION 'the feed of members is too old for a new grant of staff' USING ERRCODE = '42501';
    END IF;
END $$;

-- A key-holder says that somebody has left a unit of theirs. While an election is called it takes two for an officer.
CREATE OR REPLACE FUNCTION access.mark_left(membership uuid, as_status text, approval uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    ending public.organisation_membership;
BEGIN
    SELECT * INTO ending FROM public.organisation_membership m WHERE m.id = membership
        AND (m.ends_on IS NULL OR m.ends_on > access._today()) FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access._must_reach(ending.unit_id, 'access:membership:end');
    IF NOT access._is_over(as_status) AND as_status <> 'lapsed' THEN
        RAISE EXCEPTION 'nobody leaves as %', as_status USING ERRCODE = '23514';
    ELSIF ending.person_id = access.person() OR access._is_last(ending.person_id) THEN
        RAISE EXCEPTION 'not oneself, and not the last key-holder' USING ERRCODE = '42501';
    ELSIF access._is_guarded(ending.person_id) THEN
        PERFORM access._agreed_to_end(approval, membership);
    END IF;
    PERFORM access._leave(membership, as_status, NULL);
    RETURN true;
END $$;

-- Gives back what a leaving ended and has not run out meanwhile. For a key-holder of the unit, and nobody else.
CREATE OR REPLACE FUNCTION access.restore_member(leaving uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    gone public.access_leaving;
    given_back int;
BEGIN
    SELECT * INTO gone FROM public.access_leaving l WHERE l.id = leaving AND l.restored_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM access._must_reach(gone.unit_id, 'access:membership:restore');
    IF gone.person_id = access.person() OR gone.status = 'died' THEN
        RAISE EXCEPTION 'that membership is not given back' USING ERRCODE = '42501';
    END IF;
    UPDATE public.organisation_membership SET ends_on = NULL, status = 'active', status_at = access.clock(),
        grace_ends_on = NULL, source = 'hand' WHERE id = gone.membership_id;
    UPDATE public.access_grant SET ended_at = NULL, ended_by = NULL
    WHERE id = ANY (gone.grants) AND ended_at = gone.left_at AND ends_at > access.clock();
    GET DIAGNOSTICS given_back = ROW_COUNT;
    UPDATE public.access_leaving SET restored_at = access.clock(), restored_by = access.person() WHERE id = leaving;
    RETURN given_back;
END $$;

-- Whom somebody works for: then the two leave together unless a key-holder says otherwise.
CREATE OR REPLACE FUNCTION access.note_employer(membership uuid, employer uuid, by_contract boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_reach((SELECT m.unit_id FROM public.organisation_membership m WHERE m.id = membership),
        'access:membership:edit');
    UPDATE public.organisation_membership m SET works_for_id = employer, is_contract = by_contract
    WHERE m.id = membership AND m.person_id IS DISTINCT FROM employer;
    RETURN FOUND;
END $$;

-- A key-holder confirms that a leaver's staff stay.
CREATE OR REPLACE FUNCTION access.confirm_staff(membership uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_reach((SELECT m.unit_id FROM public.organisation_membership m WHERE m.id = membership),
        'access:membership:edit');
    UPDATE public.organisation_membership m SET confirm_by = NULL, works_for_id = NULL
    WHERE m.id = membership AND m.confirm_by IS NOT NULL AND m.person_id <> access.person()
      AND (m.ends_on IS NULL OR m.ends_on > access._today());
    RETURN FOUND;
END $$;

-- Every quarter of an hour: what an event has missed. Whoever is over loses what is left of theirs; grace that has
-- ended, and staff whom nobody has confirmed, leave. Only the worker's login may call it.
CREATE OR REPLACE FUNCTION access.reconcile(OUT missed int, OUT lapsed int, OUT unconfirmed int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    over public.organisation_membership;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('access.members'));
    SELECT count(access._leave(m.id, CASE WHEN access._is_over(m.status) THEN m.status ELSE 'lapsed' END, m.feed_id))
    INTO missed FROM public.organisation_membership m
    WHERE (access._is_over(m.status) OR m.ends_on <= access._today())
      AND (m.ends_on IS NULL OR m.ends_on > access._today()
           OR EXISTS (SELECT FROM public.access_grant g WHERE g.membership_id = m.id AND g.ended_at IS NULL));
    lapsed := 0;
    unconfirmed := 0;
    -- One after another: of the last two key-holders whose grace ends on one day, the second is the last.
    FOR over IN
        SELECT m.* FROM public.organisation_membership m
        WHERE (m.ends_on IS NULL OR m.ends_on > access._today())
          AND (m.confirm_by <= access.clock() OR m.grace_ends_on <= access._today() AND NOT access.is_called(m.unit_id))
        ORDER BY m.id
    LOOP
        CONTINUE WHEN access._is_last(over.person_id);
        IF over.grace_ends_on <= access._today() AND NOT access.is_called(over.unit_id) THEN
            PERFORM access._leave(over.id, over.status, over.feed_id);
            lapsed := lapsed + 1;
        ELSE
            PERFORM access._leave(over.id, 'unconfirmed', over.feed_id);
            unconfirmed := unconfirmed + 1;
        END IF;
    END LOOP;
END $$;

-- Members in grace who have not been told yet, and that they have been. Only the worker's login may call these.
CREATE OR REPLACE FUNCTION access.to_warn() RETURNS TABLE (membership uuid, email text, name text, unit text, ends_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT m.id, p.email, m.name, u.name, m.grace_ends_on
    FROM public.organisation_membership m
    JOIN public.accounts_person p ON p.id = m.person_id JOIN public.organisation_unit u ON u.id = m.unit_id
    WHERE m.grace_ends_on IS NOT NULL AND (m.warned_at IS NULL
          OR m.warned_at < access.clock() - interval '7 days' AND m.grace_ends_on <= access._today() + 7)
      AND (m.ends_on IS NULL OR m.ends_on > access._today())
    ORDER BY m.id LIMIT 500
$$;

CREATE OR REPLACE FUNCTION access.has_warned(membership uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    UPDATE public.organisation_membership SET warned_at = access.clock() WHERE id = membership
$$;

-- Whose role runs out within a fortnight and who has not been told of it: told once for each end. An end that a called
-- election carries is told of when it is not carried any more.
CREATE OR REPLACE FUNCTION access.to_remind() RETURNS TABLE (given uuid, email text, name text, role text, unit text, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT g.id, p.email, m.name, g.role, u.name, g.ends_at
    FROM public.access_grant g
    JOIN public.organisation_membership m ON m.id = g.membership_id
    JOIN public.accounts_person p ON p.id = g.person_id AND p.is_active
    JOIN public.organisation_unit u ON u.id = g.unit_id
    WHERE (access._scope()).person IS NULL AND g.deputises_id IS NULL AND access._stands(g.id)
      AND g.starts_at <= access.clock() AND g.ends_at - g.starts_at > interval '30 days'
      AND g.ends_at > access.clock() AND g.ends_at <= access.clock() + interval '14 days'
      AND (g.reminded_at IS NULL OR g.reminded_at < g.ends_at - interval '14 days')
    ORDER BY g.ends_at, g.id LIMIT 500
$$;

CREATE OR REPLACE FUNCTION access.has_reminded(given uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    UPDATE public.access_grant SET reminded_at = access.clock() WHERE id = given
$$;

-- The newest feed, once it is three days old and nobody has been told: NULL otherwise, and where none was ever taken in.
CREATE OR REPLACE FUNCTION access.stale_feed(OUT feed uuid, OUT drawn_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT f.id, f.drawn_at FROM public.access_memberfeed f
    WHERE f.drawn_at = access.feed_drawn_at() AND f.alarmed_at IS NULL
      AND f.drawn_at < access.clock() - interval '72 hours'
    ORDER BY f.imported_at DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION access.has_alarmed(given uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    UPDATE public.access_memberfeed SET alarmed_at = access.clock() WHERE id = given
$$;
