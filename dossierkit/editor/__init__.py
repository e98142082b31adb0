"""What editors ask: a book as they show it, the language server, JSON Schemas of the headers."""
