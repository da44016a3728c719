-- What the erasure of words that citizens said needs.

-- The streams whose words are to be erased and whose key is not deleted yet, as far as the read models know: ids only.
-- ``released``: the words were released; the stream is theirs, and the answer that they came with has them too.
CREATE FUNCTION log.due_erasures()
RETURNS TABLE (agency text, stream uuid, collection uuid, released boolean) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_regclass('read.erased_words') IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT e.agency, e.id, e.collection_id, e.released
           FROM read.erased_words e
           JOIN log.data_keys k ON k.agency = e.agency AND k.subject = e.id AND k.category = ''COMMENT''
          ORDER BY e.agency, e.id';
END $$;

-- Delete the keys of what some streams say in words, and the words in every generation of the read models.
CREATE FUNCTION log.erase_words(p_agency text, p_streams uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    generation text;
BEGIN
    DELETE FROM log.data_keys WHERE agency = p_agency AND subject = ANY (p_streams) AND category = 'COMMENT';
    FOREACH generation IN ARRAY ARRAY['read', 'read_next', 'read_previous'] LOOP
        IF to_regclass(generation || '.texts') IS NOT NULL THEN
            EXECUTE format('DELETE FROM %I.texts WHERE agency = $1 AND subject = ANY ($2) AND category = $3',
                           generation) USING p_agency, p_streams, 'COMMENT';
        END IF;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION log.due_erasures, log.erase_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.due_erasures, log.erase_words TO kinerja_service;
