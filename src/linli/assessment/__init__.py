"""Assessment rounds: facts, score sheets, appeals, standing."""
