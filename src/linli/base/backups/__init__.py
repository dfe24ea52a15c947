"""Backup and restore of an installation: database, files and keys, in one file that proves itself."""
