// The frame of the explorer: navigation, search, language, light and dark; it shows the page that an address names.

import "./styles/tokens.css";
import "./styles/shell.css";
import "./styles/evidence.css";
import "./styles/pages.css";
import "./styles/chains.css";
import "./styles/matrix.css";
import "./styles/notice.css";
import "./styles/network.css";
import "./styles/query.css";

import { load, post, Refusal } from "./api";
import { el, fill, svg } from "./dom";
import { makePanel } from "./evidence";
import { keep, kept, language, say, speak } from "./language";
import type { Status } from "./model";
import { placeOf, waiting, type Page } from "./page";
import { address, listen, type Address } from "./router";
import { searchBox, searchPage } from "./search";

interface Route { at: RegExp; page: () => Promise<Page> }

const SECTIONS: readonly [string, string, RegExp][] = [
  ["/", "总览", /^\/$/],
  ["/matrix", "谁服务什么", /^\/matrix/],
  ["/network", "图谱", /^\/network/],
  ["/notices", "原文", /^\/(notices|id\/doc\/)/],
  ["/questions", "查询", /^\/(questions|query)/],
];
// Pages that are heavy (the editor, the network, the charts) are loaded when they are first wanted.
const ROUTES: readonly Route[] = [
  { at: /^\/(overview)?$/, page: async () => (await import("./pages/overview")).overviewPage },
  { at: /^\/matrix$/, page: async () => (await import("./pages/matrix")).matrixPage },
  { at: /^\/network$/, page: async () => (await import("./pages/network")).networkPage },
  { at: /^\/notices$/, page: async () => (await import("./pages/notices")).noticesPage },
  { at: /^\/search$/, page: () => Promise.resolve(searchPage) },
  { at: /^\/id\/doc\/[^/]+$/, page: async () => (await import("./pages/notice")).noticePage },
  { at: /^\/questions(\/[^/]+)?$/, page: async () => (await import("./pages/questions")).questionsPage },
  { at: /^\/query$/, page: async () => (await import("./pages/query")).queryPage },
  { at: /^\/(id|vocab|ns)\/.+/, page: async () => (await import("./pages/thing")).thingPage },
];
const OTHER_FORM = /\.(json|ttl|csv|xlsx|txt|nt|rdf|jsonld)$/;
const THEME = "silian-theme";
const OFTEN = 20_000; // milliseconds between two looks at the status

let leaving = new AbortController();
let drawn = "";

