"""``python -m extractor`` is the command ``evidence``."""

from extractor.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
