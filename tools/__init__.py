"""What the house is built and checked with; run by make, never imported by the product."""
