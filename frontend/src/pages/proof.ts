// What a mark stands for is fetched when it is chosen, and shown in the panel.

import { load, Refusal } from "../api";
import { el, type Child } from "../dom";
import { measuresOf } from "../evidence";
import { say } from "../language";
import type { Evidence } from "../model";
import { facetsOf, type Context } from "../page";

export interface Wanted { kicker: string; title: string; extra?: Child; empty?: string; summary?: string }

/** Show the evidence of a mark: `parameters` as /evidence.json takes them; the facets of the page narrow it. */
export async function prove(context: Context, parameters: Readonly<Record<string, string>>, wanted: Wanted): Promise<void> {
  const search = facetsOf(context.address.parameters);
  search.delete("thing"); // here it is a mark, not a facet
  for (const [name, value] of Object.entries(parameters)) search.append(name, value);
  let found: Evidence;
  try {
    found = await load<Evidence>("/evidence", search, context.signal);
  } catch (error) {
    if (context.signal.aborted) return;
    if (!(error instanceof Refusal)) throw error;
    return context.panel.fill(el("p", { class: "kicker" }, wanted.kicker), el("h2", {}, wanted.title), el("p", { class: "none" }, error.message));
  }
  const total = found.total ?? found.items.length;
  const count = say("{count} 条措施", { count: measuresOf(found, found.items) });
  const part = total > found.items.length ? say("；显示 {total} 项依据中的前 {count} 项", { total, count: found.items.length }) : "";
  context.panel.show({ tables: found, items: found.items, kicker: wanted.kicker, title: wanted.title, summary: found.items.length ? (wanted.summary ? `${wanted.summary} · ` : "") + count + part : wanted.summary, extra: wanted.extra, ...(wanted.empty && { empty: wanted.empty }) });
}
