"""Views of a store: each one HTML page that opens from a double click with the network cut.

>>> sorted(VIEWS)
['chains', 'matrix', 'network', 'notice']

`page` writes a view of a store; the model behind a view is plain data (`silian_kg.views.network.network_model` and its sisters).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from silian_kg.errors import QueryError

if TYPE_CHECKING:
    from silian_kg.graph.store import Entry, Store
    from silian_kg.views.material import Material

__all__ = ["VIEWS", "page"]

VIEWS: Mapping[str, str] = MappingProxyType({
    "network": "措施网络：单位与各链要素",
    "chains": "四链联动：图与矩阵",
    "matrix": "单位 × 产业与领域",
    "notice": "一份文件：原文与全部证据",
})  # fmt: skip


def page(name: str, store: "Store", *, notice: str | None = None) -> str:
    """A view of what a store holds, as HTML.

    Args:
        name: one of `VIEWS`.
        store: the notices.
        notice: number, title, key, file name or node of the one notice to show; without it all are shown,
            and the view `notice` wants the store to hold one alone.

    Returns:
        The page, the same bytes for the same notices.

    Raises:
        QueryError: no such view, no such notice, or no notice chosen where one must be.
    """
    if name not in VIEWS:
        raise QueryError(f"no view {name!r}; there are {', '.join(sorted(VIEWS))}")
    entries = _chosen(store, notice)
    if name == "notice" and len(entries) != 1:
        some = "、".join(entry.key for entry in entries[:5]) + ("…" if len(entries) > 5 else "")
        raise QueryError(
            f"the store holds {len(entries)} notices ({some}); name the one to show, by its number or title"
        )
    from silian_kg.views.gather import gather

    return _draw(name, gather(store, entries))


def _chosen(store: "Store", notice: str | None) -> "tuple[Entry, ...]":
    entries = store.notices()
    if notice is None:
        return entries
    found = tuple(entry for entry in entries if notice in (entry.iri, entry.key, entry.number, entry.title, entry.name))
    if not found:
        raise QueryError(f"no notice {notice!r} in the store; name one by its number, title or node")
    return found


def _draw(name: str, material: "Material") -> str:
    match name:
        case "network":
            from silian_kg.views.network import network_model, network_page

            return network_page(network_model(material))
        case "chains":
            from silian_kg.views.chains import chains_model, chains_page

            return chains_page(chains_model(material))
        case "matrix":
            from silian_kg.views.matrix import matrix_model, matrix_page

            return matrix_page(matrix_model(material))
        case _:
            from silian_kg.views.notice import notice_model, notice_page

            return notice_page(notice_model(material))
