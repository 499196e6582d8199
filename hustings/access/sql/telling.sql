-- Whom the installation writes to about what has left: for its own duties alone, in the worker.

CREATE OR REPLACE FUNCTION access.address_of(who uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT p.email FROM public.accounts_person p
    WHERE p.id = who AND p.is_active AND (access._scope()).person IS NULL
$$;

-- Those nearest to a seat who may do something there: of its own unit if any do, else of the one above it.
CREATE OR REPLACE FUNCTION access.addresses_of_holders(what text, seat int, besides uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    WITH found AS (
        SELECT p.email, (SELECT count(*) FROM public.organisation_unitseat s WHERE s.unit_id = g.unit_id) AS seats
        FROM public.access_grant g
        JOIN public.organisation_unitseat here ON here.unit_id = g.unit_id AND here.constituency_id = seat
        JOIN public.accounts_person p ON p.id = g.person_id AND p.is_active AND p.id IS DISTINCT FROM besides
        WHERE (access._scope()).person IS NULL AND g.starts_at <= access.clock() AND access._stands(g.id)
          AND EXISTS (SELECT FROM access.permission a
                      WHERE a.role = g.role AND a.action = what AND a.purpose = ANY (g.purposes))
    )
    SELECT DISTINCT f.email FROM found f WHERE f.seats = (SELECT min(seats) FROM found) ORDER BY 1
$$;

-- Those of the whole organisation who may do something: the unit above all others.
CREATE OR REPLACE FUNCTION access.addresses_above(what text) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT DISTINCT p.email
    FROM public.access_grant g
    JOIN public.accounts_person p ON p.id = g.person_id AND p.is_active
    WHERE (access._scope()).person IS NULL AND g.starts_at <= access.clock() AND access._stands(g.id)
      AND NOT EXISTS (SELECT FROM public.organisation_unitabove a WHERE a.below_id = g.unit_id AND a.unit_id <> g.unit_id)
      AND EXISTS (SELECT FROM access.permission a WHERE a.role = g.role AND a.action = what AND a.purpose = ANY (g.purposes))
    ORDER BY 1
$$;
