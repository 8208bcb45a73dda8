"""`python -m silian_kg.cli` is `silian`."""

from silian_kg.cli import main

if __name__ == "__main__":
    main()
