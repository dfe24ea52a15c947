"""Everything the product hands out on paper or as a file: pure functions from plain values to bytes."""
