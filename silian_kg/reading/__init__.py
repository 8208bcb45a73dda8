"""A file → Document."""
