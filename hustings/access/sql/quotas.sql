-- Quotas: how much of what one person has read, as buckets that empty evenly. A row for each person, role, purpose and
-- meter: O(1), and no row that everybody writes. The person and the purpose are the scope's own.

-- How much a role may read for a purpose; laid from access/watching/limits.py.
CREATE TABLE IF NOT EXISTS access.allowance (
    role text NOT NULL, purpose text NOT NULL, meter text NOT NULL, most int NOT NULL, seconds int NOT NULL,
    PRIMARY KEY (role, purpose, meter)
);
CREATE TABLE IF NOT EXISTS access.uplift (
    polling_day int NOT NULL, begins time NOT NULL, ends time NOT NULL, lifted int NOT NULL, throttled int NOT NULL,
    throttled_seconds int NOT NULL, typing_seconds int NOT NULL, typing_answers int NOT NULL, shared_by int NOT NULL
);

-- What hardly anybody of a role goes beyond in a day; counted anew each night.
CREATE TABLE IF NOT EXISTS access.usual_of_role (role text PRIMARY KEY, most int NOT NULL);

-- What one answer takes, by meter.
CREATE OR REPLACE FUNCTION access._quota_takes(spending text, people int, searches int)
RETURNS TABLE (meter text, taken int) LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM (VALUES
        ('people a day', CASE WHEN spending IN ('list', 'open') THEN people ELSE 0 END),
        ('people a week', CASE WHEN spending IN ('list', 'open') THEN people ELSE 0 END),
        ('people found a day', CASE WHEN spending = 'search' THEN people ELSE 0 END),
        ('searches an hour', CASE WHEN spending = 'search' THEN searches ELSE 0 END),
        ('records an hour', CASE WHEN spending = 'open' THEN 1 ELSE 0 END),
        ('copies a day', CASE WHEN spending = 'copy' THEN 1 ELSE 0 END)
    ) AS all_meters (meter, taken) WHERE all_meters.taken > 0
$$;

