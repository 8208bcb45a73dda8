(function () {
  "use strict";
  var s = window.silian, model = s.model, el = s.el;
  var state = { kinds: {}, notice: null, query: "" };
  var kinds = s.unique([].concat.apply([], model.links.map(function (link) { return link.items.map(function (item) { return item.kind; }); }))).sort();
  var most = Math.max.apply(null, [1].concat(model.links.map(function (link) { return link.weight; })));
  var chosen = null;

  function passageOf(item) { return model.passages[model.facts[item.facts[0]].at]; }
  function visible(link) {
    return link.items.filter(function (item) {
      return state.kinds[item.kind] && (state.notice === null || passageOf(item).notice === state.notice) && (!state.query || matches(item));
    });
  }
  function matches(item) {
    var words = item.facts.map(function (id) { return model.facts[id].text; }).join("\n") + "\n" + passageOf(item).text;
    return words.toLowerCase().indexOf(state.query) >= 0;
  }
  function measures(items) { return s.unique(items.map(function (item) { return model.facts[item.facts[0]].at; })).length; }
  function name(place) { return model.chains[place].label; }

  function draw() {
    var total = [], links = model.links.map(function (link, place) {
      var items = visible(link), weight = measures(items);
      items.forEach(function (item) { total.push(model.facts[item.facts[0]].at); });
      var arrow = document.querySelector('[data-link="' + place + '"]');
      arrow.classList.toggle("gone", !weight);
      arrow.classList.toggle("chosen", chosen === place);
      arrow.querySelector("text").textContent = weight;
      arrow.querySelector(".line").setAttribute("stroke-width", (1.5 + 9.5 * weight / most).toFixed(1));
      arrow.setAttribute("aria-label", name(link.source) + " → " + name(link.target) + "：" + weight + " 条措施");
      return weight;
    });
    grid(links);
    rows();
    return s.unique(total).length;
  }

  function grid(weights) {
    var at = {};
    model.links.forEach(function (link, place) { at[link.source + "," + link.target] = place; });
    var table = s.clear(document.getElementById("grid"));
    table.appendChild(el("thead", {}, el("tr", {}, el("th", {}, "从 ＼ 到"), model.chains.map(function (chain) { return el("th", { scope: "col", "class": s.chainClass(chain.label) }, chain.label); }))));
    table.appendChild(el("tbody", {}, model.chains.map(function (chain, row) {
      return el("tr", {}, el("th", { scope: "row", "class": s.chainClass(chain.label) }, chain.label), model.chains.map(function (other, column) {
        var place = at[row + "," + column], weight = place === undefined ? 0 : weights[place];
        if (row === column) return el("td", { "class": "same" }, el("span", {}, ""));
        if (!weight) return el("td", { title: "文中未写明" }, el("span", {}, "·"));
        var words = chain.label + " → " + other.label + "：" + weight + " 条措施";
        var button = el("button", { type: "button", title: words, "aria-label": words, "class": s.chainClass(chain.label) + (chosen === place ? " chosen" : ""), onclick: function () { choose(place); } }, weight);
        button.style.setProperty("--fill", "rgba(var(--rgb), " + (0.08 + 0.34 * weight / most).toFixed(2) + ")");
        return el("td", {}, button);
      }));
    })));
  }

  /* Measure by measure: the pairs that it links. */
  function rows() {
    var by = {}, table = s.clear(document.getElementById("rows"));
    model.links.forEach(function (link, place) {
      visible(link).forEach(function (item) {
        var at = model.facts[item.facts[0]].at, pairs = by[at] = by[at] || {};
        (pairs[place] = pairs[place] || []).push(item);
      });
    });
    var places = Object.keys(by).map(Number).sort(function (a, b) { return a - b; });
    var body = el("tbody", {}, places.slice(0, 200).map(function (at) {
      var passage = model.passages[at];
      return el("tr", {}, el("th", { scope: "row" }, s.measureName(passage), model.notices.length > 1 ? el("small", {}, model.notices[passage.notice].number || model.notices[passage.notice].name) : null),
        el("td", {}, Object.keys(by[at]).map(Number).sort(function (a, b) { return a - b; }).map(function (place) {
          var link = model.links[place], words = name(link.source) + " → " + name(link.target);
          return el("button", { type: "button", "class": "pair " + s.chainClass(name(link.source)), onclick: function () {
            s.show({ kicker: "联动", title: words, summary: by[at][place].length + " 对要素", items: by[at][place] });
          } }, words);
        })));
    }));
    table.appendChild(body);
    if (!places.length) body.appendChild(el("tr", {}, el("td", { "class": "hint" }, "文中未写明链与链的联动。")));
  }

  function choose(place) {
    chosen = place;
    draw();
    focus(function (link, other) { return other === place; });
    var link = model.links[place], items = visible(link);
    s.show({
      kicker: "联动", title: name(link.source) + " → " + name(link.target),
      summary: measures(items) + " 条措施，" + items.length + " 对要素。前者为后者出力。", items: items
    });
  }
  function about(place) {
    chosen = null;
    draw();
    focus(function (link) { return link.source === place || link.target === place; });
    var chain = model.chains[place];
    var facts = chain.facts.filter(function (id) { return state.notice === null || model.passages[model.facts[id].at].notice === state.notice; });
    s.show({
      kicker: "链", title: chain.label, summary: s.unique(facts.map(function (id) { return model.facts[id].at; })).length + " 条措施作用于这条链。",
      items: facts.map(function (id) { return { facts: [id], certainty: model.facts[id].certainty }; })
    });
  }
  function focus(keep) {
    model.links.forEach(function (link, place) { document.querySelector('[data-link="' + place + '"]').classList.toggle("dim", !keep(link, place)); });
  }
  function press(node, act) {
    node.addEventListener("click", act);
    node.addEventListener("keydown", function (event) { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } });
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-link]"), function (node) { press(node, function () { choose(Number(node.getAttribute("data-link"))); }); });
  Array.prototype.forEach.call(document.querySelectorAll("[data-chain]"), function (node) { press(node, function () { about(Number(node.getAttribute("data-chain"))); }); });
  document.addEventListener("silian:close", function () { chosen = null; focus(function () { return true; }); draw(); });

  var counts = {};
  model.links.forEach(function (link) { link.items.forEach(function (item) { counts[item.kind] = (counts[item.kind] || 0) + 1; }); });
  kinds.forEach(function (kind) { state.kinds[kind] = true; });
  s.append(document.getElementById("tools"), [
    el("div", { "class": "set" }, el("b", {}, "联动方式"), kinds.map(function (kind) { return s.chip(kind, "c-other", true, function (on) { state.kinds[kind] = on; draw(); }, counts[kind]); })),
    s.noticeChoice(function (value) { state.notice = value; draw(); })
  ]);
  s.onsearch(function (query) { state.query = query.toLowerCase(); return draw(); });
  s.rest(["点一个箭头或矩阵的一格，看使两条链联动的每条措施，以及双方的原文与线索词。", "点一条链，看哪些措施作用于它。搜索只留下提到该词的措施。", "联动由规则推出（推断）：引文各有出处，方向由线索词定。"]);
  draw();
})();
