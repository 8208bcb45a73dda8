// The terms of the graph in words: types, certainties, roles, parts in the flow, rules, chains.

import { el } from "./dom";
import { say } from "./language";
import type { Certainty } from "./model";

export const TYPES: Readonly<Record<string, string>> = {
  unit: "单位", industry: "产业领域", "field-group": "集合领域", program: "项目计划", talent: "人才", platform: "平台", carrier: "载体", activity: "活动",
  policy: "引用文件", chain: "链", claim: "所属链", head: "文件要素", cue: "线索词", measure: "措施", notice: "文件",
};
export const LEVELS: readonly Certainty[] = ["stated", "by-reference", "inferred"];
export const CERTAINTY: Readonly<Record<Certainty, string>> = { stated: "明示", "by-reference": "泛指", inferred: "推断" };
export const ROLES: Readonly<Record<string, string>> = { lead: "牵头", support: "配合", responsible: "责任" };
export const FLOWS: Readonly<Record<string, string>> = { drawsOn: "依托", develops: "培育", benefits: "服务于" };
/** The published rules (ontology/rules), each in a sentence. */
export const RULES: Readonly<Record<string, string>> = {
  R0: "闭包：依托、培育、服务于、提到，都是涉及；牵头、配合、落实，都是责任单位。",
  R1: "服务：单位负责的措施写到某个领域（不只是依托它），单位便服务该领域。",
  "R1-group": "泛指：措施只说集合领域，没有写出名称；不推到具体领域。",
  "R1-mapping": "映射：领域对应标准分类中的一类，服务该领域便服务这一类。",
  R2: "归并：处室或直属单位服务的领域，其上级机关也服务。",
  R3: "联动：同一句中，被依托的为被培育的出力，被培育的为被服务的出力；二者分属两条链。",
  R4: "首位牵头：文件写明列第一位的为牵头单位。",
  R5: "常设落实：文件写明以下各条均由其落实的单位。",
  R6: "政策工具：措施中出现代表某种政策工具的词。",
};
const HUES: Readonly<Record<string, string>> = { 人才链: "talent", 教育链: "education", 产业链: "industry", 创新链: "innovation", 资金链: "capital" };

export function chainClass(chain: string): string {
  return `c-${HUES[chain] ?? "other"}`;
}

export function typeName(type: string): string {
  return say(TYPES[type] ?? type);
}

export function firmest(values: readonly Certainty[]): Certainty | undefined {
  return LEVELS.find((level) => values.includes(level));
}

export function certaintyMark(certainty: Certainty): HTMLElement {
  return el("i", { class: `mk mk-${certainty}`, "aria-hidden": "true" });
}

export function certaintyTag(certainty: Certainty): HTMLElement {
  return el("span", { class: `certainty certainty-${certainty}` }, certaintyMark(certainty), say(CERTAINTY[certainty]));
}

/** A colour of the style as CSS takes it: `hue("unit")`, `hue("line")`. */
export function hue(name: string, alpha = 1): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return value.includes(",") ? `rgba(${value}, ${alpha})` : value;
}
