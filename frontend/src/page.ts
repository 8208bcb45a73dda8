// What a page is given, and what pages share: titles, waiting, facets, links to things.

import { levelsOf, pathOf, twin } from "./api";
import { el, type Child } from "./dom";
import type { Panel, Place } from "./evidence";
import { number, say } from "./language";
import type { Certainties, Certainty, FacetValue, Facets, NoticeRow, Thing } from "./model";
import { href, type Address } from "./router";
import { certaintyMark, typeName, CERTAINTY, ROLES } from "./wording";

export interface Context {
  address: Address;
  main: HTMLElement;
  panel: Panel;
  /** Ends when the reader goes elsewhere. */
  signal: AbortSignal;
  title(words: string): void;
  /** Show the page anew, after something was added. */
  again(): Promise<void>;
  /** Whether the panel stands beside the page, or comes over it on demand. */
  side(beside: boolean): void;
}
export type Page = (context: Context) => Promise<void>;

export const FACETS = ["notice", "issuer", "region", "year", "role", "certainty", "chain", "thing"];
const FACET_NAMES: Readonly<Record<string, string>> = { notice: "文件", issuer: "发文机关", region: "地区", year: "年份", role: "责任", certainty: "明示程度", chain: "链", type: "类型", thing: "提到" };
const MANY = 12; // values of a facet that want a box to filter them

/** Of the parameters of an address, those that narrow what is shown. */
export function facetsOf(parameters: URLSearchParams, others: readonly string[] = []): URLSearchParams {
  return new URLSearchParams([...parameters].filter(([name, value]) => value && (FACETS.includes(name) || others.includes(name))));
}

/** One menu a facet, its values with their counts; a choice changes the address and shows the page anew. */
export function facetBar(facets: Facets, address: Address, order: readonly string[] = FACETS): HTMLElement {
  const menus = order.filter((name) => facets[name]?.some((value) => value.chosen) || (facets[name]?.length ?? 0) > 1).map((name) => facetMenu(name, facets[name] ?? [], address));
  const isNarrowed = order.some((name) => address.parameters.has(name));
  const cleared = new URLSearchParams([...address.parameters].filter(([name]) => !FACETS.includes(name)));
  return el("div", { class: "facets" }, menus, isNarrowed && el("a", { class: "chip", href: withQuery(address.path, cleared) }, say("清除条件"), " ×"));
}

function facetMenu(name: string, values: readonly FacetValue[], address: Address): HTMLElement {
  const chosen = values.filter((value) => value.chosen);
  const toggled = (value: FacetValue): string => {
    const search = new URLSearchParams([...address.parameters].filter(([key, other]) => !(key === name && (other === value.value || other === value.label)) && key !== "offset"));
    if (!value.chosen) search.append(name, value.value);
    return withQuery(address.path, search);
  };
  const lines = values.map((value) =>
    el("li", {}, el("a", { href: toggled(value), class: value.chosen ? "chosen" : null, "aria-current": value.chosen ? "true" : null }, facetLabel(name, value), el("small", {}, number(value.count)))),
  );
  const filter = el("input", { type: "search", placeholder: say("筛选…"), "aria-label": say("筛选…") });
  filter.addEventListener("input", () => lines.forEach((line) => (line.hidden = !line.textContent?.toLowerCase().includes(filter.value.toLowerCase()))));
  const title = chosen.length ? `${say(FACET_NAMES[name] ?? name)}: ${chosen.map((value) => shortened(facetLabel(name, value))).join("、")}` : say(FACET_NAMES[name] ?? name);
  const menu = el("details", { class: `facet${chosen.length ? " set" : ""}`, name: "facets" }, el("summary", {}, title), el("div", {}, values.length > MANY && filter, el("ul", {}, lines)));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  return menu;
}

function facetLabel(name: string, value: FacetValue): string {
  if (name === "certainty") return say(CERTAINTY[value.value as Certainty] ?? value.label);
  if (name === "role") return say(ROLES[value.value] ?? value.label);
  if (name === "type") return typeName(value.value);
  return value.label || say("文中未写明");
}

function shortened(words: string): string {
  return words.length > 16 ? `${words.slice(0, 15)}…` : words;
}

function withQuery(path: string, search: URLSearchParams): string {
  const query = search.toString();
  return path + (query ? `?${query}` : "");
}

/** Links to what is seen in other forms. */
export function exports(path: string, parameters: URLSearchParams, suffixes: readonly string[]): HTMLElement {
  return el("span", { class: "set exports" }, suffixes.map((suffix) => el("a", { class: "plain", href: twin(path, suffix, parameters), download: suffix === "json" ? null : "" }, suffix.toUpperCase())));
}

export function waiting(main: HTMLElement): void {
  main.replaceChildren(el("p", { class: "waiting", role: "status" }, say("正在读取")));
}

export function thingLink(thing: { path: string; label: string; type?: string; owner?: string }, aside: Child = null): HTMLElement {
  return el("span", { class: thing.type ? `thing k-${thing.type}` : "thing" }, thing.type && el("i", { class: "dot", "aria-hidden": "true" }), el("a", { href: thing.path }, thing.label), aside);
}

/** A list of things with bars for their measures. */
export function ranking(things: readonly Thing[], owners = true): HTMLElement {
  const most = Math.max(1, ...things.map((thing) => thing.measures));
  return el(
    "ol",
    { class: "ranking" },
    things.map((thing) => {
      const bar = el("i", { class: "bar", "aria-hidden": "true" });
      bar.style.width = `${(100 * thing.measures) / most}%`;
      return el(
        "li",
        { class: `k-${thing.type ?? "unit"}` },
        el("a", { href: thing.path }, thing.label),
        owners && thing.owner && thing.owner !== thing.label && el("small", {}, thing.owner),
        el("span", { class: "count" }, marks(thing.certainty), say("{count} 条措施", { count: number(thing.measures) })),
        most > 1 && bar,
      );
    }),
  );
}

export function marks(certainties: Certainties | undefined): Child {
  return levelsOf(certainties).map((level) => {
    const mark = certaintyMark(level);
    mark.title = say(CERTAINTY[level]);
    return mark;
  });
}

export function noticeLine(notice: NoticeRow): HTMLElement {
  return el(
    "li",
    {},
    el("a", { class: "name", href: notice.path }, notice.title || notice.name || notice.number || say("无标题")),
    el("span", { class: "about" }, [notice.number, notice.issuers.join("、"), notice.region, notice.date, say("{count} 条措施", { count: notice.measures })].filter(Boolean).join(" · ")),
    notice.snippet && notice.snippet.length > 0 && el("span", { class: "snippet" }, snippet(notice.snippet)),
  );
}

/** Words before, the words found, words after. */
export function snippet(parts: readonly string[] | string): Child {
  return typeof parts === "string" ? parts : parts.map((part, index) => (index % 2 ? el("mark", {}, part) : part));
}

/** The place of a card in the page of its notice. */
export const placeOf: Place = (notice, measure, start) => {
  const path = notice.iri ? pathOf(notice.iri) : null;
  return path && `${href(path, { at: start === null ? null : String(start) })}#${measure.measure}`;
};

/** Save what is drawn as a file. */
export function save(name: string, content: Blob | string): void {
  const link = el("a", { href: typeof content === "string" ? content : URL.createObjectURL(content), download: name });
  link.click();
  if (typeof content !== "string") window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
