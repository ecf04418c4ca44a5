"""From need to decision: who goes where, and why. The solver inside is pure."""
