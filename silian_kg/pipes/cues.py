"""The words that say what a sentence does with the things it names, and a scan that finds them.

A word can act in two ways. Before a mention it *governs*: 培养高技能人才, 面向先进制造. After one it is its *head*: 高技能人才的培养, 企业作用.
Some do both, and the sentence decides which. Words of one character count only where no longer word holds them (对 in 对接 does not).
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

# What a word does to the mentions that follow it in its clause.
GOVERNORS: Mapping[str, str] = MappingProxyType({
    # X is the means: 依托园区, 运用大数据, 发挥实施主体作用
    "rely": "依托 依靠 凭借 借助 借力 利用 运用 用好 用足 用活 通过 撬动 统筹 整合 发挥 联合 联动 会同 结合 采取 采用 按照 根据 由 委托 盘活 调动 挂靠",
    # X is a scheme that is put to work; anything but a scheme is brought about: 实施培育工程 | 开展技术攻关
    "carry": "实施 组织实施 深入实施 开展 组织开展 举办 举行 承办 召开 办好 落实 深化 推行 推广 实行 执行 组织 运行 试行 评选 评选表彰 抓好",
    # X grows, comes in, is gathered: 引进领军人才, 培育新兴产业
    "grow": "引进 引育 吸引 招引 引入 引来 招募 招聘 集聚 聚集 汇聚 聚合 凝聚 培养 培育 培训 培树 培优 培强 造就 壮大 选拔 选派 选聘 选树 选送 遴选 储备 输送 "
            "扩大 增加 增设 新增 发展 做大 做强 做优 做大做强 做精 培育壮大 扶持壮大 孕育 孵化 配备 配强 挖掘 发掘 发现 厚植 派驻 柔性引进 招收 输出 扩充 充实 引聚 吸纳 转化 认定",
    # X is made or set up: 建设实训基地, 设立引导基金
    "build": "建立 建设 建成 建好 组建 打造 构建 创建 设立 成立 布局 搭建 筹建 共建 新建 改建 扩建 兴建 创办 开设 开办 开发 研发 研制 攻克 突破 探索 形成 设置 启动 创设 出台 制定 制定出台 谋划 "
             "塑造 树立 推出 编制 制定 建优 建强 落地 引建 合建 联建 升级 改造 规划 部署 投入 研究",
    # X is made stronger or carried forward: 加强基础研究, 完善实训基地
    "promote": "加强 强化 推进 推动 加快 加快推进 加快推动 大力推进 加大 促进 提升 提高 增强 优化 完善 健全 改善 规范 夯实 巩固 拓展 拓宽 延伸 激发 畅通 稳定 注重 重视 梳理 "
               "做好 协同推进 统筹推进 扎实推进 深入推进 持续推进 积极推进 全面推进 丰富 繁荣 振兴 严格",
    # X is what it is for: 面向先进制造, 服务产业发展, 满足企业需求
    "aim": "面向 围绕 紧紧围绕 聚焦 瞄准 对标 针对 立足 紧扣 紧盯 突出 服务 服务于 支撑 助力 助推 满足 赋能 惠及 适应 契合 对接 保障 带动 方便 激励 关爱 奖励 表彰 扶持 帮助 "
           "帮扶 资助 补贴 用于 着眼 着眼于 锚定 紧贴 匹配 引领 扶助 救助 慰问 走访 尊重 维护 关心 关心关爱 保护 投向 投资 支援 反哺 应用于 宣传 辐射 便利 减轻 降低 补助 嘉奖 褒奖 解决 回应",
    # X may be one who acts: 支持高校开设专业, 鼓励企业联合攻关; without an act of its own it is served or brought forward
    "encourage": "支持 鼓励 引导 指导 允许 动员 督促 号召 激发 倡导 推动 促进 组织 鼓励支持 支持鼓励 支持引导 引导鼓励 支持和鼓励 鼓励和支持 鼓励和引导 引导和支持 引导支持 支持和引导 推荐",
    # X is given something: 对企业给予补贴, 向基层倾斜, 为人才提供住房
    "give": "对 向 为 给 对于",
    # X is where it happens
    "place": "在 到 赴 于",
    # X stands with another: 与企业合作
    "with": "与 同",
    # X is the handle, once 为主体 follows: 以企业为主体
    "as": "以",
    # X is offered: 提供专家支撑
    "offer": "提供 派出 派遣 给予 予以",
    # X is what someone takes part in: 参与技术攻关
    "join": "参与 主导 承担 承接",
    # X goes into a list or takes a name: it is merely named
    "close": "纳入 列入 作为 成为 包括 包含 涵盖 涉及 属于 符合 凡 经 确定为 认定为 评为 列为 评定为 视为 定为 晋升 取得 入选 获得 荣获 达到 超过 不少于 给付 除 严禁 禁止 打击 整治 查处 处理 防止 不得 坚持 保持 履行 伤害 侵害 损害 危害 征集 发布 公布 收集 采集 汇总 统计 监测 参加 核定 报送 公示 通报 审核 备案 登记 借鉴",
})  # fmt: skip

# What a word after a mention says of it.
HEADS: Mapping[str, str] = MappingProxyType({
    # 高技能人才的引进和培养, 人才队伍建设, 卫生人员配备
    "grown": "引进 引育 引聚 招引 集聚 聚集 培养 培育 培训 培强 壮大 选拔 选派 选聘 遴选 储备 输送 建设 创建 组建 打造 搭建 布局 供给 配备 招聘 招募 招收 队伍 能力 素质 水平 占比 "
             "发展 规模 数量 研修 培育壮大 研发 开发 推广 改造 升级 提升 成长 创建 攻关 应用 示范 试点 交流 输出 孵化 认定 培树 挖掘 扩容 提质 改革 转化 普及 振兴",
    # 实施主体的需求, 企业特点, 科研人员薪酬, 医务人员权益
    "served": "需求 需要 特点 待遇 权益 积极性 主动性 创造性 活力 保障 激励 奖励 奖补 补贴 补助 资助 倾斜 支持 帮扶 扶持 关爱 关怀 慰问 薪酬 工资 收入 收益 福利 社会保险 社保 职称 评审 评价 "
              "评定 表彰 荣誉感 归属感 获得感 安全感 满意度 减负 负担 权利 编制 子女 住房 安居 落户 休假 休息 疗养 服务保障 诉求 难题 困难 问题 意识 防护 安全 自主权 评选 吸引力 就业 事迹 典型 精神 职业发展 融资 津贴",
    # 以企业为主体
    "handle": "为主体 为载体 为抓手 为依托 为平台 为牵引 为龙头 为支撑 为纽带 为引领 为主导 为基础 为手段 为媒介 为桥梁 为阵地 为骨干 为带动 为核心 为契机 为骨架 为主阵地 为主力 为主力军 为突破口 为切入点",
    # 以实施主体为重点, 以产业需求为导向
    "goal": "为重点 为目标 为导向 为中心 为方向 为目的 为对象 为根本 为宗旨 为主线 为己任",
    # 以航空航天为代表
    "example": "为代表 为例",
    # 发挥企业作用, 企业牵头, 高校联合
    "acting": "作用 优势 牵头 联合 共建 合作 主导 参与 协同 共同 功能 为主 承接 承担 载体作用 协作",
    # 人才服务体系: for their benefit, where no growth is spoken of
    "system": "机制 政策 制度 体系 服务 办法 细则 实施办法 实施细则",
    "neutral": "管理 运行 运营 实施 工作 力度 成效",
    # 企业主体责任, 医疗机构绩效考核: of what is asked of it
    "duty": "职责 责任 义务 主体责任 行为 监督 监管 绩效 考核 绩效考核 评估 检查 审批 备案",
    # 人才享受: what the sentence gives to its subject
    "receiving": "享受 可享受 可享 享有 给予 可获 可申请 优先享受 落户 参加 参评 申报 上市 合理收入 合理报酬",
})  # fmt: skip

# Verbs that show that the actor before them acts, and govern nothing themselves: 支持企业购买设备.
ACTS = "购买 采购 申请 发行 牵头制定 承担 参与 参加 担任 担负 转让 兼职 离岗 采取 合作 协同 履行 走进 进入 组织 选择 自主 主导 转移 自建 聘请 聘用 录用 发布 制订 修订 开放 共享 出资 投保 对接 联系 增派 统筹 进行"

# Words that hold a word of one character, or a governor, and are none.
DECOYS = (
    "对外 对口 对象 对策 应对 面对 相对 核对 对照 对应 绝对 对比 对话 反对 方向 定向 导向 意向 双向 横向 纵向 趋向 投向 正向 向好 向上 走向 流向 成为 行为 认为 为期 为准 为止 因为 为此 分为 "
    "较为 更为 最为 尤为 转为 设为 变为 改为 调整为 聘为 称为 命名为 为进一步 为贯彻 为深入 为加快 为推动 为全面 在职 在岗 在校 在线 存在 潜在 所在 旨在 现在 在内 正在 在册 在于 在建 在轨 在研 研究院 研究所 研究机构 研究中心 研究生 研究员 研究成果 自由 理由 由于 由此 经由 缘由 "
    "达到 得到 提到 做到 到位 到期 到达 感到 以及 以上 以下 以内 以外 以来 可以 所以 加以 难以 足以 以后 以前 以此 以便 以免 以老 给予 对于 关于 属于 用于 处于 位于 等于 不低于 高于 低于 大于 基于 至于 由于 终于 适于 "
    "同时 共同 协同 合同 不同 同步 同等 同一 同意 相同 同类 同级 同志 给与 与会 与时俱进 经济 经营 经费 经验 经常 已经 神经 财经 经过 经理 曾经 除外 清除 扣除 消除 解除 拆除 免除 凡是 平凡 自给 补给 供给 配给 "
    "联合国 建设用地 建设厅 建设局 发展改革 发展和改革 建设银行 开发区 服务业 服务贸易 技术服务 服务器 服务员 社会服务 公共服务 组织部 组织领导 组织协调 推进会 培训费 培养费 "
    "保障局 保障厅 社会保障 保障性 资助金 推广站 推动力 支撑力 竞争力 服务费 发展中 发展规律 通过率 实施方案 实施意见 实施主体 落实情况 创新型 创新性 改革委 按照规定 按照职责 根据需要 根据工作 "
    "机构 工作 社会 乡村振兴 中心 人员 表现突出 成绩突出 业绩突出 成效突出 贡献突出 突出贡献 结合实际 结合本地 用人 培养单位 培训单位 引进单位 具有 高度重视 高水平 规范化 稳定性 高层次 高质量发展"
)  # fmt: skip


class Cue(NamedTuple):
    """A word at [start, end) with the way it governs and the way it heads; "" where it does not."""

    start: int
    end: int
    word: str
    governs: str
    heads: str
    acts: bool


def scan(text: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """Find the cue words of [start, end) of a text, the longest at each place, from left to right.

    >>> [(cue.word, cue.governs, cue.heads) for cue in scan("面向产业培养人才")]
    [('面向', 'aim', ''), ('培养', 'grow', 'grown')]
    """
    end = len(text) if end is None else end
    if start >= end:
        return []
    found = _automaton().iter_long(text, start, end)
    return [Cue._make((last + 1 - len(entry[0]), last + 1, *entry)) for last, entry in found if entry is not None]


@cache
def _automaton() -> Any:
    """The automaton over all cue words and decoys; a decoy's entry is None."""
    import ahocorasick

    governs = {word: kind for kind, words in GOVERNORS.items() for word in words.split()}
    heads = {word: kind for kind, words in HEADS.items() for word in words.split()}
    acts = set(ACTS.split())
    automaton = ahocorasick.Automaton()
    for word in DECOYS.split():
        automaton.add_word(word, None)
    for word in sorted({*governs, *heads, *acts}):
        automaton.add_word(
            word, (word, governs.get(word, ""), heads.get(word, ""), word in acts or governs.get(word, "") in _VERBS)
        )
    automaton.make_automaton()
    return automaton


_VERBS = frozenset({"rely", "carry", "grow", "build", "promote", "aim", "offer"})
