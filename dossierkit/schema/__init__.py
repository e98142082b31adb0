"""What a dossier may say: the fields of each kind, their types, and the findings about them."""
