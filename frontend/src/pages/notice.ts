// One notice: its text with every piece of evidence, its outline, its facts, what it cites and what cites it.

import { load, twin } from "../api";
import { el, type Child } from "../dom";
import { drawNotice } from "../drawing/notice";
import { say } from "../language";
import type { NoticeModel } from "../model";
import type { Page } from "../page";
import { thingPage } from "./thing";

export const noticePage: Page = async (context) => {
  const { address, main, panel, signal, title, side } = context;
  const model = await load<NoticeModel>(address.path, {}, signal);
  if (typeof model.source !== "string") return thingPage(context); // cited by others, and not in the store itself
  const card = model.notices[0];
  const name = card?.title || card?.name || "";
  side(true);
  title(name);
  const view = drawNotice(model, panel, () => related(model));
  const found = el("output", {});
  const box = el("input", { type: "search", placeholder: say("在本文中查找"), "aria-label": say("在本文中查找") });
  box.addEventListener("input", () => {
    const count = view.search(box.value.trim());
    found.textContent = box.value.trim() ? say("{count} 处", { count }) : "";
  });
  box.addEventListener("keydown", (event) => event.key === "Enter" && view.next(event.shiftKey));
  const measures = model.outline.filter((heading) => heading.measure).length;
  const about = [card?.number, card?.issuers.join("、"), card?.date, say("{count} 条措施", { count: measures }), say("{count} 处证据", { count: model.facts.length })];
  main.replaceChildren(
    el(
      "div",
      { class: "notice-page" },
      el(
        "div",
        { class: "names" },
        el("h1", {}, name),
        el("p", { class: "subtitle" }, about.filter(Boolean).join(" · ")),
        el("div", { class: "bar" }, box, found, el("span", { class: "set" }, ["json", "ttl", "txt"].map((suffix) => el("a", { class: "plain", href: twin(address.path, suffix) }, suffix.toUpperCase())))),
      ),
      view.element,
    ),
  );
  const start = address.parameters.get("at");
  if (address.hash || start !== null) view.reveal({ ...(address.hash && { measure: address.hash }), ...(start !== null && { start: Number(start) }) });
};

function related(model: NoticeModel): Child {
  const list = (name: string, lines: HTMLElement[]): Child => lines.length > 0 && [el("h2", { class: "kicker" }, name), el("ul", { class: "sources" }, lines)];
  return [
    list(say("所引文件"), (model.cites ?? []).map((other) => el("li", {}, el("small", {}, say(other.relation), " "), other.held && other.path ? el("a", { href: other.path }, other.title || other.number) : other.title || other.number, other.title && other.number && el("small", {}, ` ${other.number}`)))),
    list(say("被这些文件引用"), (model.cited_by ?? []).map((other) => el("li", {}, el("a", { href: other.path }, other.title || other.number), other.title && other.number && el("small", {}, ` ${other.number}`)))),
  ];
}