-- How many times the quota holds now, and until when: lifted for one person, or by the rule of polling day. The poll
-- must have been entered the day before at the latest: nobody makes one to read more today.
CREATE OR REPLACE FUNCTION access._quota_times(who uuid, OUT times int, OUT ends timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    rule access.uplift;
    here timestamp := access.clock() AT TIME ZONE 'Europe/London';
BEGIN
    SELECT * INTO rule FROM access.uplift;
    SELECT rule.lifted, w.lifted_until INTO times, ends FROM public.access_watch w
    WHERE w.person_id = who AND w.lifted_until > access.clock();
    IF here::time >= rule.begins AND here::time < rule.ends AND EXISTS (
        SELECT FROM public.elections_election e WHERE e.polling_day = here::date
          AND to_timestamp(('x0000' || left(replace(e.id::text, '-', ''), 12))::bit(64)::bigint / 1000.0)
              < here::date::timestamp AT TIME ZONE 'Europe/London'
    ) THEN
        times := greatest(times, rule.polling_day);
        ends := greatest(ends, (here::date + rule.ends) AT TIME ZONE 'Europe/London');
    END IF;
    times := coalesce(times, 1);
END $$;

-- Takes what one answer holds from the buckets. The last one may be larger than what is left: it is paid off first.
-- What is refused is taken back with the caller's savepoint.
CREATE OR REPLACE FUNCTION access._take_quota(
    holder uuid, of_device boolean, as_role text, why text, spending text, people int, searches int, slowed boolean,
    OUT over_meter text, OUT over_most int, OUT room_at timestamptz
) LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    rule access.uplift;
    moment timestamptz := access.clock();
    fullest record;
    now_holds record;
BEGIN
    SELECT * INTO rule FROM access.uplift;
    WITH asked AS MATERIALIZED (
        SELECT a.meter, a.most * CASE WHEN of_device THEN rule.shared_by ELSE 1 END AS most, a.seconds, t.taken
        FROM access._quota_takes(spending, people, searches) t JOIN access.allowance a USING (meter)
        WHERE a.role = as_role AND a.purpose = why
        UNION ALL
        SELECT 'throttled', rule.throttled, rule.throttled_seconds, people WHERE slowed AND people > 0
        ORDER BY 1
    ), took AS (
        INSERT INTO public.access_quota AS q (holder_id, is_device, role, purpose, meter, used, most, seconds, at)
        SELECT holder, of_device, as_role, why, asked.meter, asked.taken, asked.most, asked.seconds, moment FROM asked
        ON CONFLICT (holder_id, role, purpose, meter) DO UPDATE SET
            used = greatest(0, CASE WHEN q.lifted_until <= moment THEN least(q.used, excluded.most) ELSE q.used END
                - greatest(0, extract(epoch FROM moment - greatest(q.at, CASE WHEN q.lifted_until <= moment
                                                                        THEN q.lifted_until END)))
                  * excluded.most / excluded.seconds) + excluded.used,
            lifted_until = CASE WHEN q.lifted_until > moment THEN q.lifted_until END,
            most = excluded.most, seconds = excluded.seconds, at = greatest(q.at, moment)
        RETURNING q.meter, q.used, q.most, q.seconds
    )
    SELECT took.meter, took.most, took.seconds, took.used - asked.taken AS used INTO fullest
    FROM took JOIN asked USING (meter) WHERE took.used - asked.taken >= took.most
    ORDER BY took.meter = 'throttled' DESC, (took.used - asked.taken) / took.most DESC LIMIT 1;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO now_holds FROM access._quota_times(holder);
    IF fullest.meter = 'throttled' OR of_device AND now_holds.times < 2 OR fullest.used >= fullest.most * now_holds.times
    THEN
        over_meter := fullest.meter;
        over_most := fullest.most;
        room_at := moment + greatest(1, fullest.used - fullest.most * CASE WHEN fullest.meter = 'throttled' THEN 1
            ELSE now_holds.times END + 1) * fullest.seconds / fullest.most * interval '1 second';
        RETURN;
    END IF;
    UPDATE public.access_quota q SET lifted_until = now_holds.ends
    WHERE q.holder_id = holder AND q.role = as_role AND q.purpose = why AND q.used > q.most;
END $$;

-- Until when no file leaves with the scope's person alone, after something unusual; null where none is held.
CREATE OR REPLACE FUNCTION access.copies_held_until() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
    SELECT w.ends_at FROM public.access_watch w
    WHERE w.person_id = (access._scope()).person AND w.step = 'hold' AND w.ends_at > access.clock()
      AND NOT coalesce(w.expected_until > access.clock(), false)
$$;

-- What one answer of this scope takes: the first call of every page that lists, finds or opens people.
-- `shown` is when a second factor was last shown in this session. A duty of the installation takes nothing.
CREATE OR REPLACE FUNCTION access.spend(
    spending text, people int, seat int, as_role text, first_no int, last_no int, is_typing boolean,
    shown timestamptz, OUT verdict text, OUT until timestamptz, OUT meter text, OUT most int, OUT step text,
    OUT since timestamptz, OUT ends_at timestamptz, OUT is_expected boolean, OUT counted public.access_readingday
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    now_open access.scope := access._scope();
    moment timestamptz := access.clock();
    watched public.access_watch;
    machine text;
    is_new boolean := false;
    searches int;
BEGIN
    verdict := 'allowed';
    step := 'none';
    IF now_open.person IS NULL THEN RETURN; END IF;
    SELECT * INTO watched FROM public.access_watch w WHERE w.person_id = now_open.person;
    is_expected := coalesce(watched.expected_until > moment, false);
    IF watched.ends_at > moment AND NOT is_expected THEN
        step := watched.step;
        since := watched.since;
        ends_at := watched.ends_at;
    END IF;
    IF step <> 'none' AND spending <> 'print' AND (shown IS NULL OR shown < watched.since) THEN
        verdict := 'step-up';
        until := watched.ends_at;
        RETURN;
    ELSIF step = 'hold' AND spending = 'copy' THEN
        verdict := 'hold';
        until := watched.ends_at;
        RETURN;
    END IF;
    SELECT d.token_hash, d.first_seen_on >= (moment AT TIME ZONE 'Europe/London')::date - 1 INTO machine, is_new
    FROM public.accounts_device d WHERE d.id = now_open.device;
    counted := access._count_reading(now_open.person, spending, people, seat, as_role, first_no, last_no, is_typing,
        coalesce(is_new, false));
    IF spending = 'print' THEN RETURN; END IF;
    searches := CASE WHEN counted.typed > 0 THEN 0 ELSE 1 END;
    SELECT t.over_meter, t.over_most, t.room_at INTO meter, most, until FROM access._take_quota(
        now_open.person, false, as_role, now_open.purpose, spending, people, searches, step IN ('throttle', 'hold')) t;
    IF meter IS NULL AND machine IS NOT NULL THEN
        -- Whoever signs in on one machine shares what it reads: ten accounts on it are not ten quotas.
        SELECT t.over_meter, t.over_most, t.room_at INTO meter, most, until FROM access._take_quota(
            md5(machine)::uuid, true, as_role, now_open.purpose, spending, people, searches, false) t;
    END IF;
    IF meter IS NOT NULL THEN verdict := CASE meter WHEN 'throttled' THEN 'throttle' ELSE 'quota' END; END IF;
END $$;

-- Adds one answer to what somebody has read on this day. What is usual for them is looked up once a day.
CREATE OR REPLACE FUNCTION access._count_reading(
    who uuid, spending text, people int, seat int, as_role text, first_no int, last_no int, is_typing boolean,
    is_new boolean
) RETURNS public.access_readingday LANGUAGE plpgsql SET search_path = pg_catalog, access, pg_temp AS $$
DECLARE
    here timestamp := access.clock() AT TIME ZONE 'Europe/London';
    this_minute timestamptz := date_trunc('minute', access.clock());
    is_bulk boolean := spending IN ('list', 'search', 'open');
    rule access.uplift;
    now_counted public.access_readingday;
BEGIN
    SELECT * INTO rule FROM access.uplift;
    FOR attempt IN 1..2 LOOP
        UPDATE public.access_readingday d SET
            people = d.people + CASE WHEN is_bulk THEN _count_reading.people ELSE 0 END,
            opens = d.opens + CASE spending WHEN 'open' THEN 1 ELSE 0 END,
            searches = d.searches + CASE spending WHEN 'search' THEN 1 ELSE 0 END,
            printed = d.printed + CASE spending WHEN 'print' THEN _count_reading.people ELSE 0 END,
            copies = d.copies + CASE spending WHEN 'copy' THEN 1 ELSE 0 END,
            night = d.night + CASE WHEN is_bulk AND here::time < '06:00' THEN _count_reading.people ELSE 0 END,
            away = d.away + CASE WHEN is_bulk AND seat IS NOT NULL AND cardinality(d.usual_seats) > 0
                                  AND NOT seat = ANY (d.usual_seats) THEN _count_reading.people ELSE 0 END,
            on_new_device = d.on_new_device
                + CASE WHEN is_bulk AND is_new AND d.days_known > 0 THEN _count_reading.people ELSE 0 END,
            seats = CASE WHEN seat IS NULL OR seat = ANY (d.seats) THEN d.seats ELSE d.seats || seat END,
            minute = this_minute,
            in_minute = CASE WHEN d.minute = this_minute THEN d.in_minute ELSE 0 END
                + CASE WHEN is_bulk AND NOT is_typing THEN 1 ELSE 0 END,
            hurried = d.hurried
                + CASE WHEN is_bulk AND NOT is_typing AND d.minute = this_minute AND d.in_minute >= 12 THEN 1 ELSE 0 END,
            run = CASE WHEN first_no IS NULL THEN d.run
                       WHEN first_no > d.last_no AND first_no <= d.last_no + 25 THEN d.run + 1 ELSE 1 END,
            last_no = coalesce(_count_reading.last_no, d.last_no),
            typed = CASE WHEN spending = 'search' AND is_typing AND d.typed < rule.typing_answers AND access.clock()
                              < d.searched_at + rule.typing_seconds * interval '1 second' THEN d.typed + 1 ELSE 0 END,
            searched_at = CASE spending WHEN 'search' THEN access.clock() ELSE d.searched_at END
        WHERE d.person_id = who AND d.day = here::date
        RETURNING * INTO now_counted;
        EXIT WHEN FOUND;
        PERFORM access._begin_reading_day(who, as_role, here::date);
    END LOOP;
    RETURN now_counted;
END $$;

-- The first answer of a day: what is usual for this person, from the 28 days before, and for whoever has the role.
CREATE OR REPLACE FUNCTION access._begin_reading_day(who uuid, as_role text, today date) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, access, pg_temp AS $$
    INSERT INTO public.access_readingday (person_id, day, role, seats, minute, searched_at, people, opens, searches,
        printed, copies, contacts, night, away, in_minute, hurried, run, last_no, typed, refused, watched,
        over, on_new_device, days_known, usual, own_most, usual_night, usual_printed, usual_seats, usual_of_role,
        is_leaving, fired)
    SELECT who, today, as_role, '{}', access.clock(), access.clock() - interval '1 day', 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        count(*), coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY d.people), 0),
        coalesce(max(d.people), 0), count(*) FILTER (WHERE d.night > 0),
        coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY d.printed) FILTER (WHERE d.printed > 0), 0),
        ARRAY(SELECT DISTINCT unnest(e.seats) FROM public.access_readingday e
              WHERE e.person_id = who AND e.day >= today - 28 AND e.day < today),
        coalesce((SELECT u.most FROM access.usual_of_role u WHERE u.role = as_role), 0),
        EXISTS (SELECT FROM public.organisation_membership m WHERE m.person_id = who AND m.ends_on >= today), '{}'
    FROM public.access_readingday d
    WHERE d.person_id = who AND d.day >= today - 28 AND d.day < today
    ON CONFLICT DO NOTHING
$$;
