"""Names of units and open names as a notice writes them → the node each names, with the reason.

人才处 names a unit only inside one body, 省财政厅 only inside one province: a name is resolved in the scope of the notice that writes
it, and never leads to a unit of another jurisdiction. The answer depends on the one notice alone, so the order of notices is indifferent.

The steps (first hit wins), which are also the reasons:

`issuer`          我厅, 省厅; 省人社厅 in a notice of 山东省人力资源和社会保障厅               → the issuer
`group`           各市人民政府, 有关部门: a set of units, not one                             → UnitGroup
`expansion`       省人力资源社会保障厅人才开发处; and 人才处, where the notice itself writes so  → the office so named
`inside-issuer`   专技处, 就业人才中心 in a notice of a department                              → an office of the issuer
`level-word`      省财政厅, 市发改委                                                           → the department of the issuer's region
`absolute`        济南市财政局, 国家税务总局, 教育部 in a notice of the centre                  → as it stands
`in-region`       财政局 in a notice of a government                                           → the department of its region
`minted`          whatever else                                                               → a candidate, for review
"""

import re
from dataclasses import dataclass
from functools import cache

from silian_kg.facts import Notice
from silian_kg.graph.terms import plain
from silian_kg.vocabulary import load_vocabulary

STATE = "中华人民共和国"
SEPARATOR = "-"

# 各市人民政府 · 有关部门 · 省直有关单位 · 相关产业主管部门 · 市级部门 · 所在地政府 · 广州、深圳等市人民政府 · 17个市级帮扶集团牵头单位
GROUP = re.compile(
    r"""^(?:各|有关|相关|其他|其它|所有|全体|省级以上|县级以上|园区|功能区|企业)
      | ^[省市区县州厅局委部]?(?:机关|直|级|属|政府)*(?:各|有关|相关|部门|单位)
      | ^(?:国务院|省政府|市政府|省委|市委|省人民政府|市人民政府)(?:各|有关|相关)
      | 、 | ^\d+个
      | (?:部门|单位|所在地政府|所在地人民政府|处室|机构)$""",
    re.VERBOSE,
)
# 厅机关各处室, 直属单位: a group inside the issuer rather than in its region
INNER_GROUP = re.compile(r"处室|处（室）|处\(室\)|^[厅局委部]|直属|机关各")
# 我厅, 省厅, 市局, 本委
SELF = re.compile(r"^(?:我|本|省|市|区|县|自治区)(?P<kind>厅|局|委|部|办|院)$")
# 省财政厅 → 省 + 财政厅; 自治区党委 → 自治区 + 党委; 市场监管局 is no 市 + 场监管局
LEVEL = re.compile(r"^(?:全)?(?P<level>自治区|自治州|省|市(?!场)|区(?!域)|县|州|盟|旗)(?P<rest>.{2,})$")
# 团省委, 团市委
YOUTH_LEAGUE = re.compile(r"^团(?P<level>省|市|区|县|州)委$")
# 国家税务总局山东省税务局 · 中国人民银行 · 人行济南分行 · 海关总署
NATIONAL = re.compile(r"^(?:国家|中国|国务院|中央|中共中央|中华|全国|海关总署|人民银行|人行|最高人民)")
# an office inside a department: 人才处, 事业管理处, 机关党委, 信息中心, 登记注册局
OFFICE = re.compile(r"(?:处|处室|科|室|司|党委|处（室）)$")
SUBSIDIARY = re.compile(r"(?:中心|研究院|研究所|学院|学会|协会|站|总队|支队|大队|馆|院|所)$")
# a body with offices of its own; a government has departments instead
DEPARTMENT = re.compile(r"(?:厅|局|委员会|委|部|总署|署|办公室)$")
# what a region has one of: 工商联, 港澳办, 供销合作社, 中级人民法院
OF_A_REGION = re.compile(r"(?:办|联|会|院|社|队|集团|中心|管委会|政府)$")
GOVERNMENT = re.compile(r"(?:人民政府|政府|国务院|办公厅|人民政府办公室|党委|省委|市委)$")
# 山东省, 宁夏回族自治区, 立山区: the region that a name begins with
REGION_HEAD = re.compile(r"^(?P<region>[一-龥]{2,8}?(?:省|自治区|自治州|市|州|盟|地区|区|县|旗))(?=[一-龥])")
DISTRICT = re.compile(r"^(?P<region>[一-龥]{1,6}?(?:区|县|市|旗))(?=人民政府|政府|[一-龥]{2,}(?:局|委|办|厅))")
ALIAS = re.compile(r"^(?P<outer>[^（(〔【]+)[（(〔【](?P<inner>[^）)〕】]+)[）)〕】]$")  # 市交通委（市道运局）
_TAILS = re.compile(r"(?:等(?:有关)?(?:部门|单位)?|按(?:照)?职责分工(?:负责)?)$")
_BLANKS = re.compile(r"\s+")

