-- What has had its term of lists and walks. Called from retention.sql.

-- Lists and tags that were taken out of use, offers, what a score said once another took its place, and whoever was held out of
-- contact before a poll.
CREATE OR REPLACE FUNCTION access._forget_lists(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := access._before('lists');
    due uuid[] := ARRAY(SELECT l.id FROM public.targeting_savedlist l
                        WHERE l.constituency_id = seat AND l.retired_at < moment);
BEGIN
    DELETE FROM public.targeting_listedelector e WHERE e.constituency_id = seat AND e.list_id = ANY (due);
    DELETE FROM public.targeting_savedlist l WHERE l.constituency_id = seat AND l.id = ANY (due);
    DELETE FROM public.targeting_taggedelector e WHERE e.constituency_id = seat AND e.taken_off_at < moment;
    DELETE FROM public.targeting_scorevalue v USING public.targeting_score s
    WHERE v.constituency_id = seat AND s.id = v.score_id AND s.retired_at < access.clock();
    DELETE FROM public.targeting_scorevalue v USING public.register_elector e
    WHERE v.constituency_id = seat AND e.constituency_id = seat AND e.id = v.elector_id AND e.objects_to_scores;
    DELETE FROM public.targeting_score s WHERE s.constituency_id = seat AND s.retired_at < moment;
    DELETE FROM public.canvassing_heldout h
    WHERE h.constituency_id = seat AND h.ends_on < access._before('held out')::date;
    DELETE FROM public.targeting_offeredlist o
    WHERE o.constituency_id = seat AND coalesce(o.answered_at, o.offered_at) < moment;
    RETURN cardinality(due);
END $$;

-- Who took a walk, some time after it was over; plans whose last cut and last outing are as long ago.
CREATE OR REPLACE FUNCTION access._forget_walks(seat int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    moment timestamptz := access._before('walks');
    due uuid[];
    number int;
BEGIN
    DELETE FROM public.targeting_outing o WHERE o.constituency_id = seat AND coalesce(o.back_at, o.until) < moment;
    GET DIAGNOSTICS number = ROW_COUNT;
    due := ARRAY(SELECT p.id FROM public.targeting_walkplan p WHERE p.constituency_id = seat
                 AND greatest(p.made_at, p.cut_at, p.retired_at) < moment
                 AND NOT EXISTS (SELECT FROM public.targeting_outing o
                                 WHERE o.constituency_id = seat AND o.plan_id = p.id));
    DELETE FROM public.targeting_walkdoor d USING public.targeting_walk w
    WHERE d.constituency_id = seat AND w.constituency_id = seat AND w.id = d.walk_id AND w.plan_id = ANY (due);
    DELETE FROM public.targeting_walk w WHERE w.constituency_id = seat AND w.plan_id = ANY (due);
    DELETE FROM public.targeting_walkplan p WHERE p.constituency_id = seat AND p.id = ANY (due);
    RETURN number + cardinality(due);
END $$;
