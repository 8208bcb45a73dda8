"""The left edge of an open name, which no list contains: where it begins, seen from its head noun.

A head noun shows where an open name ends (量子信息产业创新|中心); it begins where the nearest word ends that cannot be part of a
name (支持|企业组建|量子信息…). The words below were gathered from notices; each set says what its words do.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from silian_kg.pipes.matching import Words

# A name begins after such a verb; directly before a head noun it belongs to the name: 质量提升|行动, 人才培养|基地.
VERBS: Final = """
支持 鼓励 引导 推动 推进 推行 推广 推出 促进 加快 加强 加大 强化 深化 优化 完善 健全 提升 提高 打造 建设 建成 建立 建好 建强 构建 组建
共建 创建 新建 搭建 筹建 筹设 设立 设置 成立 布局 谋划 培育 培养 引进 引育 引入 吸引 集聚 聚集 汇聚 选派 选拔 遴选 评选 认定 开展 举办 承办
组织 实施 落实 贯彻 执行 制定 制订 出台 发布 编制 修订 印发 探索 试行 开设 增设 依托 利用 运用 借助 通过 围绕 聚焦 面向 瞄准 针对 结合
立足 对标 统筹 发挥 做好 做大 做强 做优 办好 用好 用足 抓好 管好 扩大 拓展 拓宽 延伸 纳入 列入 进入 入选 入驻 获得 获批 取得 评为 给予
提供 享受 申报 申请 争取 承担 参与 参加 加入 会同 牵头 督促 督导 激励 资助 扶持 帮助 满足 适应 符合 遵循 坚持 突出 注重 重视 打通 畅通
破解 破除 解决 攻克 突破 补齐 补强 弥补 增强 增加 减少 降低 减轻 压缩 取消 整合 盘活 激活 激发 释放 调动 营造 形成 实现 达到 完成 力争
确保 保持 严格 接入 融入 赋能 助力 助推 支撑 带动 拉动 引领 用于 适用于 应用于 有利于 位于 属于 归口 作为 成为 包括 包含 涵盖 涉及 具备
具有 拥有 投入 投放 安排 列支 拨付 筹集 签订 签约 壮大 繁荣 改造 改善 孵化 招引 招募 招聘 招收 聘任 聘用 聘请 录用 吸纳 接纳 派驻 推荐
梳理 摸排 征集 启动 推开 放宽 允许 准许 批准 领办 创办 兴办 开办 举行 召开 支付 发放 授予 颁发 复制 总结 提炼 树立 创设 调整 规范 明确 统一 加入 修订 丰富 延长 缩短 处置 盘活 支撑好 支持好 对接 衔接 主办 协办 加密 开通 运营好 管理好 开发 推介 宣传 更新
参照 经过 根据 按照 依据 依照 结合 围绕 充分发挥 建设好 落地 落户 布设 联合 联动 负责 作出 做出 引领 对照 争创 创成 培树 选树 试点 扩容
"""

# Always an edge.
FUNCTION: Final = """
的 和 与 及 或 并 对 向 在 为 以 由 将 把 从 其 各 该 是 按 让 使 给 被 而 且 也 已 到 至 于 等 跟 同 每 凡 以及 并且 或者 对于 关于 为了
以便 从而 进而 其中 此外 同时 例如 比如 包括但不限于 以上 以下 以内 左右 期间 除 年来
"""

# Taken off the left edge: determiners, adverbs, praise, levels. Inside a name they stay: 国家|重点实验室 keeps 重点.
TRIMMED: Final = """
一批 一系列 一大批 若干 多个 多家 多种 多元 多元化 多层次 多类型 多渠道 各类 各级 各地 各区 各市 各县 各个 各项 所有 全部 部分 相关 有关 其他
上述 该类 此类 同类 这些 现有 已有 原有 既有 拟 更多 更大 更高 更好 更加 大力 积极 主动 着力 努力 稳步 稳妥 有序 有效 充分 进一步 深入 持续
继续 不断 逐步 率先 适时 及时 尽快 全力 全面 全方位 共同 联手 精准 精心 高标准 高起点 高水平 高能级 高层级 高规格 高品质 高质量 高效 一流
世界一流 国际一流 国内一流 国内领先 国际领先 世界领先 世界级 国际知名 国内知名 优质 优秀 优势 重大 标志性 标杆性 标杆型 示范性 引领性
引领型 一站式 特色化 差异化 规模化 国际化 本地 当地 本市 本省 本区 我市 我省 我区 我县 我国 全市 全省 全区 全县
国内外 海内外 国内 海外 省内外 省内 市内 区内 省级以上 市级以上 国家级以上 省级及以上 国家级 省级 市级 区级 县级 符合条件 有条件 一定 一些
许多 众多 广大 正在 加速 协同 同步 分类 分级 分批 常态化 定期
定向 动态 每年 年度 已建 在建 新增 扩建 升级 做实 建优 牵头单位 联合开展 带头 探索性 服务好 推动 一个 一家 一项 一支 一座
"""

# Read over: plain words of a name in which one of the above seems to stand.
PLAIN: Final = """
不同 与会 与否 中和 中等 为主 为企 为侨 为农 为幼 为残 为民 为老 主办方 主将 乃至 也门 于一体 于都 产品开发 产销对接 人为
从业 从业人员 从业者 从严 从事 从优 从农 以产 以人为 以人民 以企 以城 以工代赈 以旧换新 以来 以赛促学 以链 使命 使用 使用权
使用者 使者 使能 使馆 供给 供给侧 供需对接 促进中心 促进会 促进法 入选者 公开实施 共同体 共和 共和国 兼并 创业孵化 初等 删除
利用率 到位 到家 到户 到期 到达 参与者 及其 及时雨 双向 反对 发展中心 发展改革 可以 各族 合作组织 合同 合同能源 合并 同城
同态 同时期 同等 向上 向下 向导 向海 向量 和县 和合 和平 和田 和美 和谐 在京 在华 在园 在地 在外 在岗 在校 在沪 在研
在粤 在线 在职 在读 在轨 在鲁 城市更新 培养基地 培养计划 培育工程 培育计划 基于 大使 天使 天使投资 存在 孵化中心 孵化器
孵化园 孵化基地 孵化平台 孵化载体 实施主体 宣传周 宣传月 对口 对外 对外开放 对外贸易 对应 对抗 对接会 对接平台 对接活动 对策
对话 对象 导向 将军 将来 已知 平等 并网 并联 并行 并购 应对 应该 建设工程 建设用地 建设规划 建设银行 开发区 开发商 开发者
引进人才 引进工程 引进计划 成立以来 或然 所以 技术开发区 报到 招聘会 按劳分配 按揭 按需 排除 推广中心 推广应用 推广站 推进会
提升工程 支持计划 支撑体系 支撑平台 方向 普及 更新工程 更新改造 更新项目 服务组织 每周 每日 民和 消除 温和 现在 甚至 由来
由此 直到 知识更新 研究开发 碳中和 社会组织 突破口 等候 等离子 等级 等闲 组织体系 组织化 组织架构 组织部 经济开发区 结合点
结合部 给排水 给水 绝对 缓和 而且 而立 联合会 联合体 联合创新 联合实验室 聚集区 胡同 自由 自由贸易 至上 至今 落地生根 行为
被保险 被动 被征地 认定机构 让利 让渡 设备更新 评选活动 试点城市 调和 负责人 负责制 资源开发 跟踪 转让 软件开发 选拔赛 配对
针对性 银企对接 防除 除尘 除颤 集聚区 面对 面对面 领办人 饱和 高等
"""

# Ten numerals and what they count: an edge like a verb. 打造50个|示范基地
COUNT: Final = re.compile(r"[0-9０-９]+(?:\.[0-9]+)?[多余]?(?:个|家|名|项|处|座|批|次|所|位|支|条|类|种|户|款|万人|人次|万元|亿元|%|年(?![内度])|月|日)(?:以上|左右)?")

STOP: Final = re.compile(r"[，。；：！？、（）()【】〔〕\[\]《》〈〉“”‘’\s,;:!?#*|—]")

_BREAK, _TRIM, _PLAIN = "break", "trim", "plain"
_WORDS = (
    dict.fromkeys(TRIMMED.split(), _TRIM)
    | dict.fromkeys(FUNCTION.split(), _BREAK)
    | dict.fromkeys(VERBS.split(), _BREAK)
    | dict.fromkeys(PLAIN.split(), _PLAIN)
)
_LONGEST_QUOTE = 20  # characters of a quotation inside a name: 招商引资“一把手”工程


class Edges:
    """The edges that the words of one text set for open names."""

    _words = Words(_WORDS)

    def __init__(self, text: str) -> None:
        self.text = text
        breaks, trims = [], {}
        for start, end, kind in self._words.scan(text):
            if kind is _BREAK:
                breaks.append((end, start))
                trims[start] = end
            elif kind is _TRIM:
                trims[start] = end
        for match in COUNT.finditer(text):
            breaks.append((match.end(), match.start()))
            trims[match.start()] = match.end()
        breaks.sort()
        self._breaks = breaks
        self._trims = trims
        self._stops = [match.start() for match in STOP.finditer(text)]

    def stop_before(self, place: int) -> int:
        """The offset after the last punctuation before a place."""
        index = bisect_left(self._stops, place)
        return self._stops[index - 1] + 1 if index else 0

    def stop_after(self, place: int) -> int:
        """The offset of the first punctuation at or after a place."""
        index = bisect_left(self._stops, place)
        return self._stops[index] if index < len(self._stops) else len(self.text)

    def left(self, head: int) -> int:
        """Where the name begins whose head noun stands at `head`; `head` itself where nothing before it belongs to the name."""
        stop = self.stop_before(head)
        broken = self._break_before(head, stop)
        if broken is not None:
            return self.trim(broken, head)
        quoted = self._quotation_ending(stop - 1)
        return self.trim(stop, head) if quoted is None else quoted

    def trim(self, start: int, end: int) -> int:
        """Take determiners, praise and verbs off the left edge of [start, end)."""
        while start < end:
            after = self._trims.get(start)
            if after is None or after > end:
                return start
            start = after
        return end

    def _break_before(self, head: int, stop: int) -> int | None:
        """The end of the last break in [stop, head); a verb that touches the head noun is none: 质量提升|行动."""
        index = bisect_right(self._breaks, (head, head)) - 1
        while index >= 0 and self._breaks[index][1] >= stop:
            end, start = self._breaks[index]
            if end < head or end - start == 1 or start == stop:
                return end
            index -= 1
        return None

    def _quotation_ending(self, place: int) -> int | None:
        """Where the quotation begins that ends at `place`."""
        if place < 0 or self.text[place] != "”":
            return None
        opened = self.text.rfind("“", max(0, place - _LONGEST_QUOTE), place)
        return opened if opened >= 0 else None
