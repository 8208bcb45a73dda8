"""Head nouns → open names of platforms and programs: 量子信息产业创新|中心, 人才安居|工程."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found
from silian_kg.pipes.matching import Words


@dataclass(frozen=True, slots=True)
class Family:
    """Head nouns that behave alike. `generic` is what may not be all that stands before them; `least` the fewest characters there."""

    rule: str
    type: str
    heads: str
    generic: str = ""
    least: int = 2
    most: int = 24
    launched: bool = False  # names reach back to the verb that starts them
    never: str = ""  # a pattern that no such name contains


FAMILIES: Final = (
    # 北斗产业创新|平台; not 做好|平台, 骨干|平台
    Family(
        "names/platform-of-innovation",
        "platform",
        """
        中心 分中心 实验室 基地 平台 孵化器 加速器 工作站 流动站 联盟 联合体 共同体 研究院 创新院 产业学院 众创空间 星创天地 创新空间 科创空间 创客空间
        载体 研发机构 转移机构 智库 科创园 教育集团 医联体 医共体 工作室 驿站 服务站 指导站 联络站 工作站点 服务网点 枢纽 海外仓 前置仓 交割库
        """,
        "骨干 重要 重要创新 重要交通 综合交通 公交 交通 知名 国有投资 投资 交易 用户数据 仿真 海上 发展 经济 社会 政治 文化 各类 种 互联网 网络 第三方 信息 网上 线上 线下 电视 媒体 对外 基层 村级 乡镇 城市 区域 国际 国家 省 市 县 区 行政 服务点 资源 一 公共法律 空间 立体 党建 组织 工作 枢纽 海陆 空 考核 任务 思想 核心 战略 高能级 市场",
    ),
    # 国家现代农业|示范区, 专业产业|园区; not 市|辖区
    Family(
        "names/platform-of-place",
        "platform",
        """
        示范区 试验区 先行区 先导区 引领区 集聚区 聚集区 创新区 承载区 策源区 联动区 融合区 合作区 保护区 优势区 功能区 展示区 示范区域 集聚示范区 示范园 示范园区 园区 产业园 产业园区 科技园 科技园区
        创业园 创业园区 创新园 创新园区 物流园 物流园区 软件园 观光园 高新区 开发区 综保区 保税区 保税港区 自贸区 自贸试验区 自由贸易试验区 自由贸易港 自贸港 新片区 科学城 科技城 航天城 大学城 创新城 街区 走廊
        专区 专板 商圈 步行街 示范街区 一条街 社区 示范基地 产业带 创新带 经济带 度假区 港区 产业区 工业区 集中区 服务区 示范工厂 智能工厂 数字化车间 观测站 示范区县
        """,
        "境外 境内 合作 综合 核心商业 骨干 各 各类 相关 部分 所在 城市 农村 城乡 老旧 住宅 居民 街道 区域 园区 产业 国家 省 市 县 新 老 工业 功能 重点 传统 乡镇 行政村 该 本 特色 中小企业 战略性新兴 优势 主导 先进 居住 管理 全国 大型 景区 旅游 生态 公共 国际 复合功能 主体功能 主要功能 智慧 文明 和谐 美丽 绿色",
    ),
    # 医院信息|平台 is above; 招商|数据库, 贫困人口就医信息|系统; not 市场监管|系统
    Family(
        "names/platform-of-information",
        "platform",
        """
        信息系统 管理系统 服务系统 监测系统 预警系统 指挥系统 搜救系统 应用系统 许可系统 登记系统 查询系统 监管系统 追溯系统 审批系统 办理系统 运营系统 信息化系统 空天信息系统 增强系统
        数据库 专家库 资源库 储备库 项目库 人才库 培育库 企业库 信息库 案例库 知识库 语料库 样本库 题库 服务专区 服务大厅 政务大厅 网上大厅 总门户 门户 招商地图 数字大脑 城市大脑 产业大脑 数字底座 智能底座 监测网络
        """,
        "社会信用 定位 银行 各类 相关 业务 自有 信息 企业 项目 数据 行业 城市 国家 市 省 综合 内部 专业",
    ),
    # 百万青年见习|计划, 质量提升|行动; not 工作|计划, 重大|工程
    Family(
        "names/program-of-work",
        "program",
        """
        工程 计划 行动 行动计划 专项行动 三年行动 三年行动计划 攻坚行动 提升行动 专项计划 特岗计划 支持计划 扶持计划 资助计划 激励计划 赋能行动 助力行动 保障工程 专项整治行动 专项整治
        """,
        """
        工作 年度 生产 用地 土地供应 招生 招收 招聘 培训 培养 培育 活动 投资 指导性 科学技术 科技 人才 发展 建设 实施 推进 总体 具体 采购 预算 采购预算 资金 重大 重点 示范 基础 民生 市政 水利 电力 建筑 土木 住宅 配套 在建
        安全 系统 系统性 国家重大 省重点 市重点 改造 惠民 实事 专项 联合 集体 统一 执法 一致 国家科技 省科技 市科技 科研 研究 开发 研发 合作 采取 积极 自主 双方 下一步 有 五年 中长期 长期 短期 招录 引进 引才 补贴 消费 救援 应急 商业 经营 农业 工业 基建
        健康医疗大数据基础 社会重大 政府重大 建设工程 房屋建筑 装饰装修 园林绿化 工业和信息化 城建 信息化 软件 管理 施工 生态 环保 化学 生物 材料 机械 电气 土地整治 国民经济和社会发展 三年 年 招商 支持 帮扶 扶持 资助 见习 进人
        """,
        launched=True,
        never=r"年度|规划|总体|招[生收]|预算|国民经济|上级",
    ),
    # 世界制造业|大会, 海丝|博览会, 博士后创新创业|大赛; not 庆祝|大会
    Family(
        "names/program-of-event",
        "program",
        """
        大赛 竞赛 挑战赛 锦标赛 博览会 洽谈会 交易会 展览会 招商会 招商大会 推介会 交流会 高层论坛 论坛 高峰论坛 大会 峰会 活动周 活动月 宣传周 宣传月 服务月 服务年 招聘月 直通车 城市行 文化节 艺术季 时装周 首发季 美食节 旅游节 音乐节 电影节 动漫节 年货节 嘉年华 招聘会 艺术节 采购节 购物节 消费节 消费季 训练营 大讲堂
        """,
        "庆祝 党代表 代表 全国代表 人民代表 职工代表 股东 职工 动员 表彰 总结 专业 品牌 技能 职业技能 劳动 岗位 各类 行业 相关 高端 学术 国际 国内 线上 线下 专场 产品 现场 经验 学术交流 工作 创新创业 创业 创新 体育 商务 招商 企业 电子 联席 联合国 市场 公平 不正当 双创",
        launched=True,
    ),
    # 深圳市科技创新种子|基金, 就业|补助资金; not 失业保险|基金, 各类|专项资金
    Family(
        "names/program-of-money",
        "program",
        """
        基金 引导基金 产业基金 投资基金 科学基金 种子基金 转化基金 担保基金 专项资金 补助资金 援助资金 专项奖励资金 专项债券 创新券 消费券 助力券 助学贷款 担保贷款 再贷款 科技重大专项 重大科技专项 发展专项 专账资金 专项担保计划
        """,
        """
        失业保险 社会保险 医疗保险 养老保险 工伤保险 医保 社保 保险 产业 产业投资 政府 政府引导 政府投资 政府产业 政府投资引导 投资 引导 创投 创业投资 创业引导 天使 天使投资 种子 母 子 私募 私募股权 股权 股权投资 风险投资 风险 风险补偿 市场化 市场化子 国有母 政策性 社会 奖励 门诊
        统筹 住房 公积金 住房公积金 早期 专项 信托 信托投资 公募 各类 财政 中央 中央财政 省级 省级财政 市级 地方 各级 行业 部门 国家 相关 有关 其他 现有 企业 学校 慈善 公益 救助 地方政府 政府性融资 融资 贷款 产业发展 发展 乡村振兴 科技 科技创新 创业 创新 技改 不动产投资信托 头部创投 多结构产业 优质 互助 医疗保障 保障 基础设施投资 并购 基本医疗 开发 REITs
        """,
        2,
        26,
    ),
    # 农机新产品补贴|试点, 简易注销登记|改革; not 率先|试点
    Family(
        "names/program-of-reform",
        "program",
        """
        试点 综合试点 试点示范 改革试点 制度改革 登记改革 管理改革 确认制改革 体制改革 规范化培训 转岗培训 研修项目 示范项目 试点项目 育人项目 培育项目 专家项目
        """,
        """
        率先 先行 开展 扩大 相关 国家 省 市 区域 城市 地区 全国 省级 改革 创新 示范 综合 专项 政策 管理 标准化 制度 体制 机制 有序 试点示范 各类 积极 部分 知识产权 财税 金融 投融资 国有企业 国企 医疗 教育 价格 人才发展 经济 行政 人才 人事 产业 科技 应用 建设 重点 重大 优秀 绿色 创业 双创 培训 先行先试 局部 区块链 数字化 企业
        """,
        3,
    ),
    # 青年科技|人才项目, 泰山学者攀登|专家项目; not 重点|人才项目
    Family(
        "names/program-of-people",
        "program",
        "人才项目 专家项目 团队项目 学者项目 英才项目 名家项目 名师项目 名医项目 工匠项目 企业家项目 博士后项目 青年项目 研修项目 资助项目 人才工程 人才计划 人才专项 人才培养工程 英才计划 学者计划 专家计划",
        "重点 重大 各类 各级 国家 省 市 省级 市级 国家级 高层次 海外 青年 优秀 科技 创新 创业 科研 有关 相关 高端 引进 培养 引才 国家重大 国家重点 省重点 市重点 国家级重大 省级重大 专业 产业 青年科技 创新创业",
        2,
    ),
    # 四川省|科学技术奖, 中国专利|金奖
    Family("names/program-of-honour", "program", "科学技术奖 科技进步奖 金奖 银奖 优秀奖 质量奖 专利奖 特等奖 创新奖 贡献奖 设计奖 津贴制度 特殊津贴", "国家级 省级 一等 二等 三等", 2),
)

# What must not follow: 人才|公寓, 项目|库, 平台|经济, 工程|师
CONTINUED: Final = """
平台经济 平台企业 平台型 平台化 平台建设能力 基金会 基金业 基金管理 基金投资 基金公司 工程师 工程技术 工程机械 工程建设 工程项目 工程造价 工程咨询 工程设计 工程质量 工程管理 工程学 工程化 工程研究中心
工程中心 工程实验室 工程硕士 工程博士 工程硕博士 工程系列 工程类 工程车 工程款 工程验证 计划生育 计划单列 计划经济 计划指标 计划地 行动能力 行动不便 行动方案 行动态 中心城 中心镇 中心村 中心区 中心任务 中心工作
中心卫生院 中心敬老院 基地化 园区管委会 园区内 载体平台 竞赛活动 社区居民 社区工作者 社区服务 社区卫生 社区养老 社区治理 社区矫正 社区团购 社区商业 社区嵌入 社区菜场 开发区域 试点城市 试点单位 试点工作 试点企业
大会堂 联盟化 窗口期 数据库存 服务年限 服务年度 示范县区 新区域 走廊道 论坛杨 智库建设 产业集群化 产业带动 经济带动 专项资金池 示范项目库
"""


# Zones of a class that the law defines: their level belongs to the class (省级高新区), what else stands before them is a place.
ZONES: Final = frozenset("高新区 开发区 综保区 保税区 自贸区 自贸试验区 自由贸易试验区 高新技术产业开发区 经济技术开发区 经济开发区".split())  # noqa: SIM905
LEVEL: Final = re.compile(r"(?:国家级|省级|市级|国家)$")
_LONGEST_ZONE = 8  # characters before it
_LEAST_AFTER_QUOTATION = 4  # characters of a platform's name that stand by themselves: “东翼”|卫星科研生产集聚区


def _without_quotation(text: str, left: int, head: int) -> int:
    """Where the name begins without a quotation at its front, if what follows it is name enough."""
    closed = text.rfind("”", left, head)
    return closed + 1 if head - closed - 1 >= _LEAST_AFTER_QUOTATION and closed >= 0 else left


class Heads:
    """Finds open names by their head nouns."""

    def __init__(self) -> None:
        words: dict[str, Family | None] = dict.fromkeys(CONTINUED.split())
        for family in FAMILIES:
            words.update(dict.fromkeys(family.heads.split(), family))
        self._words = Words(words)
        self._generic: Mapping[str, frozenset[str]] = {family.rule: frozenset(family.generic.split()) for family in FAMILIES}

    def find(self, edges: Edges) -> Iterator[Found]:
        """Find every open name of a text."""
        text = edges.text
        for start, end, family in self._words.scan(text):
            if family is None:
                continue
            left = edges.left(start, launched=family.launched, coordinated=family.type == "platform")
            if family.type == "platform":
                left = _without_quotation(text, left, start)
            stem = text[left:start]
            if text[start:end] in ZONES:
                if len(stem) > _LONGEST_ZONE:
                    continue
                level = LEVEL.search(text, max(0, left - 3), left)
                left = level.start() if level else left
                stem = text[left:start]
            generic = stem.strip("“”") in self._generic[family.rule] or (family.never and re.search(family.never, stem))
            if family.least <= len(stem) <= family.most and not generic:
                yield Found(left, end, family.type, text[left:end], family.rule)
