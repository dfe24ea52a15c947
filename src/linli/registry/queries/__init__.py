"""Reads, one module per subject; the first parameter is who asks."""
