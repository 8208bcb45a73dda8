"""The notice as read: one cleaned text over its source, its header, and a tree of numbered sections.

Two texts stand side by side. `source` is what the file held, decoded and otherwise unchanged; `text` is the same without
printed revision marks, page marks and broken lines. Every character of `text` knows its place in `source`, so whatever is
found in the one can be quoted from the other.

Offsets are characters (Unicode code points), start inclusive, end exclusive. Unless a name says *source*, they count in `text`.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Value:
    """Something the header states: the value as we give it on, and the piece of `text` that states it."""

    value: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that the preamble cites: its title without 《》, its 发文字号 if given, and the cue (根据, 贯彻落实 …)."""

    title: str
    start: int
    end: int
    number: str | None = None
    issuer: str | None = None
    cue: str = ""
    relation: str = "cites"  # based_on, applies, amends, repeals, cites: the term of ELI


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of the notice states (GB/T 9704-2012, clause 7). None and () mean: the text does not say."""

    title: Value | None = None  # 标题 of the notice as issued (of the 通知, where there is one)
    number: Value | None = None  # 发文字号, written 鲁人社字〔2022〕161号
    issuers: tuple[Value, ...] = ()  # 发文机关
    addressees: tuple[Value, ...] = ()  # 主送机关
    date: Value | None = None  # 成文日期, as YYYY-MM-DD
    published: Value | None = None  # 发布日期, as YYYY-MM-DD
    disclosure: Value | None = None  # 公开属性: 主动公开 …
    contact: Value | None = None  # 联系单位
    cites: tuple[Reference, ...] = ()  # 依据: what the preamble cites


@dataclass(frozen=True, slots=True)
class Issued:
    """The document that a 通知 issues (被印发件): its own title and its extent in `text`."""

    title: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered unit of the body; a measure is one that carries its own text of action.

    `start` is where its number stands, `body` where its own text begins after the number, `own_end` where its own text ends
    (before the first child), `end` where its last child ends.
    """

    number: str  # without punctuation: 一, 3; p1, p2 … for unnumbered paragraphs
    path: tuple[str, ...]
    start: int
    body: int
    own_end: int
    end: int
    heading: str = ""  # its heading, where it has one of its own
    is_measure: bool = False
    truncated: bool = False  # the source stops inside it
    children: tuple["Section", ...] = ()

    @property
    def id(self) -> str:
        """The number path, 三.二.4."""
        return ".".join(self.path)

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change of a Word file (修订): who made it, when, and the words.

    `start` and `end` count in the source of the view that was read; they are equal where the view leaves the words out.
    `date` is as Word wrote it (ISO 8601); "" where the file does not say.
    """

    kind: str  # insert, delete, move-from, move-to, insert-row, delete-row, insert-paragraph-mark, delete-paragraph-mark, comment
    author: str
    date: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the notice links to: the words of the link, and its address as written."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Document:
    """A notice as read from one file.

    `name` is the file's name, which messages use. `origins[i]` is the place in `source` of `text[i]`; it is strictly ascending.
    `pages` are the places in `source` where pages begin, () where the format has none. `notes` say what the reader noticed.
    """

    name: str
    source: str
    text: str
    origins: "array[int]" = field(repr=False, compare=False)
    encoding: str
    head: Head = Head()
    issued: Issued | None = None
    sections: tuple[Section, ...] = ()
    preamble: tuple[int, int] = (0, 0)  # the extent of text between the addressees and the first section
    pages: tuple[int, ...] = ()
    revisions: tuple[Revision, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()

    def source_extent(self, start: int, end: int) -> tuple[int, int]:
        """The extent in `source` of the non-empty piece [start, end) of `text`; noise inside the piece is part of it."""
        return self.origins[start], self.origins[end - 1] + 1

    def page_of(self, source_start: int) -> int | None:
        """The page, from 1, that holds a place in the source; None where the format has no pages."""
        return bisect_right(self.pages, source_start) or None

    def walk(self) -> Iterator[Section]:
        """Every section in the order of the text."""
        for section in self.sections:
            yield from section.walk()

    def measures(self) -> Iterator[Section]:
        """The measures in the order of the text."""
        return (section for section in self.walk() if section.is_measure)
