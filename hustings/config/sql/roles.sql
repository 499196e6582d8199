-- Groups are what policies and grants name; they carry no password and nobody signs in as one.
-- hustings_gate owns the functions that open a scope; hustings_work is the worker's extra right.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['hustings_runtime', 'hustings_work', 'hustings_gate'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
    FOREACH wanted IN ARRAY ARRAY['hustings_web', 'hustings_worker', 'hustings_owner', 'hustings_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END $$;

-- Said again each time: a role that was given more than this loses it.
ALTER ROLE hustings_runtime NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE hustings_work NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE hustings_gate NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE hustings_web LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE hustings_worker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE hustings_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
-- A copy must hold every row, and putting it back must write every row.
ALTER ROLE hustings_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;

GRANT hustings_runtime TO hustings_web;
GRANT hustings_runtime, hustings_work TO hustings_worker;
-- So that a stop ends what a stopped person has running.
GRANT pg_signal_backend TO hustings_gate;
-- So that the owner may hand a function to the gate.
GRANT hustings_gate TO hustings_owner;
GRANT pg_read_all_data, pg_write_all_data TO hustings_backup;
