// Units × fields: which unit serves which field, how firmly, in how many measures. A grid that arrow keys walk.

import { el, fill } from "../dom";
import { say } from "../language";
import type { Certainty, FieldGroup } from "../model";
import { CERTAINTY, certaintyMark } from "../wording";

export interface MatrixPicture {
  units: readonly { label: string; owner: string; nobody: boolean; measures: number }[];
  fields: readonly { label: string; owner: string; group: FieldGroup; measures: number }[];
  cells: readonly { unit: number; field: number; levels: readonly Certainty[]; measures: number }[];
}
export interface MatrixState { query: string; order: "busy" | "name"; column: number | null; whole: boolean }
/** A cell, a row (no field) or a column (no unit). */
export interface MatrixChoice { unit?: number; field?: number }
export interface MatrixSeen { units: readonly number[]; fields: readonly number[] }

const GROUPS: readonly FieldGroup[] = ["named", "collective", "classification"];
export const GROUP_NAMES: Readonly<Record<FieldGroup, string>> = { named: "产业与领域", collective: "集合领域", classification: "标准分类（推断）" };
const GROUP_TITLES: Readonly<Record<FieldGroup, string>> = {
  named: "文中写明名称",
  collective: "文中只说“重点产业领域”之类，没有列出名称",
  classification: "文中没有写这些名称，由领域与标准分类的对照推出",
};
const MOST_UNITS = 60;
const MOST_FIELDS = 48;

/** What a state shows of a picture, in order: rows and columns that say something, the busiest first. */
export function seen(picture: MatrixPicture, state: MatrixState): MatrixSeen & { allUnits: number; allFields: number } {
  const words = state.query.toLowerCase();
  const has = (row: { label: string; owner: string }): boolean => (row.label + row.owner).toLowerCase().includes(words);
  const named = words ? new Set(picture.units.flatMap((row, place) => (has(row) ? [place] : []))) : null;
  const meant = words ? new Set(picture.fields.flatMap((row, place) => (has(row) ? [place] : []))) : null;
  const cells = picture.cells.filter((cell) => !words || (!meant?.size && named?.has(cell.unit)) || (!named?.size && meant?.has(cell.field)) || (named?.size && meant?.size && (named.has(cell.unit) || meant.has(cell.field))));
  const inColumn = new Map(picture.cells.filter((cell) => cell.field === state.column).map((cell) => [cell.unit, cell.measures]));
  const byName = (a: { label: string }, b: { label: string }): number => a.label.localeCompare(b.label, "zh-CN");
  const units = [...new Set(cells.map((cell) => cell.unit))].sort((a, b) => {
    const [one, other] = [picture.units[a], picture.units[b]];
    if (!one || !other) return 0;
    if (one.nobody !== other.nobody) return one.nobody ? 1 : -1;
    return (inColumn.get(b) ?? 0) - (inColumn.get(a) ?? 0) || (state.order === "name" ? byName(one, other) : other.measures - one.measures) || a - b;
  });
  const fields = [...new Set(cells.map((cell) => cell.field))].sort((a, b) => {
    const [one, other] = [picture.fields[a], picture.fields[b]];
    if (!one || !other) return 0;
    return GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group) || (state.order === "name" ? byName(one, other) : other.measures - one.measures) || a - b;
  });
  if (state.whole) return { units, fields, allUnits: units.length, allFields: fields.length };
  const shownUnits = units.slice(0, MOST_UNITS);
  return { units: shownUnits, fields: fewFields(picture, fields, shownUnits), allUnits: units.length, allFields: fields.length };
}

/** Of many columns, the busiest of each group: the named ones take what the others leave. */
function fewFields(picture: MatrixPicture, fields: readonly number[], units: readonly number[]): number[] {
  const rows = new Set(units);
  const filled = new Set(picture.cells.filter((cell) => rows.has(cell.unit)).map((cell) => cell.field));
  const shown = fields.filter((field) => filled.has(field));
  if (shown.length <= MOST_FIELDS) return shown;
  const groupOf = (field: number): FieldGroup => picture.fields[field]?.group ?? "named";
  const others = GROUPS.slice(1).flatMap((group) => shown.filter((field) => groupOf(field) === group).slice(0, MOST_FIELDS / 6));
  return [...shown.filter((field) => groupOf(field) === "named").slice(0, MOST_FIELDS - others.length), ...others];
}

