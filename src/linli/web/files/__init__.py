"""Stored files, served through a permission check."""
