"""The portrait of a dossier as a value, and what is made of it: Markdown, a page, and data."""
