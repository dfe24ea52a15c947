"""The regulation as running code: pure engines, policy packs. No Django, no I/O but the packs' own files."""
