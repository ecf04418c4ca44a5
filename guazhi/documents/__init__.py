"""Official papers: docx rendered from templates that an office may replace. Knows no feature."""
