-- Two people, bound to the exact payload, used once. The text that was approved is kept with its SHA-256; whoever uses
-- the approval shows the text again. That it is used once is a primary key, not a matter of timing.

CREATE TABLE IF NOT EXISTS access.approver (kind text NOT NULL, role text NOT NULL, PRIMARY KEY (kind, role));

-- The grants that let somebody decide what another has asked: in reach of the unit, of a role that decides such things,
-- and neither given by whoever asks nor lent from them, nor about the decider. A hold-out is agreed between candidate
-- and agent: of two agents neither speaks for the candidate.
CREATE OR REPLACE FUNCTION access._deciding(asked public.access_approval)
RETURNS TABLE (person_id uuid, unit_id int)
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT DISTINCT g.person_id, g.unit_id
    FROM public.organisation_unitabove up
    JOIN public.access_grant g ON g.unit_id = up.unit_id
    JOIN access.approver a ON a.kind = asked.kind AND a.role = g.role
    LEFT JOIN public.access_grant lent ON lent.id = g.deputises_id
    WHERE up.below_id = asked.unit_id AND g.person_id <> asked.asked_by
      AND g.granted_by IS DISTINCT FROM asked.asked_by AND lent.person_id IS DISTINCT FROM asked.asked_by
      AND g.person_id::text IS DISTINCT FROM (asked.payload::jsonb ->> 'person')
      AND (asked.kind <> 'hold out' OR NOT EXISTS (
          SELECT FROM public.access_grant own
          WHERE own.person_id = asked.asked_by AND own.role = g.role AND access._stands(own.id)
            AND own.unit_id IN (SELECT o.unit_id FROM public.organisation_unitabove o WHERE o.below_id = asked.unit_id)))
      AND EXISTS (SELECT FROM access._live(g.person_id, 'access:approval:decide', 'administration') live
                  WHERE live.grant_id = g.id)
$$;

CREATE OR REPLACE FUNCTION access._may_decide(who uuid, asked public.access_approval) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access._deciding(asked) d WHERE d.person_id = who)
$$;

CREATE OR REPLACE FUNCTION access._digest(payload text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(payload, 'UTF8')), 'hex')
$$;

