"""What each kind of letter knows beside the dossier, and whom it fits (M39, M42-M51)."""
