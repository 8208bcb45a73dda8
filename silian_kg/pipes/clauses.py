"""Text → its responsibility clauses: where each stands, which units it names, and in which role.

The grammar of the frames, after the forms of MODEL §2.4 and §6.7 and what notices of many regions write:

* in brackets of any kind, with a label: （责任单位：人才处、专家中心）, 〔牵头单位：市财政局，责任单位：各区人民政府〕
* in brackets, with a verb: （市科技局牵头，市财政局配合）, （省科技厅、财政厅等按职责分工负责）
* in brackets, bare, after the sentence: 。（市科委、市卫生健康委）
* on a line of its own or behind a full stop, with a label: 牵头单位：市公安局⏎配合单位：各区人民政府
* as the last sentence of a paragraph: 由市财政局牵头负责。
* as an article that shares out duties: 省科技厅负责归口管理，省财政厅等按照职责分工…
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from silian_kg.pipes.units import CLOSING, OPENING, Unit, is_body, is_unit, split_units

LEAD, SUPPORT, RESPONSIBLE = "lead", "support", "responsible"

_BODY_WORD = r"(?:单位|部门|处室|科室|机构|主体|地区|县区|区县|股室|中心|领导小组成员单位)"
_LABEL = re.compile(  # 责任单位：, 牵头部门及责任单位：, **配合单位：**, 第一责任单位:, 指标牵头单位：
    rf"\**(?P<label>(?:\A[一-鿿]{{2,4}}(?=牵头|责任)|主要|第一|具体|共同|总|省级|市级|区级|县级|省直|市直|国家)*"
    rf"(?P<kind>责任|牵头|主责|主办|承办|协办|配合|完成|落实|实施|执行|负责|参与|参加|协同|协作|协助|指导|支持|监督|组织|推进|主管)"
    rf"(?:责任|负责|落实|配合|实施|参与|协办|督办|（责任）)?{_BODY_WORD}(?:[和及、][一-鿿]{{2,4}}{_BODY_WORD})?)\**\s*[：:]\**"
)
_OTHER_LABEL = re.compile(  # 完成时限：, 时限要求：, 目标位置：, 责任人：: their values name no unit
    r"\**(?:(?:完成|办结|推进|实施|落实|工作|整改|起止)?(?:时限|时间|期限|进度|节点|时间节点)(?:要求|安排|节点)?|目标[一-鿿]{0,4}|完成标准|工作目标"
    r"|责任人|责任领导|分管领导|牵头领导|负责人|联系[人方电]\w{0,3}|备注|成果形式|标志性成果|政策依据)\**\s*[：:]\**"
)
_ROLE_OF_LABEL = {"牵头": LEAD, "主责": LEAD, "主办": LEAD, "主管": LEAD} | dict.fromkeys(
    ("协办", "配合", "参与", "参加", "协同", "协作", "协助", "指导", "支持", "监督"), SUPPORT
)

_MANNER = (  # 按照各自职责分工, 依职责分别, 结合实际
    r"(?:(?:依据?|依照|按照?|根据|照|在)(?:各自|部门|工作|自身|本部门|单位|法定|相关|有关|管理|其|三定|“三定”)*(?:职责|职能|分工|权限|任务|职权|要求|规定|程序)+(?:和?(?:任务|职能|权限))?(?:分工|范围内?)?"
    r"|各司其职|各负其责|分工协作|分工|分别|共同|联合|具体|统筹|总体|主要|认真|抓好|结合实际|抓|牵头抓|按规定|依法|负责|积极|密切|组织|一同|各自|做好|并|、)"
)
_DEED = r"(?:牵头|主办|负责|配合|落实|实施|组织实施|推进|推动|参与|参加|协助|协同|协办|支持|指导|监督|承办|执行|办理|推行|督促|督导|跟进|抓总)"
_VERB = re.compile(  # 牵头, 按职责分工负责, 依职责分别负责落实: up to the end of the part
    rf"(?:为主)?{_MANNER}*(?:{_DEED}(?:{_MANNER}|{_DEED}|工作|到位|组织|协调|开展|完成)*)(?=[，,；;。、\s]|$|会同|并?由)"
    rf"|(?:(?:按照?|依|根据)(?:各自)?职责(?:分工)?)(?=[，,；;。]|$)"
)
_FIRST_DEED = re.compile(_DEED)
_NOT_A_VERB = re.compile(r"(?:单位|部门|处室|责任|机构|领导|区县|科室)")  # 牵头单位 is a name's part, 牵头 a verb
_ROLE_OF_DEED = dict.fromkeys(("牵头", "主办", "抓总"), LEAD) | dict.fromkeys(
    ("配合", "参与", "参加", "协助", "协同", "协办", "支持", "指导", "监督", "督促", "督导"), SUPPORT
)
_INTRODUCTION = re.compile(r"[一-鿿]{2,8}[：:]")  # （市分工方案：市财政局、各区政府负责）
_CUT_LABEL = re.compile(r"(?:完成|办结|推进|实施|落实|工作|责任|牵头|主办|配合|协办|参与|主要)$")  # 完成⏎时限：
_TOKEN = re.compile(rf"{_OTHER_LABEL.pattern}|{_LABEL.pattern}|(?P<verb>{_VERB.pattern})")
_BEFORE_A_LABEL = frozenset([""]) | frozenset(" ，,；;。、：:*)）〕】]▪")
_NAME = re.compile(r"(?!下同|以下|不再|其余|按|等$|并|分别|共同|无$|具体).*[一-鿿]")
_WITH = re.compile(
    r"会同|商同|会商|(?<=[厅局委办部府门])(?:联合|协同)(?=各|有关|相关|[省市县区])"
)  # 市科技局会同市财政局

# Parts that say when or how, not who: 2023年底前, 持续推进, 长期坚持
_TIME = re.compile(
    r".*?(?:\d|[一二三四]季度|年).*(?:前|底|末|内|完成|启动|起|月|日|年|推进|实施)$|^(?:持续|长期|常年|全年|每年|即时|立即|适时|按规定|逐年|分步|动态|定期|年内|常态化|按时).*"
)

# 列第一位者为牵头单位，下同: the unit listed first leads, from here on.
_FIRST_LEADS = re.compile(
    r"(?:[排列名位]|排名|排列|位列|列名|排序|列示)?在?(?:第一位|第1位|第一个|第一名|首位|最前面?|第一|首个)(?:的|者|)(?:责任|负责|）|\))*(?:单位|部门|处室|者)?(?:均)?[为是]"
    r"(?:牵头|主责|第一责任|总牵头|主要责任)[一-鿿]{0,12}?(?=[，,。；;）)〕\]]|$)(?:[，,]?(?:以)?下同)?"
    r"|(?:首位|第一位)(?:的)?(?:单位|部门)?牵头(?:[，,]?下同)"
)
# 逗号前为牵头单位，下同: those before the first comma lead.
_COMMA_LEADS = re.compile(
    r"逗号[之以]?前(?:的)?(?:单位|部门|责任单位)?(?:均)?[为是]牵头[一-鿿]{0,8}(?:[，,]其余[^，,。；;）)〕\]]*)?(?:[，,]下同)?"
)
# 以下均需各县（市、区）人民政府负责，不再列出: a unit of every measure from here on.
_STANDING = re.compile(
    r"(?:以下|上述|各项|所有|本方案|本措施)?(?:各项|所有|全部)?(?:任务|工作|事项|措施|条款|责任单位|举措|内容)?中?(?:以下)?(?:均|都|皆|全部)(?:需要?|须|应|要|由|需由|包含|包括|涉及|含|为)"
    r"(?P<units>[^。；;：:]{2,80}?)(?:(?:按照?(?:各自)?职责(?:分工)?)?(?:负责|配合|组织)*(?:落实|实施|负责|配合|参与|推进)?)[，,](?:以下|下文|后文)?不再(?:一一|逐一|逐项|重复|单独|另行)?(?:列出|列举|列明|列示|标注|注明)"
    r"|(?P<named>[^。；;：:，,（(〔\[]{2,60})均[为是](?:各项任务的?|以下各项的?)?(?:责任|配合|落实|参与|实施)单位[，,](?:以下)?不再(?:一一|逐一|逐项|重复|单独|另行)?(?:列出|列举|列明|列示|标注|注明)"
)
_SAME_BELOW = re.compile(r"[，,。；;]?(?:以)?下同[。）]?$")

_SAYS_HOW = re.compile(rf"(?:{_VERB.pattern}|{_FIRST_LEADS.pattern}|{_COMMA_LEADS.pattern}|{_STANDING.pattern})。?")
_BRACKET = re.compile(rf"[{re.escape(OPENING)}{re.escape(CLOSING)}]")
_SIGNS_OF_A_CLAUSE = re.compile(r"责任|牵头|负责|配合|落实|职责|单位[：:]|部门[：:]|参与|主办|实施")
_LONGEST_CLAUSE = 1500  # characters; real ones stay far below
_AFTER_A_SENTENCE = re.compile(r"[。；;！!？?]”?\s*$|(?:^|\n)\s*$")

_HOSTS = frozenset(["主办", "承办", "主管"])  # of an event, or of the web page that shows the notice
_FOOTER = re.compile(r"版权|备案号|ICP|网站标识|技术支持|网站地图")
_BEFORE_A_LINE = re.compile(rf"(?:^|[。；;！\n{re.escape(OPENING + CLOSING)}])[ \t　*\-•·]*$")
_LIST_END = re.compile(r"[。\n]")
_CLOSING_SENTENCE = re.compile(  # 由市财政局牵头负责。  省科技厅牵头，省财政厅、教育厅按职责分工负责。
    r"(?:(?<=[。；！？\n])|^)[ \t　]*(?P<sentence>[^。；！？\n：:“”《》]{4,300}(?:负责|牵头|配合|落实|实施|参与))。?[ \t　]*(?=\n|$)",
    re.M,
)
_BY = re.compile(
    r"(?:^|[，,])(?:[一-鿿]{0,10}(?:工作|任务|事项|资金|经费|政策|措施|项目|上述|具体)[一-鿿]{0,4})?由(?=[^，,]{2,})"
)
_DUTY = re.compile(
    r"(?:(?<=[。；，\n])|^)\s*(?:[^。；，：由]*由)?(?P<units>[^。；，：:“”《》]{3,80}?)(?P<deed>负责|按照?(?:各自|部门)*(?:职责|职能)(?:分工)?)(?=[^，。；\n]{2,})",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its role in a clause."""

    role: str
    unit: Unit
    group: int = 0  # which comma-run it stands in


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: its extent with brackets and label, who stands in it, and the frame that found it."""

    start: int
    end: int
    places: tuple[Place, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A sentence that rules the clauses after it: kind is first-listed-leads, comma-leads or standing-unit."""

    kind: str
    start: int
    end: int
    units: tuple[Unit, ...] = ()


