"""The explorer: pages of a store as HTML and JSON, and the SPARQL 1.1 Protocol, from a snapshot that a build beside it does not disturb.

`silian_kg.web.server.serve(Settings(store))` serves it; docs/explorer.md describes what it answers.
"""
