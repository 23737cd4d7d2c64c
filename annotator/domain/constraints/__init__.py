"""The constraints of a schema, one file a rule; every module with a constant CONSTRAINT is one."""
