-- The log. One function writes an entry with whose rows it told of, and queues its leaf for the tree, all in the
-- transaction of what it tells; nobody else has a right on any of these tables but to read entries.

-- The two pads of a person's key in the tree, made the first time. PostgreSQL has no XOR of bytes, hence the loop.
CREATE OR REPLACE FUNCTION access._pads(who uuid) RETURNS public.audit_subjectkey
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    pads public.audit_subjectkey;
    fresh bytea;
BEGIN
    SELECT * INTO pads FROM public.audit_subjectkey k WHERE k.person_id = who;
    IF FOUND THEN RETURN pads; END IF;
    fresh := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    pads := (who, fresh || decode(repeat('00', 32), 'hex'), fresh || decode(repeat('00', 32), 'hex'));
    FOR place IN 0..63 LOOP
        pads.ipad := set_byte(pads.ipad, place, get_byte(pads.ipad, place) # 54);
        pads.opad := set_byte(pads.opad, place, get_byte(pads.opad, place) # 92);
    END LOOP;
    INSERT INTO public.audit_subjectkey VALUES (pads.*) ON CONFLICT DO NOTHING;
    -- Of two first entries at once the other's key may stand.
    SELECT * INTO pads FROM public.audit_subjectkey k WHERE k.person_id = who;
    RETURN pads;
END $$;

CREATE OR REPLACE FUNCTION access._short(raw bytea) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT translate(encode(raw, 'base64'), '+/=', '-_')
$$;

-- Who acts, as the tree knows them: the same for all that one person does, and meaningless without their key. The
-- installation itself is nobody there.
CREATE OR REPLACE FUNCTION access._pseudonym(who uuid) RETURNS text
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    pads public.audit_subjectkey := access._pads(who);
BEGIN
    RETURN access._short(substring(sha256(pads.opad || sha256(pads.ipad || uuid_send(who))) FOR 16));
END $$;

-- Canonical JSON without personal data; what is usual is left out. `audit/rules.py: leaf_of` writes the same bytes.
CREATE OR REPLACE FUNCTION access._leaf(
    entry uuid, happened timestamptz, who text, what text, why text, ended text, seat int, how_many int, commit text,
    by_rule text
) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT convert_to(concat(
        '{"action":', to_json(what), ',"at":', floor(extract(epoch FROM happened) * 1000)::bigint,
        ',"by":"' || who || '"', ',"commit":"' || commit || '"', ',"count":' || nullif(how_many, 0),
        ',"id":"', access._short(uuid_send(entry)), '"', ',"outcome":' || to_json(nullif(ended, 'done')),
        ',"place":"seat:' || seat || '"', ',"purpose":', to_json(why),
        ',"rule":' || to_json(nullif(by_rule, '')), ',"v":1}'), 'UTF8')
$$;

-- Nobody writes an entry in another's name. In a person's scope, and in what a request left the worker to do, it is
-- theirs. Before anybody is known only what makes somebody known names them; a duty is nobody's; without a scope only
-- who is no login of the running program may say who it was: the owner, who lays the ground, and the backup's.
CREATE OR REPLACE FUNCTION access._refuse_another_name(who uuid, what text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope;
    caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    is_theirs boolean;
BEGIN
    SELECT * INTO now_open FROM access.scope
    WHERE backend = pg_backend_pid() AND txid = txid_current_if_assigned();
    IF FOUND THEN
        is_theirs := who IS NOT DISTINCT FROM now_open.person
            OR now_open.person IS NULL AND now_open.action = 'sign in' AND access._becomes_known(who, what);
    ELSE
        is_theirs := who IS NULL OR NOT pg_has_role(caller, 'hustings_runtime', 'MEMBER')
            OR (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = caller);
    END IF;
    IF NOT is_theirs THEN
        RAISE EXCEPTION 'an entry is written in nobody else''s name' USING ERRCODE = '42501';
    END IF;
END $$;

-- Whether somebody who was not known is so from this transaction on: signed in, founder, or let in by an invitation.
CREATE OR REPLACE FUNCTION access._becomes_known(who uuid, what text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT CASE what
        WHEN 'accounts:person:sign-in' THEN true
        WHEN 'organisation:setup:make' THEN access._is_founding()
        WHEN 'access:invitation:accept' THEN EXISTS (
            SELECT FROM public.access_invitation i JOIN public.accounts_person p ON p.email = i.email
            WHERE p.id = who AND i.accepted_at = access.clock())
        ELSE false END
$$;

-- Adds an entry and gives the hash of its leaf (RFC 6962, 2.1). `row_sets` hold numbers of the seats beside them.
CREATE OR REPLACE FUNCTION access.log_entry(
    entry uuid, happened timestamptz, who uuid, what text, why text, ended text, seat int, somewhere text, how_many int,
    subjects bytea, salt bytea, by_rule text, details text, seats int[], row_sets text[]
) RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    listed text := (SELECT string_agg('[' || s.seat || ',"' || s.numbers || '"]', ',' ORDER BY s.nth)
                    FROM unnest(seats, row_sets) WITH ORDINALITY s (seat, numbers, nth));
    private text := concat('{"detail":', details, ',"place":', to_json(somewhere), ',"rows":[', listed,
        '],"subjects":"', encode(subjects, 'hex'), '"}');
    leaf bytea := access._leaf(entry, happened, access._pseudonym(who), what, why, ended, seat, how_many,
        access._short(sha256(salt || convert_to(private, 'UTF8'))), by_rule);
BEGIN
    PERFORM access._refuse_another_name(who, what);
    INSERT INTO public.audit_entry (id, at, person_id, action, purpose, outcome, constituency_id, place, count,
        commitment, salt, rule, detail)
    VALUES (entry, happened, who, what, why, ended, seat, somewhere, how_many, subjects, salt, by_rule, details::jsonb);
    IF seats <> '{}' THEN
        INSERT INTO public.audit_rowset (constituency_id, entry_id, seat_nos)
        SELECT s.seat, entry, s.numbers::int4multirange FROM unnest(seats, row_sets) s (seat, numbers);
    END IF;
    INSERT INTO public.audit_queuedleaf (entry_id, leaf) VALUES (entry, leaf);
    RETURN sha256('\x00'::bytea || leaf);
END $$;

-- Where in the tree an entry stands, for whoever may read the log; NULL while it waits.
CREATE OR REPLACE FUNCTION access.leaf_index(entry uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF NOT access.opens('log', 'read') THEN
        RAISE EXCEPTION 'this scope does not open the log' USING ERRCODE = '42501';
    END IF;
    RETURN (SELECT b.first_index + array_position(b.entry_ids, entry) - 1 FROM public.audit_batch b
            WHERE b.last_id >= entry AND b.first_id <= entry AND b.is_published AND entry = ANY (b.entry_ids)
            ORDER BY b.last_id LIMIT 1);
END $$;

-- Whose rows were read is forgotten after its term, and with it whatever an entry says beside the tree.
CREATE OR REPLACE FUNCTION access.forget_reads(before timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    forgotten int;
BEGIN
    IF before > access.clock() - interval '14 months' + interval '1 day' THEN
        RAISE EXCEPTION 'whose rows were read is kept for fourteen months' USING ERRCODE = '42501';
    END IF;
    DELETE FROM public.audit_rowset r USING public.audit_entry e WHERE e.id = r.entry_id AND e.at < before;
    UPDATE public.audit_entry SET salt = NULL, place = '', detail = '{}' WHERE at < before AND salt IS NOT NULL;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;

-- Erases somebody who acted: their entries stand in nobody's name, and their leaves mean nothing to anybody.
CREATE OR REPLACE FUNCTION access.forget_actor(who uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    UPDATE public.audit_entry SET person_id = NULL WHERE person_id = who;
    DELETE FROM public.audit_subjectkey WHERE person_id = who;
$$;

-- The next leaves for the tree, in the order they get there. Those that were numbered before a crash come again,
-- until they are published; only then are new ones numbered. NULL where nothing waits. One array is read sooner than
-- a row for each. `behind` is the batch that is being written meanwhile: what comes after it is wanted, and what was
-- queued late with an earlier number waits until nothing is being written.
CREATE OR REPLACE FUNCTION access.take_leaves(
    most int, behind bigint DEFAULT NULL, OUT at_index bigint, OUT leaves bytea[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    batch public.audit_batch;
    ids uuid[];
    past uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('access.log'));
    SELECT * INTO batch FROM public.audit_batch b
    WHERE NOT b.is_published AND b.first_index > coalesce(behind, -1) ORDER BY b.first_index LIMIT 1;
    IF FOUND THEN
        at_index := batch.first_index;
        leaves := ARRAY(SELECT q.leaf FROM unnest(batch.entry_ids) WITH ORDINALITY b (id, nth)
                        JOIN public.audit_queuedleaf q ON q.entry_id = b.id ORDER BY b.nth);
        RETURN;
    END IF;
    past := (SELECT b.last_id FROM public.audit_batch b WHERE NOT b.is_published ORDER BY b.last_id DESC LIMIT 1);
    SELECT array_agg(q.entry_id), array_agg(q.leaf) INTO ids, leaves
    FROM (SELECT w.entry_id, w.leaf FROM public.audit_queuedleaf w
          WHERE past IS NULL OR w.entry_id > past
          ORDER BY w.entry_id LIMIT most) q;
    IF ids IS NULL THEN RETURN; END IF;
    SELECT coalesce(max(b.first_index + cardinality(b.entry_ids)), 0) INTO at_index FROM public.audit_batch b
    WHERE b.first_index = (SELECT max(o.first_index) FROM public.audit_batch o);
    INSERT INTO public.audit_batch (first_index, entry_ids, first_id, last_id, is_published)
    VALUES (at_index, ids, ids[1], ids[cardinality(ids)], false);
END $$;

-- What was taken stands in files under a signature: it need not be kept twice.
CREATE OR REPLACE FUNCTION access.leaves_published(at_index bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    DELETE FROM public.audit_queuedleaf q USING public.audit_batch b
    WHERE b.first_index = at_index AND NOT b.is_published AND q.entry_id = ANY (b.entry_ids);
    UPDATE public.audit_batch SET is_published = true WHERE first_index = at_index;
END $$;
