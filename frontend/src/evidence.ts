// The evidence panel: one card a measure, its words marked, then what is said there, how firmly and by which rule.

import { append, el, fill, grouped, unique, type Child } from "./dom";
import { say } from "./language";
import type { Fact, Item, NoticeCard, Passage, Tables } from "./model";
import { points, quote, slice, type Mark } from "./quotation";
import { certaintyTag, chainClass, firmest, FLOWS, ROLES, RULES, typeName } from "./wording";

export interface About {
  tables: Tables;
  items: readonly Item[];
  title: Child;
  kicker?: string;
  summary?: Child;
  extra?: Child;
  /** What stands where there is no item; false: nothing. */
  empty?: string | false;
}
export interface Panel {
  element: HTMLElement;
  show(about: About): void;
  /** Something other than evidence. */
  fill(...children: Child[]): void;
  /** What the panel holds while nothing is chosen. */
  rest(idle: () => Child): void;
  close(): void;
  onclose(listener: () => void): void;
}

const AT_ONCE = 30; // cards
const FEW = 6; // lines that need no fold

/** Where a measure stands: the address of its place in the notice, or null where there is no such page. */
export type Place = (notice: NoticeCard, measure: Passage, start: number | null) => string | null;

export function makePanel(place: Place): Panel {
  const element = el("aside", { id: "panel", "aria-label": say("原文证据"), "aria-live": "polite", tabindex: -1 });
  let idle: () => Child = () => null;
  let listeners: (() => void)[] = [];
  let opener: Element | null = null;
  const open = (...children: Child[]): void => {
    if (!element.classList.contains("open")) opener = document.activeElement;
    fill(element, el("button", { class: "close", type: "button", "aria-label": say("关闭"), onclick: () => panel.close() }, "×"), children);
    element.classList.add("open");
    element.scrollTop = 0;
  };
  const panel: Panel = {
    element,
    show: (about) => open(heading(about), cards(about, place)),
    fill: open,
    rest(showing) {
      idle = showing;
      element.classList.remove("open");
      listeners = [];
      fill(element, idle());
    },
    close() {
      element.classList.remove("open");
      fill(element, idle());
      for (const listener of listeners) listener();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
      opener = null;
    },
    onclose: (listener) => void listeners.push(listener),
  };
  return panel;
}

/** Evidence outside the panel, as the pages of things show it. */
export function evidence(tables: Tables, items: readonly Item[], place: Place): HTMLElement {
  return el("div", { class: "evidence" }, cards({ tables, items, title: "" }, place));
}

function heading(about: About): Child {
  return [
    about.kicker && el("p", { class: "kicker" }, about.kicker),
    el("h2", {}, about.title),
    about.summary && el("p", { class: "summary" }, about.summary),
    about.extra,
  ];
}

function cards(about: About, place: Place): Child {
  const { tables } = about;
  const byMeasure = [...grouped(about.items, (item) => fact(tables, item.facts[0] ?? 0).at)].sort(([one], [other]) => one - other);
  if (!byMeasure.length) return about.empty === false ? null : el("p", { class: "none" }, about.empty || say("文中未写明。"));
  const box = el("div", {});
  const more = (from: number): void => {
    append(box, byMeasure.slice(from, from + AT_ONCE).map(([at, items]) => card(tables, at, items, place)));
    const left = byMeasure.length - from - AT_ONCE;
    if (left <= 0) return;
    const button = el("button", { class: "plain rest", type: "button" }, say("再看 {count} 条措施", { count: left }));
    button.addEventListener("click", () => (button.remove(), more(from + AT_ONCE)));
    box.append(button);
  };
  more(0);
  return box;
}

export function fact(tables: Tables, id: number): Fact {
  const found = tables.facts[id];
  if (!found) throw new RangeError(`no fact ${id}`);
  return found;
}

export function passage(tables: Tables, id: number): Passage {
  const found = tables.passages[id];
  if (!found) throw new RangeError(`no passage ${id}`);
  return found;
}

export function measureName(where: Passage): string {
  return where.measure ? `${say("措施")} ${where.measure}` : where.section || say("文件");
}

export function noticeName(notice: NoticeCard): string {
  return [notice.number, notice.title && `《${notice.title}》`].filter(Boolean).join(" ") || notice.name;
}

/** How many distinct measures items stand in. */
export function measuresOf(tables: Tables, items: readonly Item[]): number {
  return new Set(items.map((item) => fact(tables, item.facts[0] ?? 0).at)).size;
}

