"""One acceptance test for each operative clause of the speech, named by its id.

Each goes through the same commands as the pages and reads what the parties would see.
"""
