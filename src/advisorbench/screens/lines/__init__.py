"""The lines of each screen."""
