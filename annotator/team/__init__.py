"""Work of several people: what a bundle carries, what a merge brings."""
