"""What people do to rounds: plan, open, enter, judge, score, review, decide, appeal."""
