"""What people say to each other about marks, and the same words elsewhere."""
