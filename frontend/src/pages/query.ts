// The SPARQL endpoint for people: an editor, examples, history; each query and the view of its answer have an address.

import { load, Refusal } from "../api";
import { el, fill, type Child } from "../dom";
import { drawAnswer } from "../drawing/answer";
import { makeEditor, type Editor } from "../editor";
import { keep, kept, language, number, say } from "../language";
import type { Completion } from "../model";
import type { Context, Page } from "../page";
import { href, write } from "../router";
import { decoded, drawTable, type Cell, type Table } from "../results";
import { tabs } from "./questions";

interface Binding { type: string; value: string; datatype?: string; "xml:lang"?: string }
interface SelectAnswer { head: { vars?: string[] }; results?: { bindings: Record<string, Binding>[] }; boolean?: boolean }

const KEPT = "silian-queries";
const REMEMBERED = 30;
const LONGEST = 6000; // characters of a query that an address carries
const FIRST = `SELECT ?单位 ?领域 (COUNT(DISTINCT ?m) AS ?措施数)
WHERE {
  ?m skg:responsibleUnit ?u ; skg:benefits ?f .
  ?u skos:prefLabel ?单位 . ?f a skg:Industry ; skos:prefLabel ?领域
}
GROUP BY ?单位 ?领域
ORDER BY DESC(?措施数) ?单位 ?领域
LIMIT 50`;
const RESULTS = "application/sparql-results+json, application/n-triples;q=0.9";
const NUMERIC = /#(integer|decimal|double|float|int|long|nonNegativeInteger|positiveInteger)$/;
const TRIPLE = /^(?<s><[^>]*>|_:\S+) <(?<p>[^>]*)> (?<o>.*) \.$/; // a line of N-Triples

export const queryPage: Page = async (context) => {
  const { address, main, panel, title, side, signal } = context;
  side(false);
  title("SPARQL");
  panel.rest(() => null);
  const result = el("div", { class: "result", "aria-live": "polite" });
  const given = address.parameters.get("query");
  const editor: Editor = await makeEditor(given ?? past()[0] ?? FIRST, () => void run());
  signal.addEventListener("abort", () => editor.destroy());
  const known = await load<Completion>("/completion", {}, signal).catch(() => null); // then there are no examples and prefixes to offer
  const shorten = shortener(known?.prefixes ?? {});
  const histories = el("select", { "aria-label": say("历史") });
  const remember = (): void => fill(histories, el("option", { value: "" }, say("历史")), past().map((text, place) => el("option", { value: place }, text.replace(/\s+/g, " ").slice(0, 70))));
  histories.addEventListener("change", () => {
    const text = past()[Number(histories.value)];
    if (histories.value && text) editor.set(text);
    histories.value = "";
  });
  const examples = el("select", { "aria-label": say("例子") }, el("option", { value: "" }, say("例子")), (known?.examples ?? []).map((example, place) => el("option", { value: place }, language() === "en" ? example.title_en : example.title)));
  examples.addEventListener("change", () => {
    const example = known?.examples[Number(examples.value)];
    if (examples.value && example) (editor.set(example.sparql), void run());
    examples.value = "";
  });
  const button = el("button", { class: "strong", type: "button", title: "Ctrl+Enter", onclick: () => void run() }, say("运行"));
  const run = async (): Promise<void> => {
    const text = editor.text();
    if (!text.trim()) return;
    editor.clear();
    write({ query: text.length <= LONGEST ? text : null });
    button.disabled = true;
    fill(result, el("p", { class: "waiting", role: "status" }, say("正在查询")));
    const started = performance.now();
    try {
      const answer = await ask(text, signal);
      fill(result, shown(context, answer, text, shorten, performance.now() - started));
      keep(KEPT, JSON.stringify([text, ...past().filter((other) => other !== text)].slice(0, REMEMBERED)));
      remember();
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Refusal)) throw error;
      const [line, column] = [numberOf(error.about.line), numberOf(error.about.column)];
      if (error.status === 400) editor.fault(error.message, line, column);
      fill(result, el("div", { class: "trouble", role: "alert" }, line !== null && el("b", {}, say("第 {line} 行：", { line })), error.message));
    } finally {
      button.disabled = false;
    }
  };
  remember();
  main.replaceChildren(
    el(
      "div",
      { class: "page query-page" },
      tabs("query"),
      el("h1", { class: "sr" }, "SPARQL"),
      editor.element,
      el("div", { class: "bar" }, button, examples, histories, el("span", { class: "hint" }, say("前缀不必声明；输入汉字可按名称补全。"))),
      result,
      el("details", { class: "prefixes" }, el("summary", {}, say("端点与前缀")), el("p", {}, el("code", {}, `${window.location.origin}/sparql`)), el("dl", { class: "statements" }, Object.entries(known?.prefixes ?? {}).map(([prefix, iri]) => [el("dt", {}, `${prefix}:`), el("dd", {}, el("code", {}, iri))]))),
    ),
  );
  if (given) await run();
};

