"""The whole book as typed tables in Parquet, for analysis on an engine (docs/scale.md)."""
