// The matrix that is seen, as a picture that stands alone: SVG, and PNG made of it.

import { svg } from "../dom";
import { say } from "../language";
import type { Certainty } from "../model";
import { CERTAINTY, LEVELS } from "../wording";
import type { MatrixPicture, MatrixSeen } from "./matrix";

const CELL = 30;
const FONT = 13;
const EDGE = 24;
const COLOURS: Readonly<Record<Certainty, string>> = { stated: "#24704b", "by-reference": "#8c600e", inferred: "#6a5aa8" };
const SHARP = 2; // pixels of the PNG for one of the drawing

export function matrixImage(picture: MatrixPicture, seen: MatrixSeen): string {
  const units = seen.units.map((unit) => picture.units[unit]);
  const fields = seen.fields.map((field) => picture.fields[field]);
  const left = EDGE + Math.max(60, ...units.map((unit) => width(unit?.label ?? ""))) + 14;
  const top = EDGE + Math.max(40, ...fields.map((field) => width(field?.label ?? ""))) + 14;
  const [wide, high] = [left + CELL * fields.length + EDGE, top + CELL * units.length + EDGE + 30];
  const drawing = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "font-family": "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif", "font-size": FONT });
  drawing.append(svg("rect", { width: wide, height: high, fill: "#fff" }));
  units.forEach((unit, row) => {
    const y = top + CELL * row;
    drawing.append(svg("line", { x1: EDGE, x2: wide - EDGE, y1: y, y2: y, stroke: "#ddd" }), svg("text", { x: left - 10, y: y + CELL / 2 + 5, "text-anchor": "end", fill: "#222" }, unit?.nobody ? say(unit.label) : (unit?.label ?? "")));
  });
  fields.forEach((field, column) => {
    const x = left + CELL * column;
    drawing.append(svg("line", { x1: x, x2: x, y1: top - 8, y2: top + CELL * units.length, stroke: "#eee" }), svg("text", { transform: `translate(${x + CELL / 2 + 5} ${top - 10}) rotate(-90)`, fill: "#222" }, field?.label ?? ""));
  });
  const rows = new Map(seen.units.map((unit, row) => [unit, row]));
  const columns = new Map(seen.fields.map((field, column) => [field, column]));
  for (const cell of picture.cells) {
    const [row, column] = [rows.get(cell.unit), columns.get(cell.field)];
    const level = cell.levels[0];
    if (row === undefined || column === undefined || !level) continue;
    const [x, y] = [left + CELL * (column + 0.5), top + CELL * (row + 0.5)];
    drawing.append(mark(level, cell.measures > 1 ? x - 5 : x, y));
    if (cell.measures > 1) drawing.append(svg("text", { x: x + 4, y: y + 4, "font-size": 10, fill: "#555" }, cell.measures));
  }
  LEVELS.forEach((level, place) => drawing.append(mark(level, EDGE + 8 + 90 * place, high - 22), svg("text", { x: EDGE + 20 + 90 * place, y: high - 17, fill: "#555" }, say(CERTAINTY[level]))));
  return new XMLSerializer().serializeToString(drawing);
}

export async function pngOf(drawing: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * SHARP, image.height * SHARP];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function mark(level: Certainty, x: number, y: number): SVGElement {
  const stroke = COLOURS[level];
  if (level === "stated") return svg("circle", { cx: x, cy: y, r: 5.5, fill: stroke });
  if (level === "inferred") return svg("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, transform: `rotate(45 ${x} ${y})`, fill: "none", stroke, "stroke-dasharray": "2.5 1.5" });
  return svg("g", {}, svg("circle", { cx: x, cy: y, r: 5.5, fill: "none", stroke }), svg("path", { d: `M${x} ${y - 5.5}a5.5 5.5 0 0 0 0 11z`, fill: stroke }));
}

function width(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter < "⺀" ? 0.6 : 1) * FONT, 0);
}
