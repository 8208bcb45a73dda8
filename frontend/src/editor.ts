// A SPARQL editor that completes from the data: prefixes, classes, properties, labels, variables; the server's error at its line.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, snippetCompletion, type Completion as Offer, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { load } from "./api";
import { language, say } from "./language";
import type { Completion } from "./model";
import { typeName } from "./wording";

export interface Editor {
  element: HTMLElement;
  text(): string;
  set(text: string): void;
  /** Mark an error of the server; lines and columns count from 1. */
  fault(message: string, line: number | null, column: number | null): void;
  clear(): void;
  destroy(): void;
}

const KEYWORDS = "SELECT DISTINCT WHERE CONSTRUCT ASK DESCRIBE FROM NAMED GRAPH OPTIONAL FILTER UNION MINUS BIND VALUES PREFIX BASE ORDER BY ASC DESC LIMIT OFFSET GROUP HAVING COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT AS NOT EXISTS IN UNDEF REDUCED".split(" ");
const FUNCTIONS = "STR LANG LANGMATCHES DATATYPE BOUND IRI STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER CONCAT REPLACE REGEX YEAR MONTH DAY IF COALESCE isIRI isLiteral isBlank".split(" ");
const SHAPES = [
  snippetCompletion("SELECT ${?measure} WHERE {\n  ${?measure a skg:Measure .}\n}\nLIMIT 100", { label: "SELECT … WHERE", type: "keyword", boost: 2 }),
  snippetCompletion("OPTIONAL { ${} }", { label: "OPTIONAL { }", type: "keyword" }),
  snippetCompletion('FILTER(CONTAINS(${?label}, "${词}"))', { label: "FILTER(CONTAINS())", type: "keyword" }),
];
const WORD = /[\w:.\-⺀-鿿/“”]*/;
const BEFORE = /(?:[?$][\w⺀-鿿]*|[\w⺀-鿿-]*:[\w⺀-鿿.\-“”]*|[\w⺀-鿿-]+)$/; // ?measure, skg:dev, 海洋, SEL

export async function makeEditor(text: string, run: () => void): Promise<Editor> {
  const known = load<Completion>("/completion").catch(() => null); // without it the editor completes keywords alone
  const element = document.createElement("div");
  element.className = "sparql-host";
  const root = element.attachShadow({ mode: "open" }); // here styles are adopted sheets: the policy of the pages forbids style elements
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      sparql(),
      syntaxHighlighting(COLOURS),
      autocompletion({ override: [(context) => complete(context, known)], activateOnTyping: true, maxRenderedOptions: 60 }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": say("SPARQL 查询"), spellcheck: "false", autocapitalize: "off" }),
      placeholder(say("写一个 SPARQL 查询；Ctrl+Enter 运行")),
      LOOK,
    ],
  });
  const view = new EditorView({ state, root, parent: root });
  const clear = (): void => view.dispatch(setDiagnostics(view.state, []));
  return {
    element,
    text: () => view.state.doc.toString(),
    set: (words) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } }),
    fault(message, line, column) {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
      const from = line === null ? at.from : Math.min(at.from + Math.max((column ?? 1) - 1, 0), at.to);
      const end = /^\S+/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
      view.dispatch(setDiagnostics(view.state, [{ from: end ? from : at.from, to: end ? from + end : at.to, severity: "error", message }]), { effects: EditorView.scrollIntoView(from) });
    },
    clear,
    destroy: () => view.destroy(),
  };
}

async function complete(context: CompletionContext, known: Promise<Completion | null>): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const before = BEFORE.exec(line.text.slice(0, context.pos - line.from))?.[0] ?? "";
  if (!before && !context.explicit) return null;
  const from = context.pos - before.length;
  if (/^[?$]/.test(before)) return { from, options: variables(context.state.doc.toString(), before), validFor: /^[?$][\w⺀-鿿]*$/ };
  const data = await known;
  const isClass = /(?:\ba|rdf:type)\s+\S*$/.test(line.text.slice(0, context.pos - line.from));
  const terms = (data ? (isClass ? data.classes : [...data.properties, ...data.classes]) : []).map((term): Offer => {
    const label = language() === "en" ? term.label_en : term.label;
    return { label: term.curie, detail: label, info: `${term.iri}\n× ${term.count}`, type: data?.classes.includes(term as Completion["classes"][number]) ? "class" : "property", boost: Math.min(20, Math.log2(term.count + 1)) };
  });
  const byLabel = terms.filter((term) => /[⺀-鿿]/.test(before) && term.detail?.includes(before)).map((term) => ({ ...term, label: term.detail ?? "", detail: term.label, apply: term.label }));
  const prefixes = Object.entries(data?.prefixes ?? {}).map(([prefix, iri]): Offer => ({ label: `${prefix}:`, detail: iri, type: "namespace", boost: -10 }));
  const words = before.includes(":") ? before.slice(before.indexOf(":") + 1) : before;
  const named = words && /[⺀-鿿]/.test(words) ? await labels(words) : [];
  const plain = before.includes(":") ? [] : [...KEYWORDS.map((label): Offer => ({ label, type: "keyword", boost: -5 })), ...FUNCTIONS.map((label): Offer => ({ label, type: "function", apply: `${label}(`, boost: -20 })), ...SHAPES];
  const options = [...named, ...byLabel, ...terms, ...prefixes, ...plain];
  return options.length ? { from, options, filter: true, ...(named.length || byLabel.length ? {} : { validFor: WORD }) } : null;
}

/** Things by their labels: what is written is the prefixed name or the IRI, what is matched the words typed. */
async function labels(words: string): Promise<Offer[]> {
  const { terms } = await load<{ terms: { iri: string; curie: string; label: string; type: string }[] }>("/completion", { q: words, limit: 20 }).catch(() => ({ terms: [] })); // nothing to offer is no error
  return terms.map((term) => ({ label: term.label, detail: `${typeName(term.type)} · ${term.curie || term.iri}`, apply: term.curie || `<${term.iri}>`, type: "constant", boost: 30 }));
}

function variables(text: string, typed: string): Offer[] {
  const all = new Set(text.match(/[?$][\w⺀-鿿]+/g) ?? []);
  return [...all].filter((name) => name !== typed).map((label) => ({ label, type: "variable" }));
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--accent)" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "rgb(var(--unit))" },
  { tag: [tags.string, tags.special(tags.string)], color: "rgb(var(--industry))" },
  { tag: [tags.number, tags.bool, tags.literal], color: "rgb(var(--program))" },
  { tag: [tags.comment, tags.lineComment], color: "var(--muted)" },
  { tag: [tags.url, tags.link, tags.namespace, tags.propertyName, tags.labelName, tags.typeName, tags.name], color: "rgb(var(--platform))" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", fontSize: "14px", border: "1px solid var(--line)", borderRadius: "10px", overflow: "hidden" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", minHeight: "220px", maxHeight: "46vh" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--muted)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "rgba(125, 125, 125, .07)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "rgba(125, 140, 170, .28)" },
  ".cm-placeholder": { color: "var(--muted)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "var(--shadow)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "15em" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionInfo": { whiteSpace: "pre-line", overflowWrap: "anywhere", fontSize: "12px" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", whiteSpace: "pre-wrap" },
});
