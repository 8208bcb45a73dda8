"""What stands in a source and is not the notice: revision balloons, page marks, Markdown marks, the furniture of web pages.

Each pattern is about one line without the spaces around it, or about a piece inside a line. Whatever they match is cut from the text and
stays in the source.
"""

import re
from collections.abc import Sequence

# Word prints its revisions into the margin, and a converter writes the margin into the text:
#   设置格式[秦]: 行距: 固定值 28 磅    删除［唐］：关于    批注 [A2]: 请核    带格式的: 字体: 三号    移动了(插入) [1]
BALLOON = re.compile(
    r"""(?:
      (?:设置了?格式|删除(?:的内容|了)?|插入(?:的内容|了)?|已?[上下]移|批注|带格式的|Formatted|Deleted|Inserted|Commented)
      \s*[\[［【]\s*[^\[\]［］【】\n]{1,12}\s*[\]］】]\s*[:：]
      |已?移动了?\s*(?:[（(](?:插入|删除|从|到)[）)])?\s*[\[［【]\s*[^\[\]［］【】\n]{1,12}\s*[\]］】]\s*[:：]?
      |(?:设置了?格式|带格式的(?:表格)?|删除的内容|插入的内容)\s*[:：]     # without the name of who did it
    ).*""",
    re.VERBOSE,
)
_BALLOON_HINT = re.compile(r"[\[［【][^\[\]［］【】\n]{1,12}[\]］】]|(?:设置了?格式|带格式的|的内容)\s*[:：]")
# A wrapped line of such a balloon holds nothing but names of formats:  三号    仿宋_GB2312, 首行缩进: 2 字符
FORMAT_WORDS = re.compile(
    r"""(?:[\s,，、;；:：()（）\d.+\-_A-Za-z]
      |字体|字号|默认|中文|西文|仿宋|楷体|黑体|宋体|小标宋|方正|简体|等线|加粗|倾斜|下划线|颜色|字距|缩放|字符间距
      |[小初一二三四五六七八]号|小[初一二三四五六]|行距|固定值|最小值|多倍|单倍|倍行距|段前|段后|磅|字符|行
      |首行|缩进|悬挂|左侧|右侧|左|右|两端|居中|对齐|方式|孤行控制|无|不|定义|网格|与下段同页|段中|分页|自动|调整|间距|厘米|毫米
      |正文|标题|样式|项目符号|编号|级别|制表位|边框|底纹|突出显示|非|上标|下标|语言|英语|美国|中国|文本|轮廓|高|宽
    )+""",
    re.VERBOSE,
)
PAGE_MARK = re.compile(
    r"""\#?\ *Page\ *\d{1,5}(?:\ *(?:of|/)\ *\d+)?\ *:?      # '# Page 1154:'
      |[-—–－―─·•]+\s*\d{1,4}\s*[-—–－―─·•]+                  # — 1 —
      |第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*(?:共|总)\s*\d{1,4}\s*页)?     # 第 1 页 共 5 页
      |\d{1,3}\s*[/／]\s*\d{1,3}                              # 1/11
      |https?://\S+                                          # the address under a printed web page
      |\d{4}/\d{1,2}/\d{1,2}[\s,，]+\d{1,2}:\d{2}(?::\d{2})?   # 2026/7/24 16:15
      |[-*_=~—－─━]{3,}|\|?(?:\s*:?-{2,}:?\s*\|)+\s*          # --- *** |---|---|
    """,
    re.VERBOSE,
)
MARK_STARTS = frozenset("#P-—–－―─·•第0123456789h*_=~━|: ")
BARE_NUMBER = re.compile(r"\d{1,4}")
# Lines that only a web page has; none of them is a sentence.
FURNITURE = re.compile(
    r"""(?:
      浏览(?:次数|量)|阅读次数|访问量|点击(?:数|次数|率)|字体\s*[:：]?\s*[【\[（(]?\s*大|[【\[]\s*(?:字体|打印|纠错|关闭|返回|收藏|下载|分享|我要)
      |ICP\s*备|公网安备|网站标识码|版权所有|Copyright|©|网站地图|隐私声明|返回顶部|返回首页|关闭窗口|打印本[页稿]
      |设为首页|加入收藏|长者(?:助手|模式|专区)|关怀版|无障碍(?:浏览|阅读|版)|智能问答|搜索热词|站内搜索|全文检索|当前位置|您(?:现在)?的?(?:所在)?位置
      |Produced\ By|用户登录|个人中心|我要纠错|政府网站找错|【\s*(?:原文下载|相关附件|附件下载)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# One of these stands in each of those lines.
FURNITURE_WORDS = (
    "浏览",
    "次数",
    "访问量",
    "点击",
    "字体",
    "打印",
    "纠错",
    "【",
    "[关闭",
    "[返回",
    "[收藏",
    "[下载",
    "[分享",
    "[我要",
    "ICP",
    "icp",
    "公网安备",
    "网站标识码",
    "版权所有",
    "opyright",
    "COPYRIGHT",
    "©",
    "网站地图",
    "隐私声明",
    "返回顶部",
    "返回首页",
    "关闭窗口",
    "设为首页",
    "加入收藏",
    "长者",
    "关怀版",
    "无障碍",
    "智能问答",
    "搜索热词",
    "站内搜索",
    "全文检索",
    "位置",
    "roduced",
    "用户登录",
    "个人中心",
    "政府网站找错",
)
# Short lines of menus, which count only on a page that has furniture.
MENU = re.compile(
    r"""首\s*页|首页\s*>.*|导航|登录|注册|简体|繁体|English|IPv6|搜\s*索|打印|关闭|收藏|分享|分享到?[:：]?|返回|更多|>+|›+|\|+|◆+|/+|
      邮箱|手机版|PC版|智能客服|大|中|小|Aa|A\+|A-|时政要闻|政务公开|政务服务|互动交流|互动服务|热点专题|网信政务|正文|网站首页|网站声明
      |联系我们|关于我们|无障碍|智能搜索|热搜词?|基本信息|政策全文
      |扫一扫.{0,20}|.{0,8}二维码.{0,8}|微信(?:公众号)?|新浪微博|官方微博|上一篇.{0,60}|下一篇.{0,60}|相关(?:政策)?解读|相关阅读|相关链接|责任编辑.{0,12}|学习强国
      |技术支持[:：].{0,30}|主办(?:单位)?[:：].{0,30}|承办(?:单位)?[:：].{0,30}|地址[:：].{0,40}|邮编[:：].{0,10}|.{0,6}热线[:：].{0,20}
    """,
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_FURNITURE = 80  # characters; a longer line may hold a sentence
# The tail of a page that was saved as one line: 二维码开始扫一扫在手机打开当前页…
GLUED_FURNITURE = re.compile(
    r"(?:相关附件[:：]?)?(?:二维码开始|扫一扫在手机打开|用来校验该浏览器)[^。\n]*|publishdate:[^\n]*|Produced By CMS[^\n]*"
)
MARKDOWN_LINK = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*){0,4}\s*\)")  # ](url), after [text
TAG = re.compile(
    r"<(?:/?(?:br|p|div|span|b|strong|em|u|i|font|a|table|tr|td|th|tbody|center|sup|sub)\b[^<>\n]{0,200}|!--[^\n]{0,400}--)>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#12288);")


def has_balloons(source: str) -> bool:
    """Whether a source may hold revision balloons at all; most hold none, and then no line need be searched."""
    if not any(char in source for char in "[［【") and "格式" not in source and "的内容" not in source:
        return False
    return _BALLOON_HINT.search(source) is not None and BALLOON.search(source) is not None


def is_mark(line: str, *, alone: bool) -> bool:
    """Tell whether a line, without the spaces around it, is a page mark, a rule or an address.

    Args:
        line: the line.
        alone: whether blank lines stand around it, as they do around a page number.
    """
    if line[0] not in MARK_STARTS:
        return False
    if len(line) > LONGEST_FURNITURE:
        return line.startswith("http") and " " not in line
    return PAGE_MARK.fullmatch(line) is not None or (alone and BARE_NUMBER.fullmatch(line) is not None)


def has_furniture(source: str) -> bool:
    """Whether a source may hold the furniture of a web page at all."""
    return any(word in source for word in FURNITURE_WORDS)


def is_furniture(line: str) -> bool:
    """Tell whether only a web page has such a line."""
    return (
        len(line) <= LONGEST_FURNITURE and "。" not in line and "，" not in line and FURNITURE.search(line) is not None
    )


def is_menu(line: str) -> bool:
    """Tell whether a line is a word of a menu or of a footer, if the page has furniture."""
    return len(line) <= LONGEST_FURNITURE and "。" not in line and MENU.fullmatch(line) is not None


def repeated(lines: Sequence[str], marks: Sequence[bool]) -> frozenset[str]:
    """Lines that printing puts on every page: each stands beside a page mark at least twice.

    Args:
        lines: the lines of the source, without the spaces around them.
        marks: for each line, whether it is a page mark or other noise.
    """
    beside: dict[str, int] = {}
    for at, line in enumerate(lines):
        if (
            not marks[at]
            and len(line) <= LONGEST_FURNITURE
            and (marks[at - 1 : at] == [True] or marks[at + 1 : at + 2] == [True])
        ):
            beside[line] = beside.get(line, 0) + 1
    return frozenset(line for line, times in beside.items() if times >= 2 and "。" not in line)
