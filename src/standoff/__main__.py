"""`python -m standoff`: the command line."""

from standoff.cli import main

main(prog_name="standoff")
