"""Talent types: labels of the vocabulary and open ones, completed to the left by what is known to make a type: 物流|人才, 工业设计|工程师."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found
from silian_kg.pipes.matching import Words

# What an open talent type may end in; by itself none of these is a type.
HEADS: Final = frozenset(
    """
    人才 人员 专家 工程师 技师 毕业生 学生 研究生 团队 科学家 企业家 工匠 学者 教师 师资 职工 员工 劳动者 农民 工人 学徒 经理人 经纪人 青年 带头人 创业者 能手 大师 教练员
    护理员 服务员 指导员 规划师 设计师 评估师 分析师 会计师 建筑师 造价师 咨询师 治疗师 照护师 代言人 传承人 发明人 创立人 合伙人 工作者 从业者 志愿者 特派员 质量官 信息官 数据官
    标兵 医生 医师 药师 护士 干部
    """.split()  # noqa: SIM905
)

# What makes a type together with what follows, as fields do: 高层次|创新人才. Praise (优秀, 一流) and origin (我省) are none.
MODIFIERS: Final = frozenset(
    """
    高层次 高端 高级 高技能 高素质 顶尖 拔尖 领军 领军型 青年 中青年 优秀青年 后备 骨干 紧缺 急需 急需紧缺 专业 专门 专业技术 技术 技能 技术技能 管理 经营 经营管理 科研 科技
    创业 创新创业 创新型 复合型 应用型 实用型 国际化 海外 外籍 本土 全职 柔性 基层 一线 农村 乡村 社区 在职 在岗 退休 返乡 返乡创业 留学 归国 港澳 港澳台 国际 新型 现代 数字化
    信息化 推广 科研推广 研发 设计 生产 制造 操作 维修 营销 转化 运用 成果转化 技术转移 特聘 特级 资深 战略 基础研究 学术 教学 临床 公共 创始 初创 核心 关键 攻关
    高校 实用 师范 中职 高职 大中专 本科 硕士 博士 大学 离校未就业 就业困难 失业 困难 大龄 登记失业 下岗 转岗 残疾 退役 新生代 返乡入乡 进城 灵活就业 新业态 脱贫 贫困 低收入
    零就业 职业 技工 全科 专科 卫生 医疗 卫生专业 医学 护理 教育 体育 文化 艺术 法律 金融 财务 质量 安全 检验检测 执法 统计 审计 农机 农技 农业 电商 直播 合作社 农民专业合作社
    劳务 劳务品牌 技术创新 科创
    """.split()  # noqa: SIM905
)

# What shows that people are not meant: 教师|资格, 专家|评审, 职工|医保, 重点人才|或科研支持项目
NOT_PEOPLE_AFTER: Final = re.compile(
    r"精神|委员会|人数|社区|证[书件、等]?|资格|职务|医保|教育经费|技术职务|多机构|签约|驿站|公寓|联合会|协会|学会|基金|津贴|评审|组成"
    r"|(?:[、和及或]|及?以上|硕士|博士|本科|研究生){0,4}(?:学历|学位)|(?:基本)?(?:社会|医疗|养老)保险|(?:社会)?平均工资|论坛|大会|节[日，。、]|日[，。、]|之家|通等|规模|(?:或科研)?(?:支持)?(?:项目|工程|计划|专项)|较多|较少|[、和及与]?[^，。；、]{0,6}精神"
)
_LONGEST_MODIFIER = 6
_SHORT = 3  # characters of a label that jieba's words must not cut: 提高|管理 is no 高管


class People:
    """Finds talent types.

    Args:
        fields: Labels of fields, which make a type with what follows them: 集成电路|人才.
    """

    _heads = Words(dict.fromkeys(sorted(HEADS), True))

    def __init__(self, fields: Iterable[str]) -> None:
        self._known = MODIFIERS.union(field for field in fields if len(field) > 1)

    def find(self, edges: Edges, matches: Iterable[Found]) -> Iterator[Found]:
        """Find the talent types of a text; `matches` are the labels of talent types that stand in it."""
        text = edges.text
        ends = set()
        for match in matches:
            ends.add(match.end)
            whole = len(match.text) > _SHORT or (match.start in edges.words and match.end in edges.words)
            if not whole or NOT_PEOPLE_AFTER.match(text, match.end):
                continue
            start = self._completed(text, match.start)
            if start == match.start:
                yield Found(match.start, match.end, "talent", match.text, "names/talent", match.concept)
            else:
                yield Found(start, match.end, "talent", text[start : match.end], "names/talent-completed")
        for start, end, _ in self._heads.scan(text):
            begin = start if end in ends or NOT_PEOPLE_AFTER.match(text, end) else self._completed(text, start)
            if begin < start:
                yield Found(begin, end, "talent", text[begin:end], "names/open-talent")

    def _completed(self, text: str, start: int) -> int:
        """Where the type begins whose known part begins at `start`."""
        while True:
            for length in range(min(_LONGEST_MODIFIER, start), 1, -1):
                if text[start - length : start] in self._known:
                    start -= length
                    break
            else:
                return start