# The kind of a unit by the end of its name; the first that fits counts
KINDS: tuple[tuple[str, str], ...] = (
    (r"(?:人民政府|政府)$", "人民政府"),
    (
        r"(?:党委|省委|市委|区委|县委|组织部|宣传部|统战部|政法委|纪委|纪委监委机关|编办|人才办|网信办|社会工作部|老干局|工委)$",
        "党委机构",
    ),
    (r"(?:领导小组|工作小组|委员会办公室|领导小组办公室|协调小组|协调小组办公室|专班|联席会议)$", "议事协调机构"),
    (r"(?:工会|妇联|工商联|残联|侨联|科协|团委|红十字会|贸促会|文联|共青团.*委)$", "人民团体"),
    (r"(?:学会|协会|商会|慈善总会|基金会)$", "社会组织"),
    (r"(?:大学|学院)$", "高等学校"),
    (r"(?:研究院|研究所|实验室)$", "科研机构"),
    (r"(?:公司|集团|银行)$", "企业单位"),
    (r"(?:中心|馆|站|总队)$", "直属事业单位"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A node that a name leads to. `name` is its place among units (or groups) and tells everything else about it but `local` and `reason`.

    `kind` is office (处室, with a `parent`), body (机关, 事业单位) or group. `local` is the short name that holds inside the parent.
    """

    name: str
    label: str
    kind: str
    type: str
    region: str | None
    parent: str | None = None
    local: str | None = None
    reason: str = ""

    @property
    def is_candidate(self) -> bool:
        """Whether nothing but the form of the name speaks for this node."""
        return self.reason in ("minted", "inside-issuer")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues the notice: its name in full, the region that it governs (None: not known), and whether it has offices of its own."""

    name: str
    region: str | None
    is_department: bool


class Resolver:
    """Resolves the names of one notice; `scope` stands in for a region that nothing tells."""

    def __init__(self, notice: Notice, *, scope: str) -> None:
        self._scope = scope
        self.region = _region_of_notice(notice)
        self.issuers = tuple(self._issuer(statement.value) for statement in notice.issuers)
        self._main = next((issuer for issuer in self.issuers), None)
        written = [_tidy(statement.value) for statement in notice.issuers]
        self._issuer_names = dict(zip(written, self.issuers, strict=True)) | {
            issuer.name: issuer for issuer in self.issuers
        }
        self._cache: dict[str, Unit] = {}
        self._expansions = self._offices_written_out(notice)

    def unit(self, name: str) -> Unit:
        """The node that a name of a unit leads to in this notice."""
        unit = self._cache.get(name)
        if unit is None:
            unit = self._cache[name] = self._resolve(_tidy(name))
        return unit

    def place(self, kind: str, name: str) -> str:
        """The name under which an open name is kept: a program holds inside its region, a type of thing everywhere.

        >>> from silian_kg.facts import Notice
        >>> resolver = Resolver(Notice("n.txt", "", "0" * 64, "utf-8"), scope="n")
        >>> resolver.place("program", "“人才贷”"), resolver.place("talent", "青年博士后")
        ('n-人才贷', '青年博士后')
        """
        if kind == "program":
            return f"{self.region or self._scope}{SEPARATOR}{plain(name)}"
        return plain(name)

    def _resolve(self, name: str) -> Unit:
        return (
            self._self(name)
            or self._group(name)
            or self._expansion(name)
            or self._with_alias(name)
            or self._inside_issuer(name)
            or self._by_level(name)
            or self._absolute(name)
            or self._in_region(name)
            or _body(
                f"{self._place_of_bodies()}{SEPARATOR}{name}",
                self.region,
                "minted",
                label=self._place_of_bodies() + name,
            )
        )

    def _place_of_bodies(self) -> str:
        return self.region or (self._main.name if self._main else self._scope)

    def _group(self, name: str) -> Unit | None:
        if not GROUP.search(name):
            return None
        place = self._main.name if self._main and INNER_GROUP.search(name) else self._place_of_bodies()
        return Unit(f"{place}{SEPARATOR}{name}", f"{place}{name}", "group", "", self.region, reason="group")

    def _self(self, name: str) -> Unit | None:
        """The issuer, by its own name or as 我厅."""
        issuer = self._issuer_names.get(name)
        if issuer:
            return _body(issuer.name, issuer.region, "issuer")
        match = SELF.match(name)
        if match and self._main and self._main.is_department:
            return _body(self._main.name, self._main.region, "issuer")
        return None

    def _expansion(self, name: str) -> Unit | None:
        """人才处 ⊂ 人才开发处: the same first and last character, the rest in order, and no other office written out fits."""
        fits = [office for office in self._expansions if office != name and _abbreviates(name, office)]
        if name in self._expansions:
            fits = [name]
        if len(fits) == 1 and self._main:
            return _office(self._main, fits[0], "expansion", written=name)
        return None

    def _with_alias(self, name: str) -> Unit | None:
        """市交通委（市道运局）: one body under two names, kept under the first."""
        match = ALIAS.match(name)
        return self.unit(match["outer"]) if match else None

    def _inside_issuer(self, name: str) -> Unit | None:
        issuer = self._main
        if issuer is None or not issuer.is_department or NATIONAL.match(name):
            return None
        local = _without_head(name, issuer)
        if local is None and (LEVEL.match(name) or _head_region(name)):
            return None
        if local is None and not (
            OFFICE.search(name) or SUBSIDIARY.search(name) or (name.endswith("局") and not _is_department_name(name))
        ):
            return None
        return _office(issuer, local or name, "expansion" if local else "inside-issuer")

    def _by_level(self, name: str) -> Unit | None:
        league = YOUTH_LEAGUE.match(name)
        match = league or LEVEL.match(name)
        if match is None or self.region is None:
            return None
        region = _enclosing(self.region, match["level"])
        if region is None:  # 市 in a notice of a province: which city it does not say
            return Unit(
                f"{self.region}{SEPARATOR}{name}", f"{self.region}{name}", "group", "", self.region, reason="group"
            )
        if league:
            return _body(f"共青团{region}委", region, "level-word")
        full = region + _full_department(match["rest"])
        issuer = next((issuer for issuer in self.issuers if issuer.name == full), None)
        return _body(full, region, "issuer" if issuer else "level-word")

    def _absolute(self, name: str) -> Unit | None:
        full = _full_department(name)
        if any(issuer.name == full for issuer in self.issuers):
            return _body(full, self.region, "issuer")
        if NATIONAL.match(name):
            ministry = _ministries().get(name)
            return _body(ministry or full, STATE if ministry else _region_inside(name), "absolute")
        head = _head_region(name)
        if head is not None:
            rest = name[len(head) :] if name.startswith(head) else None
            return _body(head + _full_department(rest) if rest else name, head, "absolute")
        if self.region == STATE and not OFFICE.search(name):
            return _body(_ministries().get(name, full), STATE, "absolute")
        return None

    def _in_region(self, name: str) -> Unit | None:
        if self.region is None or not (DEPARTMENT.search(name) or OF_A_REGION.search(name)):
            return None
        return _body(self.region + _full_department(name), self.region, "in-region")

    def _issuer(self, name: str) -> Issuer:
        name = _tidy(name)
        match = LEVEL.match(name)
        region = _head_region(name)
        if region is None and match and self.region:
            region = _enclosing(self.region, match["level"])
            if region:
                name = region + match["rest"]
        if region is None:
            region = self.region
        rest = name[len(region) :] if region and name.startswith(region) else name
        full = name[: len(name) - len(rest)] + _full_department(rest)
        if region == STATE:
            full = _ministries().get(name, full)
        return Issuer(full, region, bool(DEPARTMENT.search(full)) and not GOVERNMENT.search(full))

    def _offices_written_out(self, notice: Notice) -> tuple[str, ...]:
        """Offices whose name the head of the notice writes with the issuer before it: 联系单位：省人力资源社会保障厅人才开发处."""
        if self._main is None or notice.contact is None:
            return ()
        office = _without_head(_tidy(notice.contact.value), self._main)
        return (office,) if office else ()


def _tidy(name: str) -> str:
    return _TAILS.sub("", _BLANKS.sub("", name)) or name


def _body(name: str, region: str | None, reason: str, *, label: str | None = None) -> Unit:
    return Unit(name, label or name, "body", _type_of(name), region, reason=reason)


def _office(issuer: Issuer, office: str, reason: str, *, written: str | None = None) -> Unit:
    inner = bool(OFFICE.search(office)) or office.endswith("局")
    return Unit(
        name=f"{issuer.name}{SEPARATOR}{office}",
        label=issuer.name + office,
        kind="office" if inner else "body",
        type="内设机构" if inner else _type_of(office),
        region=issuer.region,
        parent=issuer.name,
        local=written or office,
        reason=reason,
    )


def _type_of(name: str) -> str:
    return next((type_ for pattern, type_ in KINDS if re.search(pattern, name)), "政府部门")


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` is `full` with characters left out, its first and last kept."""
    if len(short) < 2 or len(short) >= len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def _without_head(name: str, issuer: Issuer) -> str | None:
    """人才开发处 out of 省人力资源社会保障厅人才开发处, where the issuer is 山东省人力资源和社会保障厅; None without such a head."""
    for split in range(len(name) - 1, 2, -1):
        head = name[:split]
        if head[-1] in "厅局委部会办" and _names_issuer(head, issuer):
            return name[split:]
    return None


def _names_issuer(name: str, issuer: Issuer) -> bool:
    match = LEVEL.match(name)
    rest = match["rest"] if match else name
    if issuer.region and name.startswith(issuer.region):
        rest = name[len(issuer.region) :]
    return issuer.name == (issuer.region or "") + _full_department(rest)


@cache
def _labels(scheme: str) -> dict[str, str]:
    concepts = [concept for concept in load_vocabulary().concepts.values() if concept.scheme.endswith("/" + scheme)]
    return {label: concept.label for concept in concepts for label in concept.labels}


def _departments() -> dict[str, str]:
    """人社 → 人力资源和社会保障: what departments are called for short."""
    return _labels("department")


def _ministries() -> dict[str, str]:
    """发展改革委 → 国家发展和改革委员会: what bodies of the centre are called for short."""
    return _labels("ministry")


_DEPARTMENT_END = re.compile(r"(?P<end>委员会办公室|委员会|办公室|厅|局|委|部|办)$")


@cache
def _full_department(name: str) -> str:
    """The name of a department in full; a name that the vocabulary of departments does not hold stays as it is.

    >>> _full_department("人社厅"), _full_department("税务局")
    ('人力资源和社会保障厅', '税务局')
    """
    if re.search(r"[市区县旗州]政府$", name):
        return name[:-2] + "人民政府"
    match = _DEPARTMENT_END.search(name)
    if match is None:
        return name
    stem = name[: match.start()]
    full = _departments().get(stem)
    if full is None:
        return name
    end = "委员会" if match["end"] == "委" else match["end"]
    return full + end


def _is_department_name(name: str) -> bool:
    match = _DEPARTMENT_END.search(name)
    if match is None:
        return False
    stem = name[: match.start()]
    return any(stem[place:] in _departments() for place in range(len(stem) - 1))  # 宁东市场监管局 is one too


@cache
def _regions() -> dict[str, str]:
    """Every label of a region, with and without 省 and 市, → the name of the region."""
    regions: dict[str, str] = {}
    for concept in load_vocabulary().concepts.values():
        if concept.scheme.endswith("/region") and concept.label != "市辖区":
            for label in concept.labels:
                regions.setdefault(label, concept.label)
            short = re.sub(r"(?:省|市|自治区|自治州|地区|盟|(?:回族|壮族|维吾尔)自治区)$", "", concept.label)
            if len(short) >= 2:
                regions.setdefault(short, concept.label)
    return regions


@cache
def _head_region(name: str) -> str | None:
    """The region that a name begins with: 济南市 of 济南市财政局, 山东省 of 山东省税务局 and of 山东税务局; None where it begins with none."""
    regions = _regions()
    for length in range(min(len(name) - 1, 11), 1, -1):
        region = regions.get(name[:length])
        if region is None:
            continue
        if name[:length] == region:
            district = DISTRICT.match(name[length:])
            if district and not LEVEL.match(name[length:]):
                return region + district["region"]
        return region
    return None


@cache
def _region_inside(name: str) -> str:
    """The region that a body of the centre works in: 山东省 of 国家税务总局山东省税务局; else the state."""
    for start in range(2, len(name) - 2):
        region = _head_region(name[start:])
        if region:
            return region
    return STATE


@cache
def _enclosing(region: str, level: str) -> str | None:
    """The region of a level that a region is or lies in: 省 of 济南市 is not told by the name, 市 of 济南市 is itself."""
    if (
        region.endswith(level)
        or (level == "自治区" and "自治区" in region)
        or (level == "州" and region.endswith("自治州"))
    ):
        return region
    if level == "市" and region in ("北京市", "天津市", "上海市", "重庆市"):
        return region
    outer = re.match(r"^(.{1,8}?(?:市|省|自治区|自治州))(.{1,8}?(?:区|县|市|旗))$", region)  # 上海市杨浦区
    if outer and outer[1].endswith(level):
        return outer[1]
    if level in ("省", "自治区"):
        return _province_of(region)
    return None


@cache
def _province_of(region: str) -> str | None:
    by_label: dict[str, list[str]] = {}
    concepts = load_vocabulary().concepts
    for concept in concepts.values():
        if concept.scheme.endswith("/region"):
            by_label.setdefault(concept.label, []).append(concept.iri)
    found = by_label.get(region, [])
    if len(found) != 1:
        return None
    broader = concepts[found[0]].broader
    return concepts[broader[0]].label if broader and concepts[broader[0]].label != STATE else None


@cache
def _by_sign() -> dict[str, str]:
    """鲁 → 山东省: the sign of a province in a 发文字号, which the vocabulary of regions keeps as a label of one character."""
    return {label: region for label, region in _regions().items() if len(label) == 1 and region != label}


def _region_of_notice(notice: Notice) -> str | None:
    """The region that a notice holds for: of its first issuer, else of its title, else by the sign in its number; None where nothing tells."""
    names = [statement.value for statement in notice.issuers]
    names += [statement.value for statement in (notice.title, notice.issued_title) if statement is not None]
    for name in names:
        region = _head_region(name) or _by_form(name)
        if region:
            return region
    if notice.number is not None and notice.number.value:
        return _by_sign().get(notice.number.value[0])
    if names and re.match(r"国务院|国家|中共中央|全国|[一-龥]{2,10}部$", names[0]):
        return STATE
    return None


def _by_form(name: str) -> str | None:
    if re.match(
        r"^(?:国务院|国家|中共中央|中央|全国)|^[一-龥]{2,8}部(?:办公厅)?(?:$|关于|等)|总局(?:办公厅)?$|总署$", name
    ):
        return STATE
    match = REGION_HEAD.match(name)
    return match["region"] if match and name[match.end() :].startswith(("人民政府", "政府")) else None
