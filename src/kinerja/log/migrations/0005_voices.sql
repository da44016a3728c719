-- What anonymous answers and their release need.

-- Append one command whose facts nobody may find by its receipt: that says that it was recorded, and neither where
-- nor when. Who gave it stands there as a keyed hash.
CREATE FUNCTION log.append_unplaced(
    p_agency text, p_commands uuid[], p_now_us bigint[], p_given_by uuid[], p_input_hmacs bytea[],
    p_of int[], p_streams uuid[], p_versions bigint[], p_topics text[], p_states bytea[],
    p_seen_by int[], p_seen_streams uuid[], p_seen_versions bigint[]
) RETURNS TABLE (outcome text, last_position bigint, last_recorded_us bigint, last_leaf bytea) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    appended record;
BEGIN
    SELECT * INTO appended FROM log.append_group(
        p_agency, p_commands, p_now_us, p_given_by, p_input_hmacs, p_of, p_streams, p_versions, p_topics, p_states,
        p_seen_by, p_seen_streams, p_seen_versions);
    IF appended.outcome = 'RECORDED' THEN
        UPDATE log.receipts
           SET position = 0, recorded_us = 0, facts = 0, stream = NULL, version = NULL, leaf = NULL
         WHERE agency = p_agency AND command_id = p_commands[1];
    END IF;
    RETURN QUERY SELECT appended.outcome, 0::bigint, 0::bigint, NULL::bytea;
END $$;

-- What is to be done about the collections of all agencies at a time, as far as the read models know: ids only.
--   CLOSE    its time is over;
--   RELEASE  it is closed, and what was answered is not all released;
--   STEP     it is open and released in steps, enough was answered since, and no step was taken lately.
-- ``number`` is that of the next release. None while the read models are of a version that knows no collections.
CREATE FUNCTION log.due_collections(p_now timestamptz)
RETURNS TABLE (agency text, collection uuid, task text, number bigint) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_regclass('read.collections') IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT c.agency, c.id, CASE WHEN c.state = ''OPEN'' AND c.closes_at <= $1 THEN ''CLOSE''
                                     WHEN c.state = ''CLOSED'' THEN ''RELEASE'' ELSE ''STEP'' END, c.releases + 1
           FROM read.collections c
          WHERE c.state = ''CLOSED''
             OR (c.state = ''OPEN'' AND (c.closes_at <= $1
                 OR (c.released = ''IN_STEPS''
                     AND (c.released_at IS NULL OR c.released_at <= $1 - make_interval(hours => c.step_hours::int))
                     AND (SELECT count(*) FROM (SELECT FROM read.sealed_answers a
                                                 WHERE a.agency = c.agency AND a.collection_id = c.id
                                                 LIMIT c.k + c.step) enough) = c.k + c.step)))
          ORDER BY c.closes_at, c.id'
        USING p_now;
END $$;

-- The answers of a collection that are not released, the oldest first.
CREATE FUNCTION log.sealed_answers(p_agency text, p_collection uuid, p_most int)
RETURNS TABLE (answer uuid) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE
        'SELECT id FROM read.sealed_answers WHERE agency = $1 AND collection_id = $2 ORDER BY given, id LIMIT $3'
        USING p_agency, p_collection, p_most;
END $$;

REVOKE EXECUTE ON FUNCTION log.append_unplaced, log.due_collections, log.sealed_answers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append_unplaced, log.due_collections, log.sealed_answers TO kinerja_service;
