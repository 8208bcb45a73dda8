"""The wording of one responsibility clause → who stands in it, and in which role.

Labels open a role (牵头单位：), verbs close one (…按职责分工负责); between them stand lists of units. What says when or how names nobody.
"""

import re
from dataclasses import dataclass

from silian_kg.pipes.rulings import without_rulings
from silian_kg.pipes.units import CLOSING, OPENING, Unit, is_unit, split_units

LEAD, SUPPORT, RESPONSIBLE = "lead", "support", "responsible"

_BODY_WORD = r"(?:单位|部门|处室|科室|机构|主体|地区|县区|区县|股室|中心|领导小组成员单位)"
LABEL = re.compile(  # 责任单位：, 牵头部门及责任单位：, **配合单位：**, 第一责任单位:, 指标牵头单位：
    rf"\**(?P<label>(?:\A[一-鿿]{{2,4}}(?=牵头|责任)|主要|第一|具体|共同|总|省级|市级|区级|县级|省直|市直|国家)*"
    rf"(?P<kind>责任|牵头|主责|主办|承办|协办|配合|完成|落实|实施|执行|负责|参与|参加|协同|协作|协助|指导|支持|监督|组织|推进|主管)"
    rf"(?:责任|负责|落实|配合|实施|参与|协办|督办|（责任）)?{_BODY_WORD}(?:[和及、][一-鿿]{{2,4}}{_BODY_WORD})?)\**\s*[：:]\**"
)
OTHER_LABEL = re.compile(  # 完成时限：, 时限要求：, 目标位置：, 责任人：: their values name no unit
    r"\**(?:(?:完成|办结|推进|实施|落实|工作|整改|起止)?(?:时限|时间|期限|进度|节点|时间节点)(?:要求|安排|节点)?|目标[一-鿿]{0,4}|完成标准|工作目标"
    r"|责任人|责任领导|分管领导|牵头领导|负责人|联系[人方电]\w{0,3}|备注|成果形式|标志性成果|政策依据)\**\s*[：:]\**"
)
_ROLE_OF_LABEL = {"牵头": LEAD, "主责": LEAD, "主办": LEAD, "主管": LEAD} | dict.fromkeys(
    ("协办", "配合", "参与", "参加", "协同", "协作", "协助", "指导", "支持", "监督"), SUPPORT
)

_DUTIES = (  # 按照各自职责分工, 依职责, 在职责范围内
    r"(?:依据?|依照|按照?|根据|照|在)(?:各自|部门|工作|自身|单位|法定|相关|有关|管理|其|“?三定”?)*+(?:职责|职能|分工|权限|任务|职权|要求|规定|程序)++(?:和(?:任务|职能|权限))?(?:范围内?)?"
)
_MANNER = r"各司其职|各负其责|分别|共同|联合|具体|统筹|总体|主要|为主|认真|抓好|抓|结合实际|依法|积极|密切|组织|一同|各自|做好|并|分工|协作|工作|到位|协调|开展|完成"
_DEED = r"牵头|主办|负责|配合|落实|实施|推进|推动|参与|参加|协助|协同|协办|支持|指导|监督|承办|执行|办理|推行|督促|督导|跟进|抓总"
_VERB = re.compile(  # 牵头, 按职责分工负责, 依职责分别负责落实: up to the end of the part
    rf"(?:{_DUTIES}|{_MANNER}|{_DEED}|、(?={_MANNER}|{_DEED}))++(?=[，,；;。、\s]|$|会同|由)"
)
_FIRST_DEED = re.compile(_DEED)
_ROLE_OF_DEED = dict.fromkeys(("牵头", "主办", "抓总"), LEAD) | dict.fromkeys(
    ("配合", "参与", "参加", "协助", "协同", "协办", "支持", "指导", "监督", "督促", "督导"), SUPPORT
)
_INTRODUCTION = re.compile(r"[一-鿿]{2,8}[：:]")  # （市分工方案：市财政局、各区政府负责）
_CUT_LABEL = re.compile(r"(?:完成|办结|推进|实施|落实|工作|责任|牵头|主办|配合|协办|参与|主要)$")  # 完成⏎时限：
_VERB_TOKEN = re.compile(rf"(?P<verb>{_VERB.pattern})")
_TOKEN = re.compile(rf"{OTHER_LABEL.pattern}|{LABEL.pattern}|{_VERB_TOKEN.pattern}")
_BEFORE_A_LABEL = frozenset([""]) | frozenset(" ，,；;。、：:*)）〕】]▪")
_NAME = re.compile(r"(?!下同|以下|不再|其余|按|等$|并|分别|共同|无$|具体).*[一-鿿]")
_WITH = re.compile(
    r"会同|商同|会商|(?<=[厅局委办部府门])(?:联合|协同)(?=各|有关|相关|[省市县区])"
)  # 市科技局会同市财政局

# Parts that say when or how, not who: 2023年底前, 持续推进, 长期坚持
TIME = re.compile(
    r".*?(?:\d|[一二三四]季度|年).*(?:前|底|末|内|完成|启动|起|月|日|年|推进|实施)$|^(?:持续|长期|常年|全年|每年|即时|立即|适时|按规定|逐年|分步|动态|定期|年内|常态化|按时).*"
)

