// One notice: its source as stored, every piece of evidence highlighted, its outline and its facts beside it.

import { append, el, unique, type Child } from "../dom";
import { fact, passage, type Panel } from "../evidence";
import { say } from "../language";
import type { Fact, Heading, NoticeModel } from "../model";
import { points, slice } from "../quotation";
import { certaintyTag, FLOWS, ROLES, typeName } from "../wording";

export interface NoticeView {
  element: HTMLElement;
  /** Bring a measure (its id, 二.7) or a fact (its place in the source) into view. */
  reveal(where: { measure?: string; start?: number }): void;
  /** Marks every place of some words; Enter goes through them. Returns how many there are. */
  search(words: string): number;
  next(back: boolean): void;
}
interface Extent { start: number; end: number; id: number }

const ORDER = ["unit", "industry", "field-group", "program", "talent", "platform", "carrier", "activity", "chain", "policy", "head", "claim"];
const HEAD = ["标题", "发文字号", "发文机关", "成文日期", "发布日期", "主送机关", "公开属性", "联系单位", "依据"];
const OPTIONAL = ["发布日期", "公开属性", "联系单位"];
const NARROW = 980; // px
const GAP = /(?:\r?\n[^\S\n]*){2,}/g; // blank lines: a small gap

export function drawNotice(model: NoticeModel, panel: Panel, more: () => Child = () => null): NoticeView {
  const on: Record<string, boolean> = {};
  const counts: Record<string, number> = {};
  for (const { type } of model.facts) {
    counts[type] = (counts[type] ?? 0) + 1;
    on[type] = type !== "claim";
  }
  const { article, spans } = drawSource(model);
  const contents = el("details", { class: "contents", open: window.innerWidth > NARROW }, el("summary", {}, say("结构")), el("ol", { class: "outline" }, model.outline.map(entry)));
  const shown = (ids: readonly number[]): number[] => ids.filter((id) => on[fact(model, id).type]);

  const paint = (): void => {
    for (const [span, ids] of spans) {
      const types = unique(shown(ids).map((id) => fact(model, id).type));
      const other = ["noise", "broken"].filter((name) => span.classList.contains(name));
      span.className = [...(types[0] ? ["hl", `k-${types[0]}`] : []), ...(types[1] ? [`also-${types[1]}`] : []), ...other].join(" ");
    }
  };
  const current = (place: number, scroll: boolean): void => {
    for (const node of element.querySelectorAll(".current")) node.classList.remove("current");
    const line = contents.querySelector(`[data-heading="${place}"]`);
    line?.classList.add("current");
    if (window.innerWidth > NARROW) line?.scrollIntoView({ block: "nearest" });
    const target = article.querySelector(`[data-place="${place}"]`);
    if (target?.classList.contains("measure")) target.classList.add("current");
    if (scroll) target?.scrollIntoView({ block: "start" });
  };
  const jump = (id: number): void => {
    const all = [...spans].filter(([, ids]) => ids.includes(id)).map(([span]) => span);
    if (window.innerWidth <= NARROW) panel.close();
    flash(all);
  };
  const showMeasure = (place: number): void => about(model, place, panel, jump);

  article.addEventListener("click", (event) => {
    if (String(window.getSelection()) || !(event.target instanceof Element)) return;
    const span = event.target.closest("span");
    const place = Number(event.target.closest(".measure")?.getAttribute("data-place") ?? -1);
    const ids = shown((span && spans.get(span)) ?? []);
    if (ids.length) showFacts(model, ids, panel);
    else if (place >= 0) showMeasure(place);
    if (place >= 0) current(place, false);
  });
  contents.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    event.preventDefault();
    const place = Number(link.getAttribute("data-heading"));
    if (window.innerWidth <= NARROW) contents.removeAttribute("open");
    current(place, true);
    if (model.outline[place]?.measure && window.innerWidth > NARROW) showMeasure(place);
  });

  const types = ORDER.filter((type) => counts[type]).map((type) => {
    const chip = el("button", { class: `chip k-${type}`, type: "button", "aria-pressed": String(on[type]) }, el("i", { class: "dot" }), typeName(type), el("small", {}, counts[type]));
    chip.addEventListener("click", () => {
      on[type] = !on[type];
      chip.setAttribute("aria-pressed", String(on[type]));
      paint();
    });
    return chip;
  });
  const noise = el("input", { type: "checkbox", checked: true, onchange: () => article.classList.toggle("clean", !noise.checked) });
  const tools = el("div", { class: "tools" }, el("div", { class: "set" }, types, model.noise.length > 0 && el("label", {}, noise, say("显示修订痕迹"))));
  const element = el("div", { class: "notice" }, tools, el("div", { class: "reader" }, contents, article));
  panel.rest(() => [
    el("h2", { class: "kicker" }, say("文件要素")),
    headline(model, jump),
    more(),
    el("p", { class: "hint" }, say("点正文中任一处标记，看它说明什么、依据哪条规则。点一条措施，看它的全部要点。")),
    el("p", { class: "hint" }, say("标记的起止与存储的来源文本逐字对应；修订痕迹与页码以淡色显示，不属正文。")),
  ]);
  paint();
  const finder = makeFinder(article, contents, model.outline);
  return {
    element,
    reveal({ measure, start }) {
      const place = model.outline.findIndex((heading) => heading.measure && heading.id === measure);
      if (place >= 0) current(place, start === undefined);
      const at = start === undefined ? [] : [...spans].filter(([, ids]) => ids.some((id) => startOf(model, fact(model, id)) === start)).map(([span]) => span);
      if (at.length) flash(at);
      else if (place >= 0 && window.innerWidth > NARROW) showMeasure(place);
    },
    search: finder.search,
    next: finder.next,
  };
}

