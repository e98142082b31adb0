"""What was bought, agreed and talked of, and what to offer (M24, M47)."""
