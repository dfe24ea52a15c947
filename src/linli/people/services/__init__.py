"""Writes about people and places, one module per subject; import the module, not its names."""
