"""Pages for files in and out: rosters, and the ratings of members without an account."""

from guazhi.rosters.views.ratings import ratings, ratings_book
from guazhi.rosters.views.rosters import paper, upload

__all__ = ["paper", "ratings", "ratings_book", "upload"]
