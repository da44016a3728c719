-- The log: one row per fact, numbered per agency without holes in the order of commit.
-- Run by the owner; the service's role owns nothing here and writes only through log.append.

CREATE SCHEMA log;
GRANT USAGE ON SCHEMA log TO kinerja_service;

-- The head of an agency's log. Its row is the lock under which facts get their positions.
CREATE TABLE log.heads (
    agency      text   PRIMARY KEY CHECK (agency ~ '^[A-Z][A-Z0-9-]{1,19}$'),
    position    bigint NOT NULL,
    recorded_us bigint NOT NULL
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE log.facts (
    agency             text   NOT NULL,
    position           bigint NOT NULL,
    originator_id      uuid   NOT NULL,
    originator_version bigint NOT NULL,
    topic              text   NOT NULL,
    state              bytea  NOT NULL,
    recorded_us        bigint NOT NULL,
    leaf               bytea  NOT NULL,
    CONSTRAINT facts_position PRIMARY KEY (agency, position),
    CONSTRAINT facts_stream UNIQUE (agency, originator_id, originator_version)
);
CREATE INDEX facts_recorded ON log.facts (agency, recorded_us, position);

CREATE TABLE log.receipts (
    agency      text   NOT NULL,
    command_id  uuid   NOT NULL,
    given_by    uuid,
    input_hmac  bytea  NOT NULL,
    position    bigint NOT NULL,
    facts       int    NOT NULL,
    recorded_us bigint NOT NULL,
    stream      uuid,
    version     bigint,
    leaf        bytea,
    CONSTRAINT receipts_command PRIMARY KEY (agency, command_id)
);

CREATE TABLE log.data_keys (
    agency   text  NOT NULL,
    subject  uuid  NOT NULL,
    category text  NOT NULL,
    wrapped  bytea NOT NULL,
    PRIMARY KEY (agency, subject, category)
);

ALTER TABLE log.heads     ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.facts     ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.receipts  ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.data_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_agency ON log.heads     USING (agency = current_setting('kinerja.agency', true));
CREATE POLICY own_agency ON log.facts     USING (agency = current_setting('kinerja.agency', true));
CREATE POLICY own_agency ON log.receipts  USING (agency = current_setting('kinerja.agency', true));
CREATE POLICY own_agency ON log.data_keys USING (agency = current_setting('kinerja.agency', true));
GRANT SELECT ON log.heads, log.facts, log.receipts TO kinerja_service;
GRANT SELECT, INSERT, DELETE ON log.data_keys TO kinerja_service;

-- The hash of a fact: its leaf in the proof tree. Every part is either of fixed length or preceded by its
-- length, so that no two facts share an encoding; the leading zero byte sets leaves apart from inner nodes.
CREATE FUNCTION log.leaf(
    p_agency text, p_position bigint, p_recorded_us bigint,
    p_stream uuid, p_version bigint, p_topic text, p_state bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sha256(
    '\x00'::bytea
    || int4send(octet_length(p_agency)) || convert_to(p_agency, 'UTF8')
    || int8send(p_position) || int8send(p_recorded_us)
    || uuid_send(p_stream) || int8send(p_version)
    || int4send(octet_length(p_topic)) || convert_to(p_topic, 'UTF8')
    || int4send(octet_length(p_state)) || p_state
);

-- Open the log of an agency; opening it again changes nothing.
CREATE FUNCTION log.open(p_agency text) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO log.heads VALUES (p_agency, 0, 0) ON CONFLICT DO NOTHING;
$$;

-- Append the facts of one command and its receipt in one transaction, under the lock of the agency's head.
-- Raises unique_violation on receipts_command when the command was recorded before, on facts_stream when
-- another command wrote a version first, and integrity_constraint_violation when a stream that the decision
-- depended on has moved. Whatever it raises takes everything back: positions stay dense.
CREATE FUNCTION log.append(
    p_agency text, p_now_us bigint, p_command uuid, p_given_by uuid, p_input_hmac bytea,
    p_streams uuid[], p_versions bigint[], p_topics text[], p_states bytea[],
    p_seen_streams uuid[], p_seen_versions bigint[]
) RETURNS TABLE (last_position bigint, last_recorded_us bigint, last_leaf bytea) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    n     constant int := cardinality(p_streams);
    moved uuid;
BEGIN
    UPDATE log.heads
       SET position = position + n,
           recorded_us = CASE WHEN n = 0 THEN recorded_us ELSE greatest(p_now_us, recorded_us + 1) + n - 1 END
     WHERE agency = p_agency
    RETURNING position, recorded_us INTO last_position, last_recorded_us;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no log is open for agency %', p_agency USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF n = 0 THEN
        last_recorded_us := greatest(p_now_us, last_recorded_us);
    ELSE
        last_leaf := log.leaf(p_agency, last_position, last_recorded_us,
                              p_streams[n], p_versions[n], p_topics[n], p_states[n]);
    END IF;

    INSERT INTO log.receipts
    VALUES (p_agency, p_command, p_given_by, p_input_hmac, last_position, n, last_recorded_us,
            p_streams[n], p_versions[n], last_leaf);

    SELECT seen.stream INTO moved
      FROM unnest(p_seen_streams, p_seen_versions) AS seen (stream, version)
     WHERE EXISTS (SELECT FROM log.facts f
                    WHERE f.agency = p_agency AND f.originator_id = seen.stream
                      AND f.originator_version > seen.version)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'stream % has moved', moved USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    INSERT INTO log.facts
    SELECT p_agency, numbered.position, stream, version, topic, state, numbered.recorded_us,
           log.leaf(p_agency, numbered.position, numbered.recorded_us, stream, version, topic, state)
      FROM unnest(p_streams, p_versions, p_topics, p_states) WITH ORDINALITY
             AS new (stream, version, topic, state, o),
           LATERAL (VALUES (last_position - n + o, last_recorded_us - n + o)) AS numbered (position, recorded_us);
    RETURN NEXT;
END $$;

-- The last position recorded at or before a time. A time after the newest fact is resolved under the lock of
-- the head, and the head remembers it: a fact recorded later cannot slip in before a time already answered.
CREATE FUNCTION log.position_at(p_agency text, p_us bigint) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_position bigint;
BEGIN
    UPDATE log.heads SET recorded_us = p_us
     WHERE agency = p_agency AND recorded_us < p_us
    RETURNING position INTO found_position;
    IF FOUND THEN
        RETURN found_position;
    END IF;
    SELECT coalesce(max(position), 0) INTO found_position FROM log.facts
     WHERE agency = p_agency AND position = (
        SELECT position FROM log.facts WHERE agency = p_agency AND recorded_us <= p_us
         ORDER BY recorded_us DESC, position DESC LIMIT 1);
    RETURN found_position;
END $$;

-- Agencies and their heads, for whoever follows all of them; says nothing of what was recorded.
CREATE FUNCTION log.all_heads() RETURNS TABLE (agency text, head bigint) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT agency, position FROM log.heads ORDER BY agency;
$$;

-- The agencies whose read models in a schema are behind the log, farthest first; stalled ones are left out.
CREATE FUNCTION log.lagging(p_schema text) RETURNS TABLE (agency text, lag bigint) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_schema NOT IN ('read', 'read_next') THEN
        RAISE EXCEPTION 'no generation of read models lives in %', p_schema;
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT h.agency, h.position - coalesce(t.position, 0)
           FROM log.heads h LEFT JOIN %I.tracking t ON t.agency = h.agency
          WHERE h.position > coalesce(t.position, 0) AND t.stalled_position IS NULL
          ORDER BY 2 DESC', p_schema);
END $$;

-- How far the live read models are, for all agencies: what health and metrics say.
CREATE FUNCTION log.all_tracking() RETURNS TABLE (
    agency text, head bigint, reached bigint, stalled_position bigint, stalled_topic text, stalled_error text
) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE
        'SELECT h.agency, h.position, coalesce(t.position, 0), t.stalled_position, t.stalled_topic, t.stalled_error
           FROM log.heads h LEFT JOIN read.tracking t ON t.agency = h.agency ORDER BY h.agency';
END $$;

-- The batches that are not finished, of all agencies: ids only.
CREATE FUNCTION log.unfinished_batches() RETURNS TABLE (agency text, batch uuid) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT agency, id FROM read.batches WHERE NOT finished ORDER BY accepted_at';
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA log TO kinerja_service;

-- The log as an auditor reads it with psql: times as times, payloads as text. Sealed fields stay sealed.
CREATE VIEW log.readable WITH (security_invoker = true) AS
SELECT agency, position, to_timestamp(recorded_us / 1e6) AS recorded_at, originator_id AS stream,
       originator_version AS version, topic AS fact, convert_from(state, 'UTF8') AS payload,
       encode(leaf, 'hex') AS leaf
  FROM log.facts;
GRANT SELECT ON log.readable TO kinerja_service;
