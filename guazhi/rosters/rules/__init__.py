"""Reading a roster: a file becomes a grid, a grid rows and findings. No database, no clock."""
