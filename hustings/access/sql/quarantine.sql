-- Work that a stopped sender still sends: taken in by one function, read back by nobody who sent it.

-- Keeps what was sent, once however often it is sent. Only for a scope that a stop withholds this very action from, and
-- for a seat where the person's own grants would have let them do it.
CREATE OR REPLACE FUNCTION access.quarantine(given uuid, seat int, of_path text, sent bytea, items int) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    in_force jsonb := access._in_force(now_open.person, now_open.session, now_open.device);
BEGIN
    IF now_open.person IS NULL OR NOT access._names_them(in_force, now_open.action) OR NOT EXISTS (
        SELECT FROM access._live(now_open.person, now_open.action, now_open.purpose) live
        JOIN public.organisation_unitseat s ON s.unit_id = live.unit_id AND s.constituency_id = seat
    ) THEN
        RAISE EXCEPTION 'nothing is kept for later here' USING ERRCODE = '42501';
    ELSIF length(sent) > 1048576 OR length(of_path) > 300 OR NOT items BETWEEN 1 AND 200 OR (
        SELECT count(*) FROM public.access_quarantined q
        WHERE q.sender = now_open.person AND q.arrived_at > access.clock() - interval '1 day') >= 2000 THEN
        RAISE EXCEPTION 'that is more than is kept for later' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.access_quarantined (id, constituency_id, action, path, sent, digest, items, sender, session,
        device_id, arrived_at, outcome, reason)
    VALUES (given, seat, now_open.action, of_path, sent, encode(sha256(sent || convert_to(of_path, 'UTF8')), 'hex'),
        items, now_open.person, coalesce(now_open.session, ''), now_open.device, access.clock(), '', '')
    ON CONFLICT (sender, digest) DO NOTHING;
    RETURN given;
END $$;

-- What became of it, once: by an officer of the seat who did not send it, or by the duty that takes in what nobody opened.
CREATE OR REPLACE FUNCTION access.settle_quarantined(given uuid, as_outcome text, because text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
BEGIN
    IF now_open.action <> 'access:quarantine:settle' OR NOT as_outcome IN ('admitted', 'not admitted', 'unseen')
       OR (as_outcome = 'unseen') <> (now_open.person IS NULL) THEN
        RAISE EXCEPTION 'this scope settles nothing' USING ERRCODE = '42501';
    ELSIF as_outcome = 'not admitted' AND length(trim(because)) < 10 THEN
        RAISE EXCEPTION 'what is not admitted has a reason' USING ERRCODE = '23514';
    END IF;
    UPDATE public.access_quarantined SET outcome = as_outcome, reason = because, settled_by = now_open.person,
        settled_at = access.clock()
    WHERE id = given AND outcome = '' AND constituency_id = ANY (now_open.seats)
      AND sender IS DISTINCT FROM now_open.person;
    RETURN FOUND;
END $$;

-- What waits in the seats whose officers the signed-in person is one of: a number and no word of it.
CREATE OR REPLACE FUNCTION access.quarantined_here() RETURNS TABLE (seat int, waiting int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT q.constituency_id, count(*)::int
    FROM public.access_quarantined q
    WHERE q.outcome = '' AND q.sender IS DISTINCT FROM (access._scope()).person AND q.constituency_id IN (
        SELECT s.constituency_id
        FROM access._live((access._scope()).person, 'access:quarantine:settle', 'canvass') live
        JOIN public.organisation_unitseat s USING (unit_id))
    GROUP BY q.constituency_id
$$;
