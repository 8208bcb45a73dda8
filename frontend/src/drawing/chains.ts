// How the chains link: discs on a ring and curved arrows between them, and the same as a matrix that a keyboard walks.

import { el, svg } from "../dom";
import { say } from "../language";
import { chainClass } from "../wording";

export interface ChainsPicture {
  chains: readonly { label: string; measures: number }[];
  links: readonly { source: number; target: number; weight: number }[];
}
export interface Chosen { link?: number; chain?: number }
type Point = readonly [number, number];

const WIDTH = 700;
const HEIGHT = 560;
const RING = 206;
const DISC = 52;

export function drawRing(picture: ChainsPicture, choose: (chosen: Chosen) => void): SVGSVGElement {
  const { chains, links } = picture;
  const centres = chains.map((_, place) => onRing(place, chains.length));
  const most = Math.max(1, ...links.map((link) => link.weight));
  const drawing = svg("svg", { class: "ring", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": say("链与链的联动图") });
  links.forEach((link, place) => drawing.append(arrow(picture, link, centres, most, () => choose({ link: place }))));
  chains.forEach((chain, place) => drawing.append(disc(chain, centres[place] ?? [0, 0], () => choose({ chain: place }))));
  return drawing;
}

/** Rows give, columns take; an empty cell says that no measure links the two. */
export function drawGrid(picture: ChainsPicture, choose: (chosen: Chosen) => void): HTMLTableElement {
  const { chains, links } = picture;
  const most = Math.max(1, ...links.map((link) => link.weight));
  return el(
    "table",
    { class: "grid" },
    el("caption", { class: "sr" }, say("行：从哪条链；列：到哪条链；数字：措施条数")),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("从 ＼ 到")), chains.map((chain) => el("th", { scope: "col", class: chainClass(chain.label) }, chain.label)))),
    el(
      "tbody",
      {},
      chains.map((from, row) =>
        el(
          "tr",
          {},
          el("th", { scope: "row", class: chainClass(from.label) }, from.label),
          chains.map((to, column) => {
            const place = links.findIndex((link) => link.source === row && link.target === column);
            const link = links[place];
            if (!link) return el("td", { class: row === column ? "same" : "gap" }, row === column ? null : el("span", { title: say("没有一条措施从{from}联动{to}", { from: from.label, to: to.label }) }, "·"));
            const words = `${from.label} → ${to.label}: ${link.weight}`;
            const depth = 1 + Math.round((5 * link.weight) / most);
            return el("td", {}, el("button", { type: "button", class: `${chainClass(from.label)} depth${depth}`, "aria-label": words, onclick: () => choose({ link: place }) }, link.weight));
          }),
        ),
      ),
    ),
  );
}

/** Pairs of chains that no measure links, in either direction. */
export function gaps(picture: ChainsPicture): [string, string][] {
  const linked = new Set(picture.links.map((link) => `${link.source} ${link.target}`));
  const found: [string, string][] = [];
  picture.chains.forEach((from, row) => picture.chains.forEach((to, column) => row !== column && !linked.has(`${row} ${column}`) && found.push([from.label, to.label])));
  return found;
}

function onRing(place: number, count: number): Point {
  const turn = ((-90 - 180 / count + (360 * place) / count) * Math.PI) / 180; // four chains: the corners of a square
  return [WIDTH / 2 + 1.3 * RING * Math.cos(turn), HEIGHT / 2 + RING * Math.sin(turn)];
}

function arrow(picture: ChainsPicture, link: ChainsPicture["links"][number], centres: readonly Point[], most: number, choose: () => void): SVGGElement {
  const source = centres[link.source] ?? [0, 0];
  const target = centres[link.target] ?? [0, 0];
  const span = distance(source, target);
  const across: Point = [(target[1] - source[1]) / span, (source[0] - target[0]) / span]; // a unit to the left of the way: two directions bow apart
  const bow = 26 + 0.09 * span;
  const middle: Point = [(source[0] + target[0]) / 2 + across[0] * 2 * bow, (source[1] + target[1]) / 2 + across[1] * 2 * bow];
  const width = 1.5 + (9.5 * link.weight) / most;
  const head = 9 + 1.1 * width;
  const start = towards(source, middle, DISC + 3);
  const tip = towards(target, middle, DISC + 4);
  const neck = towards(target, middle, DISC + 4 + head);
  const side: Point = [(neck[1] - tip[1]) * 0.48, (tip[0] - neck[0]) * 0.48];
  const [x, y] = along(start, middle, neck, 0.42);
  const from = picture.chains[link.source]?.label ?? "";
  const words = `${from} → ${picture.chains[link.target]?.label ?? ""}: ${say("{count} 条措施", { count: link.weight })}`;
  const path = `M${point(start)} Q${point(middle)} ${point(neck)}`;
  const shape = [tip, [neck[0] + side[0], neck[1] + side[1]] as const, [neck[0] - side[0], neck[1] - side[1]] as const].map(point).join(" ");
  return button(
    `arrow ${chainClass(from)}`,
    words,
    choose,
    svg("path", { class: "reach", d: path }),
    svg("path", { class: "line", d: path, "stroke-width": width.toFixed(1) }),
    svg("polygon", { points: shape }),
    svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 13 }),
    svg("text", { x: x.toFixed(1), y: y.toFixed(1), dy: ".36em" }, link.weight),
  );
}

function disc(chain: ChainsPicture["chains"][number], [x, y]: Point, choose: () => void): SVGGElement {
  return button(
    `disc ${chainClass(chain.label)}`,
    `${chain.label}: ${say("{count} 条措施", { count: chain.measures })}`,
    choose,
    svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: DISC }),
    svg("text", { x: x.toFixed(1), y: y.toFixed(1), dy: "-.02em" }, chain.label),
    svg("text", { class: "count", x: x.toFixed(1), y: y.toFixed(1), dy: "1.75em" }, say("{count} 条措施", { count: chain.measures })),
  );
}

function button(classes: string, words: string, choose: () => void, ...children: SVGElement[]): SVGGElement {
  const onkeydown = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    choose();
  };
  return svg("g", { class: classes, tabindex: 0, role: "button", "aria-label": words, onclick: choose, onkeydown }, children);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

function towards(origin: Point, goal: Point, by: number): Point {
  const share = by / distance(origin, goal);
  return [origin[0] + (goal[0] - origin[0]) * share, origin[1] + (goal[1] - origin[1]) * share];
}

/** A point of a quadratic curve. */
function along(start: Point, middle: Point, end: Point, share: number): Point {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return [a * start[0] + b * middle[0] + c * end[0], a * start[1] + b * middle[1] + c * end[1]];
}

function point([x, y]: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
