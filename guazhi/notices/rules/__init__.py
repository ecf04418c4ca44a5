"""Who is told, what a reader must be allowed to see, and when a message may go out."""
