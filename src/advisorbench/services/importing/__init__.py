"""Files that come in: planned, shown, applied as one batch."""
