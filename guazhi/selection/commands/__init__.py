"""From need to decision: placing an intake, proposing, deciding, carrying out."""

from guazhi.selection.commands.runs import place_intake, prove_run

__all__ = ["place_intake", "prove_run"]