export function drawMatrix(table: HTMLTableElement, picture: MatrixPicture, state: MatrixState, choose: (choice: MatrixChoice, sort: boolean) => void): MatrixSeen {
  const { units, fields } = seen(picture, state);
  if (!units.length || !fields.length) {
    fill(table, el("tbody", {}, el("tr", {}, el("td", { class: "nothing" }, state.query ? say("没有名称含“{words}”、且文中写明的对应。", { words: state.query }) : say("文中未写明单位与产业领域的对应。")))));
    return { units, fields };
  }
  const cells = new Map(picture.cells.map((cell) => [`${cell.unit} ${cell.field}`, cell]));
  const group = (place: number): FieldGroup => picture.fields[fields[place] ?? 0]?.group ?? "named";
  const edge = (place: number): string => group(place) + (place > 0 && group(place) !== group(place - 1) ? " first" : "");
  const heads = fields.map((field, place) => {
    const row = picture.fields[field];
    const sorted = state.column === field;
    return el(
      "th",
      { scope: "col", class: edge(place) + (sorted ? " sorted" : ""), "aria-sort": sorted ? "descending" : null },
      el("button", { class: "head", type: "button", title: (row?.label ?? "") + (row?.owner ? `（${row.owner}）` : ""), onclick: () => choose({ field }, true) }, el("span", {}, row?.label)),
    );
  });
  const rows = units.map((unit) => {
    const row = picture.units[unit];
    const label = el("button", { class: "head", type: "button", title: row?.owner || row?.label, onclick: () => choose({ unit }, false) }, row?.nobody ? say(row.label) : row?.label, row?.owner && el("small", {}, row.owner));
    return el(
      "tr",
      { class: row?.nobody ? "nobody" : null },
      el("th", { scope: "row" }, label),
      fields.map((field, place) => {
        const cell = cells.get(`${unit} ${field}`);
        if (!cell) return el("td", { class: edge(place) });
        const words = `${row?.label ?? ""} × ${picture.fields[field]?.label ?? ""}: ${cell.levels.map((level) => say(CERTAINTY[level])).join("、")}, ${say("{count} 条措施", { count: cell.measures })}`;
        const marks = cell.levels.map((level, index) => {
          const mark = certaintyMark(level);
          if (index) mark.classList.add("also");
          return mark;
        });
        const onclick = (event: Event): void => {
          for (const other of table.querySelectorAll(".chosen")) other.classList.remove("chosen");
          (event.currentTarget as Element).parentElement?.classList.add("chosen");
          choose({ unit, field }, false);
        };
        return el("td", { class: edge(place) }, el("button", { type: "button", "aria-label": words, title: words, onclick }, marks, cell.measures > 1 && el("small", {}, cell.measures)));
      }),
    );
  });
  const spans = GROUPS.map((name) => ({ name, from: fields.findIndex((_, place) => group(place) === name), count: fields.filter((_, place) => group(place) === name).length })).filter((span) => span.count);
  fill(
    table,
    el("caption", { class: "sr" }, say("哪些单位服务哪些产业")),
    el(
      "thead",
      {},
      el("tr", {}, el("th", { class: "corner", rowspan: 2, scope: "col" }, say("单位 ＼ 领域")), spans.map((span) => el("th", { class: `group ${edge(span.from)}`, colspan: span.count, scope: "colgroup", title: say(GROUP_TITLES[span.name]) }, say(GROUP_NAMES[span.name])))),
      el("tr", {}, heads),
    ),
    el("tbody", {}, rows),
  );
  table.onkeydown = (event) => walk(table, event);
  return { units, fields };
}

/** Arrow keys go from button to button of the grid. */
function walk(table: HTMLTableElement, event: KeyboardEvent): void {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const here = document.activeElement?.closest("td, th");
  if (!step || !(here instanceof HTMLTableCellElement)) return;
  const [across = 0, down = 0] = step;
  const body = [...table.tBodies].flatMap((part) => [...part.rows]);
  let row = body.findIndex((each) => each === here.parentElement);
  let column = here.cellIndex;
  for (;;) {
    row += down;
    column += across;
    const cell = body[row]?.cells[column];
    if (!cell) return;
    const button = cell.querySelector("button");
    if (!button) continue;
    event.preventDefault();
    button.focus();
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    return;
  }
}
