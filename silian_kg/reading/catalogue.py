"""The keys and values that web pages and collections print over or under a notice: 发文字号：国发〔2018〕39号."""

import re

from silian_kg.reading.spans import Span

META = re.compile(
    r"""(?:[-*·]\s*)?(?P<key>索\s*引\s*号|主\s*题\s*分\s*类|主\s*题\s*词|发\s*文\s*机\s*[关构]|发\s*布\s*机\s*[构关]|发\s*[文布]\s*单\s*位|发布部门|制定机关
      |成\s*文\s*日\s*期|生\s*成\s*日\s*期|发\s*文\s*日\s*期|发\s*布\s*日\s*期|发布时间|公\s*布\s*日\s*期|公开日期|印发日期|信息提供日期|实施日期|生效日期|失效日期|有效期
      |标\s*题|名\s*称|文件名称|发\s*文\s*字\s*号|文\s*号|文件编号|统一编号|公开属性|公\s*开\s*方\s*式|有\s*效\s*性|时效性|效力级别|文\s*种|公文种类|体裁|分\s*类|类\s*别|组配分类
      |来\s*源|信\s*息\s*来\s*源|原文链接|链接|网址|检索时间|检索关键词|文档类型|文档|关键词|附件|法规类别|浏览次数|字体|分享|作者|责任编辑
      |corpus_id|title|source_url|source_domain|publisher|publish_date|capture_\w+|http_status|content_sha256|解读|相关解读
      )\s*[：:]\s*(?P<value>.*)""",
    re.VERBOSE,
)
LONGEST = 200  # characters of a line with a key
FOOTER = 40  # lines at the end that may be a catalogue
_SPACE = re.compile(r"\s")


def catalogue_of(text: str, lines: tuple[Span, ...], body: int) -> dict[str, Span]:
    """The values by their keys, above the first section and in the last lines; a value may stand on the next line."""
    values: dict[str, Span] = {}
    for at, line in enumerate(lines):
        if (body <= line.start and at <= len(lines) - FOOTER) or line.end - line.start > LONGEST:
            continue
        match = META.match(text, *line)
        if match is None:
            continue
        value = Span(*match.span("value"))
        if value.start == value.end and at + 1 < len(lines) and not META.match(text, *lines[at + 1]):
            value = lines[at + 1]
        if value.start < value.end:
            values[_SPACE.sub("", match["key"])] = value
    return values
