"""The regulation as running code: pure engines and the policy packs. No Django, no I/O but the packs' own files."""
