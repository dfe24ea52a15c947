"""What may be read of what was published. Anybody may: the rows are copies made for the public."""
