"""A list of units as a clause writes it (省科技厅、财政厅，各市、县〔区〕政府) → its units, one by one, with their completed names.

The list is cut at 、，； and at 和/及 between two complete names; what belongs together stays whole: 各市、县〔区〕政府 is one group, and so is
安州经开区、临江新区管委会, whose members share the tail. 等, 等单位 and 等有关部门 are dropped.
"""

import re
from dataclasses import dataclass

OPENING = "（(〔[【〈<［﹝〖"
CLOSING = "）)〕]】〉>］﹞〗"

# What a complete unit ends with: a body of its own (局), or a group of bodies (部门). 市交通委（市道运局） ends with 委.
_BODY = (
    r"厅|局|委|办|处|科|室|部|司|署|院|所|站|台|社|会|行|队|组|校|馆|厂|政府|中心|公司|集团|海关|大学|党组|妇联|残联|科协|文联|侨联|台联|工商联"
    r"|总队|法院|部门|单位|机构|机关|组织|团体|企业|专班|主体|联盟|中支|高校|院校|院所|运营商|委办局|平台|基地|银行|管理人|责任人|园|街道|街道办|乡镇|镇街|镇|方面|成员"
)
_AREA = r"省|市|州|盟|县|区|旗|乡|地区|地方|各地|城|兵团|师"
_BRACKETED = r"(?:（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】|〈[^〈〉]*〉|<[^<>]*>)"
_ENDS_AS_BODY = re.compile(rf"(?:{_BODY}){_BRACKETED}?$")
_ENDS_AS_AREA = re.compile(rf"(?:{_AREA}){_BRACKETED}?$")
_GROUP_HEAD = re.compile(r"各|有关|相关|其他|所在")

# 等市有关部门, 等16个部门, 等单位: the open end of a list. 等市人民政府 is none: the places before it share that tail.
_OPEN_END = re.compile(
    r"(?<![高初中同平优])等(?:(?:\d+|[一二三四五六七八九十]+)个)?"
    r"(?:[一-鿿]{0,10}?(?:部门|单位|处室|机构|科室|委办局|企业)(?:[和、及](?:单位|部门|机构|企业)|[（(](?:单位|部门)[）)])?)?$"
)
_MARK = re.compile(  # 市科技局（牵头）, 市财政局（配合）
    r"[（(〔\[［](?:(?P<lead>牵头|主办|牵头单位|牵头部门|主办单位)|配合|协办|参与|配合单位)[）)〕\]］]$"
)
_BEFORE, _BEHIND = CLOSING + "*", OPENING + "、*"
_SPACE, _STRAY_SPACE = re.compile(r"\s"), re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_COMMAS = re.compile(rf"[，,；;。{re.escape(OPENING + CLOSING)}]")
_STOPS = re.compile(rf"[、/{re.escape(OPENING + CLOSING)}]")
_LEADING = frozenset("由请其以和及与")
_LEADING_WORDS = re.compile(r"^(?:[由请]|其中|以及|[和及与])+(?!平区)")
_BARE = frozenset(["政府", "人民政府", "单位", "部门", "机构", "企业", "处室", "管委会", "管理委员会", "科室"])

_ROLE_WORDS = frozenset(["牵头", "配合", "责任", "参与"])

