-- What has had its term goes, by the terms of access/terms.py and the database's own clock. The runtime may delete none of
-- it by hand: these functions alone can, for the duty of the night, and never earlier than the term says.
CREATE TABLE IF NOT EXISTS access.term (name text PRIMARY KEY, span interval NOT NULL);

-- The moment before which something of this kind has had its term.
CREATE OR REPLACE FUNCTION access._before(kind text) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := (SELECT access.clock() - t.span FROM access.term t WHERE t.name = kind);
BEGIN
    IF moment IS NULL THEN
        RAISE EXCEPTION 'no term is laid for %', kind USING ERRCODE = '42501';
    END IF;
    RETURN moment;
END $$;

CREATE OR REPLACE FUNCTION access._must_keep_terms() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.person IS NOT NULL OR now_open.action IS DISTINCT FROM 'data_protection:term:keep' THEN
        RAISE EXCEPTION 'only the duty of the night forgets' USING ERRCODE = '42501';
    END IF;
END $$;

-- One seat's electors: what they said, numbers of old editions, who voted, sheets, and whoever is left with nothing.
-- Gives how many rows of each went, and whose summaries have to be made anew.
CREATE OR REPLACE FUNCTION access.forget_of_seat(seat int, OUT gone jsonb, OUT electors uuid[], OUT doors uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    said record;
BEGIN
    PERFORM access._must_keep_terms();
    SELECT * INTO said FROM access._forget_opinions(seat);
    electors := said.of_electors;
    doors := said.of_doors;
    gone := jsonb_build_object(
        'opinions', said.number,
        'imports', access._forget_waiting(seat),
        'voting', access._forget_voting(seat),
        'photographs', access._forget_photographs(seat),
        'sheets', access._forget_sheets(seat),
        'lists', access._forget_lists(seat),
        'walks', access._forget_walks(seat),
        'supporters', access._forget_supporters(seat),
        'numbers', access._forget_numbers(seat),
        'electors', access._forget_electors(seat));
END $$;

-- What belongs to no elector: copies, people's roles and accounts, jobs. Gives how many rows of each went.
CREATE OR REPLACE FUNCTION access.forget_elsewhere() RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._must_keep_terms();
    RETURN jsonb_build_object(
        'copies', access._forget_copies(),
        'stops', access._forget_stops(),
        'roles', access._forget_roles(),
        'people', access._forget_people(),
        'accounts', access._forget_accounts(),
        'jobs', access._forget_jobs());
END $$;

-- Conversations older than the term, of everybody whom we have not spoken to since. What they last said stays as a count
-- by ward, answer and year.
CREATE OR REPLACE FUNCTION access._forget_opinions(
    seat int, OUT number int, OUT of_electors uuid[], OUT of_doors uuid[]
) LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := access._before('opinions');
    due uuid[];
BEGIN
    SELECT array_agg(c.id), array_agg(DISTINCT c.elector_id) FILTER (WHERE c.elector_id IS NOT NULL),
           array_agg(DISTINCT c.door_id) FILTER (WHERE c.door_id IS NOT NULL)
    INTO due, of_electors, of_doors
    FROM public.canvassing_conversation c
    WHERE c.constituency_id = seat AND c.happened_at < moment AND NOT EXISTS (
        SELECT FROM public.canvassing_contactsummary s
        WHERE s.constituency_id = seat AND s.elector_id = c.elector_id AND s.last_contacted_at >= moment);
    number := coalesce(cardinality(due), 0);
    IF number = 0 THEN RETURN; END IF;
    INSERT INTO public.canvassing_wardtotal AS kept (id, constituency_id, ward_id, election_kind, code_id, year,
        electors)
    SELECT gen_random_uuid(), seat, d.ward_id, l.election_kind, l.code_id, date_part('year', l.happened_at)::int, count(*)
    FROM public.canvassing_latestintention l
    JOIN public.register_elector e ON e.constituency_id = seat AND e.id = l.elector_id
    JOIN public.geography_pollingdistrict d ON d.id = e.district_id
    WHERE l.constituency_id = seat AND l.happened_at < moment AND l.elector_id = ANY (of_electors)
    GROUP BY d.ward_id, l.election_kind, l.code_id, date_part('year', l.happened_at)
    ON CONFLICT (constituency_id, ward_id, election_kind, code_id, year)
        DO UPDATE SET electors = kept.electors + excluded.electors;
    DELETE FROM public.canvassing_answer a WHERE a.constituency_id = seat AND a.conversation_id = ANY (due);
    DELETE FROM public.canvassing_votingintention v WHERE v.constituency_id = seat AND v.conversation_id = ANY (due);
    DELETE FROM public.canvassing_conversation c WHERE c.constituency_id = seat AND c.id = ANY (due);
END $$;

-- Files that were looked over and never applied: their rows, and the questions they raised.
CREATE OR REPLACE FUNCTION access._forget_waiting(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[] := ARRAY(
        SELECT i.id FROM public.register_import i WHERE i.constituency_id = seat AND i.state = 'dry_run'
          AND i.made_at < access._before('imports on their way'));
    number int;
BEGIN
    DELETE FROM public.register_stagedrow r WHERE r.run_id = ANY (due);
    GET DIAGNOSTICS number = ROW_COUNT;
    DELETE FROM public.register_doubt d WHERE d.constituency_id = seat AND d.run_id = ANY (due);
    UPDATE public.register_import i SET state = 'given_up' WHERE i.id = ANY (due);
    RETURN number;
END $$;

-- Who voted at elections long past, tellers' numbers after the result, and marks as they were keyed.
CREATE OR REPLACE FUNCTION access._forget_voting(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    forgotten int;
    more int;
    due uuid[];
BEGIN
    DELETE FROM public.register_turnout t USING public.elections_election e
    WHERE t.constituency_id = seat AND e.id = t.election_id AND e.polling_day < CASE t.source
        WHEN 'teller' THEN access._before('tellers'' numbers') ELSE access._before('marked registers') END::date;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    due := ARRAY(SELECT b.id FROM public.register_markedbatch b WHERE b.constituency_id = seat
                 AND coalesce(b.written_at, b.made_at) < access._before('numbers'));
    DELETE FROM public.register_keyedmark k WHERE k.constituency_id = seat AND k.batch_id = ANY (due);
    GET DIAGNOSTICS more = ROW_COUNT;
    DELETE FROM public.register_markedbatch b WHERE b.constituency_id = seat AND b.id = ANY (due);
    RETURN forgotten + more;
END $$;

-- Memberships of a party that ended, which lines of a file were not applied, and numbers and addresses at which nobody
-- wants to be reached any more: that they took their consent back is kept.
CREATE OR REPLACE FUNCTION access._forget_supporters(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    number int;
BEGIN
    DELETE FROM public.supporters_supporter s
    WHERE s.constituency_id = seat AND s.ended_on < access._before('supporters')::date;
    GET DIAGNOSTICS number = ROW_COUNT;
    DELETE FROM public.supporters_unappliedline l USING public.supporters_supporterfile f
    WHERE l.constituency_id = seat AND f.constituency_id = seat AND f.id = l.file_id
      AND coalesce(f.ended_at, f.sent_at) < access._before('numbers');
    UPDATE public.supporters_contactdetail d SET value = ''
    WHERE d.constituency_id = seat AND d.withdrawn_on < access.clock()::date AND d.value <> '';
    RETURN number;
END $$;

-- Lines of editions that a later file closed, absent votes likewise, and what was asked about old files.
CREATE OR REPLACE FUNCTION access._forget_numbers(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    old uuid[] := ARRAY(
        SELECT i.id FROM public.register_import i WHERE seat = ANY (i.seats || i.constituency_id)
          AND coalesce(i.applied_at, i.made_at) < access._before('numbers'));
    forgotten int;
    more int;
BEGIN
    DELETE FROM public.register_registerentry e WHERE e.constituency_id = seat AND e.closed_by_id = ANY (old);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    DELETE FROM public.register_absentvotedetail t USING public.register_absentvote a
    WHERE t.constituency_id = seat AND a.id = t.absent_vote_id
      AND (a.closed_by_id = ANY (old) OR a.lapses_on < access._before('numbers')::date);
    DELETE FROM public.register_absentvote a WHERE a.constituency_id = seat
      AND (a.closed_by_id = ANY (old) OR a.lapses_on < access._before('numbers')::date);
    GET DIAGNOSTICS more = ROW_COUNT;
    DELETE FROM public.register_doubt d WHERE d.constituency_id = seat AND d.run_id = ANY (old);
    DELETE FROM public.register_importrefusal r WHERE r.constituency_id = seat AND r.run_id = ANY (old);
    RETURN forgotten + more;
END $$;

-- Whoever left the register and of whom nothing else is left. An objection stays, under its key.
CREATE OR REPLACE FUNCTION access._forget_electors(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[] := ARRAY(
        SELECT e.id FROM public.register_elector e WHERE e.constituency_id = seat AND NOT e.on_register
          AND NOT EXISTS (SELECT FROM public.register_registerentry r WHERE r.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.register_turnout t WHERE t.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.register_absentvote a WHERE a.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.register_doubt d WHERE d.earlier_id = e.id)
          AND NOT EXISTS (SELECT FROM public.register_doubt d WHERE d.constituency_id = seat AND d.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.canvassing_conversation c
                          WHERE c.constituency_id = seat AND c.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.supporters_supporter s WHERE s.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.supporters_contactdetail d WHERE d.elector_id = e.id)
          AND NOT EXISTS (SELECT FROM public.paper_sheetline l
                          WHERE l.constituency_id = seat AND l.elector_id = e.id));
BEGIN
    DELETE FROM public.register_formernumber f WHERE f.elector_id = ANY (due);
    DELETE FROM public.targeting_listedelector l WHERE l.constituency_id = seat AND l.elector_id = ANY (due);
    DELETE FROM public.targeting_taggedelector t WHERE t.constituency_id = seat AND t.elector_id = ANY (due);
    DELETE FROM public.targeting_scorevalue v WHERE v.constituency_id = seat AND v.elector_id = ANY (due);
    DELETE FROM public.canvassing_heldout h WHERE h.constituency_id = seat AND h.elector_id = ANY (due);
    UPDATE public.register_objection o SET elector_id = NULL
    WHERE o.constituency_id = seat AND o.elector_id = ANY (due);
    DELETE FROM public.register_elector e WHERE e.constituency_id = seat AND e.id = ANY (due);
    RETURN cardinality(due);
END $$;

-- Copies that were settled long ago, with who stood on them, their invented people and what was asked for; a lost one
-- stays while its incident is open. Incidents some years after they were closed.
CREATE OR REPLACE FUNCTION access._forget_copies() RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[] := ARRAY(
        SELECT c.id FROM public.copies_copy c WHERE c.state <> 'out' AND c.state_at < access._before('copies')
          AND NOT EXISTS (SELECT FROM public.data_protection_incident i
                          WHERE i.copy_id = c.id AND i.closed_at IS NULL));
    exports uuid[] := ARRAY(
        SELECT x.id FROM public.copies_export x WHERE x.copy_id = ANY (due)
            OR x.copy_id IS NULL AND x.asked_at < access._before('copies'));
BEGIN
    DELETE FROM public.copies_programmerun r WHERE r.export_id = ANY (exports);
    DELETE FROM public.copies_export x WHERE x.id = ANY (exports);
    DELETE FROM public.copies_canary k WHERE k.copy_id = ANY (due);
    DELETE FROM public.copies_copyrows r WHERE r.copy_id = ANY (due);
    DELETE FROM public.copies_copy c WHERE c.id = ANY (due);
    DELETE FROM public.copies_programme p
    WHERE coalesce(p.ended_at, p.ends_on::timestamptz) < access._before('copies')
      AND NOT EXISTS (SELECT FROM public.copies_programmerun r WHERE r.programme_id = p.id);
    DELETE FROM public.data_protection_decision d USING public.data_protection_incident i
    WHERE i.id = d.incident_id AND i.closed_at < access._before('incidents');
    DELETE FROM public.data_protection_incident i WHERE i.closed_at < access._before('incidents');
    RETURN cardinality(due);
END $$;

CREATE OR REPLACE FUNCTION access._forget_stops() RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[] := ARRAY(SELECT s.id FROM public.access_stop s
                        WHERE least(s.ends_at, s.lifted_at) < access._before('people'));
BEGIN
    DELETE FROM public.access_stopmotion m WHERE m.stop_id = ANY (due);
    DELETE FROM public.access_stopreview r WHERE r.stop_id = ANY (due);
    DELETE FROM public.access_stop s WHERE s.id = ANY (due);
    DELETE FROM public.access_drill d WHERE d.held_at < access._before('people');
    DELETE FROM public.access_watch w WHERE greatest(w.ends_at, w.expected_until, w.lifted_until) < access._before('people');
    -- What a stopped sender sent was taken in or not; its hash stays, so that sending it again changes nothing.
    UPDATE public.access_quarantined q SET sent = ''
    WHERE q.settled_at < access._before('quarantine') AND q.sent <> '';
    DELETE FROM public.access_quarantined q WHERE q.settled_at < access._before('people');
    RETURN cardinality(due);
END $$;

-- Grants and all that hangs on them, some time after their end.
CREATE OR REPLACE FUNCTION access._forget_roles() RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := access._before('people');
    due uuid[];
BEGIN
    -- A grant may be carried over a poll; a year later no poll carries it any more. The last that ended stays: an
    -- installation without one would take whoever comes for its founder (access.is_new).
    due := ARRAY(SELECT g.id FROM public.access_grant g WHERE least(g.ended_at, g.ends_at) < moment
                 AND g.id <> (SELECT n.id FROM public.access_grant n
                              ORDER BY least(n.ended_at, n.ends_at) DESC, n.id LIMIT 1)
                 AND NOT EXISTS (SELECT FROM public.access_grant d
                                 WHERE d.deputises_id = g.id AND coalesce(d.ended_at, d.ends_at) >= moment));
    DELETE FROM public.access_handout h WHERE h.grant_id = ANY (due) OR h.ends_at < access._before('handed out');
    DELETE FROM public.access_grant g WHERE g.id = ANY (due);
    DELETE FROM public.access_errand e WHERE e.ends_at < access._before('jobs');
    DELETE FROM public.access_approvaluse u USING public.access_approval a
    WHERE a.id = u.approval_id AND a.ends_at < moment;
    DELETE FROM public.access_approval a WHERE a.ends_at < moment;
    DELETE FROM public.access_invitation i WHERE i.accepted_at IS NULL
        AND coalesce(i.withdrawn_at, i.expires_at) < access._before('invitations')
        OR i.accepted_at IS NOT NULL AND i.grant_ends_at < moment;
    DELETE FROM public.elections_calling c WHERE c.ends_on < moment::date;
    DELETE FROM public.copies_retraining r WHERE coalesce(r.settled_at, r.ends_at) < moment;
    RETURN cardinality(due);
END $$;

-- Memberships that ended, once no grant hangs on them; what was said and seen about them; feeds but for the newest.
CREATE OR REPLACE FUNCTION access._forget_people() RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := access._before('people');
    number int;
BEGIN
    DELETE FROM public.access_answer a WHERE a.answered_at < moment;
    DELETE FROM public.access_leaving l WHERE l.left_at < moment;
    DELETE FROM public.access_supportsession s WHERE coalesce(s.closed_at, s.ends_at) < moment;
    DELETE FROM public.access_memberfeedrefusal r USING public.access_memberfeed f
    WHERE f.id = r.feed_id AND f.imported_at < moment;
    DELETE FROM public.access_memberfeed f WHERE f.imported_at < moment
      AND EXISTS (SELECT FROM public.access_memberfeed n WHERE n.drawn_at > f.drawn_at AND n.is_whole >= f.is_whole);
    DELETE FROM public.organisation_membership m WHERE m.ends_on < moment::date
      AND NOT EXISTS (SELECT FROM public.access_grant g WHERE g.membership_id = m.id)
      AND NOT EXISTS (SELECT FROM public.access_leaving l WHERE l.membership_id = m.id);
    GET DIAGNOSTICS number = ROW_COUNT;
    RETURN number;
END $$;

-- Accounts whose last membership is forgotten, with how they signed in; devices that no cookie knows any more; sign-ins
-- that are over; attempts that were counted.
CREATE OR REPLACE FUNCTION access._forget_accounts() RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[] := ARRAY(
        SELECT p.id FROM public.accounts_person p WHERE p.joined_at < access._before('people')
          AND NOT EXISTS (SELECT FROM public.organisation_membership m WHERE p.id IN (m.person_id, m.works_for_id))
          AND NOT EXISTS (SELECT FROM public.access_grant g WHERE g.person_id = p.id)
          AND NOT EXISTS (SELECT FROM public.access_leaving l WHERE l.person_id = p.id)
          AND NOT EXISTS (SELECT FROM public.access_answer a WHERE a.person_id = p.id)
          AND NOT EXISTS (SELECT FROM public.access_invitation i WHERE i.email = p.email AND i.accepted_at IS NULL));
BEGIN
    DELETE FROM public.account_emailconfirmation c USING public.account_emailaddress a
    WHERE a.id = c.email_address_id AND (a.user_id = ANY (due) OR c.created < access._before('jobs'));
    DELETE FROM public.account_emailaddress a WHERE a.user_id = ANY (due);
    DELETE FROM public.mfa_authenticator m WHERE m.user_id = ANY (due);
    DELETE FROM public.accounts_session s WHERE s.person_id = ANY (due) OR s.expire_date < access.clock();
    DELETE FROM public.accounts_device d WHERE d.person_id = ANY (due)
        OR d.last_seen_on < access._before('devices')::date;
    DELETE FROM public.accounts_person p WHERE p.id = ANY (due);
    DELETE FROM public.hustings_cache c WHERE c.expires < access.clock();
    RETURN cardinality(due);
END $$;

CREATE OR REPLACE FUNCTION access._forget_jobs() RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    number int;
BEGIN
    DELETE FROM public.work_job j WHERE coalesce(j.ended_at, j.made_at) < access._before('jobs');
    GET DIAGNOSTICS number = ROW_COUNT;
    RETURN number;
END $$;

-- Files past their day: the key goes with the row. Gives whose bytes the worker takes off the disk.
CREATE OR REPLACE FUNCTION access.forget_files() RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[];
BEGIN
    PERFORM access._must_keep_terms();
    due := ARRAY(SELECT f.id FROM public.work_sealedfile f WHERE f.expires_at < access.clock());
    UPDATE public.work_job j SET file_id = NULL WHERE j.file_id = ANY (due);
    DELETE FROM public.work_sealedfile f WHERE f.id = ANY (due);
    RETURN due;
END $$;
