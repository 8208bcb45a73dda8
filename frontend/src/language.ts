// The interface speaks Chinese, and English at a switch: `say("措施")`. What notices say is never translated.

import { ENGLISH } from "./english";

export type Language = "zh" | "en";

const KEPT = "silian-language";
const SLOT = /\{(\w+)\}/g; // {count}
const ONE = /\b1 ([a-z]{3,})s\b/g; // 1 measures

let current: Language = remembered() === "en" ? "en" : "zh";

export function language(): Language {
  return current;
}

export function speak(chosen: Language): void {
  current = chosen;
  document.documentElement.lang = chosen === "en" ? "en" : "zh-CN";
  keep(KEPT, chosen);
}

/** Words of the interface in its language; `{name}` is filled from the values. */
export function say(words: string, values: Readonly<Record<string, string | number>> = {}): string {
  const said = current === "en" ? (ENGLISH[words] ?? words) : words;
  const filled = said.replace(SLOT, (slot, name: string) => String(values[name] ?? slot));
  return current === "en" ? filled.replace(ONE, "1 $1") : filled;
}

/** A number, its thousands apart. */
export function number(count: number): string {
  return count.toLocaleString("en-US");
}

export function kept(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null; // the browser keeps nothing for us, as for files opened from a folder
  }
}

export function keep(name: string, value: string): void {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    // as above: the choice holds for this page alone
  }
}

function remembered(): string | null {
  return new URLSearchParams(window.location.search).get("lang") ?? kept(KEPT);
}
