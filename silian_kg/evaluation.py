"""Facts against gold: precision, recall and F1 for each kind of fact, and what a change gained and lost.

The gold format: one NAME.json a notice, beside its NAME.txt. Facts are sets inside a measure; a gold string may offer readings that are
equally right, separated by `|`; one that begins with `?` is open to judgement: to find it or to leave it costs nothing.
"""

import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from silian_kg.errors import ReadingError

ENTITIES = ("industry", "program", "talent", "platform")
KINDS = (
    "measure",
    "measure id",
    "responsible",
    "unit",
    *ENTITIES,
    "policy",
    "chains",
    "issuers",
    "addressees",
    "cites",
    "title",
    "number",
    "date",
)
SINGLE = (
    "title",
    "number",
    "date",
)  # what a notice has once: right or wrong, so that the share that is right is the figure
SAMPLES = 1000  # of the bootstrap
OPENING = 10  # characters of a measure's opening words that align it with gold


@dataclass(frozen=True, slots=True)
class Count:
    """True positives, false positives and false negatives of one kind of fact."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def gold(self) -> int:
        """How many facts of this kind the gold has."""
        return self.tp + self.fn

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found; 0 where the gold has none."""
        return self.tp / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp + self.fp + self.fn else 0.0


@dataclass(frozen=True, slots=True, order=True)
class Judged:
    """One fact of the gold that was found or missed, or one that was found and is spurious."""

    notice: str
    measure: str
    kind: str
    verdict: str  # found, missed, spurious
    text: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The counts of each kind for each notice, and every fact that they count."""

    notices: Mapping[str, Mapping[str, Count]]
    judged: tuple[Judged, ...] = field(repr=False, default=())

    def counts(self, names: Iterable[str] | None = None) -> dict[str, Count]:
        """The counts of each kind over these notices (all by default), with `entities` for the four open classes together."""
        total: dict[str, Count] = {kind: Count() for kind in KINDS}
        for name in self.notices if names is None else names:
            for kind, count in self.notices[name].items():
                total[kind] += count
        total["entities"] = sum((total[kind] for kind in ENTITIES), Count())
        return total

    def interval(self, kind: str, *, level: float = 0.95, seed: int = 161) -> tuple[float, float]:
        """A bootstrap interval of the F1 of a kind: notices drawn with replacement, a fixed seed, percentiles of 1,000 samples."""
        names = sorted(self.notices)
        draw = random.Random(seed)
        kinds = ENTITIES if kind == "entities" else (kind,)
        of = {name: sum((self.notices[name].get(part, Count()) for part in kinds), Count()) for name in names}
        values = sorted(sum(map(of.__getitem__, draw.choices(names, k=len(names))), Count()).f1 for _ in range(SAMPLES))
        tail = int((1 - level) / 2 * SAMPLES)
        return values[tail], values[-tail - 1]

    def as_json(self) -> dict[str, Any]:
        """The figures and the facts behind them, as `--against` reads them."""
        return {
            "figures": {kind: figures(kind, count) for kind, count in self.counts().items()},
            "judged": [[j.notice, j.measure, j.kind, j.verdict, j.text] for j in self.judged],
        }

    def against(self, earlier: Mapping[str, Any]) -> tuple[list[Judged], list[Judged]]:
        """What this run gained and lost against an earlier one: found and no longer missed or spurious, and the reverse."""
        before = {Judged(*row) for row in earlier["judged"]}
        now = set(self.judged)
        gained = {j for j in now - before if j.verdict == "found"} | {
            j for j in before - now if j.verdict == "spurious"
        }
        lost = {j for j in now - before if j.verdict == "spurious"} | {j for j in before - now if j.verdict == "found"}
        return sorted(gained), sorted(lost)


def figures(kind: str, count: Count) -> dict[str, float | int]:
    """The figures of one kind, rounded to four places: accuracy for what a notice has once, else p, r and f1; and the count of gold."""
    if kind in SINGLE:
        return {"accuracy": round(count.recall, 4), "gold": count.gold}
    return {
        "p": round(count.precision, 4),
        "r": round(count.recall, 4),
        "f1": round(count.f1, 4),
        "gold": count.gold,
    }


def evaluate(
    gold_folder: Path,
    predict: Callable[[Path], Mapping[str, Any]],
    *,
    progress: Callable[[str], None] = lambda name: None,
) -> Evaluation:
    """Compare what `predict` says of each NAME.txt, as the record that `silian extract --format json` prints, with NAME.json.

    A notice lies beside its gold, or in the folder `notices` beside the gold folder, as in our corpus.

    Raises:
        ReadingError: the folder holds no gold.
    """
    pairs = [(path, notice) for path in sorted(gold_folder.glob("*.json")) if (notice := _notice_of(path)).exists()]
    if not pairs:
        raise ReadingError(
            f"{gold_folder}: no gold here; it wants NAME.json beside NAME.txt, or beside ../notices/NAME.txt"
        )
    notices: dict[str, dict[str, Count]] = {}
    judged: list[Judged] = []
    for path, text in pairs:
        progress(path.stem)
        judge = _Judge(path.stem)
        judge.notice(json.loads(path.read_text(encoding="utf-8")), predict(text))
        notices[path.stem] = judge.counts()
        judged += judge.judged
    return Evaluation(notices, tuple(sorted(judged)))


def _notice_of(gold: Path) -> Path:
    """Where the notice of a gold file lies."""
    beside = gold.with_suffix(".txt")
    return beside if beside.exists() else gold.resolve().parent.parent / "notices" / beside.name


def normal(text: str | None) -> str:
    """A string as it is compared: NFKC, without white space, quotation marks, 《》 and punctuation at its ends.

    >>> normal("“筑峰计划”、")
    '筑峰计划'
    """
    bare = re.sub(r"[\s“”\"'‘’《》〈〉*]", "", unicodedata.normalize("NFKC", text or ""))
    return bare.strip("、，。；;,.:：")


def readings(text: str) -> frozenset[str]:
    """The readings that a string offers, as they are compared."""
    return frozenset(bare for reading in text.split("|") if (bare := normal(reading)))


class _Judge:
    """Judges the facts of one notice."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: dict[str, Count] = defaultdict(Count)
        self.judged: list[Judged] = []

    def counts(self) -> dict[str, Count]:
        return dict(self._counts)

    def notice(self, gold: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        head, said = gold["doc"], found["notice"]
        for kind in SINGLE:
            self._one(kind, head.get(kind) or "", said.get(kind) or "")
        for kind in ("issuers", "addressees", "cites"):
            self._set("", kind, head.get(kind) or [], said.get(kind) or [])
        pairs, left = align(gold["measures"], found["measures"])
        for wanted, got in pairs:
            self._measure(wanted, got)
        for extra in left:
            self._spurious(extra)

    def _add(self, kind: str, measure: str, verdict: str, text: str) -> None:
        self.judged.append(Judged(self._name, measure, kind, verdict, text))
        self._counts[kind] += Count(tp=verdict == "found", fp=verdict == "spurious", fn=verdict == "missed")

    def _one(self, kind: str, want: str, got: str) -> None:
        """A value that a notice has once: right or wrong, also where both are absent."""
        right = normal(got) in readings(want) if want else not normal(got)
        self._add(kind, "", "found" if right else "missed", want or f"(none; found {got})")

    def _set(self, measure: str, kind: str, gold: Sequence[str], found: Iterable[str]) -> None:
        either = [readings(text[1:]) for text in gold if text.startswith("?")]
        firm = [(readings(text), text) for text in gold if not text.startswith("?")]
        said = {options: text for text in reversed(list(dict.fromkeys(found))) if (options := readings(text))}
        used: set[frozenset[str]] = set()
        for options, text in firm:
            hits = {other for other in said if other & options}
            used |= hits
            self._add(kind, measure, "found" if hits else "missed", text)
        for options, text in said.items():
            if options not in used and not any(options & open_ for open_ in either):
                self._add(kind, measure, "spurious", text)

    def _measure(self, gold: Mapping[str, Any], found: Mapping[str, Any] | None) -> None:
        here = gold["id"]
        self._add("measure", here, "found" if found else "missed", gold["start"])
        right_id = found is not None and normal(found["id"]) == normal(here)
        self._add("measure id", here, "found" if right_id else "missed", here)
        found = found or {"responsible": [], "mentions": [], "chains": []}
        seats = ["|".join(f"{unit}#{seat['role']}" for unit in seat["unit"].split("|")) for seat in gold["responsible"]]
        self._set(here, "responsible", seats, (f"{seat['unit']}#{seat['role']}" for seat in found["responsible"]))
        self._set(
            here,
            "unit",
            [seat["unit"] for seat in gold["responsible"]],
            (seat["unit"] for seat in found["responsible"]),
        )
        for kind in (*ENTITIES, "policy"):
            self._set(here, kind, gold.get(kind, []), _named(found, kind))
        self._set(here, "chains", gold.get("chains", []), found["chains"])

    def _spurious(self, extra: Mapping[str, Any]) -> None:
        """A measure that the gold does not have: itself and all that it says is spurious."""
        here = extra["id"]
        for kind in ("measure", "measure id"):
            self._add(kind, here, "spurious", (extra.get("text") or "")[:20])
        for seat in extra["responsible"]:
            self._add("responsible", here, "spurious", f"{seat['unit']}#{seat['role']}")
            self._add("unit", here, "spurious", seat["unit"])
        for kind in (*ENTITIES, "policy"):
            for text in _named(extra, kind):
                self._add(kind, here, "spurious", text)


def _named(measure: Mapping[str, Any], kind: str) -> list[str]:
    return [mention["text"] for mention in measure["mentions"] if mention["type"] == kind]


# the number that a text may still open with: （一）, 3.
NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?")


def align(
    gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> tuple[list[tuple[Mapping[str, Any], Mapping[str, Any] | None]], list[Mapping[str, Any]]]:
    """Pair each gold measure with the found one that opens with the same words, so that a slip in numbering costs the id alone.

    Returns: the pairs in the order of the gold, and the found measures that are left.
    """
    left = list(found)
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any] | None]] = []
    for wanted in gold:
        opening = normal(wanted["start"])[:OPENING]
        best = _best(wanted, opening, left)
        if best is not None:
            left.remove(best)
        pairs.append((wanted, best))
    return pairs, left


def _best(wanted: Mapping[str, Any], opening: str, left: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    best: Mapping[str, Any] | None = None
    for candidate in left if opening else ():
        text = normal(candidate["text"])
        if not text.startswith(opening):
            text = NUMBER.sub("", text)
        if text.startswith(opening) and (best is None or candidate["id"] == wanted["id"]):
            best = candidate
    if best is not None or not opening:
        return best
    return next((c for c in left if c["id"] == wanted["id"] and opening[:6] in normal(c["text"])), None)
