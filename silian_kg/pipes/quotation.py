"""Quoted names → programs and platforms: “筑峰计划”, 深入实施“海洽会”“海聚山东”等活动; slogans and manners of speech are none."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.found import Found

# Quotations that follow one another are of one kind: “音乐+旅游”“演出+旅游”“赛事+旅游”
RUN: Final = re.compile(r"“[^“”\n]{1,40}”(?:[、和及与]?“[^“”\n]{1,40}”)*")
QUOTATION: Final = re.compile(r"“(?P<name>[^“”\n]{1,40})”")

# What follows a quotation that says something of another thing: 解决“卡脖子”问题, “链主”企业, 形成“一体两翼”格局
SAID_AFTER: Final = re.compile(
    r"等?(?:突出|主要|新)?(?:问题|难题|难点|堵点|瓶颈|格局|布局|空间布局|目标|定位|优势|效应|原则|总体思路|思路|要求|企业|中小企业|中小型|家|名录|能力|水平|特征|特色优势|产业链"
    r"|氛围|重大|时期|期间|规划|奋斗目标|阶段|开局|收官|理念|精神|现象|行为|意识|角色|角度|的(?!实施)|功能|战略|样本|技术|清单|标识|行列|引领|作用|业态|应用场景|应用发展|应用$|标杆|地标"
    r"|时代|趋势|孵化|支持|改造|服务业|产业集群|先进|版|国家地理标志|具体)"
    r"|专业|人才|产品|手机|[0-9一二两三四五六七八九十]+(?:个(?:品牌|产品|方面)|大(?:体系|功能|[\u4e00-\u9fff]{0,8}体系))"
)
# What stands before one: 作为“金字招牌”, 促“参展商”变“投资商”, 坚持“两点”定位
SAID_BEFORE: Final = re.compile(
    r"(?:统称|简称|所谓|作为|变为?|变成|促|坚持|打通|解决|破解|从|由|按照|成为|避免|防止|杜绝|当好|擦亮|争当|到|属于|列入|符合|形成|提供|聚焦|做到|以|监管既|又|顺应|筑牢|导入|经市|增强|坚定|做到|谱写|奋力|发挥|涌现)$"
)
# Manners, slogans and talk, quoted or not, that name no program.
TALK: Final = frozenset(
    """
    一对一 点对点 面对面 一站式 专精特新 小巨人 卡脖子 蓄水池 金字招牌 守门人 最后一公里 最初一公里 大动脉 微循环 升级版 样板间 烂尾楼 宜机化 链主 链主型 头雁 雁阵 头雁效应
    零容忍 国家队 省队 十四五 十五五 十三五 五位一体 四个全面 五大发展理念 三农 三无 输出地 发展大事 关键小事 四链融合 四链 两山 两个先行 两个确立 两个维护 四个意识 四个自信
    乱收费 乱摊派 硬核 首站 卖点 第一车间 第一资源 第一动力 第一生产力 压舱石 领头羊 领头雁 排头兵 主力军 生力军 桥头堡 新引擎 加速度 组合拳 一企一策 一事一策 一校一策 一人一策 走出去
    引进来 自上而下 自下而上 四位一体 三位一体 两微一端 互联网+ 人工智能+ 独角兽 瞪羚 黄牛 僵尸企业 白名单 黑名单 红黑名单 双碳 新工科 一次性告知 信息孤岛 数据孤岛 数字鸿沟 软实力 硬实力
    指挥棒 风向标 晴雨表 牛鼻子 最先一公里 真金白银 拳头 老字号 新字号 原字号 土特产 潮汐 双刃剑 双轮驱动 走前列 国之大者 国之重器 以上 以下 以内 不超过 不低于 本级 低保 五保 里子 面子 有形之手 无形之手 看不见的手 全生命周期
    """.split()  # noqa: SIM905
)
# Slogans by their form: 应享尽享, 一张清单管到底
SLOGAN: Final = re.compile(
    r"应.{1,2}尽.{1,2}|.*(?:问题|精神|思想|能力|作用|理念|企业|样本|资源|功能|决策权|委员会|[两二三四五六七八九]个(?:基地|屏障|中心|大局|方面|高地|重点|毫不动摇)|个性化|一体化|主体|许可证|登记证)|[^、，+＋]*(?:[、，][^、，]*){3,}|\d+|."
)
# A quotation of two characters names a program only with what follows: “荆信”改革, “双自”联动
SHORT_AFTER: Final = re.compile(r"(?:等)?(?:改革|联动|政策|建设|行动|工程|计划|专项|试点|平台|模式|贷|活动)")
# What a bank or fund offers is a program whatever is said of it: “攀登贷”“科创贷”|等系列产品
OF_MONEY: Final = re.compile(r"(?<![信网校])[贷券险]”$")
# “泉惠企”|供需对接服务平台: the platform is named by what follows
NAMED_AFTER: Final = re.compile(r"[\u4e00-\u9fff]{4,10}(?:平台|小程序|系统)")
# Two callings in one: “技师+工程师”人才
PEOPLE: Final = re.compile(r"“(?P<name>[^“”\n+＋]{2,10}[+＋][^“”\n+＋]{2,10})”(?:复合型)?人才")
# A quotation that names a platform: “国际智能制造中心”, “就创之家”, “京策”平台 (the last by its head noun)
PLATFORM: Final = re.compile(
    r".+(?:中心|平台|系统|基地|驿站|之家|一条街|会客厅|云|网|图|地图|e家|APP|小程序|产业园|科技园|谷|专窗|专区|专板|库|工作站|联盟|实验室|客厅|大脑|底座|屋|窗口|大厅)"
)


def quoted_names(text: str) -> Iterator[Found]:
    """Find quotations that name a program, scheme, campaign, way of working, or a platform; an empty text has none."""
    for match in PEOPLE.finditer(text):
        yield Found(match.start("name"), match.end("name"), "talent", match["name"], "names/quoted-talent")
    for run in RUN.finditer(text):
        said = SAID_AFTER.match(text, run.end()) or SAID_BEFORE.search(text, max(0, run.start() - 12), run.start())
        if said and not OF_MONEY.search(text, run.start(), run.end()):
            continue
        for match in QUOTATION.finditer(text, run.start(), run.end()):
            name = match["name"]
            if name in TALK or SLOGAN.fullmatch(name) or (len(name) == 2 and not SHORT_AFTER.match(text, match.end())):
                continue
            if name[-1] in "+＋×" and not SHORT_AFTER.match(text, match.end()):
                continue
            type_ = "platform" if PLATFORM.fullmatch(name) else "program"
            if type_ == "program" and "+" not in name and NAMED_AFTER.match(text, match.end()):
                continue
            yield Found(match.start() + 1, match.end() - 1, type_, name, f"names/quoted-{type_}")
