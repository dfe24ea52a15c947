"""Red, watch and black lists: proposed by the pack's criteria, decided one by one by a named person.

The product warns and publishes; it never ends a contract and never keeps one from being signed.
"""
