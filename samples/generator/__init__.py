"""The seeded program that writes the sample college (run `python samples/generate.py`)."""
