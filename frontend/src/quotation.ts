// A passage with its evidence marked, folded to the sentences that hold a mark.

import { el } from "./dom";
import { say } from "./language";
import type { Extent } from "./model";

export interface Mark { start: number; end: number; type: string; fact?: number }
interface Piece { start: number; end: number; marks: Mark[]; noise: boolean }

const SHORT = 240; // characters that are shown whole
const ENDS = "。！？\n";

/** Code points of a text: the offsets of the graph count these, JavaScript's strings count UTF-16 units. */
export function points(text: string): string | string[] {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

export function slice(text: string | string[], start: number, end: number): string {
  return typeof text === "string" ? text.slice(start, end) : text.slice(start, end).join("");
}

/** The text between two offsets, cut at every edge of a mark or of noise. */
export function cut(start: number, end: number, marks: readonly Mark[], noise: readonly Extent[]): Piece[] {
  const edges = new Set([start, end]);
  const add = (edge: number): void => void (edge > start && edge < end && edges.add(edge));
  for (const mark of marks) (add(mark.start), add(mark.end));
  for (const [from, to] of noise) (add(from), add(to));
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((edge, place) => ({
    start: edge,
    end: sorted[place + 1] ?? end,
    marks: marks.filter((mark) => mark.start <= edge && mark.end > edge),
    noise: noise.some(([from, to]) => from <= edge && to > edge),
  }));
}

/** The text of a passage, its marks shown; what is folded opens at a click. */
export function quote(passage: { text: string; noise: readonly Extent[] }, marks: readonly Mark[], whole = false): HTMLElement {
  const text = points(passage.text);
  const box = el("div", { class: "quote", lang: "zh-CN" });
  let hidden = 0;
  let broken = true;
  const fold = (): void => {
    if (!hidden) return;
    const open = (): void => box.replaceWith(quote(passage, marks, true));
    box.append(el("button", { class: "more", type: "button", title: say("展开全文"), onclick: open }, say("……（{count} 字）", { count: hidden })));
    hidden = 0;
  };
  for (const [start, end] of sentences(text)) {
    if (!whole && text.length > SHORT && !marks.some((mark) => mark.start < end && mark.end > start)) {
      hidden += end - start;
      continue;
    }
    fold();
    for (const piece of cut(start, end, marks, passage.noise)) {
      let words = slice(text, piece.start, piece.end).replace(/\s*\n\s*/g, "\n");
      if (broken) words = words.replace(/^\n/, "");
      if (!words || (piece.noise && !words.trim())) continue;
      broken = words.endsWith("\n");
      if (piece.noise) box.append(el("span", { class: "noise", title: say("修订痕迹或断行，不属正文") }, words));
      else box.append(marked(words, piece.marks));
    }
  }
  fold();
  return box;
}

function marked(words: string, marks: readonly Mark[]): Node | string {
  const [top] = [...marks].sort((a, b) => Number(a.type === "cue") - Number(b.type === "cue") || a.end - a.start - (b.end - b.start));
  return top ? el("mark", { class: `k-${top.type}${top.type === "cue" ? " cue" : ""}` }, words) : words;
}

function sentences(text: string | string[]): Extent[] {
  const found: [number, number][] = [];
  let from = 0;
  for (let place = 0; place < text.length; place += 1) {
    if (!ENDS.includes(text[place] ?? "") && place < text.length - 1) continue;
    found.push([from, place + 1]);
    from = place + 1;
  }
  return found;
}
