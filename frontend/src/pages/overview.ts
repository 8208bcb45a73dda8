// 总览: what there is, how the chains link and where they do not, the busiest units and fields, the newest notices.

import { load } from "../api";
import { el } from "../dom";
import { drawGrid, drawRing, type Chosen } from "../drawing/chains";
import { number, say } from "../language";
import type { Overview, Status } from "../model";
import { facetBar, facetsOf, noticeLine, ranking, type Context, type Page } from "../page";
import { chainClass } from "../wording";
import { firstPage } from "./first";
import { prove } from "./proof";

// what is counted, and where its things are listed
const COUNTS: readonly [string, string, string | null][] = [
  ["notices", "文件", "/notices"],
  ["measures", "措施", "/notices?sort=measures"],
  ["units", "单位", "/matrix"],
  ["industry", "产业领域", "/network?type=industry"],
  ["program", "项目计划", "/network?type=program"],
  ["talent", "人才", "/network?type=talent"],
  ["platform", "平台", "/network?type=platform"],
  ["linkages", "联动", null],
  ["facts", "有据事实", null],
];

export const overviewPage: Page = async (context) => {
  const { address, main, panel, signal, title, side } = context;
  const model = await load<Overview>("/", facetsOf(address.parameters), signal);
  side(false);
  title("");
  panel.rest(() => null);
  if (!model.counts.notices) {
    const status = await load<Status>("/status", {}, signal);
    if (status.state === "empty") return firstPage(main, status, signal, context.again);
  }
  const picture = { chains: model.chains, links: model.links.map((link) => ({ ...link, weight: link.measures })) };
  const choose = (chosen: Chosen): void => void showChain(context, model, chosen);
  const tiles = COUNTS.filter(([name]) => model.counts[name] !== undefined).map(([name, label, path]) => {
    const content = [el("b", {}, number(model.counts[name] ?? 0)), el("span", {}, say(label))];
    return el("li", {}, path ? el("a", { href: path }, content) : el("div", {}, content));
  });
  main.replaceChildren(
    el(
      "div",
      { class: "page overview" },
      el("h1", {}, say("人才链、教育链、产业链、创新链如何联动")),
      el("p", { class: "subtitle" }, say("每一个数字都能点开，看到措施、原文与所据的规则。文中没有写的，这里不写。")),
      facetBar(model.facets, address),
      el("ul", { class: "tiles" }, tiles),
      el(
        "div",
        { class: "halves" },
        el("section", {}, el("h2", {}, say("链与链的联动")), el("p", { class: "hint" }, say("箭头上的数字：使二者联动的措施条数。点箭头看原文。")), el("figure", {}, drawRing(picture, choose))),
        el(
          "section",
          {},
          el("h2", {}, say("联动矩阵")),
          el("p", { class: "hint" }, say("行：从哪条链；列：到哪条链。数字：措施条数。")),
          el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": say("联动矩阵") }, drawGrid(picture, choose)),
          el("h2", {}, say("空白")),
          model.gaps.length
            ? [
                el("p", { class: "hint" }, say("没有一条措施在这个方向上把两条链联系起来：")),
                el("ul", { class: "gaps" }, model.gaps.map((gap) => el("li", {}, chainName(model, gap.source), " → ", chainName(model, gap.target)))),
              ]
            : el("p", { class: "hint" }, say("四条链之间，每个方向都有措施。")),
          el("details", { class: "reading" }, el("summary", {}, say("怎样读")), el("p", { class: "hint" }, say("同一句中，被依托的要素为被培育的要素出力，被培育的要素为被服务的要素出力；二者属不同的链，便成一次联动。联动都是推断（规则 R3），两端的话都在原文。"))),
        ),
      ),
      el(
        "div",
        { class: "halves" },
        el("section", {}, el("h2", {}, say("措施最多的单位")), ranking(model.units.slice(0, 10))),
        el("section", {}, el("h2", {}, say("写到最多的产业与领域")), ranking(model.fields.slice(0, 10))),
      ),
      el("section", {}, el("h2", {}, say("最新文件")), el("ul", { class: "notices" }, model.newest.slice(0, 8).map(noticeLine)), el("p", {}, el("a", { href: "/notices" }, say("全部 {count} 份文件", { count: model.counts.notices ?? 0 })))),
      el("footer", { class: "foot" }, el("a", { href: "/overview.json" }, "JSON"), el("a", { href: "/query" }, "SPARQL"), el("a", { href: "/.well-known/void" }, "VoID"), el("span", {}, say("明示：句中写明。泛指：句中只说一个未列名称的领域。推断：由公布的规则推出。"))),
    ),
  );
};

function chainName(model: Overview, place: number): HTMLElement {
  const label = model.chains[place]?.label ?? "";
  return el("b", { class: chainClass(label) }, label);
}

async function showChain(context: Context, model: Overview, chosen: Chosen): Promise<void> {
  const link = model.links[chosen.link ?? -1];
  if (link) {
    const [from, to] = [model.chains[link.source]?.label ?? "", model.chains[link.target]?.label ?? ""];
    return prove(context, { from, to }, { kicker: say("联动"), title: `${from} → ${to}` });
  }
  const label = model.chains[chosen.chain ?? -1]?.label;
  if (label) await prove(context, { about: label }, { kicker: say("链"), title: label });
}
