"""From what is known to what is scored: judging and storing in sets, and what a person should look at."""
