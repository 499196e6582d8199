-- Beginning anew where somebody has lost what shows their second step: what it takes is what letting them in took, and a
-- second person.

-- Takes every authenticator of a person away and ends every sign-in of theirs; gives the address that is told. Whoever
-- does it may invite wherever that person holds anything, so that nobody below opens the way into a role above.
CREATE OR REPLACE FUNCTION access.take_second_steps(approval uuid, who uuid, in_unit int) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    agreed jsonb;
BEGIN
    IF now_open.action <> 'access:invitation:send' OR NOT now_open.is_strong OR NOT in_unit = ANY (now_open.units)
       OR who = now_open.person THEN
        RAISE EXCEPTION 'this scope may take no second step away there' USING ERRCODE = '42501';
    ELSIF EXISTS (
        SELECT FROM public.access_grant g
        WHERE g.person_id = who AND access._stands(g.id) AND NOT EXISTS (
            SELECT FROM access._live(now_open.person, 'access:invitation:send', 'administration') own
            JOIN public.organisation_unitabove up ON up.unit_id = own.unit_id
            WHERE up.below_id = g.unit_id)) THEN
        RAISE EXCEPTION 'that person holds something out of reach' USING ERRCODE = '42501';
    END IF;
    agreed := access._use(approval, 'lost second step');
    IF (agreed ->> 'person') IS DISTINCT FROM who::text
       OR NOT EXISTS (SELECT FROM public.organisation_unit u WHERE u.id = in_unit AND u.key::text = agreed ->> 'unit') THEN
        RAISE EXCEPTION 'that is not what was approved' USING ERRCODE = '42501';
    END IF;
    DELETE FROM public.mfa_authenticator a WHERE a.user_id = who;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'they have no second step' USING ERRCODE = '23514';
    END IF;
    DELETE FROM public.accounts_session s WHERE s.person_id = who;
    RETURN (SELECT p.email FROM public.accounts_person p WHERE p.id = who);
END $$;
