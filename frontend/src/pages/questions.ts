// 查询: the competency questions as forms; each answer has its address, and leads to the words that prove it.

import { load, Refusal, twin } from "../api";
import { combobox } from "../combobox";
import { el, type Child } from "../dom";
import { drawAnswer } from "../drawing/answer";
import { language, number, say } from "../language";
import type { Answer, Parameter, Question } from "../model";
import type { Page } from "../page";
import { go, href, write } from "../router";
import { cellOf, decoded } from "../results";

export const questionsPage: Page = async (context) => {
  const { address, main, panel, signal, title, side } = context;
  const questions = await load<Question[]>("/questions", {}, signal);
  const name = address.path.split("/")[2];
  const chosen = questions.find((question) => question.name === name);
  side(false);
  panel.rest(() => null);
  title(chosen ? titleOf(chosen) : say("查询"));
  const result = el("div", { class: "result", "aria-live": "polite" });
  main.replaceChildren(
    el(
      "div",
      { class: "page query-page" },
      tabs("questions"),
      el(
        "div",
        { class: "asking" },
        el("nav", { class: `questions${chosen ? " has-chosen" : ""}`, "aria-label": say("问题") }, el("ul", {}, questions.map((question) => el("li", {}, el("a", { href: `/questions/${question.name}`, "aria-current": question === chosen ? "page" : null }, titleOf(question)))))),
        el("div", { class: "asked" }, chosen ? [form(chosen, address.parameters), result] : [el("h1", {}, say("查询")), el("p", { class: "hint" }, say("选一个问题，填上条件；每一行答案都连到原文。也可以自己写 SPARQL。")), el("ul", { class: "question-cards" }, questions.map((question) => el("li", {}, el("a", { href: `/questions/${question.name}` }, el("b", {}, titleOf(question)), el("span", {}, questionOf(question))))))]),
      ),
    ),
  );
  if (!chosen) return;
  const values = new URLSearchParams([...address.parameters].filter(([key, value]) => value && chosen.parameters.some((parameter) => parameter.name === key)));
  if (chosen.parameters.some((parameter) => parameter.required && !values.has(parameter.name))) return;
  result.replaceChildren(el("p", { class: "waiting", role: "status" }, say("正在查询")));
  try {
    const answer = await load<Answer>(`/questions/${chosen.name}`, values, signal);
    result.replaceChildren(answered(answer, values, address.parameters.get("view") ?? "table", signal));
  } catch (error) {
    if (signal.aborted || !(error instanceof Refusal)) throw error;
    const nearest = Array.isArray(error.about.nearest) ? error.about.nearest.map(String) : [];
    result.replaceChildren(el("div", { class: "trouble", role: "alert" }, error.message, nearest.length > 0 && el("p", {}, say("是不是："), nearest.map((label) => el("span", { class: "chip" }, label)))));
  }
};

export function tabs(current: "questions" | "query"): HTMLElement {
  return el("nav", { class: "tabs", "aria-label": say("查询") }, el("a", { href: "/questions", "aria-current": current === "questions" ? "page" : null }, say("问题")), el("a", { href: "/query", "aria-current": current === "query" ? "page" : null }, "SPARQL"));
}

function titleOf(question: Question): string {
  return language() === "en" ? question.title_en : question.title;
}

function questionOf(question: Question): string {
  return language() === "en" ? question.question_en : question.question;
}

function form(question: Question, parameters: URLSearchParams): HTMLElement {
  const given = new Map<string, string>();
  for (const parameter of question.parameters) given.set(parameter.name, parameters.get(parameter.name) ?? "");
  const ask = (): void => go(href(`/questions/${question.name}`, { ...Object.fromEntries(given), view: parameters.get("view") }));
  const box = el("form", { class: "question-form" }, question.parameters.map((parameter) => field(parameter, given, ask)), el("button", { class: "strong", type: "submit" }, say("查询")));
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const input of box.querySelectorAll("input")) if (input.name) given.set(input.name, input.value.trim());
    ask();
  });
  return el("div", {}, el("h1", {}, titleOf(question)), el("p", { class: "subtitle" }, questionOf(question)), box);
}

function field(parameter: Parameter, given: Map<string, string>, ask: () => void): Child {
  const about = language() === "en" ? parameter.about_en : parameter.about;
  const box = combobox<string>(about || parameter.name, {
    name: parameter.name,
    value: given.get(parameter.name) ?? "",
    empty: true,
    placeholder: parameter.default ?? (parameter.required ? say("例如 {example}", { example: parameter.example }) : say("全部；例如 {example}", { example: parameter.example })),
    offer: async (words, signal) => (await load<{ labels: string[] }>("/labels", { type: parameter.type, q: words, limit: 20 }, signal)).labels.map((label) => ({ value: label, words: label, show: label })),
    take: (label) => {
      given.set(parameter.name, label);
      ask();
    },
  });
  return el("div", { class: "field" }, el("span", { class: "field-name" }, about || parameter.name, parameter.required && el("b", { title: say("必填") }, " *")), box.element);
}

function answered(answer: Answer, values: URLSearchParams, view: string, signal: AbortSignal): HTMLElement {
  const table = { columns: answer.columns, rows: answer.rows.map((row) => row.map(cellOf)) };
  const place = (row: number): string | null => {
    const where = answer.places[row];
    return where ? href(where.path, { at: String(where.start) }) : null;
  };
  const path = `/questions/${answer.name}`;
  return el(
    "div",
    {},
    el(
      "p",
      { class: "bar" },
      el("b", {}, say("{count} 行", { count: number(answer.rows.length) })),
      answer.truncated && el("span", { class: "hint" }, say("（过多，只取前面的）")),
      ["csv", "xlsx", "json"].map((suffix) => el("a", { class: "plain", href: twin(path, suffix, values), download: suffix === "json" ? null : "" }, suffix.toUpperCase())),
      el("a", { class: "plain", href: href("/query", { query: answer.sparql }) }, say("看 SPARQL")),
    ),
    answer.rows.length
      ? drawAnswer(table, { view, shorten: (iri) => decoded(iri.split(/[/#]/).at(-1) ?? iri), ...(answer.places.some(Boolean) && { place }), onview: (chosen) => write({ view: chosen === "table" ? null : chosen }), signal })
      : el("p", { class: "none" }, say("文中未写明。")),
  );
}
