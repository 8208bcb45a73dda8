// What the server answers: the view models of silian_kg.views and the pages of silian_kg.web (docs/explorer.md). Offsets count code points.

export type Certainty = "stated" | "by-reference" | "inferred";
export type Extent = readonly [number, number];
/** How many items there are of each certainty. */
export type Certainties = Partial<Record<Certainty, number>>;

export interface NoticeCard { iri?: string; number: string; title: string; issuers: string[]; date: string; name: string }
export interface Passage { notice: number; measure: string; iri?: string; section: string; start: number; text: string; noise: Extent[]; truncated: boolean }
export interface Fact {
  at: number; passage: number; start: number; end: number; type: string; text: string; thing?: number | null; rule: string; certainty: Certainty;
  role: string; flow: string; cue: Extent | null; chain: string; note: string;
}
/** What every view model holds: passages of notices, and the facts in them. */
export interface Tables { notices: NoticeCard[]; passages: Passage[]; facts: Fact[]; things?: { iri: string; label: string; type: string; owner: string; chain: string }[] }
/** What a mark stands for: facts that show it, how firmly, and by which rule. `kind` makes it a linkage. */
export interface Item { facts: number[]; certainty: Certainty; rule: string; kind?: string }
export interface Evidence extends Tables { items: Item[]; total?: number }

export interface FacetValue { value: string; label: string; count: number; chosen: boolean }
export type Facets = Record<string, FacetValue[]>;
export interface Named { iri: string; path: string; label: string }
export interface Thing extends Named { type: string; owner?: string; measures: number; certainty?: Certainties; matched?: string }
export interface NoticeRow { iri: string; path: string; number: string; title: string; issuers: string[]; date: string; region?: string; name?: string; measures: number; snippet?: string[] | string | null }

export interface Status {
  store: string; state: "loading" | "empty" | "ready"; generation: string; changed: boolean; stage: string; notices: number; measures: number;
  upload: boolean; founding: boolean; update: boolean; endings: string[]; version: string;
}
export interface Overview {
  counts: Record<string, number>;
  chains: { label: string; measures: number }[];
  links: { source: number; target: number; measures: number; certainty: Certainties }[];
  gaps: { source: number; target: number }[];
  units: Thing[]; fields: Thing[]; newest: NoticeRow[]; facets: Facets;
}

export type FieldGroup = "named" | "collective" | "classification";
export interface LeanMatrix {
  units: { iri: string; path: string; label: string; owner: string; nobody: boolean; measures: number }[];
  fields: { iri: string; path: string; label: string; owner: string; group: FieldGroup; measures: number }[];
  cells: { unit: number; field: number; measures: number; certainty: Certainties }[];
  total: { units: number; fields: number }; facets: Facets;
}

export interface NetworkNode { iri: string; path: string; label: string; type: string; owner: string; chain: string; measures: number; x: number; y: number; degree: number }
export interface NetworkModel {
  nodes: NetworkNode[];
  edges: { source: number; target: number; measures: number; certainty: Certainties; in: string[] }[];
  links: { source: number; target: number; measures: number; certainty: Certainties }[];
  measures: { iri: string; path: string; id: string; notice: string; opening: string }[];
  total: { nodes: number; edges: number }; thinned: number; ways: string[][]; facets: Facets;
}

export interface Heading { id: string; label: string; level: number; start: number; end: number; measure: boolean; passage: number | null }
export interface NoticeModel extends Tables {
  source: string; noise: Extent[]; outline: Heading[]; linkages: Item[]; path?: string;
  cites?: { title: string; number: string; relation: string; iri: string; path: string; held: boolean }[];
  cited_by?: { iri: string; path: string; title: string; number: string }[];
}
export interface NoticeList { total: number; offset: number; notices: NoticeRow[]; facets: Facets }

export interface ThingModel extends Named {
  type: string; kind: string; owner: string; chain: string;
  labels: { value: string; language: string; property: string }[]; definition: string;
  broader: Named[]; narrower: Named[]; mapped: (Named & { owner: string; relation: string })[];
  since: string; measures: number; by: NoticeRow[]; related: Thing[]; serves: Thing[];
  statements: { property: string; label: string; value: Named | string | number | boolean }[];
  evidence: Evidence; text?: string; units?: Thing[]; notice?: Named & { title?: string; number?: string };
}

export interface Found {
  things: Thing[];
  notices: { iri: string; path: string; title: string; number: string; date: string }[];
  measures: { iri: string; path: string; id: string; notice: string; snippet: string[] }[];
}

export interface Parameter { name: string; type: string; required: boolean; default: string | null; example: string; about: string; about_en: string }
export interface Question { name: string; title: string; title_en: string; question: string; question_en: string; sparql: string; parameters: Parameter[] }
export type Value = string | number | boolean | null;
export interface Answer {
  name: string; question: string; values: Record<string, string>; columns: string[]; rows: Value[][]; sparql: string;
  places: ({ path: string; start: number; end: number } | null)[]; truncated: boolean;
}
export interface Completion {
  prefixes: Record<string, string>;
  classes: { iri: string; curie: string; label: string; label_en: string; count: number }[];
  properties: { iri: string; curie: string; label: string; label_en: string; count: number; of: string[] }[];
  examples: { name: string; title: string; title_en: string; sparql: string }[];
}
export interface Job { state: string; name: string; error: string | null; notice: { path: string; title: string } | null }
