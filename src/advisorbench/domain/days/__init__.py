"""The seller's days: events, the sweep, time, and the quick log."""
