"""What is picked from a list by the text: a speaker, an entity, a relation and its target."""
