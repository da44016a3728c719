-- Group commit: what several clients send in the same moment is appended in one transaction, each command with
-- its own receipt or conflict. log.append stays for processes of the version before.

-- Append the facts of a group of commands of one agency, under the lock of the agency's head. A command of the
-- group is named by its place in p_commands, counted from 1; p_of and p_seen_by say whose a fact and a stream
-- seen is. Gives a row per command, in order:
--   RECORDED  its facts and receipt stand in the log: position, time and leaf of its last fact (without facts
--             the head at that moment and no leaf);
--   REPEATED  it was recorded before, or stands earlier in the group;
--   MOVED     a stream that it writes or that its decision depended on has moved, in the log or by a command
--             that stands earlier in the group.
-- What is not recorded takes no position. Positions are dense and recorded times rise by 1 us at least.
CREATE FUNCTION log.append_group(
    p_agency text, p_commands uuid[], p_now_us bigint[], p_given_by uuid[], p_input_hmacs bytea[],
    p_of int[], p_streams uuid[], p_versions bigint[], p_topics text[], p_states bytea[],
    p_seen_by int[], p_seen_streams uuid[], p_seen_versions bigint[]
) RETURNS TABLE (outcome text, last_position bigint, last_recorded_us bigint, last_leaf bytea) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    head_position bigint;
    head_us       bigint;
    repeated      int[];
    moved         int[];
BEGIN
    SELECT position, recorded_us INTO head_position, head_us
      FROM log.heads WHERE agency = p_agency FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no log is open for agency %', p_agency USING ERRCODE = 'foreign_key_violation';
    END IF;

    SELECT coalesce(array_agg(c.o), '{}') INTO repeated
      FROM (SELECT id, o, min(o) OVER (PARTITION BY id) AS first
              FROM unnest(p_commands) WITH ORDINALITY AS each (id, o)) AS c
     WHERE c.o > c.first
        OR EXISTS (SELECT FROM log.receipts r WHERE r.agency = p_agency AND r.command_id = c.id);

    WITH fact AS (
        SELECT * FROM unnest(p_of, p_streams, p_versions) AS f (command, stream, version)
    ), needed AS (
        SELECT command, stream, min(version) - 1 AS version, command AS writer FROM fact GROUP BY command, stream
        UNION ALL
        SELECT command, stream, version, NULL FROM unnest(p_seen_by, p_seen_streams, p_seen_versions)
            AS s (command, stream, version)
    ), contended AS (
        SELECT n.*, min(n.writer) OVER (PARTITION BY n.stream) AS first_writer FROM needed n
    )
    SELECT coalesce(array_agg(DISTINCT n.command), '{}') INTO moved
      FROM contended n
     WHERE n.first_writer < n.command
        OR EXISTS (SELECT FROM log.facts f
                    WHERE f.agency = p_agency AND f.originator_id = n.stream
                      AND f.originator_version > n.version);

    RETURN QUERY
    WITH chosen AS (
        SELECT f.*, row_number() OVER (ORDER BY f.o) AS k
          FROM unnest(p_of, p_streams, p_versions, p_topics, p_states) WITH ORDINALITY
                 AS f (command, stream, version, topic, state, o)
         WHERE f.command <> ALL (repeated) AND f.command <> ALL (moved)
    ), numbered AS (
        SELECT c.*, head_position + c.k AS position,
               c.k + greatest(head_us, max(p_now_us[c.command] - c.k) OVER (ORDER BY c.k)) AS recorded_us
          FROM chosen c
    ), hashed AS MATERIALIZED (
        SELECT n.*, log.leaf(p_agency, n.position, n.recorded_us, n.stream, n.version, n.topic, n.state) AS leaf
          FROM numbered n
    ), appended AS (
        INSERT INTO log.facts
        SELECT p_agency, h.position, h.stream, h.version, h.topic, h.state, h.recorded_us, h.leaf
          FROM hashed h ORDER BY h.k
    ), last_of AS (
        SELECT DISTINCT ON (h.command) h.*, count(*) OVER (PARTITION BY h.command) AS facts
          FROM hashed h ORDER BY h.command, h.k DESC
    ), paired AS (
        SELECT c.o, c.id, c.now_us, c.given_by, c.input_hmac,
               NULL::bigint AS position, NULL::bigint AS recorded_us, NULL::uuid AS stream, NULL::bigint AS version,
               NULL::bytea AS leaf, 0::bigint AS facts
          FROM unnest(p_commands, p_now_us, p_given_by, p_input_hmacs) WITH ORDINALITY
                 AS c (id, now_us, given_by, input_hmac, o)
        UNION ALL
        SELECT l.command, NULL, NULL, NULL, NULL, l.position, l.recorded_us, l.stream, l.version, l.leaf, l.facts
          FROM last_of l
    ), settled AS (
        SELECT p.o, any_value(p.id) AS id, any_value(p.now_us) AS now_us, any_value(p.given_by) AS given_by,
               any_value(p.input_hmac) AS input_hmac, any_value(p.stream) AS stream, any_value(p.version) AS version,
               any_value(p.leaf) AS leaf, max(p.recorded_us) AS recorded_us, sum(p.facts)::int AS facts,
               coalesce(max(max(p.position)) OVER (ORDER BY p.o), head_position) AS position,
               greatest(max(max(p.recorded_us)) OVER (ORDER BY p.o), head_us) AS reached_us
          FROM paired p GROUP BY p.o
    ), timed AS (
        SELECT s.*, coalesce(s.recorded_us, greatest(s.now_us, s.reached_us)) AS at_us,
               CASE WHEN s.o = ANY (repeated) THEN 'REPEATED' WHEN s.o = ANY (moved) THEN 'MOVED' ELSE 'RECORDED' END
                   AS outcome
          FROM settled s
    ), receipts AS (
        INSERT INTO log.receipts
        SELECT p_agency, t.id, t.given_by, t.input_hmac, t.position, t.facts, t.at_us,
               t.stream, t.version, t.leaf
          FROM timed t WHERE t.outcome = 'RECORDED'
    ), moved_head AS (
        UPDATE log.heads
           SET position = last.position, recorded_us = last.recorded_us
          FROM (SELECT h.position, h.recorded_us FROM hashed h ORDER BY h.k DESC LIMIT 1) AS last
         WHERE agency = p_agency
    )
    SELECT t.outcome, t.position, t.at_us, t.leaf FROM timed t ORDER BY t.o;
END $$;

REVOKE EXECUTE ON FUNCTION log.append_group FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append_group TO kinerja_service;

-- The same as before, with a plan that is kept for the live read models: it is asked several times a second.
CREATE OR REPLACE FUNCTION log.lagging(p_schema text) RETURNS TABLE (agency text, lag bigint) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_schema = 'read' THEN
        RETURN QUERY
            SELECT h.agency, h.position - coalesce(t.position, 0)
              FROM log.heads h LEFT JOIN read.tracking t ON t.agency = h.agency
             WHERE h.position > coalesce(t.position, 0) AND t.stalled_position IS NULL
             ORDER BY 2 DESC;
    ELSIF p_schema = 'read_next' THEN
        RETURN QUERY EXECUTE
            'SELECT h.agency, h.position - coalesce(t.position, 0)
               FROM log.heads h LEFT JOIN read_next.tracking t ON t.agency = h.agency
              WHERE h.position > coalesce(t.position, 0) AND t.stalled_position IS NULL
              ORDER BY 2 DESC';
    ELSE
        RAISE EXCEPTION 'no generation of read models lives in %', p_schema;
    END IF;
END $$;
