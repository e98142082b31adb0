"""Letters on their way: drafts checked once more, handed over at most once, and written down."""
