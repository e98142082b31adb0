"""What was read before, kept in `.dossier/index.db`: never the only copy, never trusted alone."""
