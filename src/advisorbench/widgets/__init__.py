"""Reusable sight: given lines, they show them and post messages; they know no service."""
