"""Bytes of a text file → text, strictly: the encoding that is declared or marked, else the one whose reading is a policy text.

Nothing is replaced and nothing skipped: a byte that does not belong to the encoding refuses the file.
"""

import re
from collections.abc import Sequence

from silian_kg.errors import ReadingError
from silian_kg.reading.raw import Raw

BYTE_ORDER_MARKS = (  # the longer first: UTF-32's begins like UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")  # GB18030 holds GBK and GB2312; on a tie the first wins
UNLIKELY = frozenset(map(chr, (*range(0x09), *range(0x0E, 0x1B), 0x7F)))  # control characters that no text holds
SAMPLE = 20_000  # characters that are weighed

# Words that every policy text has, in simplified and traditional characters; in a text read wrongly they do not come together.
POLICY_WORDS = re.compile(
    "|".join(
        [
            "的",
            "和",
            "人才",
            "企业",
            "企業",
            "发展",
            "發展",
            "工作",
            "单位",
            "單位",
            "通知",
            "实施",
            "實施",
            "建设",
            "建設",
            "管理",
            "服务",
            "服務",
            "有关",
            "有關",
            "部门",
            "部門",
            "政府",
            "支持",
            "加强",
            "加強",
            "推进",
            "推進",
            "培养",
            "培養",
            "教育",
            "产业",
            "產業",
            "创新",
            "創新",
            "技术",
            "技術",
            "项目",
            "項目",
            "办法",
            "辦法",
            "规定",
            "規定",
            "意见",
            "意見",
            "措施",
            "计划",
            "計劃",
            "印发",
            "印發",
            "责任",
            "責任",
            "各市",
            "各县",
            "各縣",
            "社会",
            "社會",
            "经济",
            "經濟",
            "机构",
            "機構",
            "资金",
            "資金",
            "国家",
            "國家",
            "提高",
            "要求",
            "进行",
            "進行",
        ]
    )
)


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Raw:
    """Decode the bytes of a text file.

    Args:
        data: the bytes.
        name: what messages call the file.
        encoding: of the file; None finds it out.

    Raises:
        ReadingError: empty, binary, or not of the encoding.
    """
    if not data.strip():
        raise ReadingError(f"{name}: the file is empty; there is nothing to read")
    raw = decode_as(data, encoding, name) if encoding else _decode(data, name)
    if not raw.text.strip():
        raise ReadingError(f"{name}: the file holds only spaces; there is nothing to read")
    control = next((char for char in raw.text if char in UNLIKELY), None) if not raw.text.isprintable() else None
    if control is not None:
        at = raw.text.index(control)
        raise ReadingError(
            f"{name}: the file is binary (U+{ord(control):04X} at character {at}); save it as text (UTF-8)"
        )
    return raw


def decode_as(data: bytes, encoding: str, name: str) -> Raw:
    """Decode bytes with an encoding that is known.

    Raises:
        ReadingError: they are not of it, or there is none of that name.
    """
    try:
        return Raw(data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeError as error:
        where = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "its beginning"
        raise ReadingError(f"{name}: not {encoding} at {where}; name another encoding, or save it as UTF-8") from error
    except (LookupError, ValueError) as error:
        raise ReadingError(
            f"{name}: no encoding is called {encoding!r}; utf-8, gb18030, big5 and utf-16 are"
        ) from error


def policy_share(text: str) -> float:
    """How much of a text is made of words of policy, 0 to 1."""
    return sum(map(len, POLICY_WORDS.findall(text))) / len(text) if text else 0.0


def _decode(data: bytes, name: str) -> Raw:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return decode_as(data, encoding, name)
    if (
        b"\x00" in data[:4096]
    ):  # a text in UTF-16: its ASCII digits and breaks hold zeros, and so does 一 (U+4E00) at the other end
        little = data[1:4096:2].count(0) > data[0:4096:2].count(0)
        tried: Sequence[str] = ("utf-16-le", "utf-16-be") if little else ("utf-16-be", "utf-16-le")
    else:
        try:
            return Raw(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            tried = CANDIDATES
    readings = [reading for encoding in tried if (reading := _reading(data, encoding)) is not None]
    if not readings:
        raise ReadingError(
            f"{name}: neither utf-8, {', '.join(tried)} nor marked otherwise; name its encoding, or save it as UTF-8"
        )
    shares = [policy_share(raw.text[:SAMPLE]) for raw in readings]
    best = max(range(len(readings)), key=lambda at: (shares[at], -at))
    others = [raw.encoding for at, raw in enumerate(readings) if at != best and b"\x00" not in data[:4096]]
    if not others:
        return readings[best]
    note = f"read as {readings[best].encoding}, whose words are those of policy; {', '.join(others)} would have been possible"
    return Raw(readings[best].text, readings[best].encoding, notes=(note,))


def _reading(data: bytes, encoding: str) -> Raw | None:
    try:
        return Raw(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None
