"""Rules of selection: pure, one subject a file."""
