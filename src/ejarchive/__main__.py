"""`python -m ejarchive` is the command `ejarchive`."""

from ejarchive.cli.__main__ import main

if __name__ == "__main__":
    main()
