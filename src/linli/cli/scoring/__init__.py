"""The parts of `linli score`: reading files of cards, judging them one by one, and saying the outcome."""
