"""What the command line says: plain text when piped, rich's tables and bars on a terminal."""
