"""Tables, as CSV and Excel: dossiers as rows, and rows as people."""
