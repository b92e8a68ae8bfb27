"""Forms and other questions that are asked on top of a screen."""
