"""What is read here, by subject; the first parameter is always who asks."""
