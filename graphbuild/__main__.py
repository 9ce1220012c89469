"""``python -m graphbuild``: the same program as the console script."""

from graphbuild.cli import main

if __name__ == "__main__":
    main()
