"""Working together: who gets what."""
