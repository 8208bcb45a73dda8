"""Facts → the graph: mapping, resolution, derivation, store, queries, validation, projection. No spaCy here."""
