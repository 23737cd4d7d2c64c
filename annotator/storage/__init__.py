"""The project file: open, migrate, read, write, journal, search. The only SQL."""
