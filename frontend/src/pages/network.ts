// 图谱: start from a thing, expand by a click, filter, unfold the measures, find the ways between two things.

import { levelsOf, load } from "../api";
import { el, fill, grouped, type Child } from "../dom";
import { GraphDrawing, type GraphEdge, type GraphNode } from "../drawing/graph";
import { say } from "../language";
import type { NetworkModel, NetworkNode } from "../model";
import { facetBar, facetsOf, save, thingLink, type Context, type Page } from "../page";
import { go } from "../router";
import { thingBox } from "../search";
import { firmest, TYPES, typeName } from "../wording";
import { prove } from "./proof";

const KINDS = ["industry", "field-group", "program", "talent", "platform", "carrier", "activity"];
const OTHERS = ["from", "to", "type", "limit"];
const FACETS = ["notice", "issuer", "region", "year", "role", "certainty", "chain"];
const NOBODY = "nobody"; // measures whose text names no responsible unit
const SIZES = ["150", "400", "1000", "2000"];

let drawing: GraphDrawing | null = null; // stays while the reader stays on the page: nodes keep their places
let origin: string | null = null;

export const networkPage: Page = async (context) => {
  const { address, panel, signal, title, side } = context;
  title(say("图谱"));
  const search = facetsOf(address.parameters, OTHERS);
  const isOverview = !search.has("thing") && !search.has("from");
  const model = withoutChains(await load<NetworkModel>("/network", search, signal), !isOverview);
  side(true);
  const isUnfolded = (address.parameters.get("measures") ?? (address.parameters.has("from") ? "1" : "0")) === "1"; // a way leads through measures
  const stage = frame(context, model, isUnfolded);
  panel.rest(() => resting(context, model));
  const [nodes, edges] = isUnfolded ? unfolded(model) : folded(model);
  const starts = address.parameters.getAll("thing");
  if (stage && GraphDrawing.possible()) {
    drawing ??= new GraphDrawing(stage, {
      node: (id) => void stage.dispatchEvent(new CustomEvent("silian:node", { detail: id })),
      edge: (source, target) => void stage.dispatchEvent(new CustomEvent("silian:edge", { detail: [source, target] })),
      stage: () => panel.close(),
    });
    stage.onselectstart = null;
    listen(stage, context, model);
    drawing.show(nodes, edges, origin);
    stage.dataset.nodes = String(drawing.size.nodes);
    stage.dataset.edges = String(drawing.size.edges);
    panel.onclose(() => drawing?.choose(null));
    const last = model.nodes.find((node) => node.iri === starts.at(-1));
    if (last) drawing.choose(last.iri);
    if (last && origin === last.iri) chooseNode(context, model, last); // it was chosen to be expanded: its evidence stays beside
  } else stage?.replaceChildren(el("p", { class: "hint" }, say("这个浏览器没有 WebGL，图画不出来；下面的清单有同样的内容。")));
};

/** Units and elements alone: the chains have their own picture. Nobody (no unit named) gets a name to be told by, and stays out of overviews, where it would be next to all. */
function withoutChains(model: NetworkModel, withNobody: boolean): NetworkModel {
  const kept = model.nodes.flatMap((node, place) => (node.type === "chain" || (!node.iri && !withNobody) ? [] : [place]));
  const moved = new Map(kept.map((place, index) => [place, index]));
  const edges = model.edges.flatMap((edge) => {
    const [source, target] = [moved.get(edge.source), moved.get(edge.target)];
    return source === undefined || target === undefined ? [] : [{ ...edge, source, target }];
  });
  const nodes = kept.flatMap((place) => model.nodes[place] ?? []).map((node) => (node.iri ? node : { ...node, iri: NOBODY, label: say(node.label) }));
  return { ...model, nodes, edges };
}

let stop = new AbortController();