def find_clauses(text: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """Find the responsibility clauses of a piece of text, in its order; [] where there is none.

    >>> [(place.unit.text, place.role) for place in find_clauses("推进试点。（市科技局牵头，市财政局配合）")[0].places]
    [('市科技局', 'lead'), ('市财政局', 'support')]
    """
    end = len(text) if end is None else end
    clauses = list(_bracketed(text, start, end))
    for frame in (_labelled_lines, _closing_sentences):
        clauses += [
            clause
            for clause in frame(text, start, end)
            if not any(clause.start < other.end and other.start < clause.end for other in clauses)
        ]
    return sorted(clauses, key=lambda clause: clause.start) or _duties(text, start, end)


def find_rulings(text: str) -> list[Ruling]:
    """Find the sentences that rule the clauses of a whole document, in its order.

    >>> find_rulings("（财政部负责。列第一位者为牵头单位，下同）")[0].kind
    'first-listed-leads'
    """
    rulings: list[Ruling] = []
    for kind, pattern in (
        ("first-listed-leads", _FIRST_LEADS),
        ("comma-leads", _COMMA_LEADS),
        ("standing-unit", _STANDING),
    ):
        for match in pattern.finditer(text):
            units: tuple[Unit, ...] = ()
            if kind == "standing-unit":
                group = "units" if match["units"] else "named"
                units = tuple(unit for unit in split_units(text, *match.span(group)) if is_unit(unit.text))
                if not units:
                    continue
            rulings.append(Ruling(kind, match.start(), match.end(), units))
    return sorted(rulings, key=lambda ruling: ruling.start)


def brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The extents of bracketed pieces, outermost first where they nest; any closing bracket closes any opening one.

    >>> brackets("甲（乙〔丙〕)丁", 0, 8)
    [(1, 7), (3, 6)]
    """
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        if match.group() in OPENING:
            opened.append(match.start())
        elif opened:
            pairs.append((opened.pop(), match.end()))
    return sorted(pair for pair in pairs if pair[1] - pair[0] <= _LONGEST_CLAUSE)


def _bracketed(text: str, start: int, end: int) -> Iterator[Clause]:
    """Clauses in brackets: labelled, with a verb, or bare after a sentence."""
    reach = start
    for first, last in brackets(text, start, end):
        if first < reach:
            continue
        inner = text[first + 1 : last - 1]
        places, how = _read(text, first + 1, last - 1) if _SIGNS_OF_A_CLAUSE.search(inner) else ((), "")
        if not places and _stands_bare(text, first, last, start, end):
            places, how = _bare(text, first + 1, last - 1), "bare"
        if places:
            reach = last
            yield Clause(first, last, places, f"responsibility/{how}-brackets")


def _stands_bare(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether a bracket without label or verb stands behind a sentence and before a line end or another sentence."""
    if text[first] in "〈<" or last - first < 5:
        return False
    return bool(_AFTER_A_SENTENCE.search(text, max(start, first - 3), first)) and text[
        last : min(last + 1, end)
    ] not in tuple("，、,的和及")


def _bare(text: str, start: int, end: int) -> tuple[Place, ...]:
    """The units of a bracket that holds nothing else; () where one of them reads as no body."""
    units = split_units(text, start, end)
    if (
        not units
        or not all(is_body(unit.text) and len(unit.text) > 2 for unit in units)
        or re.search(r"[。：:]", text[start:end])
    ):
        return ()
    return tuple(Place(unit.mark or RESPONSIBLE, unit) for unit in units)


def _read(text: str, start: int, end: int) -> tuple[tuple[Place, ...], str]:
    """Read a clause without its brackets: who stands in it, and whether a label or a verb says so."""
    dense, origins = _dense(text, start, end)
    reader = _Reader(dense)
    places = tuple(_lead_back(place, origins) for place in reader.read())
    if _LABEL.match(reader.flat):
        return places, "labelled"
    if not (reader.has_label or reader.has_verb) or not _mostly_units(places):
        return (), ""
    return places, "labelled" if reader.has_label else "verb"


def _mostly_units(places: tuple[Place, ...]) -> bool:
    """Whether more than half of what stands in a clause reads as a unit."""
    return sum(is_unit(place.unit.text) for place in places) * 2 > len(places)


def _dense(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A piece of text without white space, which a broken line leaves inside words, and the offset of each of its characters.

    A line end before a label parts what stands before it: 牵头单位：市公安局⏎责任单位：各区人民政府.
    """
    dense: list[str] = []
    origins: list[int] = []
    for match in re.finditer(r"\S+|\s+", text[start:end]):
        if not match.group().isspace():
            dense.append(match.group())
            origins.extend(range(start + match.start(), start + match.end()))
        elif _label_at(text, start + match.end(), end) and not _CUT_LABEL.search(text, start, start + match.start()):
            dense.append("；")
            origins.append(start + match.start())
    return "".join(dense), origins


def _label_at(text: str, place: int, end: int) -> re.Match[str] | None:
    """The label of any kind that begins at a place."""
    return _LABEL.match(text, place, end) or _OTHER_LABEL.match(text, place, end)


def _lead_back(place: Place, origins: list[int]) -> Place:
    """A place with the offsets of the text that its dense form was made of."""
    unit = place.unit
    return replace(place, unit=replace(unit, start=origins[unit.start], end=origins[unit.end - 1] + 1))


def _flat(dense: str) -> str:
    """A text of the same length in which nothing inside brackets can be read, and no ruling."""
    flat = list(dense)
    for first, last in brackets(dense, 0, len(dense)):
        if _SAYS_HOW.fullmatch(dense, first + 1, last - 1):  # 市科技局（按职责分工负责）
            flat[first] = flat[last - 1] = " "
    depth = 0
    for place, character in enumerate(flat):
        if character in CLOSING:
            depth = max(0, depth - 1)
        if depth:
            flat[place] = "▪"
        if character in OPENING:
            depth += 1
    blank = "".join(flat)
    for ruling in (_FIRST_LEADS, _COMMA_LEADS, _STANDING):
        blank = ruling.sub(lambda match: "。" * len(match.group()), blank)
    return blank


class _Reader:
    """Reads one clause from left to right: labels open a role, verbs close one, everything between is lists of units."""

    def __init__(self, dense: str) -> None:
        self.dense, self.flat = dense, _flat(dense)
        self.has_verb = self.has_label = False
        self._places: list[Place] = []
        self._group = 0

    def read(self) -> list[Place]:
        """All units with their roles, in the order of the text."""
        introduction = _INTRODUCTION.match(self.flat)
        begin, role = introduction.end() if introduction else 0, RESPONSIBLE
        for token in _TOKEN.finditer(self.flat):
            if token["verb"]:
                if not role or not self._names_somebody(begin, token):
                    continue
                self._list(begin, token.start(), _role_of_verb(token["verb"]))
                self.has_verb = True
            elif self._inside_a_word(token):
                continue
            else:
                self._list(begin, token.start(), role)
                self.has_label = self.has_label or bool(token["label"])
                role = _ROLE_OF_LABEL.get(token["kind"], RESPONSIBLE) if token["label"] else ""
            begin = token.end()
        self._list(begin, len(self.flat), role)
        return self._places

    def _inside_a_word(self, token: re.Match[str]) -> bool:
        """Whether a label only ends a longer name: 各场景牵头部门：."""
        return bool(token["label"]) and self.flat[max(0, token.start() - 1) : token.start()] not in _BEFORE_A_LABEL

    def _names_somebody(self, begin: int, verb: re.Match[str]) -> bool:
        """Whether somebody stands before a verb, and it is no part of a name, as in 牵头单位."""
        return not _NOT_A_VERB.match(self.flat, verb.end()) and bool(
            self.flat[begin : verb.start()].strip(" ，,；;。、")
        )

    def _list(self, begin: int, end: int, role: str) -> None:
        """Take the units of one list; those behind a 会同 support, up to the next comma. A list without a role names no units."""
        for part in re.finditer(r"[^，,；;。]+", self.flat[begin:end]):
            first, last = begin + part.start(), begin + part.end()
            if not role or _TIME.match(part.group()):
                continue
            self._group += 1
            together = _WITH.search(part.group())
            self._take(first, first + together.start() if together else last, role)
            if together:
                self._take(first + together.end(), last, SUPPORT)

    def _take(self, first: int, last: int, role: str) -> None:
        for unit in split_units(self.dense, first, last):
            if _NAME.match(unit.text) and not _TIME.match(unit.text):
                self._places.append(Place(unit.mark or role, unit, self._group))


def _role_of_verb(verb: str) -> str:
    """The role that a verb gives: 牵头并按职责分工负责 leads, 配合落实 supports."""
    if "牵头" in verb:
        return LEAD
    deed = _FIRST_DEED.search(verb)
    role = _ROLE_OF_DEED.get(deed.group(), RESPONSIBLE) if deed else RESPONSIBLE
    return SUPPORT if role == RESPONSIBLE and "配合" in verb else role


def _labelled_lines(text: str, start: int, end: int) -> Iterator[Clause]:
    """Clauses with a label at the start of a line or behind a sentence, without brackets; labels that follow at once belong to it."""
    reach = start
    for label in _LABEL.finditer(text, start, end):
        first = label.start()
        if first < reach or label["kind"] in _HOSTS or not _BEFORE_A_LINE.search(text[max(start, first - 8) : first]):
            continue
        last = _end_of_labels(text, first, end)
        places, _ = _read(text, first, last)
        if _mostly_units(places) and not _FOOTER.search(text[first : last + 60]):
            first -= text[first - 1 : first] in tuple(OPENING)  # a bracket that nothing closes
            yield Clause(first, last, places, "responsibility/labelled-line")
            reach = last


def _end_of_labels(text: str, first: int, end: int) -> int:
    """Where a run of labelled lists ends: at the first line or sentence end that neither cuts a name nor precedes a further label."""
    place = first
    while True:
        stop = _LIST_END.search(text, place, end)
        if stop is None:
            return end
        after = stop.end() + len(stop.string[stop.end() : end]) - len(stop.string[stop.end() : end].lstrip())
        label = _label_at(text, after, end)
        if label is not None:
            place = label.end()
        elif stop.group() == "\n" and after < end and _breaks_off(text[place : stop.start()]):
            place = after
        else:
            return stop.start() + (stop.group() == "。")


def _breaks_off(line: str) -> bool:
    """Whether a line of a list ends inside a name or behind a separator, so that the list goes on in the next line."""
    last = re.split(r"[、，,；;：:]", line.rstrip())[-1]
    return not last or (len(line) > 20 and not is_unit(last) and not _TIME.match(last))


def _closing_sentences(text: str, start: int, end: int) -> Iterator[Clause]:
    """The last sentence of a paragraph where it does nothing but say who is responsible: 由市财政局牵头负责。"""
    for match in _CLOSING_SENTENCE.finditer(text, start, end):
        first, last = match.span("sentence")
        begins = [first, *(by.end() for by in _BY.finditer(text, first, last))]
        for begin in dict.fromkeys((begins[0], begins[-1])):  # the whole sentence, else what follows the last 由
            places, how = _read(text, begin, last)
            if how == "verb" and places and all(_is_strong(place.unit.text) for place in places):
                finish = match.end() if text[match.end() - 1] == "。" else last
                yield Clause(begin, finish, places, "responsibility/closing-sentence")
                break


def _is_strong(name: str) -> bool:
    """Whether a name in running text is surely a unit: 市财政局, 各区人民政府; not 起草部门."""
    return is_body(name) and len(name) < 25 and "由" not in name and bool(_STRONG.match(name))


_STRONG = re.compile(
    r"各|有关|相关|[省市县区州盟厅局]|国家|[一-鿿]{2,4}[省市县区州]|[一-鿿]{2,12}(?:部|厅|局|委|委员会|办|银行|署|海关|总局)$"
)


def _duties(text: str, start: int, end: int) -> list[Clause]:
    """An article that shares out duties among at least two units, one of them 按照职责分工; [] where there is none."""
    found = [
        match
        for match in _DUTY.finditer(text, start, end)
        if all(_is_office(unit.text) for unit in split_units(text, *match.span("units")))
    ]
    if len({match["deed"] == "负责" for match in found}) < 2:  # both A负责… and B按照职责…
        return []
    clauses = []
    for match in found:
        units = split_units(text, *match.span("units"))
        role = SUPPORT if match["deed"] != "负责" and len(units) > 1 else RESPONSIBLE
        clauses.append(
            Clause(
                match.start("units"),
                match.end("deed"),
                tuple(Place(role, unit) for unit in units),
                "responsibility/duties",
            )
        )
    return clauses


def _is_office(name: str) -> bool:
    """Whether the subject of a duty is an office: 省科技厅, 县级以上主管部门."""
    return is_body(name) and name.endswith(("厅", "局", "委", "部", "办", "政府", "部门", "委员会", "管委会", "机构"))


def lead_by_rulings(clause: Clause, kind: str) -> Clause:
    """A clause whose units stand undivided, with those leading that a ruling names: the first, or those before the first comma."""
    if not clause.places or any(place.role != RESPONSIBLE for place in clause.places):
        return clause
    first = clause.places[0].group
    leads = [
        index == 0 if kind == "first-listed-leads" else place.group == first
        for index, place in enumerate(clause.places)
    ]
    return replace(
        clause,
        places=tuple(replace(place, role=LEAD) if leads[index] else place for index, place in enumerate(clause.places)),
    )
