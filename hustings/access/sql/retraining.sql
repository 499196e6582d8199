-- The lane for what is neither conduct nor danger: somebody reads a page before bulk use. Whoever holds the keys of a
-- unit asks and settles; the person reads and answers. It takes nothing away but bulk, and ends by itself.

CREATE OR REPLACE FUNCTION access.ask_retraining(given uuid, who uuid, in_unit int, for_what text, because text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.action <> 'copies:retraining:ask' OR NOT in_unit = ANY (now_open.units) OR who = now_open.person
       OR NOT EXISTS (SELECT FROM public.access_grant g WHERE g.person_id = who AND g.unit_id = in_unit
                      AND g.ended_at IS NULL AND g.ends_at > access.clock()) THEN
        RAISE EXCEPTION 'this scope may not ask that of them' USING ERRCODE = '42501';
    ELSIF length(trim(because)) = 0 OR EXISTS (
        SELECT FROM public.copies_retraining r
        WHERE r.person_id = who AND r.unit_id = in_unit AND r.settled_at IS NULL AND r.ends_at > access.clock()
    ) THEN
        RAISE EXCEPTION 'a reason is given, and one such question is open at a time' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.copies_retraining (id, person_id, unit_id, why, words, asked_by, asked_at, ends_at, answer)
    VALUES (given, who, in_unit, for_what, trim(because), now_open.person, access.clock(),
        access.clock() + interval '28 days', '');
END $$;

CREATE OR REPLACE FUNCTION access.read_retraining(given uuid, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    UPDATE public.copies_retraining r SET read_at = coalesce(r.read_at, access.clock()), answer = trim(said)
    WHERE r.id = given AND r.person_id = access.person() AND r.settled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'that is not theirs to read' USING ERRCODE = '42501';
    END IF;
END $$;

-- A key-holder who is not the person: after they have read, or because it was asked by mistake.
CREATE OR REPLACE FUNCTION access.settle_retraining(given uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    UPDATE public.copies_retraining r SET settled_by = now_open.person, settled_at = access.clock()
    WHERE r.id = given AND r.unit_id = ANY (now_open.units) AND r.person_id <> now_open.person
      AND r.settled_at IS NULL AND now_open.action = 'copies:retraining:ask';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this scope may not settle that' USING ERRCODE = '42501';
    END IF;
END $$;
