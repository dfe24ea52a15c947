"""The scorecard: facts in, points with reasons out. Pure, exact, and driven by data alone."""
