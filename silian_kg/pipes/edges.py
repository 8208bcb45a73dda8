"""The left edge of an open name, which no list contains: where it begins, seen from its head noun.

A head noun shows where an open name ends (量子信息产业创新|中心); it begins where the nearest word ends that cannot be part of a
name (支持|企业组建|量子信息…). The words below were gathered from notices; each set says what its words do.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from silian_kg.pipes.found import Found
from silian_kg.pipes.matching import Words
from silian_kg.pipes.segmentation import word_edges

# A name begins after such a verb; directly before a head noun it belongs to the name: 质量提升|行动, 人才培养|基地.
VERBS: Final = """
支持 鼓励 引导 推动 推进 推行 推广 推出 促进 加快 加强 加大 强化 深化 优化 完善 健全 提升 提高 打造 建设 建成 建立 建好
建强 构建 组建 共建 创建 新建 搭建 筹建 筹设 设立 设置 成立 布局 谋划 培育 培养 引进 引育 引入 吸引 集聚 聚集 汇聚 选派
选拔 遴选 评选 认定 落实 贯彻 执行 制定 制订 出台 发布 编制 修订 印发 探索 试行 开设 增设 依托 利用 运用 借助 通过 围绕
聚焦 面向 瞄准 针对 结合 立足 对标 统筹 发挥 做好 做大 做强 做优 用好 用足 抓好 管好 扩大 拓展 拓宽 延伸 纳入 列入 进入
入选 入驻 获得 获批 取得 评为 给予 提供 享受 申报 申请 争取 承担 参与 参加 加入 会同 牵头 督促 督导 激励 资助 扶持 帮助
满足 适应 符合 遵循 坚持 突出 注重 重视 打通 畅通 破解 破除 解决 攻克 突破 补齐 补强 弥补 增强 增加 减少 降低 减轻 压缩
取消 整合 盘活 激活 激发 释放 调动 营造 形成 实现 达到 完成 力争 确保 保持 严格 接入 融入 赋能 助力 助推 支撑 带动 拉动
用于 适用于 应用于 有利于 位于 属于 归口 作为 成为 包括 包含 涵盖 涉及 具备 具有 拥有 投入 投放 安排 列支 拨付 筹集 签订
签约 壮大 繁荣 改造 改善 招引 招募 招聘 招收 聘任 聘用 聘请 录用 吸纳 接纳 派驻 梳理 摸排 征集 推开 放宽 允许 准许 批准
领办 创办 兴办 开办 支付 发放 授予 颁发 复制 总结 提炼 树立 创设 调整 明确 丰富 延长 缩短 处置 支撑好 支持好 主办 协办
加密 开通 运营好 管理好 参照 经过 根据 按照 依据 依照 充分发挥 建设好 落地 落户 布设 负责 作出 做出 对照 争创 创成 培树
选树 试点 扩容 推广应用 保障 获取 承接 申建 做实 做强做实 经 协助 协助做好 研究部署 使用 发行 申购 领域 优先用于 主要用于
弘扬 夯实 提取 下达 计提 实行 申领 列为 评选为 认定为 定为 打造成 建设成 要 应当 可以 能够 需要 紧密结合 统筹安排
利用好 发挥好 充实 防范 化解 遏制 打击 查处 处罚 办理 受理 缴纳 报销 享有 免除 减免 免收 规定 所需 接受 不得 禁止 协调
建立健全 分享 探索建立 支撑服务 解读 参观 观摩 赶超 跨 抢占 催化 衍生 搭载 汇集 开创 谱写 配强 配齐 配备 选聘 聘为 派往
前往 赴
开工 放大 发展好 竣工 复工 全面开工 动员 广泛动员 放开 会商 上线 上报 送 出资 注资 牵线 搭桥 讲好 简称 统称 以下简称 以下统称 收回 收缴 唱响 绘制 编制 专注 把握 投向 引进来 服务我国
通报 赋予 分为 主要分为 建设成为 所在地 拟建 计划建设 参评 走访 考察 参观 研究决策 决策
"""

# Verbs that start a program: what stands between one of them and 工程, 计划 or 行动 is all of its name. 开展|地理标志助力乡村振兴行动
LAUNCHING: Final = """
实施 组织实施 深入实施 继续实施 启动 启动实施 开展 组织开展 深入开展 持续开展 大力开展 广泛开展 举办 组织举办 承办 办好 举行 召开
"""

# Verbs that often stand inside a name, before its head noun: 进口贸易|促进|创新示范区, 人才|培养|基地
NOMINAL: Final = frozenset("促进 提升 推进 改造 整治 升级 孵化 培育 培养 引进 优化 建设 引领 支撑 交流".split())  # noqa: SIM905

# Verbs that stand inside a name only where they touch its head noun: 供需|对接|平台, 技能人才|评选|活动
TOUCHING: Final = frozenset(
    """
    强化 深化 完善 集聚 聚集 汇聚 选派 选拔 评选 认定 推广 展示 指导 激励 资助 扶持 帮助 推荐 征集 复制 总结 更新 对接 衔接 招聘 招引 招商 宣传 推介 开发 拓展 增强 倍增 攻坚 奖励 办理 受理
    试点 保护 监督 改善 壮大 运用 规范 清理 整合 调整 培训 创建 服务 扩容
    """.split()  # noqa: SIM905
)

# Read over: compounds of the above that are plain words of a name.
PLAIN: Final = """
实施主体 公开实施 参与企业 社会组织 服务组织 组织部 支持性 引导性 引领型 发展改革 提升型 保障性
"""

# Always an edge.
FUNCTION: Final = """
的 和 与 及 或 并 对 向 在 为 以 由 将 把 从 其 各 该 是 按 让 使 给 被 而 且 也 已 到 至 于 等 跟 同 每 凡 以及 并且 或者 对于 关于 为了
以便 从而 进而 其中 此外 同时 例如 比如 包括但不限于 以上 以下 以内 左右 期间 除 年来 领域 基于 所称 本办法所称 由
"""

# Taken off the left edge: determiners, adverbs, praise, levels. Inside a name they stay: 国家|重点实验室 keeps 重点.
TRIMMED: Final = """
一批 一系列 一大批 若干 多个 多家 多种 多元 多元化 多层次 多类型 多渠道 各类 各级 各地 各区 各市 各县 各个 各项 所有 全部 部分 相关 有关 其他
上述 该类 此类 同类 这些 现有 现行 已有 原有 既有 拟 更多 更大 更高 更好 更加 大力 积极 主动 着力 努力 稳步 稳妥 有序 有效 充分 进一步 深入 持续
继续 不断 逐步 率先 适时 及时 尽快 全力 全面 全方位 共同 联手 精准 精心 高标准 高起点 高水平 高能级 高层级 高规格 高品质 高质量 高效 一流
世界一流 国际一流 国内一流 国内领先 国际领先 世界领先 世界级 国际知名 国内知名 优质 优秀 优势 重大 标志性 标杆性 标杆型 示范性 引领性
引领型 一站式 特色化 差异化 规模化 国际化 本地 当地 本市 本省 本区 我市 我省 我区 我县 我国 全市 全区 全州 全省 全区 全县
国内外 海内外 国内 海外 省内外 省内 市内 区内 省级以上 市级以上 国家级以上 省级及以上 国家级 省级 市级 区级 县级 符合条件 有条件 一定 一些
许多 众多 广大 正在 加速 协同 同步 分类 分级 分批 常态化 定期
定向 动态 每年 年度 已建 在建 新增 扩建 升级 做实 建优 牵头单位 联合开展 带头 探索性 服务好 推动 一个 一家 一项 一支 一座
联动 储备 服务 组织 指 参与 联合 利用 充分利用 关注支持 有望升级 推 进 分别计入 计入 升级 运用
发展 各种 领先 所在地政府 外部
"""

# Numbers and what they count are an edge like a verb: 打造50个|示范基地, 第三条|孵化器
COUNT: Final = re.compile(r"第[一二三四五六七八九十百零]+[条章款]|[省市县区乡镇村]?[两三四]级|[0-9０-９]+(?:\.[0-9]+)?[多余]?(?:平方公里|平方米|公里|亩|个|家|名|项|处|座|批|次|所|位|支|条|类|种|户|款|万人|人次|万元|亿元|%|年(?![内度])|月|日)(?:以上|左右)?")

CONJUNCTIONS: Final = ("和", "与", "及")
# A conjunct that has a head noun of its own shares none: 工程研究中心|和重点实验室
HEADED: Final = re.compile(
    r"(?:中心|实验室|基地|平台|园区?|区|系统|库|站|院|所|企业|机构|主体|走廊|港|干线|城|空间|软件|高校|大学|学校|部门|单位|协会|组织|人才|人员|团队|工程|计划|行动|项目|制度|机制|政策|体系|服务|能力|水平|领域|产业|活动|设施|优势|资源)$"
)

# 国家和|省专家津贴制度: two levels share one name
LEVEL_PAIR: Final = re.compile(r"(?:国家|省|市|部|中央)(?:和|与|及)$")
LEVEL: Final = re.compile(r"[省市县区](?!级)")

# 中国（安徽）|自由贸易试验区
PLACE_IN_BRACKETS: Final = re.compile(r"中国（[\u4e00-\u9fff]{2,6}）$")

STOP: Final = re.compile(r"[，。；：！？、（）()【】〔〕\[\]《》〈〉“”‘’\s,;:!?#*|—]")

_BREAK, _TRIM, _LAUNCH = "break", "trim", "launch"
_WORDS = (
    dict.fromkeys(TRIMMED.split(), _TRIM)
    | dict.fromkeys(FUNCTION.split(), _BREAK)
    | dict.fromkeys(VERBS.split(), _BREAK)
    | dict.fromkeys(LAUNCHING.split(), _LAUNCH)
    | dict.fromkeys(PLAIN.split(), "plain")
)
_LONGEST_QUOTE = 20  # characters of a quotation inside a name: 招商引资“一把手”工程


class Edges:
    """The edges that the words of one text set for open names."""

    _words = Words(_WORDS)

    def __init__(self, text: str, units: Iterable[Found] = ()) -> None:
        """Find the edges of a text; after the name of a unit, a name begins anew: 工业和信息化部|科技型企业孵化器."""
        self.text = text
        self.words = word_edges(text)
        self._breaks: list[tuple[int, int, bool]] = []  # (end, start, whether it starts a program)
        self._trims: dict[int, int] = {}
        self._determiners: dict[int, int] = {}
        for start, end, kind in self._words.scan(text):
            if kind == "plain" or end not in self.words or (end - start == 1 and start not in self.words):
                continue
            self._trims[start] = end
            if kind is _TRIM:
                self._determiners[start] = end
            else:
                self._breaks.append((end, start, kind is _LAUNCH))
        for match in COUNT.finditer(text):
            self._trims[match.start()] = self._determiners[match.start()] = match.end()
            self._breaks.append((match.end(), match.start(), False))
        self._breaks.extend((unit.end, unit.start, False) for unit in units)
        self._breaks.sort()
        self.stops = [match.start() for match in STOP.finditer(text)]

    def stop_before(self, place: int) -> int:
        """The offset after the last punctuation before a place."""
        index = bisect_left(self.stops, place)
        return self.stops[index - 1] + 1 if index else 0

    def stop_after(self, place: int) -> int:
        """The offset of the first punctuation at or after a place."""
        index = bisect_left(self.stops, place)
        return self.stops[index] if index < len(self.stops) else len(self.text)

    def left(self, head: int, *, launched: bool = False, coordinated: bool = False) -> int:
        """Where the name begins whose head noun stands at `head`; `head` itself where nothing before it belongs to the name.

        `launched` names reach back to the verb that starts them, over other verbs: 开展|地理标志助力乡村振兴行动.
        `coordinated` names reach over 和, 与, 及 to what shares their head noun: 类脑智能概念验证与转化创新|中心.
        """
        stop = self.stop_before(head)
        if launched:
            verb = self._launch_before(head, stop)
            if verb is not None:
                return self._trimmed(verb, head, self._determiners)
        broken = self._break_before(head, stop)
        left = self.trim(self._over_brackets(stop) if broken is None else broken, head)
        if coordinated and broken == left and self.text[left - 1 : left] in CONJUNCTIONS:
            left = self._over_conjunction(left, head, stop)
        pair = LEVEL_PAIR.search(self.text, max(0, left - 6), left) if LEVEL.match(self.text, left) else None
        return pair.start() if pair else left

    def _over_conjunction(self, left: int, head: int, stop: int) -> int:
        """The start of what is coordinated before `left`, where it shares the head noun; otherwise `left`."""
        conjunction = left - 1
        broken = self._break_before(conjunction, stop)
        start = self.trim(stop if broken is None else broken, conjunction)
        conjunct = self.text[start:conjunction]
        shares = 2 <= len(conjunct) <= 12 and 2 <= head - left <= 10 and not HEADED.search(conjunct)
        return start if shares else left

    def trim(self, start: int, end: int) -> int:
        """Take determiners, praise and verbs off the left edge of [start, end)."""
        return self._trimmed(start, end, self._trims)

    def _trimmed(self, start: int, end: int, trims: Mapping[int, int]) -> int:
        while start < end:
            after = trims.get(start)
            if after is None or after > end:
                return start
            start = after
        return end

    def _launch_before(self, head: int, stop: int) -> int | None:
        """The end of the last verb in [stop, head) that starts a program, with no function word after it."""
        index = bisect_left(self._breaks, (head + 1,)) - 1
        while index >= 0 and self._breaks[index][1] >= stop:
            end, start, launching = self._breaks[index]
            if launching:
                return end
            if end - start == 1:
                return None
            index -= 1
        return None

    def _break_before(self, head: int, stop: int) -> int | None:
        """The end of the last break in [stop, head) that is none of a verb inside the name: 质量|提升|行动."""
        index = bisect_left(self._breaks, (head + 1,)) - 1
        while index >= 0 and self._breaks[index][1] >= stop:
            end, start, _ = self._breaks[index]
            if start == stop or end - start == 1 or not self._is_inside(start, end, head):
                return end
            index -= 1
        return None

    def _is_inside(self, start: int, end: int, head: int) -> bool:
        """Whether the verb [start, end) belongs to the name: it touches the head noun, or nearly does and often stands in names."""
        verb = self.text[start:end]
        return (head - end <= 2 and verb in NOMINAL) or (end == head and verb in TOUCHING)

    def _over_brackets(self, start: int) -> int:
        """The same start, or where the name begins that brackets before it belong to: 中国（安徽）|自由贸易试验区, “三品”|专项行动."""
        mark = self.text[start - 1 : start]
        if mark == "”":
            opened = self.text.rfind("“", max(0, start - _LONGEST_QUOTE), start)
            return opened if opened >= 0 else start
        if mark == "）":
            bracketed = PLACE_IN_BRACKETS.search(self.text, max(0, start - 12), start)
            return bracketed.start() if bracketed else start
        return start
