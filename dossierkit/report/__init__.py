"""Figures and pictures: what a book says as a whole, and pages that open offline."""
