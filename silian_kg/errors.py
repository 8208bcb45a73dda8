"""The exceptions of silian-kg. Each message says what, where, and what would do.

```
SilianError
├── ReadingError        a file that cannot be read as a notice
├── VocabularyError     vocabularies that contradict themselves
├── StoreError          a store that cannot be opened, is locked, or is of a newer format
├── QueryError          a query that is unknown, lacks a parameter, or is malformed
├── ExportError         an output that cannot be written
└── ServingError        an explorer that cannot be served
```
"""


class SilianError(Exception):
    """The root of all that silian-kg raises on purpose; the command line turns it into one line."""


class ReadingError(SilianError):
    """A file that cannot be read as a notice: missing, empty, binary, of an unknown encoding, or without measures."""


class VocabularyError(SilianError):
    """Vocabularies that contradict themselves, as when one label names two concepts."""


class StoreError(SilianError):
    """A store that cannot be opened: absent, locked by another process, or of a newer format."""


class QueryError(SilianError):
    """A query that is unknown, lacks a parameter, or is not SPARQL."""


class ExportError(SilianError):
    """An output that cannot be written: an unknown ending, or a place that refuses."""


class ServingError(SilianError):
    """An explorer that cannot be served: the address is taken, or a token is wanting."""
