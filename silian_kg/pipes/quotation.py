"""Quoted names → programs: “筑峰计划”, 深入实施“海洽会”“海聚山东”等活动; slogans and manners of speech are none."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.found import Found

QUOTATION: Final = re.compile(r"“(?P<name>[^“”\n]{2,30})”")

# What follows a quotation that is said about something: 解决“卡脖子”问题, “链主”企业, “一体两翼”格局
SAID_AFTER: Final = re.compile(
    r"(?:等)?(?:突出|主要)?(?:问题|难题|难点|堵点|瓶颈|格局|布局|空间布局|目标|定位|优势|效应|原则|总体思路|思路|要求|企业|中小企业|家|名录|能力|水平|特征|特色优势|产业链|氛围"
    r"|重大|时期|期间|规划|奋斗目标|阶段|开局|收官|理念|精神|现象|行为|意识|角色|角度|的(?!实施)|功能|战略|样本|技术难|清单|标识|行列|等?原则|引领|作用)"
)
# What stands before one: 作为“金字招牌”, 促“参展商”变“投资商”
SAID_BEFORE: Final = re.compile(r"(?:以下统称|以下简称|简称|统称|所谓|作为|变为?|促|坚持|打通|形成|提供|防止|聚焦|采取|做到|避免|以|解决|破解|从|由|按照|成为|避免|防止|杜绝|当好|擦亮|争当|由“[^”]*”向|到|属于|列入|符合)$")

# Manners, slogans and talk, quoted or not, that name no program.
TALK: Final = frozenset(
    """
    一对一 点对点 面对面 一站式 专精特新 小巨人 卡脖子 蓄水池 金字招牌 守门人 最后一公里 最初一公里 大动脉 微循环 升级版 样板间 烂尾楼 宜机化 链主 链主型 头雁 雁阵 头雁效应
    零容忍 国家队 省队 十四五 十五五 十三五 五位一体 四个全面 五大发展理念 三农 三无 输出地 发展大事 关键小事 四链融合 四链 两山 两个先行 两个确立 两个维护 四个意识 四个自信
    乱收费 硬核 首站 卖点 乱摊派 第一车间 第一资源 第一动力 第一生产力 上星 云端一体 星地一体 天地一体化 压舱石 领头羊 领头雁 排头兵 主力军 生力军 桥头堡 新引擎 加速度 组合拳
    """.split()  # noqa: SIM905
)


def quoted_programs(text: str) -> Iterator[Found]:
    """Find quotations that name a program, scheme, campaign or way of working; an empty text has none."""
    for match in QUOTATION.finditer(text):
        name = match["name"]
        if name in TALK or name.isdigit() or name[-1] in "，。；":
            continue
        if SAID_AFTER.match(text, match.end()) or SAID_BEFORE.search(text, max(0, match.start() - 12), match.start()):
            continue
        yield Found(match.start() + 1, match.end() - 1, "program", name, "names/quoted-program")
