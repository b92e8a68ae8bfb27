"""The sample book."""
