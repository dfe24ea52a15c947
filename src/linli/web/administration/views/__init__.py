"""The pages of administration, one module per subject."""
