"""Who and what may be in the book twice."""
