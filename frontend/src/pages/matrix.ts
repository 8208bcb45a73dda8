// 谁服务什么: units × fields with facets; a cell opens the sentence; what is seen can be taken away as CSV, XLSX, SVG or PNG.

import { levelsOf, load, twin } from "../api";
import { debounced, el } from "../dom";
import { drawMatrix, GROUP_NAMES, type MatrixChoice, type MatrixPicture, type MatrixState } from "../drawing/matrix";
import { matrixImage, pngOf } from "../drawing/matrix-image";
import { say } from "../language";
import type { LeanMatrix } from "../model";
import { facetBar, facetsOf, save, type Context, type Page } from "../page";
import { write } from "../router";
import { certaintyTag, LEVELS } from "../wording";
import { prove } from "./proof";

const OTHERS = ["q", "units", "fields"];
const MORE = { units: "500", fields: "500" };

export const matrixPage: Page = async (context) => {
  const { address, main, panel, signal, title, side } = context;
  title(say("谁服务什么"));
  const search = facetsOf(address.parameters, OTHERS);
  const model = await load<LeanMatrix>("/matrix", search, signal);
  side(true);
  const picture: MatrixPicture = { ...model, cells: model.cells.map((cell) => ({ ...cell, levels: levelsOf(cell.certainty) })) };
  const state: MatrixState = { query: "", order: address.parameters.get("order") === "name" ? "name" : "busy", column: null, whole: true };
  const table = el("table", { class: "matrix" });
  let shown = draw();

  function draw(): ReturnType<typeof drawMatrix> {
    return drawMatrix(table, picture, state, (choice, sort) => {
      if (sort && choice.field !== undefined) {
        state.column = state.column === choice.field ? null : choice.field;
        shown = draw();
        const place = shown.fields.indexOf(choice.field);
        table.querySelectorAll<HTMLElement>("thead tr:last-child .head")[place]?.focus();
      }
      void show(context, model, choice);
    });
  }
  const order = el("select", { "aria-label": say("排序") }, el("option", { value: "busy" }, say("措施多者在前")), el("option", { value: "name" }, say("按名称")));
  order.value = state.order;
  order.addEventListener("change", () => {
    state.order = order.value === "name" ? "name" : "busy";
    write({ order: order.value === "name" ? "name" : null });
    shown = draw();
  });
  const filter = el("input", { type: "search", placeholder: say("单位或领域的名称"), "aria-label": say("单位或领域的名称") });
  filter.addEventListener("input", debounced(() => {
    state.query = filter.value.trim();
    shown = draw();
  }));
  const image = (): string => matrixImage(picture, shown);
  const downloads = el(
    "span",
    { class: "set" },
    el("a", { class: "plain", href: twin("/matrix", "csv", search), download: "" }, "CSV"),
    el("a", { class: "plain", href: twin("/matrix", "xlsx", search), download: "" }, "XLSX"),
    el("button", { class: "plain", type: "button", onclick: () => save("matrix.svg", new Blob([image()], { type: "image/svg+xml" })) }, "SVG"),
    el("button", { class: "plain", type: "button", onclick: () => void pngOf(image()).then((blob) => save("matrix.png", blob)) }, "PNG"),
    el("a", { class: "plain", href: twin("/matrix", "json", search) }, "JSON"),
  );
  const nobodies = model.units.filter((unit) => unit.nobody).length;
  const all = model.units.length - nobodies >= model.total.units && model.fields.length >= model.total.fields;
  const whole = new URLSearchParams([...address.parameters, ...Object.entries(MORE)]);
  main.replaceChildren(
    el(
      "div",
      { class: "matrix-page" },
      el(
        "div",
        { class: "names" },
        el("h1", {}, say("哪些单位服务哪些产业")),
        el("p", { class: "subtitle" }, say("{units} 个单位 · {fields} 个产业与领域 · 空格：文中未写明", model.total), !all && [" · ", say("显示 {units} × {fields}", { units: model.units.length - nobodies, fields: model.fields.length }), " · ", el("a", { href: `/matrix?${whole}` }, say("显示更多"))]),
      ),
      el("div", { class: "tools" }, facetBar(model.facets, address), el("span", { class: "set" }, filter, order), el("span", { class: "set legend" }, LEVELS.map(certaintyTag)), downloads),
      el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("哪些单位服务哪些产业") }, table),
    ),
  );
  panel.rest(() => [
    el("p", { class: "kicker" }, say("原文证据")),
    el("p", { class: "hint" }, say("点一格，看哪条措施、哪句原文把单位与领域联系起来。点单位或领域名称，看它的全部依据；点领域名称也按它排序。")),
    el("p", { class: "hint" }, say("明示：句中写明。泛指：句中只说一个未列名称的领域。推断：由所列规则推出。空格：文中未写明。")),
  ]);
};

async function show(context: Context, model: LeanMatrix, choice: MatrixChoice): Promise<void> {
  const unit = model.units[choice.unit ?? -1];
  const field = model.fields[choice.field ?? -1];
  const page = (row: { path: string; label: string } | undefined): HTMLElement | false | undefined => row && Boolean(row.path) && el("a", { class: "plain", href: row.path }, say("{label}的页面", { label: row.label }));
  const title = [unit?.nobody ? say(unit.label) : unit?.label, field?.label].filter(Boolean).join(" × ");
  const kicker = unit && field ? say("单位 × 领域") : unit ? say("单位") : field ? say(GROUP_NAMES[field.group]) : "";
  await prove(context, { ...(unit && { unit: unit.iri }), ...(field && { field: field.iri }) }, { kicker, title, summary: unit?.owner || field?.owner || "", extra: el("p", { class: "set" }, page(unit), " ", page(field)) });
}