function startOf(model: NoticeModel, each: Fact): number {
  return passage(model, each.passage).start + each.start;
}

/** The source as nodes whose text is the source to the character; evidence may overlap: the text is cut at every edge. */
function drawSource(model: NoticeModel): { article: HTMLElement; spans: Map<HTMLElement, number[]> } {
  const text = points(model.source);
  const extents = model.facts
    .map((each, id) => ({ start: startOf(model, each), end: passage(model, each.passage).start + each.end, id }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
  const spans = new Map<HTMLElement, number[]>();
  const article = el("article", { class: "text", lang: "zh-CN", tabindex: 0, "aria-label": say("来源文本") });
  const measures = new Map(model.outline.flatMap((heading, place) => (heading.measure ? [[heading.start, place]] : [])));
  const closing = new Set(model.outline.filter((heading) => heading.measure).map((heading) => heading.end));
  const headings = new Map(model.outline.flatMap((heading, place) => (heading.measure ? [] : [[heading.start, place]])));
  const lineEnds = new Set(model.outline.filter((heading) => !heading.measure).map((heading) => lineEnd(text, heading)));
  const edges = new Set([0, text.length, ...measures.keys(), ...closing, ...headings.keys(), ...lineEnds]);
  for (const [start, end] of model.noise) (edges.add(start), edges.add(end));
  for (const { start, end } of extents) (edges.add(start), edges.add(end));
  const cuts = [...edges].sort((a, b) => a - b);
  let section: Element = article;
  let parent: Element = article;
  let active: Extent[] = [];
  let upcoming = 0;
  let noisy = 0;
  cuts.forEach((start, index) => {
    if (closing.has(start)) section = parent = article;
    if (lineEnds.has(start)) parent = section;
    const measure = measures.get(start);
    if (measure !== undefined) {
      section = parent = el("section", { class: "measure", "data-place": measure });
      article.append(section);
    }
    const heading = headings.get(start);
    if (heading !== undefined) {
      parent = el("b", { class: "heading", "data-place": heading });
      section.append(parent);
    }
    const end = cuts[index + 1];
    if (end === undefined) return;
    for (let next = extents[upcoming]; next && next.start <= start; next = extents[upcoming]) (active.push(next), (upcoming += 1));
    active = active.filter((extent) => extent.end > start);
    while ((model.noise[noisy]?.[1] ?? Infinity) <= start) noisy += 1;
    const isNoise = (model.noise[noisy]?.[0] ?? Infinity) <= start;
    const covers = [...active].sort((a, b) => a.end - a.start - (b.end - b.start) || a.id - b.id).map((extent) => extent.id);
    append(parent, [piece(slice(text, start, end), covers, isNoise, spans)]);
  });
  return { article, spans };
}

function lineEnd(text: string | string[], heading: Heading): number {
  const line = text.indexOf("\n", heading.start);
  return line < 0 || line > heading.end ? heading.end : line;
}

function piece(words: string, covers: number[], isNoise: boolean, spans: Map<HTMLElement, number[]>): Child {
  if (!covers.length && !isNoise) return gapped(words);
  const broken = isNoise && !words.trim(); // a line break inside a sentence
  const span = el("span", { class: [isNoise && "noise", broken && "broken"].filter(Boolean).join(" ") || null }, broken ? words : gapped(words));
  if (covers.length) spans.set(span, covers);
  return span;
}

function gapped(words: string): Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const gap of words.matchAll(GAP)) {
    parts.push(words.slice(from, gap.index), el("span", { class: "gap" }, gap[0]));
    from = gap.index + gap[0].length;
  }
  return [...parts, words.slice(from)];
}

