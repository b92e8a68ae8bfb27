"""Files in and out, by command."""
