// An answer as a chart: bars, a line, shares, or flows between two columns.

import { BarChart, LineChart, PieChart, SankeyChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { say } from "../language";
import { hue } from "../wording";

use([BarChart, LineChart, PieChart, SankeyChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type ChartKind = "bar" | "line" | "pie" | "sankey";
/** One mark: what it is called, its other end in flows, and how much. */
export interface Datum { name: string; other?: string; value: number }

const MOST = 60; // marks that can still be told apart
const LONG = 18; // characters of a name beside its bar
const HUES = ["c-industry", "c-education", "c-talent", "c-innovation", "c-capital", "platform", "program", "unit", "carrier"];

export function drawChart(container: HTMLElement, kind: ChartKind, data: readonly Datum[]): EChartsType {
  const chart = init(container, null, { renderer: "canvas" });
  const shown = data.slice(0, MOST);
  container.setAttribute("role", "img");
  container.setAttribute("aria-label", say("图表：{count} 项", { count: shown.length }));
  chart.setOption(kind === "sankey" ? flows(shown) : kind === "pie" ? shares(shown) : axes(kind, shown));
  return chart;
}

function common(): Record<string, unknown> {
  return {
    color: HUES.map((name) => hue(name)),
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: hue("ink") },
    tooltip: { renderMode: "richText", confine: true }, // as HTML it would need styles that the policy of the pages forbids
  };
}

function axes(kind: "bar" | "line", data: readonly Datum[]): Record<string, unknown> {
  const names = data.map((datum) => datum.name);
  const values = data.map((datum) => datum.value);
  const category = { type: "category", data: names, axisLabel: { color: hue("ink"), formatter: shortened }, axisLine: { lineStyle: { color: hue("line") } }, axisTick: { show: false } };
  const value = { type: "value", axisLabel: { color: hue("muted") }, splitLine: { lineStyle: { color: hue("line") } }, minInterval: values.every(Number.isInteger) ? 1 : 0 };
  const grid = { left: 12, right: 40, top: 16, bottom: 12, containLabel: true };
  if (kind === "line") return { ...common(), grid, xAxis: category, yAxis: value, series: [{ type: "line", data: values, symbolSize: 7 }] };
  return { ...common(), grid, xAxis: value, yAxis: { ...category, inverse: true }, series: [{ type: "bar", data: values, barMaxWidth: 22, label: { show: data.length <= 40, position: "right", color: hue("muted") } }] };
}

/** Long names differ at their ends: both stay. */
function shortened(name: string): string {
  return name.length > LONG ? `${name.slice(0, LONG / 2 - 1)}…${name.slice(-LONG / 2)}` : name;
}

function shares(data: readonly Datum[]): Record<string, unknown> {
  return { ...common(), series: [{ type: "pie", radius: ["34%", "70%"], label: { color: hue("ink") }, itemStyle: { borderColor: hue("card"), borderWidth: 2 }, data: data.map(({ name, value }) => ({ name, value })) }] };
}

/** From the left names to the right ones; a name on both sides stands twice, so that nothing runs in circles. */
function flows(data: readonly Datum[]): Record<string, unknown> {
  const left = (name: string): string => `${name} `;
  const names = new Set(data.flatMap((datum) => [left(datum.name), datum.other ?? ""]));
  return {
    ...common(),
    series: [{ type: "sankey", left: 12, right: 150, top: 12, bottom: 12, nodeGap: 8, label: { color: hue("ink") }, lineStyle: { color: "gradient", opacity: 0.4 }, data: [...names].filter(Boolean).map((name) => ({ name })), links: data.flatMap(({ name, other, value }) => (other ? [{ source: left(name), target: other, value }] : [])) }],
  };
}
