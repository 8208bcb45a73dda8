// An answer as a table, a network or a chart, as the reader likes it.

import { el, fill, type Child } from "../dom";
import { say } from "../language";
import { drawTable, type Cell, type Table } from "../results";
import type { ChartKind, Datum } from "./chart";

export interface AnswerOptions { view: string; shorten: (iri: string) => string; place?: (row: number) => string | null; onview: (view: string) => void; signal: AbortSignal }

const MOST_NODES = 600;

export function drawAnswer(table: Table, options: AnswerOptions): HTMLElement {
  const stage = el("div", { class: "answer" });
  const views: [string, string][] = [["table", "表格"], ["graph", "图"], ["chart", "图表"]];
  let clean = (): void => undefined;
  const buttons = views.map(([name, words]) => el("button", { type: "button", role: "tab", id: `view-${name}`, onclick: () => (options.onview(name), show(name)) }, say(words)));
  const show = (view: string): void => {
    clean();
    clean = () => undefined;
    buttons.forEach((button, place) => button.setAttribute("aria-selected", String(views[place]?.[0] === view)));
    if (view === "graph") clean = graph(stage, table, options);
    else if (view === "chart") clean = chart(stage, table, options);
    else fill(stage, drawTable(table, options.shorten, options.place));
  };
  options.signal.addEventListener("abort", () => clean());
  const box = el("div", {}, el("div", { class: "tabs", role: "tablist", "aria-label": say("结果") }, buttons), stage);
  queueMicrotask(() => show(views.some(([name]) => name === options.view) ? options.view : "table"));
  return box;
}

function words(cell: Cell | null | undefined, shorten: (iri: string) => string): string {
  if (!cell) return "";
  return cell.kind === "iri" ? shorten(String(cell.value)) : String(cell.value);
}

function isNumeric(table: Table, column: number): boolean {
  const cells = table.rows.map((row) => row[column]).filter((cell): cell is Cell => Boolean(cell));
  return cells.length > 0 && cells.every((cell) => cell.kind !== "iri" && String(cell.value).trim() !== "" && Number.isFinite(Number(cell.value)));
}

function columnChoice(label: string, table: Table, places: readonly number[], chosen: number, change: (column: number) => void): HTMLElement {
  const select = el("select", {}, places.map((place) => el("option", { value: place }, place < 0 ? say("行数") : table.columns[place])));
  select.value = String(chosen);
  select.addEventListener("change", () => change(Number(select.value)));
  return el("label", {}, label, " ", select);
}

function graph(stage: HTMLElement, table: Table, { shorten, signal }: AnswerOptions): () => void {
  const texts = table.columns.map((_, place) => place).filter((place) => !isNumeric(table, place));
  let [from, to] = [texts[0] ?? 0, (table.columns.length === 3 && table.columns[1] === "predicate" ? 2 : texts[1]) ?? texts[0] ?? 0];
  let destroy = (): void => undefined;
  const canvas = el("div", { class: "answer-graph" });
  const draw = async (): Promise<void> => {
    const { GraphDrawing } = await import("./graph");
    if (signal.aborted || !canvas.isConnected) return;
    destroy();
    if (!GraphDrawing.possible()) return fill(canvas, el("p", { class: "hint" }, say("这个浏览器没有 WebGL，图画不出来。")));
    const kinds = ["unit", "industry"];
    const weights = new Map<string, { weight: number; type: string }>();
    const edges = new Map<string, { source: string; target: string; weight: number; label?: string; directed: boolean }>();
    for (const row of table.rows) {
      const [source, target] = [words(row[from], shorten), words(row[to], shorten)];
      [source, target].forEach((name, side) => name && weights.size <= MOST_NODES && weights.set(name, { weight: (weights.get(name)?.weight ?? 0) + 1, type: weights.get(name)?.type ?? kinds[side] ?? "unit" }));
      if (!source || !target || source === target) continue;
      const key = `${source}\n${target}`;
      const label = to - from === 2 ? words(row[from + 1], shorten) : "";
      edges.set(key, { source, target, weight: (edges.get(key)?.weight ?? 0) + 1, directed: true, ...(label && { label }) });
    }
    const drawing = new GraphDrawing(canvas, { node: (id) => drawing.choose(id), edge: () => undefined, stage: () => drawing.choose(null) });
    drawing.show([...weights].map(([id, about]) => ({ id, label: id.length > 40 ? `${id.slice(0, 39)}…` : id, ...about })), [...edges.values()]);
    destroy = () => drawing.destroy();
  };
  fill(
    stage,
    el("p", { class: "bar" }, columnChoice(say("从"), table, texts, from, (column) => ((from = column), void draw())), columnChoice(say("到"), table, texts, to, (column) => ((to = column), void draw()))),
    canvas,
  );
  void draw();
  return () => destroy();
}