-- Whoever may do something in a unit asks another to agree. True where there is nobody to ask: then it waits a day.
CREATE OR REPLACE FUNCTION access.ask_approval(
    given uuid, of_kind text, what text, in_unit int, because text, hours int
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    asked public.access_approval;
BEGIN
    IF now_open.person IS NULL OR NOT in_unit = ANY (now_open.units) THEN
        RAISE EXCEPTION 'this scope may ask for nothing there' USING ERRCODE = '42501';
    ELSIF NOT EXISTS (SELECT FROM access.approver a WHERE a.kind = of_kind) THEN
        RAISE EXCEPTION 'nobody approves a %', of_kind USING ERRCODE = '23514';
    ELSIF length(trim(because)) = 0 OR hours <> 24 THEN
        RAISE EXCEPTION 'an approval has a reason and lasts a day' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.access_approval (id, kind, payload, digest, unit_id, reason, asked_by, asked_at, usable_at,
        ends_at, is_delay)
    VALUES (given, of_kind, what, access._digest(what), in_unit, trim(because), now_open.person, access.clock(),
        NULL, access.clock() + hours * interval '1 hour', false)
    RETURNING * INTO asked;
    IF EXISTS (SELECT FROM access._deciding(asked)) THEN RETURN false; END IF;
    UPDATE public.access_approval SET is_delay = true, usable_at = asked.ends_at,
        ends_at = asked.ends_at + hours * interval '1 hour' WHERE id = given;
    RETURN true;
END $$;

-- The approval that a scope of deciding may decide now; an error says why not.
CREATE OR REPLACE FUNCTION access._to_decide(given uuid) RETURNS public.access_approval
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    asked public.access_approval;
BEGIN
    SELECT * INTO asked FROM public.access_approval a WHERE a.id = given FOR UPDATE;
    IF NOT FOUND OR now_open.action <> 'access:approval:decide' OR NOT now_open.is_strong
       OR NOT asked.unit_id = ANY (now_open.units)
       OR NOT access._may_decide(now_open.person, asked) THEN
        RAISE EXCEPTION 'this scope may not decide that' USING ERRCODE = '42501';
    ELSIF asked.decided_at IS NOT NULL OR asked.ends_at <= access.clock()
       OR EXISTS (SELECT FROM public.access_approvaluse u WHERE u.approval_id = given) THEN
        RAISE EXCEPTION 'that was decided already, or too long ago' USING ERRCODE = '23514';
    END IF;
    RETURN asked;
END $$;

CREATE OR REPLACE FUNCTION access.approve(given uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._to_decide(given);
    UPDATE public.access_approval SET is_approved = true, decided_by = access.person(), decided_at = access.clock(),
        usable_at = access.clock() WHERE id = given;
END $$;

CREATE OR REPLACE FUNCTION access.refuse_approval(given uuid, because text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    PERFORM access._to_decide(given);
    UPDATE public.access_approval SET is_approved = false, decided_by = access.person(), decided_at = access.clock(),
        answer = trim(because) WHERE id = given;
END $$;

-- Uses an approval up and gives what it was for. For the functions of this schema that ask for two people.
CREATE OR REPLACE FUNCTION access._use(given uuid, of_kind text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    who uuid := now_open.person;
    asked public.access_approval;
BEGIN
    SELECT * INTO asked FROM public.access_approval a WHERE a.id = given AND a.kind = of_kind;
    IF access._names_them(access._in_force(who, now_open.session, now_open.device), now_open.action) THEN
        RAISE EXCEPTION 'who is stopped uses no approval' USING ERRCODE = '42501';
    ELSIF NOT FOUND OR who IS NULL OR who NOT IN (asked.asked_by, coalesce(asked.decided_by, asked.asked_by)) THEN
        RAISE EXCEPTION 'that approval is for somebody or something else' USING ERRCODE = '42501';
    ELSIF coalesce(asked.is_approved, asked.is_delay) IS NOT TRUE OR asked.usable_at > access.clock()
       OR asked.ends_at <= access.clock() THEN
        RAISE EXCEPTION 'that is not approved, or no longer' USING ERRCODE = '42501';
    -- Who has lost the right to agree since has not agreed.
    ELSIF asked.is_approved AND NOT access._may_decide(asked.decided_by, asked) THEN
        RAISE EXCEPTION 'who approved it may no longer do so' USING ERRCODE = '42501';
    ELSIF asked.digest <> access._digest(asked.payload) THEN
        RAISE EXCEPTION 'that is not what was approved' USING ERRCODE = '42501';
    END IF;
    INSERT INTO public.access_approvaluse (approval_id, used_by, used_at) VALUES (given, who, access.clock());
    RETURN asked.payload::jsonb;
END $$;

CREATE OR REPLACE FUNCTION access.use_approval(given uuid, of_kind text, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.access_approval a
                   WHERE a.id = given AND a.digest = access._digest(what)) THEN
        RAISE EXCEPTION 'that is not what was approved' USING ERRCODE = '42501';
    END IF;
    PERFORM access._use(given, of_kind);
END $$;

-- The name that colleagues see of somebody: of the membership that began last.
CREATE OR REPLACE FUNCTION access._name(who uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT m.name FROM public.organisation_membership m WHERE m.person_id = who ORDER BY m.starts_on DESC, m.id LIMIT 1
$$;

-- What the signed-in person has asked, or may decide: with the names that colleagues see.
CREATE OR REPLACE FUNCTION access.approvals_of_mine() RETURNS TABLE (
    id uuid, kind text, payload text, unit text, reason text, asked_name text, asked_at timestamptz,
    usable_at timestamptz, ends_at timestamptz, is_delay boolean, is_approved boolean, decided_name text,
    decided_at timestamptz, answer text, used_at timestamptz, is_mine boolean, may_decide boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT a.id, a.kind, a.payload, u.name, a.reason, access._name(a.asked_by), a.asked_at, a.usable_at, a.ends_at,
        a.is_delay, a.is_approved, access._name(a.decided_by), a.decided_at, a.answer, used.used_at,
        a.asked_by = access.person(), access._may_decide(access.person(), a)
    FROM public.access_approval a
    JOIN public.organisation_unit u ON u.id = a.unit_id
    LEFT JOIN public.access_approvaluse used ON used.approval_id = a.id
    WHERE a.asked_at > access.clock() - interval '30 days'
      AND (a.asked_by = access.person() OR a.decided_by = access.person() OR access._may_decide(access.person(), a))
    ORDER BY a.asked_at DESC LIMIT 200
$$;

-- Whom the asker can tell: those who may decide it, in the nearest unit that has any.
CREATE OR REPLACE FUNCTION access.deciders(given uuid) RETURNS TABLE (name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    WITH found AS (
        SELECT d.person_id, (SELECT count(*) FROM public.organisation_unitabove up WHERE up.below_id = d.unit_id) AS depth
        FROM public.access_approval a CROSS JOIN LATERAL access._deciding(a) d
        WHERE a.id = given AND a.asked_by = access.person()
    )
    SELECT DISTINCT access._name(p.id), p.email
    FROM found JOIN public.accounts_person p ON p.id = found.person_id
    WHERE found.depth = (SELECT max(depth) FROM found)
    ORDER BY 1 LIMIT 10
$$;
