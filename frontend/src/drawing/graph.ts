// A network on a canvas: nodes keep their places when others come or go. Without WebGL there is none, and pages show their lists alone.

import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import type { Certainty } from "../model";
import { hue } from "../wording";

export interface GraphNode { id: string; label: string; type: string; weight: number; x?: number; y?: number; more?: number }
export interface GraphEdge { source: string; target: string; weight: number; certainty?: Certainty; label?: string; directed?: boolean }
export interface Listeners { node(id: string): void; edge(source: string, target: string): void; stage(): void }

const AT_ONCE = 500; // nodes: larger graphs settle before the eyes of the reader, a few rounds a frame
const ROUNDS = 260;
const FEWER_ROUNDS = 90;
const STEP = 6; // rounds in a frame
const CROWD = 300; // nodes: in larger graphs they shrink
const MANY_EDGES = 2500; // beyond, edges wait until the picture stands still, and only nodes can be chosen
const STILL = 900; // nodes: beyond, labels wait until the picture stands still
const WIDER = 1.6; // screens are wider than they are high
const NARROW = 600; // px: a phone
const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // radians: new nodes stand around their origin like seeds

export class GraphDrawing {
  private readonly graph = new Graph({ type: "directed", multi: true });
  private readonly sigma: Sigma;
  private readonly places = new Map<string, { x: number; y: number }>();
  private hovered: string | null = null;
  private chosen: string | null = null;
  private near = new Set<string>();
  private settling = 0;
  private edge = "#bbb";
  private soft = "#ddd";
  private lit = "#900";