/** Clicks on the canvas mean what the newest graph says. */
function listen(stage: HTMLElement, context: Context, model: NetworkModel): void {
  stop.abort();
  stop = new AbortController();
  const { signal } = stop;
  const nodes = new Map(model.nodes.map((node) => [node.iri, node]));
  stage.addEventListener("silian:node", (event) => {
    const id = String((event as CustomEvent<string>).detail);
    const node = nodes.get(id);
    if (node) chooseNode(context, model, node);
    else void prove(context, { measure: id }, { kicker: say("措施"), title: measureTitle(model, id) });
  }, { signal });
  stage.addEventListener("silian:edge", (event) => {
    const [source, target] = (event as CustomEvent<[string, string]>).detail;
    const [from, to] = [nodes.get(source), nodes.get(target)];
    if (from && to) void prove(context, source === NOBODY ? { thing: target } : { source, target }, { kicker: say("同在一条措施中"), title: `${from.label} — ${to.label}` });
    else void prove(context, { measure: from ? target : source }, { kicker: say("措施"), title: measureTitle(model, from ? target : source) });
  }, { signal });
  document.addEventListener("silian:theme", () => drawing?.dress(), { signal });
}

/** The page around the canvas; the canvas itself is kept while only the graph changes. */
function frame(context: Context, model: NetworkModel, isUnfolded: boolean): HTMLElement | null {
  const { main, address } = context;
  const parameters = address.parameters;
  const old = main.querySelector<HTMLElement>("#stage");
  if (!old) {
    drawing?.destroy();
    drawing = null;
  }
  const stage = old ?? el("div", { id: "stage", role: "img" });
  stage.setAttribute("aria-label", say("图谱：{nodes} 个节点，{edges} 条边；下面的清单有同样的内容", { nodes: model.nodes.length, edges: model.edges.length }));
  const starts = parameters.getAll("thing");
  const names = new Map(model.nodes.map((node) => [node.iri, node.label]));
  const chosenTypes = parameters.getAll("type");
  const set = (change: (search: URLSearchParams) => void): void => {
    const search = new URLSearchParams(parameters);
    change(search);
    go(`/network?${search}`);
  };
  const start = thingBox(say("从哪里开始"), "", (thing) => (origin = null, drawing?.choose(null), set((search) => (search.delete("from"), search.delete("to"), search.append("thing", thing.iri)))));
  start.input.placeholder = say("加入一个单位、产业、项目…");
  const types = KINDS.map((type) => {
    const on = !chosenTypes.length || chosenTypes.includes(type);
    const turn = (): void => set((search) => {
      const now = KINDS.filter((other) => (other === type ? !on : !chosenTypes.length || chosenTypes.includes(other)));
      search.delete("type");
      if (now.length && now.length < KINDS.length) for (const each of now) search.append("type", each);
    });
    return el("button", { class: `chip k-${type}`, type: "button", "aria-pressed": String(on), onclick: turn }, el("i", { class: "dot" }), typeName(type));
  });
  const limit = el("select", { "aria-label": say("节点数") }, SIZES.map((size) => el("option", { value: size }, say("最多 {count} 个节点", { count: size }))));
  limit.value = parameters.get("limit") ?? "150";
  limit.addEventListener("change", () => set((search) => search.set("limit", limit.value)));
  const fold = el("input", { type: "checkbox", checked: isUnfolded });
  fold.addEventListener("change", () => set((search) => search.set("measures", fold.checked ? "1" : "0")));
  const parts = [
    el("div", { class: "names" }, el("h1", {}, say("图谱")), el("p", { class: "subtitle" }, subtitle(model, starts.map((iri) => names.get(iri) ?? iri), parameters))),
    el(
      "div",
      { class: "tools" },
      el("div", { class: "set" }, start.element, starts.map((iri) => el("button", { class: "chip", type: "button", title: say("移去"), onclick: () => set((search) => (search.delete("thing"), starts.filter((other) => other !== iri).forEach((other) => search.append("thing", other)))) }, names.get(iri) ?? iri.split("/").at(-1), " ×"))),
      ways(context),
      el("div", { class: "set" }, types),
      facetBar(model.facets, address, FACETS),
      el("div", { class: "set" }, el("label", {}, fold, say("展开措施")), limit, el("button", { class: "plain", type: "button", onclick: () => drawing?.again() }, say("重新布局")), el("button", { class: "plain", type: "button", onclick: () => drawing && save("network.png", drawing.picture()) }, "PNG")),
    ),
  ];
  const zoom = el("div", { class: "zoom" }, el("button", { class: "plain", type: "button", "aria-label": say("缩小"), onclick: () => drawing?.zoom(0.8) }, "−"), el("button", { class: "plain", type: "button", "aria-label": say("放大"), onclick: () => drawing?.zoom(1.25) }, "+"), el("button", { class: "plain", type: "button", onclick: () => drawing?.fit() }, say("全图")));
  const list = el("details", { class: "as-list" }, el("summary", {}, say("清单（{count} 项）", { count: model.nodes.length })), listed(context, model));
  const page = old?.closest(".network-page");
  if (old && page) {
    page.querySelectorAll(":scope > .names, :scope > .tools, :scope > .as-list, :scope > .ways").forEach((part) => part.remove());
    page.prepend(...parts);
    page.append(...(model.ways.length ? [waysList(context, model)] : []), list);
    return old;
  }
  fill(main, el("div", { class: "network-page" }, parts, el("div", { class: "canvas" }, stage, zoom), model.ways.length > 0 && waysList(context, model), list));
  return stage;
}

