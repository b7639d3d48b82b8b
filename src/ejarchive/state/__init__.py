"""What the program remembers between runs: one SQLite file in the state folder, no part of any journal or bag."""
