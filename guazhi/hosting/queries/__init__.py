"""Reading a host's work."""

from guazhi.hosting.queries.acceptances import acceptance
from guazhi.hosting.queries.mentors import candidates

__all__ = ["acceptance", "candidates"]
