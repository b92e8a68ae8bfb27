"""The exports of known programs."""