_LEVEL = (  # the longer before those that they begin with
    "地级以上市|设区市|地级市|自治州|县级市|省辖市|县市区|区市县|中央|市州|州市|区县|县区|市县|县市|市区|乡镇|镇街|街道|中|省|市|州|盟|区|县|旗|镇|乡"
)
_ORDER = {level: place for place, level in enumerate(("央", "中", "省", "市", "县", "镇"))}
_OPEN_LEVEL = re.compile(
    rf"^(?:各|全|全省|全市|所有|有关|相关)?(?P<level>{_LEVEL}){_BRACKETED}?$"
)  # 各市 … 县（市、区）人民政府
_LEVEL_GOVERNMENT = re.compile(rf"^(?P<level>{_LEVEL}){_BRACKETED}?(?P<whole>(?:级?人民)?政府|管委会|街道办事处|、|$)?")
_ZONE = re.compile(r"(?:区|园|新城|城|岛|港)$")  # 安州经开区, 临江新区
_ZONE_BODY = re.compile(rf"(?:区|园|城|岛|港){_BRACKETED}?(?:管委会|管理委员会|党工委)$")
_DISTRICT = re.compile(r"^(?![各省市])[一-鿿]{1,4}[市县区旗]$")
_DISTRICT_GOVERNMENT = re.compile(
    r"^(?![各省市])[一-鿿]{1,4}[市县区旗](?:人民)?政府$|^(?![各省市])[一-鿿]{1,4}[市县区旗]、"
)
_SHARED_AREA = re.compile(  # 等市人民政府; 黄埔、南沙区政府
    r"^(?:[一-鿿]{2,5}、)*(?![各省市])[一-鿿]{1,4}[市区县](?:人民)?政府$|等(?:[\d一二三四五六七八九十]+个?)?(?:省|市|州|县|区|地|市县|区县|市州)?(?:\(.*?\)|（.*?）)?(?:人民)?(?:政府|海关)$"
)
_PLACE = re.compile(r"^[一-鿿]{2,5}$")

_ENDS_A_NAME = frozenset("局厅委办处科室部会院司署队行")  # what stands before 、 shares no tail then

# Where names may part at 和 or 及: 市财政局和市科技局
_JOINT = re.compile(r"以及|[和与及](?!其(?![他余]))")

