"""Tables such as CSV, however they are written."""
