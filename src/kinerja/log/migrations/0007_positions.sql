-- The positions below one are found without reading the whole log.
CREATE INDEX facts_positions ON log.facts (agency, position) WHERE topic = 'PositionEstablished';
