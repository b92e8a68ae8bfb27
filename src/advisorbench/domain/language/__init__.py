"""Days, amounts and durations, as people type and read them."""
