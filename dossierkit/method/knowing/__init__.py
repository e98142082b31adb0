"""How much is known, and what to ask next (M29, M41)."""