function entry(heading: Heading, place: number): HTMLElement {
  const level = Math.min(heading.level, 4);
  return el("li", { class: `${heading.measure ? "measure" : "section"} level${level}` }, el("a", { href: `#${heading.id}`, "data-heading": place }, el("b", {}, heading.id.split(".").at(-1)), " ", heading.label));
}

function flash(spans: readonly Element[]): void {
  spans[0]?.scrollIntoView({ block: "center" });
  for (const span of spans) {
    span.classList.remove("flash");
    void (span instanceof HTMLElement && span.offsetWidth);
    span.classList.add("flash");
    window.setTimeout(() => span.classList.remove("flash"), 1700);
  }
}

function showFacts(model: NoticeModel, ids: readonly number[], panel: Panel): void {
  const facts = ids.map((id) => fact(model, id));
  panel.show({
    tables: model,
    kicker: unique(facts.map((each) => (each.note ? say(each.note) : typeName(each.type)))).join(" · "),
    title: unique(facts.map((each) => each.text)).join(" / "),
    items: ids.map((id) => ({ facts: [id], certainty: fact(model, id).certainty, rule: "" })),
  });
}

/** Everything that one measure says, by kind. */
function about(model: NoticeModel, place: number, panel: Panel, jump: (id: number) => void): void {
  const heading = model.outline[place];
  if (!heading) return;
  const at = heading.passage;
  const ids = model.facts.flatMap((each, id) => (at !== null && each.at === at ? [id] : []));
  const of = (type: string): number[] => ids.filter((id) => fact(model, id).type === type);
  const links = model.linkages.filter((item) => fact(model, item.facts[0] ?? 0).at === at);
  const button = (id: number): HTMLElement => {
    const each = fact(model, id);
    return el("span", { class: `k-${each.type}` }, el("button", { type: "button", title: say("看原文位置"), onclick: () => jump(id) }, each.text));
  };
  const line = (id: number, aside: string): HTMLElement => {
    const each = fact(model, id);
    return el("li", {}, button(id), each.certainty !== "stated" && certaintyTag(each.certainty), aside && el("small", {}, aside), el("code", {}, each.rule));
  };
  const flow = (id: number): string => {
    const each = fact(model, id);
    return each.flow ? [say(FLOWS[each.flow] ?? ""), each.chain].filter(Boolean).join(" · ") : "";
  };
  const group = (name: string, lines: HTMLElement[]): Child => lines.length > 0 && [el("h3", {}, name), el("ul", {}, lines)];
  const units = of("unit");
  const chains = unique(of("claim").map((id) => fact(model, id).text));
  const truncated = at !== null && passage(model, at).truncated;
  panel.show({
    tables: model,
    items: [],
    empty: false,
    kicker: say("措施"),
    title: `${heading.id}　${heading.label}`,
    summary: say("{count} 处证据，{links} 对联动", { count: ids.length, links: links.length }) + (truncated ? say("；来源文本在此处中断") : ""),
    extra: el(
      "div",
      { class: "facts-of" },
      el("h3", {}, say("责任单位")),
      units.length ? el("ul", {}, units.map((id) => line(id, say(ROLES[fact(model, id).role] ?? "")))) : el("p", { class: "hint" }, say("文中未写明。")),
      ORDER.filter((type) => !["unit", "head", "claim"].includes(type)).map((type) => group(typeName(type), of(type).map((id) => line(id, flow(id))))),
      group(say("作用的链"), chains.map((chain) => line(of("claim").find((id) => fact(model, id).text === chain) ?? 0, ""))),
      group(say("链与链的联动"), links.map((item) => el("li", {}, button(item.facts[0] ?? 0), " → ", button(item.facts[1] ?? 0), el("small", {}, item.facts.map((id) => fact(model, id).chain).join(" → "), ` · ${item.kind ?? ""}`)))),
    ),
  });
}