function subtitle(model: NetworkModel, starts: readonly string[], parameters: URLSearchParams): string {
  const what = parameters.has("from") ? say("{count} 条路", { count: model.ways.length }) : starts.length ? say("从{names}出发", { names: starts.join("、") }) : say("概览：措施最多的单位与要素");
  const thinned = model.thinned ? say("；另有 {count} 个未画出", { count: model.thinned }) : "";
  return `${what} · ${say("{nodes} 个节点，{edges} 条边", { nodes: model.nodes.length, edges: model.edges.length })}${thinned}`;
}

/** Two boxes: how is one thing linked to another? */
function ways({ address }: Context): HTMLElement {
  const ends = { from: address.parameters.get("from") ?? "", to: address.parameters.get("to") ?? "" };
  const name = (iri: string): string => decodeURI(iri.split("/").at(-1) ?? "").replace(/^.*-/, "");
  const seek = (): void => {
    if (ends.from && ends.to) ((origin = null), go(`/network?${new URLSearchParams(ends)}`));
  };
  const from = thingBox(say("从"), name(ends.from), (thing) => ((ends.from = thing.iri), seek()));
  const to = thingBox(say("到"), name(ends.to), (thing) => ((ends.to = thing.iri), seek()));
  from.input.placeholder = say("甲");
  to.input.placeholder = say("乙");
  return el("details", { class: "facet wide-facet", open: false }, el("summary", {}, say("两者之间的路")), el("div", {}, el("p", { class: "hint" }, say("甲与乙怎样经由措施相连？")), el("label", {}, say("从"), " ", from.element), el("label", {}, say("到"), " ", to.element)));
}

function waysList(context: Context, model: NetworkModel): HTMLElement {
  const nodes = new Map(model.nodes.map((node) => [node.iri, node]));
  const measures = new Map(model.measures.map((measure) => [measure.iri, measure]));
  const step = (iri: string): Child => {
    const measure = measures.get(iri);
    if (measure) return el("button", { class: "way-measure", type: "button", title: measure.opening, onclick: () => void prove(context, { measure: iri }, { kicker: say("措施"), title: measureTitle(model, iri) }) }, `${measure.notice} ${measure.id}`);
    const node = nodes.get(iri);
    return node ? thingLink(node) : iri;
  };
  return el("ol", { class: "ways" }, model.ways.map((way) => el("li", {}, way.map((iri, place) => [place > 0 && el("span", { class: "arrow-text" }, "—"), step(iri)]))));
}

function folded(model: NetworkModel): [GraphNode[], GraphEdge[]] {
  const around = new Map<number, number>();
  for (const edge of model.edges) for (const end of [edge.source, edge.target]) around.set(end, (around.get(end) ?? 0) + 1);
  const nodes = model.nodes.map((node, place) => ({ id: node.iri, label: node.label, type: node.type, weight: node.measures, x: node.x, y: node.y, more: Math.max(0, node.degree - (around.get(place) ?? 0)) }));
  const edges = model.edges.flatMap((edge) => {
    const [source, target] = [model.nodes[edge.source]?.iri, model.nodes[edge.target]?.iri];
    const certainty = firmest(levelsOf(edge.certainty));
    return source && target ? [{ source, target, weight: edge.measures, ...(certainty && { certainty }) }] : [];
  });
  return [nodes, edges];
}

