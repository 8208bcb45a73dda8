// Answers of queries as a table: sorted at a click, a page at a time, terms as links to what they name.

import { pathOf } from "./api";
import { el, fill, type Child } from "./dom";
import { number, say } from "./language";
import type { Value } from "./model";

export interface Cell { value: Value; kind: "iri" | "literal" | "blank"; language?: string; datatype?: string }
export interface Table { columns: readonly string[]; rows: readonly (readonly (Cell | null)[])[] }

const PAGE = 100;
const UNBROKEN = 15; // characters of a cell that stay on one line
const SHORT = 160; // characters of a cell before it folds

export function cellOf(value: Value): Cell | null {
  if (value === null || value === "") return null;
  return { value, kind: typeof value === "string" && /^https?:\/\/\S+$/.test(value) ? "iri" : "literal" };
}

export function drawTable(table: Table, shorten: (iri: string) => string, place?: (row: number) => string | null): HTMLElement {
  let sorted: { column: number; down: boolean } | null = null;
  let from = 0;
  const box = el("div", { class: "results" });
  const draw = (): void => {
    const order = table.rows.map((_, row) => row);
    if (sorted) {
      const { column, down } = sorted;
      order.sort((a, b) => compared(table.rows[a]?.[column] ?? null, table.rows[b]?.[column] ?? null) * (down ? -1 : 1) || a - b);
    }
    const page = order.slice(from, from + PAGE);
    const head = table.columns.map((name, column) => {
      const direction = sorted?.column === column ? (sorted.down ? "descending" : "ascending") : null;
      const turn = (): void => {
        sorted = direction === "descending" ? null : { column, down: direction === "ascending" };
        from = 0;
        draw();
        box.querySelectorAll<HTMLElement>("thead button")[column]?.focus();
      };
      return el("th", { scope: "col", "aria-sort": direction }, el("button", { type: "button", onclick: turn }, name, direction && (direction === "ascending" ? " ▴" : " ▾")));
    });
    const rows = page.map((row) => {
      const link = place?.(row);
      return el("tr", {}, table.columns.map((_, column) => el("td", { class: String(table.rows[row]?.[column]?.value ?? "").length < UNBROKEN ? "short" : null }, cell(table.rows[row]?.[column] ?? null, shorten))), place && el("td", {}, link && el("a", { href: link }, say("原文"))));
    });
    const step = (to: number, words: string): Child => to >= 0 && to < order.length && el("button", { class: "plain", type: "button", onclick: () => ((from = to), draw()) }, words);
    fill(
      box,
      el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": say("结果") }, el("table", {}, el("thead", {}, el("tr", {}, head, place && el("th", { scope: "col" }, say("证据")))), el("tbody", {}, rows))),
      order.length > PAGE && el("p", { class: "steps" }, step(from - PAGE, say("上一页")), ` ${number(from + 1)}–${number(Math.min(from + PAGE, order.length))} / ${number(order.length)} `, step(from + PAGE, say("下一页"))),
    );
  };
  draw();
  return box;
}

function cell(term: Cell | null, shorten: (iri: string) => string): Child {
  if (!term) return el("span", { class: "unbound", title: say("文中未写明") }, "—");
  const text = String(term.value);
  if (term.kind === "iri") {
    const path = pathOf(text);
    return path ? el("a", { href: path, title: decoded(text) }, shorten(text)) : el("span", { class: "iri", title: text }, shorten(text));
  }
  const about = term.language ? el("small", { class: "tag" }, `@${term.language}`) : null;
  if (typeof term.value === "number") return el("span", { class: "number" }, text);
  if (text.length <= SHORT) return [text, about];
  const more = el("button", { class: "more", type: "button" }, "……");
  const box = el("span", {}, text.slice(0, SHORT), more);
  more.addEventListener("click", () => fill(box, text));
  return [box, about];
}

function compared(one: Cell | null, other: Cell | null): number {
  if (!one || !other) return Number(!one) - Number(!other);
  const [a, b] = [Number(one.value), Number(other.value)];
  if (one.value !== "" && other.value !== "" && Number.isFinite(a) && Number.isFinite(b)) return a - b;
  return String(one.value).localeCompare(String(other.value), "zh-CN");
}

export function decoded(iri: string): string {
  try {
    return decodeURI(iri);
  } catch {
    return iri; // a stray % sign
  }
}