_LEVEL_HEAD = re.compile(  # 省 in 省科技厅 and 省委组织部; not in 省级部门, nor 市 in 市场监管局
    r"^(?P<head>自治区|[省市区县州盟旗])(?:(?=委)|(?![级直属区县市辖内外场容]|政(?![府务协法])|有关|相关|各))"
)
# What a body without its level begins with: 科技厅 after 省发展改革委. A place name is none of these.
_TRADE = re.compile(
    r"(?:发展|发改|经济|经信|工业|工信|科学|科技|财政|教育|公安|民政|司法|人力|人社|自然资源|规划|国土|生态|环境|环保|住房|住建|城乡|城市|城管|建设|交通|水利|水务|农业"
    r"|农村|商务|文化|文旅|旅游|广电|广播|卫生|卫健|退役|应急|审计|外事|国资|国有|市场|知识产权|体育|统计|医保|医疗|林业|林草|园林|绿化|金融|地方金融|政务|大数据|数据"
    r"|行政审批|审批|营商|信访|机关事务|人防|粮食|能源|药监|药品|食品|食药|质监|质量|工商|税务|国税|地税|气象|地震|邮政|通信|海洋|渔业|畜牧|乡村振兴|扶贫|供销|档案"
    r"|投资|招商|民族|民宗|宗教|侨务|侨联|工商联|残联|妇联|科协|贸促|红十字|总工会|港澳|台办|公共资源|住房公积金|民营经济|口岸|外办|法制|编办|物价|安监|安全|监狱"
    r"|疾控|中医|老龄|残疾|版权|新闻|电影|网信|密码|保密|社科|高新|铁路|民航|港口|港航|公路|机场|航空|消防|政府|人民政府|检察院|法院|中级|高级)"
)
_INNER = re.compile(
    r"^(?P<head>[^、，]{1,16}?(?:厅|局|委|部|总局|署))(?=[^、，]{2,}(?:处|科|室|局|中心)$)"
)  # 民政厅 in 民政厅社会救助处
_INNER_BODY = re.compile(r"(?:处|科|室)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a list: offsets are characters; `text` as written, `name` completed by the head it shares.

    `mark` is "lead" or "support" where a bracket behind the name says so: 市科技局（牵头）.
    """

    start: int
    end: int
    text: str
    name: str
    mark: str = ""


def is_unit(text: str) -> bool:
    """Whether a text reads as a unit or a group of units: 市财政局, 各有关单位, 安州经开区.

    >>> is_unit("市财政局"), is_unit("各县（市、区）人民政府"), is_unit("新能源")
    (True, True, False)
    """
    if len(text) < 2 or len(text) > 60 or (_NO_UNIT.search(text) and not _GROUP_HEAD.match(text)):
        return False
    return bool(_ENDS_AS_BODY.search(text) or _ENDS_AS_AREA.search(text))


_NO_UNIT = re.compile(
    r"[。！？：:《》]|^[\d.%％年月日-]+$|^\d{4}年|负责人$|^(?:以下|简称|包括|含|不含|如|例如|即|其中|详见|见|根据|按照|依据|试行|附件)|的(?!处室$|单位$|部门$|机构$|企业$)[^区]*$|^第.*[条款批届次]"
    r"|^(?:部分|试点|示范|全部|多个|两个|三个)(?:省|市|县|区|城市|地区|企业)|^\W"
)


def is_body(text: str) -> bool:
    """Whether a text reads as a body of its own or a group of such, not merely as a place: 市财政局, 各区; but not 滨海新区.

    >>> is_body("市财政局"), is_body("滨海新区")
    (True, False)
    """
    return is_unit(text) and bool(text[0] == "各" or _ENDS_AS_BODY.search(text))


def split_units(text: str, start: int = 0, end: int | None = None) -> tuple[Unit, ...]:
    """Split a list of units; () where the piece holds none.

    Args:
        text: what the offsets count in.
        start: offset in characters where the list begins.
        end: offset where it ends; the end of the text by default.

    >>> [unit.text for unit in split_units("省科技厅、财政厅，各市、县〔区〕政府等")]
    ['省科技厅', '财政厅', '各市、县〔区〕政府']
    >>> [unit.name for unit in split_units("省科技厅、财政厅，武汉海关")]
    ['省科技厅', '省财政厅', '武汉海关']
    """
    end = len(text) if end is None else end
    units: list[Unit] = []
    for run_start, run_end in _cut(text, start, end, _COMMAS):
        parts = [part for piece in _cut(text, run_start, run_end, _STOPS) for part in _part(text, *piece)]
        pieces = _join([part for part in parts if _written(text, *part)], text)
        run = [unit for piece in pieces if (unit := _unit(text, *piece))]
        units.extend(_complete(run))
    return tuple(units)


def _cut(text: str, start: int, end: int, signs: re.Pattern[str]) -> list[tuple[int, int]]:
    """Cut at separators outside brackets; `signs` finds the separators and the brackets."""
    pieces, depth, begin = [], 0, start
    for sign in signs.finditer(text, start, end):
        if sign.group() in OPENING:
            depth += 1
        elif sign.group() in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append((begin, sign.start()))
            begin = sign.end()
    pieces.append((begin, end))
    return pieces


def _written(text: str, start: int, end: int) -> str:
    """The name as written, without the white space that a line break leaves in it."""
    written = text[start:end]
    return _STRAY_SPACE.sub("", written) if _SPACE.search(written) else written


def _join(pieces: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join pieces of a 、-run that share a tail, so that a group stays whole."""
    joined: list[tuple[int, int]] = []
    for start, end in reversed(pieces):
        if joined and _belong_together(_written(text, start, end), _written(text, *joined[-1])):
            joined[-1] = (start, joined[-1][1])
        else:
            joined.append((start, end))
    return joined[::-1]


def _belong_together(left: str, right: str) -> bool:
    """Whether left、right is one name."""
    if right in _BARE:  # 各有关部门、单位
        return True
    if left[-1] in _ENDS_A_NAME or _GROUP_HEAD.match(right):
        return False
    if open_level := _OPEN_LEVEL.match(left):  # 各县、市、区政府; but not 各区、市有关部门 nor 各区、功能区管委会
        below = _LEVEL_GOVERNMENT.match(right)
        return below is not None and (below["whole"] is not None or _rank(open_level["level"]) < _rank(below["level"]))
    if _DISTRICT.match(left) and _DISTRICT_GOVERNMENT.match(right):  # 清江区、云山县人民政府
        return True
    if _ZONE.search(left) and not left.startswith("各"):  # 安州经开区、临江新区管委会
        nearest = right.split("、", maxsplit=1)[0].removesuffix("管委会").removesuffix("管理委员会")
        return bool(_ZONE_BODY.search(right) and _ZONE.search(nearest))
    return bool(
        _PLACE.match(left) and not _ENDS_AS_BODY.search(left) and _SHARED_AREA.search(right)
    )  # 广州、深圳等市人民政府


def _rank(level: str) -> int:
    """The rank of an administrative level, from the province down."""
    return _ORDER.get({"州": "市", "盟": "市", "区": "县", "旗": "县", "乡": "镇"}.get(level[-1], level[-1]), 4)


def _part(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a piece at 和, 及 … where two complete names meet."""
    for joint in _JOINT.finditer(text, start, end):
        left, right = _written(text, start, joint.start()), _written(text, joint.end(), end)
        if _depth(text[start : joint.start()]) == 0 and _parts(left, right):
            return [*_part(text, start, joint.start()), *_part(text, joint.end(), end)]
    return [(start, end)]


def _depth(text: str) -> int:
    """How many brackets a piece opens and does not close."""
    return sum(text.count(sign) for sign in OPENING) - sum(text.count(sign) for sign in CLOSING)


def _parts(left: str, right: str) -> bool:
    """Whether two names meet at a 和: 市财政局和市科技局; not 各有关部门和单位, not 市发展和改革委."""
    if right in _BARE or right[:2] in _ROLE_WORDS or not is_unit(_OPEN_END.sub("", right)):
        return False
    if _GROUP_HEAD.match(right):
        return is_unit(left) or left.endswith("等")
    return bool(_ENDS_AS_BODY.search(left) or _OPEN_END.search(left)) and len(left) > 2


def _unit(text: str, start: int, end: int) -> Unit | None:
    """The unit in a piece, without what does not belong to its name; None where nothing is left."""
    mark = ""
    while True:
        while start < end and (text[start].isspace() or text[start] in _BEFORE):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in _BEHIND or _closes_nothing(text[start:end])):
            end -= 1
        piece = text[start:end]
        if piece[:1] in _LEADING and (leading := _LEADING_WORDS.match(piece)):
            start += leading.end()
        elif "等" in piece and (match := _OPEN_END.search(piece)):
            end = start + match.start()
        elif piece[-1:] in CLOSING and (match := _MARK.search(piece)):
            end, mark = start + match.start(), "lead" if match["lead"] else "support"
        else:
            break
    written = _written(text, start, end)
    return Unit(start, end, written, written, mark) if written else None


def _closes_nothing(piece: str) -> bool:
    """Whether a piece ends with a bracket that opens before it."""
    return piece[-1] in CLOSING and _depth(piece) < 0


def _complete(run: list[Unit]) -> list[Unit]:
    """Complete the names of a 、-run by the head that its first member carries: 省发展改革委、商务厅 → 省商务厅."""
    head = inner = ""
    completed: list[Unit] = []
    for unit in run:
        name = unit.text
        if match := _LEVEL_HEAD.match(name):
            head = match["head"]
        elif head and _TRADE.match(name) and not name.endswith(("公司", "集团", "部门", "单位")):
            name = head + name
        if len(unit.text) > 7 and (match := _INNER.match(unit.text)):
            inner = match["head"]
        elif inner and _INNER_BODY.search(name) and name == unit.text and not _GROUP_HEAD.match(name):
            name = inner + name
        completed.append(unit if name == unit.text else Unit(unit.start, unit.end, unit.text, name, unit.mark))
    return completed
