"""Head nouns → open names: 量子信息产业创新|中心 is a platform, 人才安居|工程 a program, 技术|经纪人 a talent type."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found
from silian_kg.pipes.matching import Words

# What a name of each type may end in. A head noun of several words stands by itself where its type says so (see ALONE).
PLATFORMS: Final = """
中心 分中心 实验室 基地 平台 孵化器 加速器 工作站 流动站 联盟 联合体 共同体 示范区 试验区 先行区 先导区 引领区 集聚区 聚集区 创新区 功能区 承载区
策源区 融合区 联动区 合作区 保护区 优势区 示范园 园区 产业园 科技园 创业园 创新园 物流园 软件园 示范园区 高新区 高新技术产业开发区 经济技术开发区 经济开发区
开发区 综保区 保税区 保税港区 自贸区 自贸试验区 自由贸易试验区 自由贸易港 自贸港 新片区 科学城 科技城 航天城 大学城 信息系统 管理系统 服务系统 监测系统
预警系统 指挥系统 搜救系统 应用系统 审批系统 登记系统 查询系统 增强系统 监管系统 数据库 专家库 资源库 储备库 项目库 人才库 培育库 企业库 信息库 案例库 知识库 语料库
题库 智库 研究院 创新院 产业学院 学院 众创空间 星创天地 创新空间 科创空间 街区 走廊 专区 专板 专窗 窗口 服务站 工作室 驿站 监测网络 枢纽 海外仓 前置仓 交易所
技术市场 交易市场 批发市场 交易场所 载体 研发机构 转移机构 职业教育集团 教育集团 医联体 医共体 城市医疗集团 智能工厂 示范工厂 数字化车间 商圈 大厅 门户 底座
大脑 数字底座 数字大脑 一张图 地图 工业互联网平台 苗圃 示范街 步行街 一条街 专馆 专柜 体验馆 科技馆 展示厅 会客厅 人才之家 服务网点 指导站 联络站 科创园
"""

PROGRAMS: Final = """
工程 计划 行动 行动计划 专项行动 三年行动 三年行动计划 提升行动 专项 科技专项 重大专项 大赛 竞赛 挑战赛 锦标赛 博览会 洽谈会 交易会 展览会 招商会 推介会 交流会 博鳌
论坛 高峰论坛 大会 峰会 基金 引导基金 产业基金 投资基金 创投基金 专项资金 专项基金 活动周 活动月 宣传周 宣传月 服务月 服务年 直通车 城市行
试点 综合试点 改革试点 试点示范 奖 科学技术奖 金奖 银奖 优秀奖 科技重大专项 揭榜挂帅 特岗计划 创新券 消费券 贷款贴息 下乡 规范化培训 专项计划 专项债券 专项债
"""

TALENTS: Final = """
人才 人员 专家 工程师 技师 毕业生 学生 博士后 博士 硕士 研究生 院士 团队 科学家 企业家 工匠 学者 医生 医师 药师 护士 教师 师资 职工 劳动者 农民 工人 产业工人
学徒 学徒工 经理人 经纪人 青年 干部 带头人 创业者 投资者 能手 大师 教练 教练员 裁判员 保育员 护理员 养老护理员 家政服务员 育婴员 技工 高级工 留学生 退役军人 退伍军人 残疾人 妇女
农民工 失业人员 从业者 从业人员 代言人 传承人 评估师 规划师 设计师 会计师 律师 建造师 造价师 分析师 农艺师 技能人才 科研人员 发明人 负责人 高管 志愿者 社会工作者 工作者 首席质量官 质量官 特派员 指导员 人才队伍
"""

# What a name must not be followed by, for its head noun to be one: 人才|公寓, 项目|库, 平台|经济
CONTINUED: Final = """
人才公寓 人才工作 人才服务 人才政策 人才市场 人才公园 人才住房 人才房 人才贷 人才基金 人才评价 人才分类 人才发展 人才引进 人才安居 人才链 人才强 人才专项 人才需求 人才资源
平台经济 平台企业 平台型 基金会 基金管理 工程师 工程技术 工程机械 工程建设 工程项目 工程造价 工程咨询 工程设计 工程质量 工程管理 工程学 工程化 工程研究中心 工程中心 工程实验室 工程硕士 工程博士
工程系列 工程类 工程车 工程款 计划生育 计划单列 计划经济 计划指标 行动能力 行动不便 行动方案 中心城 中心镇 中心村 中心区 中心任务 中心工作 基地化 园区管委会 实验室化
专家库 专家组 专家学者 专家委员会 专家人才 专家团队 学生宿舍 博士后科研 博士后创新 博士后平台 博士后工作站 团队长 研究生院 硕士点 博士点 博士学位 硕士学位 院士工作站 院士专家工作站 大师工作室
技能大师 教师队伍 企业家精神 青年创业 青年发展 妇女联合会 干部学院 学院派 数据库存 农民专业合作社 农民合作社 农民收入 农民增收 工人文化宫 职工医保 职工之家 学者型 残疾人联合会 专项资金
奖励 奖补 奖项 奖金 奖学金 奖惩 奖评 技术改造 技术服务 技术标准 论坛化 联盟化 窗口期 窗口化 载体建设 下乡企业 学科学 领域内 行业协会 行业组织 行业标准 经济社会 经济发展 经济效益 经济区 经济带 经济圈 经济技术开发区
"""

_TYPES = (
    dict.fromkeys(TALENTS.split(), "talent")
    | dict.fromkeys(PLATFORMS.split(), "platform")
    | dict.fromkeys(PROGRAMS.split(), "program")
)
_LONGEST = {"talent": 14, "platform": 24, "program": 26}  # characters before the head noun

class Heads:
    """Finds open names by their head nouns."""

    _words = Words(dict.fromkeys(CONTINUED.split(), "") | _TYPES)

    def find(self, edges: Edges) -> Iterator[Found]:
        """Every open name of a text."""
        text = edges.text
        for start, end, type_ in self._words.scan(text):
            if not type_:
                continue
            left = edges.left(start)
            stem = text[left:start]
            if not stem or len(stem) > _LONGEST[type_]:
                continue
            yield Found(left, end, type_, text[left:end].strip("“”"), f"names/head-{type_}")
