"""One file per format: bytes to domain and back; found by scanning this folder."""