function chart(stage: HTMLElement, table: Table, { shorten, signal }: AnswerOptions): () => void {
  const all = table.columns.map((_, place) => place);
  const numbers = all.filter((place) => isNumeric(table, place));
  const texts = all.filter((place) => !numbers.includes(place));
  const chosen = { kind: "bar" as ChartKind, name: texts[0] ?? 0, other: texts[1] ?? texts[0] ?? 0, value: numbers.at(-1) ?? -1 };
  const canvas = el("div", { class: "answer-chart" });
  let destroy = (): void => undefined;
  const draw = async (): Promise<void> => {
    const { drawChart } = await import("./chart");
    if (signal.aborted || !canvas.isConnected) return;
    destroy();
    const data = collected(table, chosen, shorten);
    canvas.style.height = chosen.kind === "bar" ? `${Math.max(220, 40 + 28 * Math.min(60, data.length))}px` : chosen.kind === "sankey" ? `${Math.max(420, 16 * Math.min(60, data.length))}px` : "440px";
    const drawn = drawChart(canvas, chosen.kind, data);
    const resize = new ResizeObserver(() => drawn.resize());
    resize.observe(canvas);
    destroy = () => (resize.disconnect(), drawn.dispose());
  };
  const kinds: [ChartKind, string][] = [["bar", "柱"], ["line", "线"], ["pie", "饼"], ["sankey", "流向"]];
  const kind = el("select", {}, kinds.map(([name, label]) => el("option", { value: name }, say(label))));
  kind.addEventListener("change", () => ((chosen.kind = kind.value as ChartKind), controls(), void draw()));
  const bar = el("p", { class: "bar" });
  const controls = (): void => {
    const parts: Child[] = [
      el("label", {}, say("画成"), " ", kind),
      columnChoice(say("按"), table, texts.length ? texts : all, chosen.name, (column) => ((chosen.name = column), void draw())),
      chosen.kind === "sankey" && columnChoice(say("到"), table, texts.length ? texts : all, chosen.other, (column) => ((chosen.other = column), void draw())),
      columnChoice(say("数值"), table, [-1, ...numbers], chosen.value, (column) => ((chosen.value = column), void draw())),
    ];
    fill(bar, parts);
  };
  controls();
  fill(stage, bar, canvas);
  void draw();
  return () => destroy();
}

/** Rows of the same name are added up, the largest first; a line keeps the order of the answer. */
function collected(table: Table, chosen: { kind: ChartKind; name: number; other: number; value: number }, shorten: (iri: string) => string): Datum[] {
  const sums = new Map<string, Datum>();
  for (const row of table.rows) {
    const name = words(row[chosen.name], shorten) || "—";
    const other = chosen.kind === "sankey" ? words(row[chosen.other], shorten) || "—" : "";
    const value = chosen.value < 0 ? 1 : Number(row[chosen.value]?.value ?? 0);
    const key = `${name}\n${other}`;
    sums.set(key, { name, value: (sums.get(key)?.value ?? 0) + value, ...(other && { other }) });
  }
  const data = [...sums.values()];
  return chosen.kind === "line" ? data : data.sort((a, b) => b.value - a.value);
}
