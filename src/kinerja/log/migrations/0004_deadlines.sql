-- What the closing of a period and the passing of deadlines need.

-- Streams that an evaluation began, without reading the whole log.
CREATE INDEX facts_evaluations ON log.facts (agency, position) WHERE topic = 'EvaluationOpened';

-- Append one command, unless a fact with one of p_topics stands behind p_behind: its decision rests on there being
-- none. Under the lock of the agency's head nothing comes between the look and the append.
CREATE FUNCTION log.append_fenced(
    p_behind bigint, p_topics text[],
    p_agency text, p_commands uuid[], p_now_us bigint[], p_given_by uuid[], p_input_hmacs bytea[],
    p_of int[], p_streams uuid[], p_versions bigint[], p_topics_of_facts text[], p_states bytea[],
    p_seen_by int[], p_seen_streams uuid[], p_seen_versions bigint[]
) RETURNS TABLE (outcome text, last_position bigint, last_recorded_us bigint, last_leaf bytea) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM log.heads WHERE agency = p_agency FOR UPDATE;
    IF EXISTS (SELECT FROM log.facts WHERE agency = p_agency AND position > p_behind AND topic = ANY (p_topics))
       AND NOT EXISTS (SELECT FROM log.receipts WHERE agency = p_agency AND command_id = ANY (p_commands)) THEN
        RETURN QUERY SELECT 'MOVED', NULL::bigint, NULL::bigint, NULL::bytea;
        RETURN;
    END IF;
    RETURN QUERY SELECT * FROM log.append_group(
        p_agency, p_commands, p_now_us, p_given_by, p_input_hmacs, p_of, p_streams, p_versions, p_topics_of_facts,
        p_states, p_seen_by, p_seen_streams, p_seen_versions);
END $$;

-- The deadlines of all agencies that are over at a time and not recorded as passed, the oldest first: ids only.
-- None while the read models are of a version that knows no deadlines.
CREATE FUNCTION log.due_deadlines(p_now timestamptz) RETURNS TABLE (agency text, deadline uuid) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_regclass('read.deadlines') IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT agency, id FROM read.deadlines WHERE passed_at IS NULL AND passes_at <= $1 ORDER BY passes_at, id'
        USING p_now;
END $$;

REVOKE EXECUTE ON FUNCTION log.append_fenced, log.due_deadlines FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append_fenced, log.due_deadlines TO kinerja_service;
