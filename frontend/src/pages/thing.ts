// Every thing has its page: what is said of it, by whom, since when, with the words that say it.

import { levelsOf, load, twin } from "../api";
import { el, type Child } from "../dom";
import { evidence } from "../evidence";
import { say } from "../language";
import type { Named, NoticeRow, ThingModel } from "../model";
import { placeOf, ranking, thingLink, type Page } from "../page";
import { href } from "../router";
import { certaintyTag, chainClass, typeName } from "../wording";

const RELATIONS: Readonly<Record<string, string>> = { exactMatch: "同", closeMatch: "近于", broadMatch: "属于", narrowMatch: "包含", relatedMatch: "相关" };
const FIRST = 12; // units or fields before the fold
const AT_ONCE = 24; // related things

export const thingPage: Page = async ({ address, main, panel, signal, title, side }) => {
  const model = await load<ThingModel>(address.path, {}, signal);
  side(false);
  const isMeasure = model.type === "measure";
  const name = isMeasure ? `${say("措施")} ${model.label}` : model.label;
  title(name);
  panel.rest(() => null);
  const kind = model.kind || typeName(model.type);
  main.replaceChildren(
    el(
      "div",
      { class: "page thing-page" },
      el("p", { class: "kicker" }, el("span", { class: `thing k-${model.type}` }, el("i", { class: "dot", "aria-hidden": "true" }), say(kind)), model.chain && el("span", { class: chainClass(model.chain) }, " · ", model.chain)),
      el("h1", {}, name),
      el("p", { class: "subtitle" }, [isMeasure && [model.notice?.number, model.notice?.title].filter(Boolean).join(" "), model.owner !== model.label && model.owner, isMeasure ? "" : model.measures ? say("{count} 条措施", { count: model.measures }) : say("文中未写明"), model.since && say("自 {date}", { date: model.since })].filter(Boolean).join(" · ")),
      model.definition && el("p", { class: "definition", lang: "zh-CN" }, model.definition),
      el(
        "p",
        { class: "bar" },
        model.measures > 0 && !isMeasure && el("a", { class: "plain", href: href("/network", { thing: model.iri }) }, say("在图谱中看")),
        model.notice && el("a", { class: "plain", href: `${model.notice.path}#${model.label}` }, say("看原文位置")),
        ["json", "ttl"].map((suffix) => el("a", { class: "plain", href: twin(address.path, suffix) }, suffix.toUpperCase())),
        el("a", { class: "plain", href: href("/query", { query: describing(model.iri) }) }, "SPARQL"),
      ),
      el(
        "div",
        { class: "columns" },
        el(
          "div",
          { class: "main-column" },
          model.serves.length > 0 && el("section", {}, el("h2", {}, model.type === "unit" ? say("服务的产业与领域") : say("服务它的单位")), served(model)),
          el("section", {}, el("h2", {}, say("原文证据")), evidence(model.evidence, model.evidence.items, placeOf)),
        ),
        el("div", { class: "side-column" }, known(model)),
      ),
    ),
  );
};

function known(model: ThingModel): Child {
  const section = (name: string, content: Child, count: number): Child => count > 0 && el("section", {}, el("h2", {}, name), content);
  const named = (things: readonly Named[]): Child => el("ul", { class: "plain-list" }, things.map((thing) => el("li", {}, el("a", { href: thing.path }, thing.label))));
  const others = model.labels.filter((label) => label.value !== model.label);
  return [
    model.units && section(say("责任单位"), el("ul", { class: "plain-list" }, model.units.map((unit) => el("li", {}, thingLink({ ...unit, type: "unit" })))), model.units.length),
    section(say("写到它的文件"), el("ul", { class: "plain-list" }, model.by.map(byLine)), model.by.length),
    section(
      say("同在一条措施中"),
      related(model),
      model.related.length,
    ),
    section(say("别名"), el("p", { lang: "zh-CN" }, others.map((label) => label.value).join("、")), others.length),
    section(say("上位"), named(model.broader), model.broader.length),
    section(say("下位"), named(model.narrower), model.narrower.length),
    section(say("对应的标准分类"), el("ul", { class: "plain-list" }, model.mapped.map((other) => el("li", {}, el("small", {}, say(RELATIONS[other.relation] ?? other.relation), " "), el("a", { href: other.path }, other.label), el("small", {}, " ", other.owner)))), model.mapped.length),
    section(
      say("其他陈述"),
      el("dl", { class: "statements" }, model.statements.map(({ label, value }) => [el("dt", {}, label), el("dd", {}, typeof value === "object" ? (value.path ? el("a", { href: value.path }, value.label) : value.label) : String(value))])),
      model.statements.length,
    ),
  ];
}

function served(model: ThingModel): Child {
  const rest = model.serves.slice(FIRST);
  return [ranking(model.serves.slice(0, FIRST)), rest.length > 0 && el("details", {}, el("summary", {}, say("其余 {count} 项", { count: rest.length })), ranking(rest))];
}

function related(model: ThingModel): HTMLElement {
  const line = (thing: ThingModel["related"][number]): HTMLElement => el("li", {}, thingLink(thing), " ", el("small", {}, thing.measures), " ", levelsOf(thing.certainty).map(certaintyTag));
  const first = model.related.slice(0, AT_ONCE).map(line);
  const rest = model.related.slice(AT_ONCE).map(line);
  return el("div", {}, el("ul", { class: "plain-list" }, first), rest.length > 0 && el("details", {}, el("summary", {}, say("其余 {count} 项", { count: rest.length })), el("ul", { class: "plain-list" }, rest)));
}

function byLine(notice: NoticeRow): HTMLElement {
  return el("li", {}, el("a", { href: notice.path }, notice.title || notice.number || notice.name), el("small", { class: "block" }, [notice.number, notice.issuers.join("、"), notice.date].filter(Boolean).join(" · ")));
}

function describing(iri: string): string {
  return `SELECT ?property ?value\nWHERE { <${iri}> ?property ?value }\nLIMIT 200`;
}