_SPACE, _SPACE_OR_NOT = re.compile(r"\s"), re.compile(r"\S+|\s+")
_PART = re.compile(r"[^，,；;。]+")
_BRACKET = re.compile(rf"[{re.escape(OPENING)}{re.escape(CLOSING)}]")
_LONGEST = 1500  # characters of a clause; real ones stay far below


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its role in a clause."""

    role: str
    unit: Unit
    group: int = 0  # which comma-run it stands in


def read_wording(text: str, start: int, end: int) -> tuple[tuple[Place, ...], str]:
    """Read a clause without its brackets: who stands in it, and whether a "label" or a "verb" says so; () and "" where neither does.

    >>> [(place.unit.text, place.role) for place in read_wording("市科技局牵头，市财政局配合", 0, 13)[0]]
    [('市科技局', 'lead'), ('市财政局', 'support')]
    """
    dense, origins = _dense(text, start, end)
    reader = _Reader(dense)
    places = tuple(_lead_back(place, origins) for place in reader.read())
    if LABEL.match(reader.flat):
        return places, "label"
    if not (reader.has_label or reader.has_verb) or not mostly_units(places) or any(map(_is_phrase, places)):
        return (), ""
    return places, "label" if reader.has_label else "verb"


def _is_phrase(place: Place) -> bool:
    """Whether what stands in a place is rather a piece of a sentence than a name."""
    return len(place.unit.text) > 12 and not is_unit(place.unit.text)


def mostly_units(places: tuple[Place, ...]) -> bool:
    """Whether more than half of what stands in a clause reads as a unit."""
    return sum(is_unit(place.unit.text) for place in places) * 2 > len(places)


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
    return sorted(pair for pair in pairs if pair[1] - pair[0] <= _LONGEST)


def label_at(text: str, place: int, end: int) -> re.Match[str] | None:
    """The label of any kind that begins at a place."""
    return LABEL.match(text, place, end) or OTHER_LABEL.match(text, place, end)


def _dense(text: str, start: int, end: int) -> tuple[str, range | list[int]]:
    """A piece of text without white space, which a broken line leaves inside words, and the offset of each of its characters.

    A line end before a label parts what stands before it: 牵头单位：市公安局⏎责任单位：各区人民政府.
    """
    if _SPACE.search(text, start, end) is None:
        return text[start:end], range(start, end)
    dense: list[str] = []
    origins: list[int] = []
    for match in _SPACE_OR_NOT.finditer(text, start, end):
        if not match.group().isspace():
            dense.append(match.group())
            origins.extend(range(*match.span()))
        elif label_at(text, match.end(), end) and not _CUT_LABEL.search(text, start, match.start()):
            dense.append("；")
            origins.append(match.start())
    return "".join(dense), origins


def _lead_back(place: Place, origins: range | list[int]) -> Place:
    """A place with the offsets of the text that its dense form was made of."""
    unit = place.unit
    start, end = origins[unit.start], origins[unit.end - 1] + 1
    return Place(place.role, Unit(start, end, unit.text, unit.name, unit.mark), place.group)


def _flat(dense: str) -> str:
    """A text of the same length in which nothing inside brackets can be read, and no ruling."""
    pairs = brackets(dense, 0, len(dense))
    if not pairs:
        return without_rulings(dense)
    flat, reach = list(dense), 0
    for first, last in pairs:
        if first < reach:
            continue
        if _says_how(dense[first + 1 : last - 1]):  # 市科技局（按职责分工负责）
            flat[first] = flat[last - 1] = " "
        else:
            flat[first + 1 : last - 1] = "▪" * (last - first - 2)
            reach = last
    return without_rulings("".join(flat))


def _says_how(text: str) -> bool:
    """Whether a bracket behind a name only says how: （按职责分工负责）, or holds a ruling."""
    return bool(_VERB.fullmatch(text)) or not without_rulings(text).strip("。")


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
        for token in (_TOKEN if "：" in self.flat or ":" in self.flat else _VERB_TOKEN).finditer(self.flat):
            if token.lastgroup == "verb":
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
        """Whether a label only ends a longer name: 各项目牵头部门：."""
        return bool(token["label"]) and self.flat[max(0, token.start() - 1) : token.start()] not in _BEFORE_A_LABEL

    def _names_somebody(self, begin: int, verb: re.Match[str]) -> bool:
        """Whether a verb says what somebody does: somebody stands before it, and it names a deed or a share of duties."""
        before = self.flat[begin : verb.start()].strip(" ，,；;。、")
        return bool(before) and bool(_FIRST_DEED.search(verb["verb"]) or "职责" in verb["verb"])

    def _list(self, begin: int, end: int, role: str) -> None:
        """Take the units of one list; those behind a 会同 support, up to the next comma. A list without a role names no units."""
        for part in _PART.finditer(self.flat, begin, end):
            first, last = part.span()
            if not role or TIME.match(part.group()):
                continue
            self._group += 1
            together = _WITH.search(part.group())
            self._take(first, first + together.start() if together else last, role)
            if together:
                self._take(first + together.end(), last, SUPPORT)

    def _take(self, first: int, last: int, role: str) -> None:
        for unit in split_units(self.dense, first, last):
            if _NAME.match(unit.text):
                self._places.append(Place(unit.mark or role, unit, self._group))


def _role_of_verb(verb: str) -> str:
    """The role that a verb gives: 牵头并按职责分工负责 leads, 配合落实 supports."""
    if "牵头" in verb:
        return LEAD
    deed = _FIRST_DEED.search(verb)
    role = _ROLE_OF_DEED.get(deed.group(), RESPONSIBLE) if deed else RESPONSIBLE
    return SUPPORT if role == RESPONSIBLE and "配合" in verb else role
