"""One file as text: header with positions, log, body. Knows nothing of what a dossier may say."""
