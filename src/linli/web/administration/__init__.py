"""Accounts, places, settings, the journal: what a system administrator works on."""
