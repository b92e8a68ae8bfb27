"""Tests of the entities: what their fields take."""
