-- Drills: a device that its own officer made for it is stopped and let go again, and how long it took is kept.

-- Ends a drill's stop. One person may: nobody was ever held off by it.
CREATE OR REPLACE FUNCTION access.end_drill(given uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
BEGIN
    UPDATE public.access_stop SET lifted_at = access.clock(), lifted_by = access.person()
    WHERE id = given AND is_drill AND placed_by = access.person() AND lifted_at IS NULL;
    PERFORM access._next_epoch();
    RETURN FOUND;
END $$;

-- What a drill measured, in milliseconds: from each commit to the last read, and to an open page being told.
CREATE OR REPLACE FUNCTION access.note_drill(given uuid, last_reads int[], pages int[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    in_unit int := (SELECT s.unit_id FROM public.access_stop s
                    WHERE s.is_drill AND s.placed_by = access.person() ORDER BY s.epoch DESC LIMIT 1);
BEGIN
    PERFORM access._must_stop('access:stop:place', in_unit);
    INSERT INTO public.access_drill (id, unit_id, held_by, held_at, last_reads, pages)
    VALUES (given, in_unit, access.person(), access.clock(), last_reads, pages);
END $$;