function card(tables: Tables, at: number, items: readonly Item[], place: Place): HTMLElement {
  const where = passage(tables, at);
  const notice = tables.notices[where.notice];
  const ids = unique(items.flatMap((item) => item.facts)).sort((a, b) => {
    const [one, other] = [fact(tables, a), fact(tables, b)];
    return one.passage - other.passage || one.start - other.start || a - b;
  });
  const certainty = firmest(items.map((item) => item.certainty));
  const elsewhere = unique(ids.map((id) => fact(tables, id).passage)).filter((other) => other !== at);
  const pairs = items.filter((item) => item.kind);
  const rules = unique(items.filter((item) => item.rule && !item.kind).map((item) => item.rule));
  const first = ids.map((id) => fact(tables, id)).find((each) => each.passage === at && each.type !== "unit") ?? tables.facts[ids[0] ?? 0];
  const link = notice ? place(notice, where, first ? passage(tables, first.passage).start + first.start : null) : null;
  return el(
    "article",
    { class: "card" },
    el(
      "header",
      {},
      el("b", {}, measureName(where)),
      el("span", {}, where.measure ? where.section : null),
      certainty && certaintyTag(certainty),
      notice && el("span", { class: "where" }, link ? el("a", { href: link, title: say("看它在原文中的位置") }, noticeName(notice)) : noticeName(notice)),
    ),
    quote(where, marksOf(tables, ids, at)),
    elsewhere.map((other) => el("div", {}, el("span", { class: "from" }, say("另见原文")), quote(passage(tables, other), marksOf(tables, ids, other)))),
    where.truncated && el("p", { class: "said" }, say("（来源文本在此处中断）")),
    grounds([
      ...pairs.map((item) => linked(tables, item)),
      ...(pairs.length ? [] : ids.map((id) => said(tables, id))),
      ...rules.map((rule) => el("li", {}, el("span", { class: "tag" }, say("推导规则")), el("code", {}, rule), el("span", { class: "cue" }, say(RULES[rule] ?? "")))),
    ]),
  );
}

function grounds(lines: readonly HTMLElement[]): HTMLElement {
  const list = el("ul", { class: "said" }, lines);
  return lines.length <= FEW ? list : el("details", { class: "grounds" }, el("summary", {}, say("依据 {count} 项", { count: lines.length })), list);
}

function marksOf(tables: Tables, ids: readonly number[], at: number): Mark[] {
  return ids
    .map((id) => fact(tables, id))
    .filter((each) => each.passage === at)
    .flatMap((each) => [
      { start: each.start, end: each.end, type: each.type },
      ...(each.cue ? [{ start: each.cue[0], end: each.cue[1], type: "cue" }] : []),
    ]);
}

export function cueText(tables: Tables, each: Fact): string {
  return each.cue ? slice(points(passage(tables, each.passage).text), each.cue[0], each.cue[1]) : "";
}

export function offsets(tables: Tables, each: Fact): string {
  const { start } = passage(tables, each.passage);
  return say("原文第 {start}–{end} 字", { start: start + each.start + 1, end: start + each.end });
}

/** One line about one fact: what, in which part, by which rule. */
function said(tables: Tables, id: number): HTMLElement {
  const each = fact(tables, id);
  const part = each.role ? ROLES[each.role] : each.flow ? FLOWS[each.flow] : "";
  return el(
    "li",
    { class: `k-${each.type}`, title: offsets(tables, each) },
    el("span", { class: "tag" }, typeName(each.type) + (part ? ` · ${say(part)}` : "")),
    el("span", { class: "what" }, each.text),
    each.cue && el("span", { class: "cue" }, `“${cueText(tables, each)}”`),
    each.certainty !== "stated" && certaintyTag(each.certainty),
    el("code", { title: say("抽取规则") }, each.rule),
  );
}

/** One line about a linkage: A（依托）→ B（培育）. */
function linked(tables: Tables, item: Item): HTMLElement {
  const side = (id: number | undefined): HTMLElement => {
    const each = fact(tables, id ?? 0);
    const cue = each.cue ? `“${cueText(tables, each)}”` : "";
    return el(
      "span",
      { class: chainClass(each.chain) },
      el("span", { class: "what" }, each.text),
      el("span", { class: "cue" }, `（${each.chain} · ${say(FLOWS[each.flow] ?? "")}${cue}）`),
    );
  };
  return el(
    "li",
    {},
    side(item.facts[0]),
    el("span", { class: "arrow" }, "→"),
    side(item.facts[1]),
    el("span", { class: "tag" }, item.kind),
    el("code", { title: say(RULES[item.rule] ?? "") }, item.rule),
  );
}

