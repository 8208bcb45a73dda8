"""A mention in its sentence → the chain in which it acts there: by its concept, its type, the words of its name, and the context."""

import re

from silian_kg.pipes.found import Found
from silian_kg.vocabulary import load_vocabulary

TALENT, EDUCATION, INDUSTRY, INNOVATION, CAPITAL, OTHER = "人才链", "教育链", "产业链", "创新链", "资金链", "其他"

# The words of a name that tell its chain; the first line that matches counts.
CAPITAL_NAME = re.compile(r"贷(?:款)?$|基金$|债券?$|担保|保险$|资金$|融资|创投|信贷|经费$")  # 人才贷, 省博士后科学基金
# Words that tell the chain of a program whatever else its name holds.
PLAIN_PROGRAMS = (
    (CAPITAL, CAPITAL_NAME),
    (INNOVATION, re.compile(r"揭榜|赛马|(?<!技能)大赛$|成果(?:交易|转化)|创新创业")),
    (EDUCATION, re.compile(r"知识更新|研修|学徒|见习|技能提升|职业培训|教育(?!人才)|培养计划$(?<=教育培养计划)")),
)
PROGRAMS = (
    (INNOVATION, re.compile(r"大赛|创赛|揭榜|赛马|创新创业|创业(?!人才)")),  # 博士后创新创业大赛
    (
        EDUCATION,
        re.compile(
            r"知识更新|研修|培训|教育|学徒|见习|实习|课程|教学|学科|双高|双一流|技能提升|师带徒|练兵|竞赛|育人|招生|学制"
        ),
    ),
    (
        TALENT,
        re.compile(
            r"人才|学者|专家|博士|英才|英杰|工匠|名师|名医|引才|职称|留学|院士|青年|大师|师$|劳务|就业|招聘|首席|津贴|技师|技能"
        ),
    ),
    (INNOVATION, re.compile(r"创新|科技|研究|攻关|专利|成果|技术|研发|实验|科学")),
    (
        INDUSTRY,
        re.compile(
            r"产业|企业|制造|品牌|市场|消费|工业|农业|数字|数智|智能|链|商|园|集群|贸易|医疗|健康|旅游|升级|改造|信用"
        ),
    ),
)
PLATFORMS = (
    (CAPITAL, re.compile(r"基金|银行|交易所")),
    (TALENT, re.compile(r"人才|专家|人力资源|大师工作室|劳模|评审|引智")),
    (
        INNOVATION,
        re.compile(
            r"实验室|研究|创新|科创|技术中心|孵化|博士后|众创|中试|科技|概念验证|研发|创业|加速器|工程中心|试验|院士|成果|知识产权|科学"
        ),
    ),
    (EDUCATION, re.compile(r"实训|培训|学院|学校|教育|教学|学科|课程|技工|实习|院校|大学|育人")),
    (
        INDUSTRY,
        re.compile(
            r"园|产业|基地|集群|自贸|自由贸易|开发区|示范区|保税|企业|港|走廊|合作区|商|市场|工厂|制造|农|物流|服务|平台"
        ),
    ),
)
SOCIETY = re.compile(
    r"^(?:各类|有关|相关)?(?:社会|群众|群团|志愿|慈善|公益)[^企]*(?:力量|组织|团体)$"
)  # no chain of ours
CARRIERS = (
    (EDUCATION, re.compile(r"院校|学校|高校|大学|学院|培训|高职|技校")),
    (INNOVATION, re.compile(r"科研|研究|研发|实验|孵化|众创|创业|创新联合体")),
    (CAPITAL, re.compile(r"银行|金融|投资|担保|保险|创投|基金")),
    (TALENT, re.compile(r"人力资源|人才|专家库|猎头")),
    (
        INDUSTRY,
        re.compile(r"企业|园|主体|行业|协会|商会|产业|公司|单位|机构|合作社|农场|基地|医院|平台|市场|工厂|民企"),
    ),
)
ACTIVITIES = (
    (EDUCATION, re.compile(r"培训|教育|教学|学科|专业|课程|研修|见习|实习|育人|产教|校企|学徒|实训|招生")),
    (TALENT, re.compile(r"人才|引才|职称|评价|招聘|就业")),
    (INNOVATION, re.compile(r"研究|攻关|研发|创新|创业|成果|转化|技术|专利|知识产权|开发|实验|科技")),
    (CAPITAL, re.compile(r"融资|信贷|投资|贷款")),
    (INDUSTRY, re.compile(r"产业|转型|升级|生产|招商|制造|经营|贸易|消费|建设|投产")),
)
# A field is 创新链 where it is an object of research, 教育链 where it is taught.
RESEARCHED = re.compile(
    r"[^，。；]{0,6}(?:技术(?:攻关|研发|研究|创新|突破)|基础研究|前沿|关键(?:核心|共性)?技术|核心技术|攻关|科研|研究|研发|研制|算法|中试|试验验证|概念验证)"
)
TAUGHT = re.compile(r"[”]?等?(?:相关|领域)?(?:学科|专业(?!技术|人才|领域|服务|机构|化))")
# Chains beside the five are parts of one of them, or none.
SAME_AS = {"供应链": INDUSTRY, "价值链": INDUSTRY, "服务链": OTHER, "政策链": OTHER}
# Fields that are no economy: 专利转化 is 创新链, 科技金融 is 资金链, 继续教育 is 教育链.
FIELDS = (
    (CAPITAL, re.compile(r"(?:科技|普惠|绿色|供应链)金融|创业投资|风险投资|信贷|融资")),
    (
        INNOVATION,
        re.compile(
            r"专利|知识产权|技术(?:转移|交易|创新|转让)|(?:共性|前沿|颠覆性|核心|关键)技术|科技服务|基础研究|科研"
        ),
    ),
    (EDUCATION, re.compile(r"教育$|学科")),
)
RESEARCHING = frozenset(["攻克", "突破", "研发", "研制"])


def chain_of(text: str, name: Found, flow: str, cue: str) -> str:
    """The label of the chain in which a mention acts here; 其他 where no chain claims it.

    Args:
        text: the whole text, for the words after the mention.
        name: the mention.
        flow: its flow role.
        cue: the word that gives it.
    """
    concept = load_vocabulary().concepts.get(name.concept) if name.concept else None
    own = concept.chain if concept is not None else None
    own = SAME_AS.get(own, own) if own else None
    match name.label:
        case "talent":
            return TALENT
        case "industry":
            if own == EDUCATION or (flow != "drawsOn" and TAUGHT.match(text, name.end)):
                return EDUCATION
            if cue in RESEARCHING or RESEARCHED.match(text, name.end, min(len(text), name.end + 16)):
                return INNOVATION
            found = _by_words(FIELDS, name.text)
            return INDUSTRY if found == OTHER else found
        case "field-group":
            return INDUSTRY
        case "program":
            plain = _by_words(PLAIN_PROGRAMS, name.text)
            return plain if plain != OTHER else own or _by_words(PROGRAMS, name.text)
        case "platform":
            return own or _by_words(PLATFORMS, name.text)
        case "carrier":
            if SOCIETY.search(name.text):
                return OTHER
            return own or _by_words(CARRIERS, name.text)
        case "activity":
            return own or _by_words(ACTIVITIES, name.text)
        case _:
            return own or OTHER


def _by_words(table: tuple[tuple[str, re.Pattern[str]], ...], name: str) -> str:
    return next((chain for chain, words in table if words.search(name)), OTHER)
