"""What is written here, by subject."""