/** Each measure a node between the things that it names. */
function unfolded(model: NetworkModel): [GraphNode[], GraphEdge[]] {
  const [nodes, folded_] = folded(model);
  const pairs = new Set<string>();
  model.edges.forEach((edge) => {
    for (const measure of edge.in) for (const end of [edge.source, edge.target]) pairs.add(`${model.nodes[end]?.iri ?? ""} ${measure}`);
  });
  const used = new Set([...pairs].map((pair) => pair.split(" ")[1]));
  const measures = model.measures.filter((measure) => used.has(measure.iri)).map((measure) => ({ id: measure.iri, label: measure.id, type: "measure", weight: 1, more: 0 }));
  const edges = [...pairs].map((pair) => {
    const [source = "", target = ""] = pair.split(" ");
    return { source, target, weight: 1 };
  });
  return measures.length ? [[...nodes, ...measures], edges] : [nodes, folded_];
}

function chooseNode(context: Context, model: NetworkModel, node: NetworkNode): void {
  const { address } = context;
  drawing?.choose(node.iri);
  const starts = address.parameters.getAll("thing");
  const place = model.nodes.indexOf(node);
  const around = model.edges.filter((edge) => edge.source === place || edge.target === place).length;
  const expand = (): void => {
    origin = node.iri;
    const search = new URLSearchParams([...address.parameters].filter(([name]) => name !== "from" && name !== "to"));
    if (!starts.includes(node.iri)) search.append("thing", node.iri);
    go(`/network?${search}`);
  };
  const isSomebody = node.iri !== NOBODY;
  const alone = (): void => {
    origin = node.iri;
    go(`/network?${new URLSearchParams({ thing: node.iri })}`);
  };
  const more = node.degree - around;
  const canExpand = isSomebody && starts.length > 0 && !starts.includes(node.iri) && more > 0;
  if (canExpand) return expand(); // a click brings what stands around the thing
  void prove(
    context,
    node.iri === NOBODY ? { unit: "" } : { thing: node.iri },
    {
      kicker: typeName(node.type),
      title: node.label,
      summary: node.owner && node.owner !== node.label ? node.owner : "",
      extra: isSomebody && el("p", { class: "set" }, el("a", { class: "plain", href: node.path }, say("打开它的页面")), " ", !(starts.length === 1 && starts[0] === node.iri) && el("button", { class: "plain", type: "button", onclick: alone }, say("只看它的四周"))),
    },
  );
}

function measureTitle(model: NetworkModel, iri: string): string {
  const measure = model.measures.find((each) => each.iri === iri);
  return measure ? `${measure.id}　${measure.opening}` : (iri.split("/").at(-1) ?? iri);
}

function resting(context: Context, model: NetworkModel): Child {
  return [
    el("p", { class: "kicker" }, say("图例")),
    el("ul", { class: "legend-list" }, Object.keys(TYPES).filter((type) => model.nodes.some((node) => node.type === type)).map((type) => el("li", { class: `k-${type}` }, el("i", { class: "dot" }), typeName(type), el("small", {}, model.nodes.filter((node) => node.type === type).length)))),
    el("p", { class: "hint" }, say("一条线：单位负责的措施写到这个要素；线越粗，措施越多；淡线是泛指或推断。点节点或线，看原文。")),
    el("p", { class: "hint" }, context.address.parameters.has("thing") ? say("点一个节点，展开与它同在一条措施中的单位与要素；已有的节点不动。") : say("从一个单位、产业或项目开始，再逐步展开；或查两者之间的路。")),
  ];
}

/** The same as a list: for keys, for reading aloud, for print, for browsers without WebGL. */
function listed(context: Context, model: NetworkModel): Child {
  const groups = grouped(model.nodes, (node) => node.type);
  return ["unit", ...KINDS].filter((type) => groups.has(type)).map((type) => [
    el("h2", {}, typeName(type)),
    el("ul", { class: "chips" }, (groups.get(type) ?? []).map((node) => el("li", {}, el("button", { class: `chip k-${type}`, type: "button", onclick: () => (drawing?.focus(node.iri), chooseNode(context, model, node)) }, el("i", { class: "dot" }), node.label, el("small", {}, node.measures))))),
  ]);
}