  constructor(container: HTMLElement, listeners: Listeners) {
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      labelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 13,
      labelRenderedSizeThreshold: 5,
      labelDensity: 1,
      labelGridCellSize: 120,
      edgeLabelFont: getComputedStyle(document.body).fontFamily,
      edgeLabelSize: 11,
      minEdgeThickness: 1.5,
      stagePadding: 46,
      zIndex: true,
      defaultDrawNodeLabel: (context, data, settings) => drawLabel(context, data, settings.labelSize, settings.labelFont),
      defaultDrawNodeHover: (context, data, settings) => this.drawHover(context, data, settings.labelSize, settings.labelFont),
      nodeReducer: (id, data) => this.nodeLook(id, data),
      edgeReducer: (id, data) => this.edgeLook(id, data),
    });
    this.sigma.on("clickNode", ({ node }) => listeners.node(node));
    this.sigma.on("clickEdge", ({ edge }) => listeners.edge(this.graph.source(edge), this.graph.target(edge)));
    this.sigma.on("clickStage", () => listeners.stage());
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(null));
    this.sigma.on("enterEdge", () => (container.style.cursor = "pointer"));
    this.sigma.on("leaveEdge", () => (container.style.cursor = ""));
  }

  static possible(): boolean {
    return document.createElement("canvas").getContext("webgl2") !== null;
  }

  /** Show a graph. Nodes that were shown before stay where they are; new ones come near `origin`, or where they say. */
  show(nodes: readonly GraphNode[], edges: readonly GraphEdge[], origin: string | null = null): void {
    const { graph, places } = this;
    const old = new Set(nodes.filter((node) => places.has(node.id)).map((node) => node.id));
    graph.clear();
    const centre = (origin && places.get(origin)) || { x: 0, y: 0 };
    const most = Math.max(1, ...nodes.map((node) => node.weight));
    let fresh = 0;
    for (const node of nodes) {
      let place = places.get(node.id);
      if (!place) {
        const turn = GOLDEN * fresh;
        const away = 40 + 14 * Math.sqrt(fresh);
        fresh += 1;
        place = old.size || node.x === undefined || node.y === undefined ? { x: centre.x + away * Math.cos(turn), y: centre.y + away * Math.sin(turn) } : { x: node.x, y: -node.y };
      }
      graph.addNode(node.id, { ...place, label: node.label, kind: node.type, size: (4 + 10 * Math.sqrt(node.weight / most)) * (this.isNarrow ? 0.6 : 1) * Math.min(1, Math.sqrt(CROWD / nodes.length)), color: hue(node.type) || hue("head"), more: node.more ?? 0, fixed: old.size > 0 && old.has(node.id) });
    }
    for (const edge of edges) {
      if (!graph.hasNode(edge.source) || !graph.hasNode(edge.target) || edge.source === edge.target) continue;
      graph.addEdge(edge.source, edge.target, { size: Math.min(1.5 + 1.1 * Math.log2(edge.weight), 6), weight: edge.weight, certainty: edge.certainty ?? "stated", type: edge.directed ? "arrow" : "line", ...(edge.label && { label: edge.label, forceLabel: true }) });
    }
    const isCrowded = graph.order > AT_ONCE;
    if (graph.order > 1 && !isCrowded && (fresh || !old.size)) this.settle(ROUNDS);
    this.remember();
    this.sigma.setSetting("renderEdgeLabels", edges.some((edge) => edge.label) && edges.length < 80);
    this.sigma.setSetting("minEdgeThickness", graph.size > 2000 ? 0.5 : 1.5);
    this.sigma.setSetting("labelRenderedSizeThreshold", nodes.length > CROWD ? 3 : 5);
    this.sigma.setSetting("hideLabelsOnMove", graph.order > STILL);
    this.sigma.setSetting("hideEdgesOnMove", graph.size > MANY_EDGES);
    this.sigma.setSetting("enableEdgeEvents", graph.size <= MANY_EDGES); // they are drawn once more to be found
    this.dress();
    if (!old.size) this.fit();
    window.cancelAnimationFrame(this.settling);
    if (isCrowded && fresh) this.settleSlowly(FEWER_ROUNDS);
  }

  /** Lay everything out anew. */
  again(): void {
    this.graph.forEachNode((id) => this.graph.removeNodeAttribute(id, "fixed"));
    if (this.graph.order > AT_ONCE) return this.settleSlowly(FEWER_ROUNDS);
    this.settle(ROUNDS);
    this.remember();
    this.fit();
  }

  choose(id: string | null): void {
    this.chosen = id;
    this.refocus();
  }

  /** Bring a node to the middle. */
  focus(id: string): void {
    const place = this.sigma.getNodeDisplayData(id);
    if (place) void this.sigma.getCamera().animate({ x: place.x, y: place.y, ratio: Math.min(this.sigma.getCamera().ratio, 0.7) }, { duration: 250 });
    this.choose(id);
  }

  fit(): void {
    this.sigma.refresh();
    this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.ratio / factor });
  }

  /** Where a node stands on the page, for tests and for who points. */
  spot(id: string): { x: number; y: number } | null {
    if (!this.graph.hasNode(id)) return null;
    const { x, y } = this.graph.getNodeAttributes(id);
    return this.sigma.graphToViewport({ x: Number(x), y: Number(y) });
  }

  get size(): { nodes: number; edges: number } {
    return { nodes: this.graph.order, edges: this.graph.size };
  }

  /** Take the colours of the theme. */
  dress(): void {
    [this.edge, this.soft, this.lit] = [hue("edge"), hue("edge-soft"), hue("accent")];
    this.graph.updateEachNodeAttributes((_, data) => ({ ...data, color: hue(String(data.kind)) || hue("head") }));
    this.sigma.setSetting("labelColor", { color: hue("ink") });
    this.sigma.setSetting("edgeLabelColor", { color: hue("muted") });
    this.sigma.refresh();
  }

  picture(): string {
    const [width, height] = [this.sigma.getDimensions().width, this.sigma.getDimensions().height];
    const canvas = document.createElement("canvas");
    const ratio = window.devicePixelRatio || 1;
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = hue("card");
    context.fillRect(0, 0, canvas.width, canvas.height);
    this.sigma.refresh();
    for (const layer of Object.values(this.sigma.getCanvases())) if (layer.width && layer.height) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  }

  destroy(): void {
    window.cancelAnimationFrame(this.settling);
    this.sigma.kill();
  }

  private get isNarrow(): boolean {
    return this.sigma.getContainer().clientWidth < NARROW;
  }

  private remember(): void {
    this.graph.forEachNode((id, data) => this.places.set(id, { x: Number(data.x), y: Number(data.y) }));
  }

  private settleSlowly(rounds: number): void {
    this.settle(Math.min(STEP, rounds), 1);
    this.sigma.refresh();
    if (rounds > STEP) this.settling = window.requestAnimationFrame(() => this.settleSlowly(rounds - STEP));
    else this.remember();
  }

  private settle(rounds: number, wider = this.isNarrow ? 1 : WIDER): void {
    const still = this.graph.someNode((_, data) => Boolean(data.fixed));
    forceAtlas2.assign(this.graph, { iterations: rounds, getEdgeWeight: null, settings: { ...forceAtlas2.inferSettings(this.graph), gravity: 1.2, scalingRatio: 24, adjustSizes: false, linLogMode: false, barnesHutOptimize: this.graph.order > 250 } });
    if (!still && wider !== 1) this.graph.updateEachNodeAttributes((_, data) => ({ ...data, x: Number(data.x) * wider }));
  }

  private hover(id: string | null): void {
    this.hovered = id;
    this.sigma.getContainer().style.cursor = id ? "pointer" : "";
    this.refocus();
  }

  private refocus(): void {
    const centre = this.hovered; // what is merely chosen leaves the others their colours
    this.near = new Set(centre && this.graph.hasNode(centre) ? [centre, ...this.graph.neighbors(centre)] : []);
    this.sigma.refresh({ skipIndexation: true });
  }

  private nodeLook(id: string, data: Record<string, unknown>): Record<string, unknown> {
    if (this.near.size && !this.near.has(id)) return { ...data, label: "", color: this.soft, zIndex: 0 };
    return { ...data, zIndex: 1, ...(this.near.has(id) && { forceLabel: this.near.size < 40 || id === this.hovered || id === this.chosen }), ...(id === this.chosen && { highlighted: true }) };
  }

  private edgeLook(id: string, data: Record<string, unknown>): Record<string, unknown> {
    const ends = this.graph.extremities(id);
    const centre = this.hovered ?? this.chosen;
    const lit = centre !== null && ends.includes(centre);
    if (this.near.size && !lit) return { ...data, color: this.soft, zIndex: 0, hidden: this.graph.size > 400 };
    const certain = data.certainty === "stated";
    return { ...data, color: lit ? this.lit : certain && this.graph.size < 2000 ? this.edge : this.soft, zIndex: lit ? 2 : 1 };
  }

  private drawHover(context: CanvasRenderingContext2D, data: Record<string, unknown> & { x: number; y: number; size: number; label?: string | null }, size: number, font: string): void {
    const label = data.label ?? "";
    const more = Number(data.more);
    const words = more > 0 ? `${label}  +${more}` : label;
    context.font = `600 ${size}px ${font}`;
    const width = context.measureText(words).width;
    context.fillStyle = hue("card");
    context.strokeStyle = String(data.color ?? hue("line"));
    context.lineWidth = 1.5;
    context.beginPath();
    context.roundRect(data.x - data.size - 5, data.y - size, width + 2 * data.size + 20, 2 * size, size);
    context.fill();
    context.stroke();
    context.fillStyle = String(data.color ?? hue("head"));
    context.beginPath();
    context.arc(data.x, data.y, data.size, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = hue("ink");
    context.fillText(words, data.x + data.size + 5, data.y + size / 3);
  }
}

/** A label with a rim of paper, so that it can be read over lines and nodes. */
function drawLabel(context: CanvasRenderingContext2D, data: { x: number; y: number; size: number; label?: string | null }, size: number, font: string): void {
  if (!data.label) return;
  context.font = `${size}px ${font}`;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = hue("card");
  context.strokeText(data.label, data.x + data.size + 4, data.y + size / 3);
  context.fillStyle = hue("ink");
  context.fillText(data.label, data.x + data.size + 4, data.y + size / 3);
}
