-- A step in which nothing could be released is not tried again with every answer that comes after it: what waits may
-- be of many groups, each too small. It is tried again once there is enough for another step.

-- How many answers waited when a step of a collection released nothing; none since it last released something.
CREATE TABLE log.release_tries (
    agency text NOT NULL,
    collection uuid NOT NULL,
    waiting bigint NOT NULL,
    PRIMARY KEY (agency, collection)
);
ALTER TABLE log.release_tries ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_agency ON log.release_tries USING (agency = current_setting('kinerja.agency', true));

-- What came of trying: so many answers wait on, or, with null, something was released.
CREATE FUNCTION log.tried_release(p_agency text, p_collection uuid, p_waiting bigint) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM log.release_tries WHERE agency = p_agency AND collection = p_collection;
    INSERT INTO log.release_tries SELECT p_agency, p_collection, p_waiting WHERE p_waiting IS NOT NULL;
$$;

-- As before; what is about persons takes more answers for a step, and what was tried in vain is left for a step more.
CREATE OR REPLACE FUNCTION log.due_collections(p_now timestamptz)
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
           LEFT JOIN log.release_tries t ON t.agency = c.agency AND t.collection = c.id
          CROSS JOIN LATERAL (
                SELECT CASE c.kind WHEN ''ENCOUNTERS'' THEN c.k_of_person + greatest(c.step, c.k_of_person)
                                   ELSE c.k + greatest(c.step, c.k) END AS least) for_step
          CROSS JOIN LATERAL (SELECT greatest(least, coalesce(t.waiting + c.step, 0)) AS number) wanted
          WHERE c.state = ''CLOSED''
             OR (c.state = ''OPEN'' AND (c.closes_at <= $1
                 OR (c.released = ''IN_STEPS''
                     AND (c.released_at IS NULL OR c.released_at <= $1 - make_interval(hours => c.step_hours::int))
                     AND (SELECT count(*) FROM (SELECT FROM read.sealed_answers a
                                                 WHERE a.agency = c.agency AND a.collection_id = c.id
                                                 LIMIT wanted.number) enough) = wanted.number)))
          ORDER BY c.closes_at, c.id'
        USING p_now;
END $$;

REVOKE EXECUTE ON FUNCTION log.tried_release FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.tried_release TO kinerja_service;
