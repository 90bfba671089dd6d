"""`python -m dateline.cli`."""

from dateline.cli.app import main

main()
