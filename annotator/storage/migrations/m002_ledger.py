"""Entities that were merged, and finding the mentions of an entity.

`merged_entities` says which entity each merged one stands for now: the end of its chain, or, when
a chain runs in a ring, the smallest id in the ring (as `annotator.domain.entity.survivor`).
"""

SQL = """
ALTER TABLE entities ADD COLUMN merged_into TEXT; -- the id of the entity that this one is
CREATE INDEX entities_merged ON entities (merged_into) WHERE merged_into IS NOT NULL;
-- For the mentions of an entity, and for what the same words were taken for before.
CREATE INDEX spans_entity ON spans (entity) WHERE entity IS NOT NULL;
CREATE INDEX spans_words ON spans (quote) WHERE entity IS NOT NULL;
CREATE VIEW merged_entities AS
WITH RECURSIVE reach (id, there) AS (
    SELECT one.id, other.id FROM entities AS one
    JOIN entities AS other ON other.id = one.merged_into
    UNION
    SELECT reach.id, other.id FROM reach JOIN entities AS one ON one.id = reach.there
    JOIN entities AS other ON other.id = one.merged_into
)
SELECT id, ifnull(
    max(CASE WHEN there NOT IN (SELECT id FROM reach) THEN there END),
    min(CASE WHEN EXISTS (SELECT 1 FROM reach AS ring
                          WHERE ring.id = reach.there AND ring.there = reach.there)
        THEN there END)
) AS entity
FROM reach GROUP BY id;
CREATE VIEW mentions AS
SELECT entities.name AS entity, entities.kind AS entity_kind, spans.quote, spans.label,
       documents.key AS document, layers.kind, layers.person, spans.start, spans."end", spans.id,
       entities.id AS entity_id
FROM spans
JOIN layers ON layers.id = spans.layer
JOIN documents ON documents.id = layers.document
LEFT JOIN merged_entities ON merged_entities.id = spans.entity
JOIN entities ON entities.id = ifnull(merged_entities.entity, spans.entity)
WHERE layers.kind IN ('annotations', 'gold');
DROP VIEW quotes;
CREATE VIEW quotes AS
SELECT documents.key AS document, layers.kind, layers.person, spans.quote, spans.start, spans."end",
       speaker.quote AS speaker, entities.name AS entity, spans.attributes, spans.id,
       entities.id AS entity_id
FROM spans
JOIN layers ON layers.id = spans.layer
JOIN documents ON documents.id = layers.document
LEFT JOIN relations ON relations.layer = spans.layer AND relations.from_span = spans.id
     AND relations.label = 'said_by'
LEFT JOIN spans AS speaker ON speaker.layer = spans.layer AND speaker.id = relations.to_span
LEFT JOIN merged_entities ON merged_entities.id = speaker.entity
LEFT JOIN entities ON entities.id = ifnull(merged_entities.entity, speaker.entity)
WHERE spans.label = 'quote' AND layers.kind IN ('annotations', 'gold');
"""
