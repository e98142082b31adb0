"""Price lists, currencies, and what a customer pays."""
