"""Working together: who gets what, what a bundle carries, what a merge brings."""
