// 原文: the list of notices, with facets, search and order.

import { load } from "../api";
import { debounced, el } from "../dom";
import { number, say } from "../language";
import type { NoticeList, Status } from "../model";
import { exports, facetBar, facetsOf, noticeLine, type Page } from "../page";
import { go, href } from "../router";
import { adding } from "./first";

const OTHERS = ["q", "sort", "offset", "limit"];
const PAGE = 50;

export const noticesPage: Page = async ({ address, main, panel, signal, title, side, again }) => {
  const search = facetsOf(address.parameters, OTHERS);
  const [model, status] = await Promise.all([load<NoticeList>("/notices", search, signal), load<Status>("/status", {}, signal)]);
  side(false);
  title(say("原文"));
  panel.rest(() => null);
  const set = (name: string, value: string | null): string => href("/notices", { ...Object.fromEntries(address.parameters), offset: null, [name]: value });
  const box = el("input", { type: "search", placeholder: say("标题、文号、机关、原文…"), "aria-label": say("搜索文件") });
  box.value = address.parameters.get("q") ?? "";
  box.addEventListener("input", debounced(() => go(withRepeated(address.parameters, { q: box.value.trim() || null, offset: null })), 350));
  const order = el("select", { "aria-label": say("排序") }, [["date", "新者在前"], ["measures", "措施多者在前"], ["title", "按标题"]].map(([value, words]) => el("option", { value }, say(words ?? ""))));
  order.value = address.parameters.get("sort") ?? "date";
  order.addEventListener("change", () => go(withRepeated(address.parameters, { sort: order.value === "date" ? null : order.value, offset: null })));
  const had = document.activeElement instanceof HTMLInputElement && document.activeElement.getAttribute("aria-label") === box.getAttribute("aria-label");
  const caret = had ? (document.activeElement as HTMLInputElement).selectionStart : null;
  const step = (offset: number, words: string): HTMLElement | false => offset >= 0 && offset < model.total && el("a", { class: "plain", href: withRepeated(address.parameters, { offset: offset ? String(offset) : null }) }, words);
  main.replaceChildren(
    el(
      "div",
      { class: "page" },
      el("h1", {}, say("原文")),
      el("p", { class: "subtitle" }, say("{count} 份文件", { count: number(model.total) })),
      el("div", { class: "bar" }, facetBar(model.facets, address), box, order, exports("/notices", search, ["csv", "xlsx", "json"])),
      status.upload && adding(status, signal, again),
      model.notices.length ? el("ul", { class: "notices" }, model.notices.map(noticeLine)) : el("p", { class: "none" }, say("没有找到。"), " ", el("a", { href: set("q", null) }, say("清除条件"))),
      el("p", { class: "steps" }, step(model.offset - PAGE, say("上一页")), model.total > PAGE && ` ${model.offset + 1}–${model.offset + model.notices.length} / ${number(model.total)} `, step(model.offset + PAGE, say("下一页"))),
    ),
  );
  if (had) {
    box.focus();
    box.setSelectionRange(caret, caret);
  }
};

/** The address with some parameters changed; facets may be repeated. */
function withRepeated(parameters: URLSearchParams, changed: Readonly<Record<string, string | null>>): string {
  const search = new URLSearchParams([...parameters].filter(([name]) => !(name in changed)));
  for (const [name, value] of Object.entries(changed)) if (value) search.append(name, value);
  const query = search.toString();
  return `/notices${query ? `?${query}` : ""}`;
}
