"""Files that people write: read strictly, every problem with file, line and column; written without loss."""
