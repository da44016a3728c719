-- The positions below one, and the services that one gives, are found without reading the whole log.
CREATE INDEX facts_positions ON log.facts (agency, position) WHERE topic = 'PositionEstablished';
CREATE INDEX facts_services ON log.facts (agency, position) WHERE topic IN ('ServiceRegistered', 'ServiceRevised');
