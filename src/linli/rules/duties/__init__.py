"""Duties: what a guideline asks again and again, as data, and the pure judgement of whether it was done."""
