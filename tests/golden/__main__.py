"""Refresh the expected records of the examples: `python -m tests.golden --write`, then read `git diff tests/golden`.

Without `--write` it only tells which examples are coded otherwise than expected.
"""

import argparse

import dateline
from dateline.examples import examples
from tests.golden import HERE, code_example, expected, readable, write


def main() -> None:
    """Refresh, or tell what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write what the coder makes of the examples now")
    args = parser.parse_args()
    coder = dateline.load()
    for example in examples():
        name = example.name.removesuffix(".txt")
        told = readable(code_example(coder, name))
        if (HERE / f"{name}.json").exists() and expected(name) == told:
            continue
        if args.write:
            write(name, told)
        print(f"{name}: {'written' if args.write else 'differs'}")


if __name__ == "__main__":
    main()
