"""`python -m linli …`, the same as `linli …`: how the server starts its worker."""

from linli.cli.main import main

main()
