// The JSON behind the pages: every page has its twin under the same address with `.json`.

import type { Certainties, Certainty } from "./model";
import { LEVELS } from "./wording";

const BASE = "https://w3id.org/silian-kg/";

export type Parameters = URLSearchParams | Readonly<Record<string, string | number | null | undefined>>;

/** The server's refusal, in its sentence. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly about: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The JSON twin of a page; `/` is the overview. */
export async function load<Model>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<Model> {
  const answer = await fetch(twin(path, "json", parameters), { headers: { Accept: "application/json" }, credentials: "same-origin", ...(signal && { signal }) });
  return (await read(answer)) as Model;
}

export async function post<Model>(path: string, body?: Blob): Promise<Model> {
  const answer = await fetch(path, { method: "POST", credentials: "same-origin", headers: { Accept: "application/json", ...(body && { "Content-Type": "application/octet-stream" }) }, ...(body && { body }) });
  return (await read(answer)) as Model;
}

async function read(answer: Response): Promise<unknown> {
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const body: unknown = isJson ? await answer.json() : await answer.text();
  if (answer.ok && isJson) return body;
  const about = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : { error: String(body).slice(0, 400) };
  throw new Refusal(typeof about.error === "string" && about.error ? about.error : answer.statusText, answer.status, about);
}

/** The address of a page in another form: json, csv, xlsx, ttl. */
export function twin(path: string, suffix: string, parameters: Parameters = {}): string {
  const search = parameters instanceof URLSearchParams ? new URLSearchParams(parameters) : new URLSearchParams();
  if (!(parameters instanceof URLSearchParams)) {
    for (const [name, value] of Object.entries(parameters)) if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  search.delete("lang");
  const query = search.toString();
  return `${path === "/" ? "/overview" : path.replace(/\/$/, "")}.${suffix}${query ? `?${query}` : ""}`;
}

/** The page of a thing of ours, else null. */
export function pathOf(iri: string): string | null {
  return iri.startsWith(BASE) && /^(id|vocab|ns)[/#]/.test(iri.slice(BASE.length)) ? `/${iri.slice(BASE.length)}` : null;
}

export function levelsOf(certainties: Certainties | undefined): Certainty[] {
  return LEVELS.filter((level) => certainties?.[level]);
}
