-- What has had its term of paper: sheets, and photographs of them. Called from retention.sql.

-- What was read from photographs that nobody settled in time; their pictures are sealed files, which go with their day.
-- That a photograph was sent is known as long as a sheet that was keyed in.
CREATE OR REPLACE FUNCTION access._forget_photographs(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := access._before('photographs');
    old uuid[] := ARRAY(
        SELECT p.id FROM public.paper_photograph p
        WHERE p.constituency_id = seat AND p.sent_at < access._before('sheets keyed in'));
    emptied int;
    removed int;
BEGIN
    UPDATE public.paper_photographedpage g
    SET read = '[]', refused = '{}', picture_id = NULL, state = 'forgotten'
    FROM public.paper_photograph p
    WHERE g.constituency_id = seat AND g.state = 'open'
      AND p.constituency_id = seat AND p.id = g.photograph_id AND p.sent_at < moment;
    UPDATE public.paper_photograph p SET file_id = NULL, state = 'forgotten'
    WHERE p.constituency_id = seat AND p.state IN ('waiting', 'read') AND p.sent_at < moment;
    GET DIAGNOSTICS emptied = ROW_COUNT;
    DELETE FROM public.paper_photographedpage g WHERE g.constituency_id = seat AND g.photograph_id = ANY (old);
    DELETE FROM public.paper_photograph p WHERE p.constituency_id = seat AND p.id = ANY (old);
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN emptied + removed;
END $$;

-- Sheets that were keyed in some time ago, with their lines; what never came back, a good year after it was due. The
-- register of copies says for as long as it lasts who stood on them.
CREATE OR REPLACE FUNCTION access._forget_sheets(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    due uuid[] := ARRAY(
        SELECT s.id FROM public.paper_sheet s
        JOIN public.paper_pack p ON p.constituency_id = seat AND p.id = s.pack_id
        WHERE s.constituency_id = seat AND (
            s.state IN ('entered', 'destroyed') AND s.state_at < access._before('sheets keyed in')
            OR greatest(p.return_by, s.state_at) < access._before('sheets never back')));
    number int;
BEGIN
    DELETE FROM public.paper_photographedpage g WHERE g.constituency_id = seat AND g.sheet_id = ANY (due);
    DELETE FROM public.paper_keyedline k WHERE k.constituency_id = seat AND k.sheet_id = ANY (due);
    DELETE FROM public.paper_sheetline l WHERE l.constituency_id = seat AND l.sheet_id = ANY (due);
    DELETE FROM public.paper_sheetdoor d WHERE d.constituency_id = seat AND d.sheet_id = ANY (due);
    DELETE FROM public.paper_sheet s WHERE s.constituency_id = seat AND s.id = ANY (due);
    GET DIAGNOSTICS number = ROW_COUNT;
    DELETE FROM public.paper_pack p WHERE p.constituency_id = seat AND p.made_at < access._before('sheets keyed in')
      AND NOT EXISTS (SELECT FROM public.paper_sheet s WHERE s.constituency_id = seat AND s.pack_id = p.id);
    RETURN number;
END $$;