function frame(): void {
  const app = document.getElementById("app");
  if (!app) throw new Error("no #app");
  const panel = makePanel(placeOf);
  const main = el("main", { id: "main", tabindex: -1 });
  const nav = el("nav", { class: "nav", "aria-label": say("页面") }, SECTIONS.map(([path, name]) => el("a", { href: path }, say(name))));
  const dark = el("button", { type: "button", onclick: () => dress(document.documentElement.dataset.theme === "dark" ? "light" : "dark", true) }, "◐");
  dark.setAttribute("aria-label", say("切换深色与浅色"));
  dark.title = say("切换深色与浅色");
  const other = language() === "zh" ? "en" : "zh";
  const tongue = el("button", { type: "button", lang: other === "en" ? "en" : "zh-CN", title: other === "en" ? "English interface" : "中文界面", onclick: () => (speak(other), (drawn = ""), frame()) }, other === "en" ? "EN" : "中");
  const box = searchBox();
  const bar = el("div", { class: "notice-bar", hidden: true, role: "status" });
  fill(
    app,
    el("header", { class: "top" }, el("a", { class: "skip", href: "#main" }, say("跳到正文")), el("a", { class: "brand", href: "/" }, emblem(), say("四链图谱")), nav, box.element, el("div", { class: "switches" }, tongue, dark)),
    main,
    panel.element,
  );
  main.before(bar);
  document.onkeydown = (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable], .sparql-host");
    if (event.key === "Escape" && !typing && panel.element.classList.contains("open")) panel.close();
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.input.focus();
    }
  };
  const show = async (where: Address): Promise<void> => {
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    const path = where.path.replace(/(.)\/$/, "$1");
    const isNew = drawn !== path;
    app.dataset.shown = "";
    drawn = path;
    nav.querySelectorAll("a").forEach((link, place) => (SECTIONS[place]?.[2].test(path) ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current")));
    const title = (words: string): void => void (document.title = words ? `${words} · ${say("四链图谱")}` : say("四链图谱"));
    const side = (beside: boolean): void => void (app.dataset.panel = beside ? "side" : "over");
    const before = main.firstChild;
    const slow = window.setTimeout(() => isNew && main.firstChild === before && waiting(main), 250);
    try {
      const route = ROUTES.find((each) => each.at.test(path));
      if (!route) throw new Refusal(say("没有这一页。"), 404);
      const page = await route.page();
      if (isNew) panel.rest(() => null);
      await page({ address: where, main, panel, signal, title, side, again: () => show(where) });
      if (isNew && !where.hash) main.scrollTop = 0;
    } catch (error) {
      if (signal.aborted) return;
      side(false);
      if (error instanceof Refusal && error.status === 503) return void (await wait(main, signal, () => show(where)));
      title(say("没有这一页。"));
      fill(main, el("div", { class: "page" }, el("div", { class: "trouble", role: "alert" }, el("p", {}, error instanceof Error ? error.message : String(error)), el("p", {}, el("a", { href: "/" }, say("回到总览"))))));
      if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
    } finally {
      window.clearTimeout(slow);
      if (!signal.aborted) app.dataset.shown = path;
    }
  };
  listen((where) => void show(where), (path) => !OTHER_FORM.test(path) && ROUTES.some((route) => route.at.test(path)));
  void show(address());
  void watch(bar, () => show(address()));
}

/** Before there is anything to show: wait for the server. */
async function wait(main: HTMLElement, signal: AbortSignal, then: () => Promise<void>): Promise<void> {
  const status = await load<Status>("/status", {}, signal);
  fill(main, el("p", { class: "waiting", role: "status" }, say("正在准备图谱"), status.stage && ` · ${status.stage}`));
  await new Promise((resolve) => window.setTimeout(resolve, 700));
  if (!signal.aborted) await then();
}

/** Offers to read the store anew when it has changed. */
async function watch(bar: HTMLElement, again: () => Promise<void>): Promise<void> {
  while (bar.isConnected) {
    await new Promise((resolve) => window.setTimeout(resolve, OFTEN));
    if (document.hidden || !bar.isConnected) continue;
    const status = await load<Status>("/status").catch(() => null); // the server may be away for a moment
    bar.hidden = !status?.changed;
    if (!status?.changed || bar.childElementCount) continue;
    const reload = async (): Promise<void> => {
      bar.replaceChildren(say("正在准备图谱"));
      await post("/reload");
      for (let now = status; now.generation === status.generation; now = await load<Status>("/status")) await new Promise((resolve) => window.setTimeout(resolve, 400));
      bar.hidden = true;
      bar.replaceChildren();
      await again();
    };
    fill(bar, el("span", {}, say("图谱的数据有更新。")), el("button", { class: "plain", type: "button", onclick: () => void reload() }, say("重新读取")));
  }
}

function dress(theme: string, chosen: boolean): void {
  document.documentElement.dataset.theme = theme;
  if (chosen) keep(THEME, theme);
  document.dispatchEvent(new CustomEvent("silian:theme"));
}

function emblem(): SVGSVGElement {
  const rings: [number, number, string][] = [[11, 11, "talent"], [21, 11, "industry"], [11, 21, "education"], [21, 21, "innovation"]];
  return svg("svg", { viewBox: "0 0 32 32", "aria-hidden": "true" }, rings.map(([cx, cy, chain]) => svg("circle", { class: `c-${chain}`, cx, cy, r: 6.5, fill: "none", stroke: "var(--hue)", "stroke-width": 3.4 })));
}

const system = window.matchMedia("(prefers-color-scheme: dark)");
dress(kept(THEME) ?? (system.matches ? "dark" : "light"), false);
system.addEventListener("change", () => kept(THEME) ?? dress(system.matches ? "dark" : "light", false));
// Paper is light: the pale colours of the dark would not be read on it.
window.addEventListener("beforeprint", () => dress("light", false));
window.addEventListener("afterprint", () => dress(kept(THEME) ?? (system.matches ? "dark" : "light"), false));
speak(language());
frame();
