"""Merging three versions of a dossier, fact by fact and log line by log line; in doubt it asks.

`driver.merge` is the way in. `version` reads, `fields` decides on values, `blocks` and `header`
move lines with their comments, `rewrite` edits where lines can't be moved, `logs` and `body` merge
what stands below the header, `prose` leaves lines to git, `proof` looks for anything lost.
"""