/** The facts of the head: what the panel shows at rest. */
function headline(model: NoticeModel, jump: (id: number) => void): HTMLElement {
  const list = el("dl", { class: "headline" });
  for (const part of HEAD) {
    const ids = model.facts.flatMap((each, id) => (each.note === part ? [id] : []));
    if (!ids.length && OPTIONAL.includes(part)) continue;
    const names = ids.map((id, index) => [index > 0 && "、", el("span", { class: `k-${fact(model, id).type}` }, el("button", { type: "button", onclick: () => jump(id) }, fact(model, id).text))]);
    append(list, [el("dt", {}, say(part)), ids.length ? el("dd", {}, names) : el("dd", { class: "missing" }, say("文中未写明"))]);
  }
  return list;
}

function makeFinder(article: HTMLElement, contents: HTMLElement, outline: readonly Heading[]): Pick<NoticeView, "search" | "next"> {
  let ranges: Range[] = [];
  let turn = -1;
  const next = (back: boolean): void => {
    if (!ranges.length) return;
    turn = (turn + (back ? -1 : 1) + ranges.length) % ranges.length;
    ranges[turn]?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  };
  const search = (words: string): number => {
    ranges = words ? rangesOf(article, words) : [];
    turn = -1;
    const highlights = window.CSS.highlights as HighlightRegistry | undefined;
    if (ranges.length) highlights?.set("search", new Highlight(...ranges));
    else highlights?.delete("search");
    for (const line of contents.querySelectorAll("a")) {
      const place = Number(line.getAttribute("data-heading"));
      const text = article.querySelector(`[data-place="${place}"]`)?.textContent ?? "";
      if (line.parentElement) line.parentElement.hidden = Boolean(words) && Boolean(outline[place]?.measure) && !text.toLowerCase().includes(words.toLowerCase());
    }
    next(false);
    return ranges.length;
  };
  return { search, next };
}

function rangesOf(article: HTMLElement, words: string): Range[] {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const nodes: { node: Text; start: number }[] = [];
  let all = "";
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    nodes.push({ node, start: all.length });
    all += node.data;
  }
  const [low, wanted] = [all.toLowerCase(), words.toLowerCase()];
  const found: Range[] = [];
  for (let from = low.indexOf(wanted); from >= 0; from = low.indexOf(wanted, from + wanted.length)) {
    const first = nodes.findLast((each) => each.start <= from);
    const last = nodes.findLast((each) => each.start < from + wanted.length);
    if (!first || !last) break;
    const range = document.createRange();
    range.setStart(first.node, from - first.start);
    range.setEnd(last.node, from + wanted.length - last.start);
    found.push(range);
  }
  return found;
}

