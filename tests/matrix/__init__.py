"""Every address × every role × own, neighbouring and foreign place: exactly the expected answer.

Each area has its file `entries_<area>.py` with a list `ENTRIES`, built in the words of `tests.matrix.entry`.
What is expected is written there by hand, role by role, and not read from `people.roles`: a permission that
changes by mistake must show.
"""