async function ask(text: string, signal: AbortSignal): Promise<SelectAnswer | string> {
  const answer = await fetch("/sparql", { method: "POST", credentials: "same-origin", signal, headers: { Accept: RESULTS, "Content-Type": "application/sparql-query" }, body: text });
  const kind = answer.headers.get("Content-Type") ?? "";
  if (answer.ok) return kind.includes("json") ? ((await answer.json()) as SelectAnswer) : answer.text();
  const body = await answer.text();
  let about: Record<string, unknown> = { error: body };
  if (kind.includes("json")) about = JSON.parse(body) as Record<string, unknown>;
  throw new Refusal(String(about.error ?? body), answer.status, about);
}

function shown({ address, signal }: Context, answer: SelectAnswer | string, query: string, shorten: (iri: string) => string, milliseconds: number): Child {
  const took = say("{ms} 毫秒", { ms: Math.round(milliseconds) });
  if (typeof answer !== "string" && answer.boolean !== undefined) return el("p", { class: "boolean" }, el("b", {}, answer.boolean ? say("是") : say("否")), " ", el("small", {}, took));
  const table = typeof answer === "string" ? triples(answer) : rows(answer);
  const formats = typeof answer === "string" ? [["Turtle", "turtle"], ["JSON-LD", "jsonld"], ["N-Triples", "ntriples"]] : [["CSV", "csv"], ["TSV", "tsv"], ["JSON", "json"], ["XML", "xml"]];
  const links = query.length <= LONGEST && formats.map(([name, format]) => el("a", { class: "plain", href: href("/sparql", { query, format: format ?? null }), download: `query.${format ?? ""}` }, name));
  return [
    el("p", { class: "bar" }, el("b", {}, say("{count} 行", { count: number(table.rows.length) })), el("small", { class: "hint" }, took), links),
    table.rows.length ? drawAnswer(table, { view: address.parameters.get("view") ?? "table", shorten, onview: (view) => write({ view: view === "table" ? null : view }), signal }) : drawTable(table, shorten),
  ];
}

function rows(answer: SelectAnswer): Table {
  const columns = answer.head.vars ?? [];
  const cell = (binding: Binding | undefined): Cell | null => {
    if (!binding) return null;
    if (binding.type === "uri") return { value: binding.value, kind: "iri" };
    if (binding.type === "bnode") return { value: `_:${binding.value}`, kind: "blank" };
    const language_ = binding["xml:lang"];
    return { value: NUMERIC.test(binding.datatype ?? "") ? Number(binding.value) : binding.value, kind: "literal", ...(language_ && { language: language_ }) };
  };
  return { columns, rows: (answer.results?.bindings ?? []).map((binding) => columns.map((name) => cell(binding[name]))) };
}

function triples(text: string): Table {
  const found = text.split("\n").flatMap((line) => {
    const parts = TRIPLE.exec(line)?.groups;
    return parts ? [[node(parts.s ?? ""), { value: parts.p ?? "", kind: "iri" } as Cell, node(parts.o ?? "")]] : [];
  });
  return { columns: ["subject", "predicate", "object"], rows: found };
}

function node(term: string): Cell {
  if (term.startsWith("<")) return { value: unescaped(term.slice(1, -1)), kind: "iri" };
  if (term.startsWith("_:")) return { value: term, kind: "blank" };
  const end = term.lastIndexOf('"');
  const tag = term.slice(end + 1);
  const value = unescaped(term.slice(1, end));
  return { value: NUMERIC.test(tag.slice(0, -1)) ? Number(value) : value, kind: "literal", ...(tag.startsWith("@") && { language: tag.slice(1) }) };
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", '"': '"', "'": "'", "\\": "\\" };
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short: string | undefined, long: string | undefined, sign: string | undefined) => (sign ? (signs[sign] ?? sign) : String.fromCodePoint(parseInt(short ?? long ?? "20", 16))));
}

function shortener(prefixes: Readonly<Record<string, string>>): (iri: string) => string {
  const longest = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  return (iri) => {
    const [prefix, base] = longest.find(([, start]) => iri.startsWith(start)) ?? [];
    return decoded(prefix !== undefined && base ? `${prefix}:${iri.slice(base.length)}` : iri);
  };
}

function past(): string[] {
  try {
    const found: unknown = JSON.parse(kept(KEPT) ?? "[]");
    return Array.isArray(found) ? found.filter((text): text is string => typeof text === "string") : [];
  } catch (error) {
    if (error instanceof SyntaxError) return []; // somebody else wrote there
    throw error;
  }
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
