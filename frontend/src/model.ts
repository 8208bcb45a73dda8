// The view models of silian_kg.views and the answers of silian_kg.web, as they come over the wire. Offsets count code points.

export type Certainty = "stated" | "by-reference" | "inferred";
export type Extent = readonly [number, number];

export interface NoticeCard { number: string; title: string; issuers: string[]; date: string; name: string; key?: string }
export interface Passage { notice: number; measure: string; section: string; start: number; text: string; noise: Extent[]; truncated: boolean; iri?: string }
export interface Fact {
  at: number; passage: number; start: number; end: number; type: string; text: string; rule: string; certainty: Certainty;
  role: string; flow: string; cue: Extent | null; chain: string; note: string;
}
/** What every view model holds: passages of notices, and the facts in them. */
export interface Tables { notices: NoticeCard[]; passages: Passage[]; facts: Fact[] }
/** Something that can be clicked: facts that show it, how firmly, and by which rule. `kind` makes it a linkage. */
export interface Item { facts: number[]; certainty: Certainty; rule: string; kind?: string }

export interface Chain { label: string; facts: number[]; measures: number }
export interface Link { source: number; target: number; weight: number; items: Item[] }
export interface ChainsModel extends Tables { chains: Chain[]; links: Link[] }

export type FieldGroup = "named" | "collective" | "classification";
export interface MatrixUnit { label: string; owner: string; nobody: boolean; facts: number[] }
export interface MatrixField { label: string; owner: string; group: FieldGroup; facts: number[] }
export interface MatrixCell { unit: number; field: number; items: Item[] }
export interface MatrixModel extends Tables { units: MatrixUnit[]; fields: MatrixField[]; cells: MatrixCell[] }

export interface Heading { id: string; label: string; level: number; start: number; end: number; measure: boolean; passage: number | null }
export interface NoticeModel extends Tables { source: string; noise: Extent[]; outline: Heading[]; linkages: Item[] }
