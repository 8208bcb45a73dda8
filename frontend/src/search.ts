// Searching the store: offers for boxes, and the page of all that was found.

import { load, pathOf } from "./api";
import { combobox, type Combobox, type Offer } from "./combobox";
import { el } from "./dom";
import { say } from "./language";
import type { Found, Thing } from "./model";
import { snippet, thingLink, type Page } from "./page";
import { go, href } from "./router";
import { typeName } from "./wording";

/** The box in the top: things and notices by their names; Enter searches the texts, too. */
export function searchBox(): Combobox {
  return combobox<string>(say("搜索"), {
    classes: "find",
    placeholder: say("搜索单位、产业、项目、原文…"),
    offer: async (words, signal) => {
      const found = await load<Found>("/search", { q: words, limit: 8 }, signal);
      return [
        ...found.things.map((thing) => offerOf(thing, thing.path)),
        ...found.notices.slice(0, 4).map((notice) => ({ value: notice.path, words: notice.title, show: [el("i", { class: "dot k-notice" }), notice.title || notice.number, el("small", {}, notice.number)] })),
      ];
    },
    take: (path, input) => {
      input.value = "";
      go(path);
    },
    leave: (words) => words && go(href("/search", { q: words })),
  });
}

/** A box that chooses a thing. */
export function thingBox(label: string, value: string, take: (thing: Thing) => void): Combobox {
  return combobox<Thing>(label, {
    placeholder: say("单位、产业、项目、人才…"),
    value,
    offer: async (words, signal) => (await load<Found>("/search", { q: words, limit: 10 }, signal)).things.map((thing) => offerOf(thing, thing)),
    take,
  });
}

function offerOf<Value>(thing: Thing, value: Value): Offer<Value> {
  const owner = thing.owner && thing.owner !== thing.label ? thing.owner : typeName(thing.type);
  return { value, words: thing.label, show: [el("i", { class: `dot k-${thing.type}` }), el("span", {}, thing.label, thing.matched && el("span", { class: "matched" }, `（${thing.matched}）`)), el("small", {}, owner)] };
}

export const searchPage: Page = async ({ address, main, panel, signal, title, side }) => {
  const words = address.parameters.get("q") ?? "";
  side(false);
  title(say("搜索：{words}", { words }));
  panel.rest(() => null);
  const found = await load<Found>("/search", { q: words, limit: 100 }, signal);
  const section = (name: string, lines: HTMLElement[], classes: string): HTMLElement | false => lines.length > 0 && el("section", {}, el("h2", {}, `${name} `, el("small", { class: "count" }, lines.length)), el("ul", { class: classes }, lines));
  main.replaceChildren(
    el(
      "div",
      { class: "page" },
      el("h1", {}, say("搜索：{words}", { words })),
      !found.things.length && !found.notices.length && !found.measures.length && el("p", { class: "none" }, say("没有找到。")),
      section(say("单位与要素"), found.things.map((thing) => el("li", {}, thingLink(thing), " ", el("small", { class: "hint" }, [typeName(thing.type), thing.owner !== thing.label && thing.owner, thing.matched, say("{count} 条措施", { count: thing.measures })].filter(Boolean).join(" · ")))), "found"),
      section(say("文件"), found.notices.map((notice) => el("li", {}, el("a", { href: notice.path }, notice.title || notice.number), " ", el("small", { class: "hint" }, [notice.number, notice.date].filter(Boolean).join(" · ")))), "found"),
      section(say("措施原文"), found.measures.map((measure) => el("li", {}, el("a", { href: pathOf(measure.iri) ?? measure.path }, `${say("措施")} ${measure.id}`), " ", el("small", { class: "hint" }, measure.notice), el("p", { class: "snippet", lang: "zh-CN" }, snippet(measure.snippet)))), "found"),
    ),
  );
};
