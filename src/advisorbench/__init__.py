"""A terminal workbench for the seller who wants to be a trusted advisor."""

__version__ = "0.1.0"
