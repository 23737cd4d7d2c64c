"""One file per migration of the project file, applied in the order of their names."""
