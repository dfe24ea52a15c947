"""Recompute a published score from its bundle; standard library only, as it also becomes one file."""
