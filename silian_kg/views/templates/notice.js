(function () {
  "use strict";
  var s = window.silian, model = s.model, el = s.el;
  var text = document.getElementById("text"), contents = document.getElementById("contents");
  var on = {}, counts = {};
  model.facts.forEach(function (fact) {
    counts[fact.type] = (counts[fact.type] || 0) + 1;
    on[fact.type] = fact.type !== "claim";
  });
  var spans = Array.prototype.slice.call(text.querySelectorAll("[data-facts]"));
  var spansOf = {};
  spans.forEach(function (span) { factsOf(span).forEach(function (id) { (spansOf[id] = spansOf[id] || []).push(span); }); });
  function factsOf(span) { return span.getAttribute("data-facts").split(" ").map(Number); }
  function shown(span) { return factsOf(span).filter(function (id) { return on[model.facts[id].type]; }); }

  /* The shortest fact of a piece colours it, the next type underlines it once more. */
  function paint() {
    spans.forEach(function (span) {
      var types = s.unique(shown(span).map(function (id) { return model.facts[id].type; }));
      var other = (span.classList.contains("noise") ? " noise" : "") + (span.classList.contains("broken") ? " broken" : "");
      span.className = (types.length ? "hl k-" + types[0] + (types[1] ? " also-" + types[1] : "") : "") + other;
    });
  }

  var ORDER = ["unit", "industry", "field-group", "program", "talent", "platform", "carrier", "activity", "chain", "policy", "head", "claim"];
  var noise = el("input", { type: "checkbox", id: "noise" });
  noise.checked = true;
  noise.addEventListener("change", function () { text.classList.toggle("clean", !noise.checked); });
  s.append(document.getElementById("tools"), [
    el("div", { "class": "set" }, [ORDER.filter(function (type) { return counts[type]; }).map(function (type) {
      return s.chip(s.TYPES[type], "k-" + type, on[type], function (now) { on[type] = now; paint(); }, counts[type]);
    }), text.querySelector(".noise") ? el("label", {}, noise, "显示修订痕迹") : null])
  ]);

  text.addEventListener("click", function (event) {
    if (String(window.getSelection())) return;
    var span = event.target.closest("[data-facts]"), measure = event.target.closest(".measure");
    var ids = span ? shown(span) : [];
    if (ids.length) {
      s.show({
        kicker: s.unique(ids.map(function (id) { return model.facts[id].note || s.TYPES[model.facts[id].type]; })).join(" · "),
        title: s.unique(ids.map(function (id) { return model.facts[id].text; })).join(" / "),
        items: ids.map(function (id) { return { facts: [id], certainty: model.facts[id].certainty }; })
      });
    } else if (measure) about(Number(measure.getAttribute("data-heading")));
    if (measure) current(Number(measure.getAttribute("data-heading")), false);
  });

  function current(place, scroll) {
    Array.prototype.forEach.call(document.querySelectorAll(".current"), function (node) { node.classList.remove("current"); });
    var entry = contents.querySelector('[data-heading="' + place + '"]'), target = document.getElementById("h" + place);
    if (entry) { entry.classList.add("current"); if (window.innerWidth > 980) entry.scrollIntoView({ block: "nearest" }); }
    if (target && target.classList.contains("measure")) target.classList.add("current");
    if (target && scroll) target.scrollIntoView({ block: "start", behavior: "smooth" });
  }
  contents.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    var place = Number(link.getAttribute("data-heading"));
    if (window.innerWidth <= 980) contents.removeAttribute("open");
    current(place, true);
    if (model.outline[place].measure && window.innerWidth > 980) about(place);
  });

  function jump(id) {
    var all = spansOf[id] || [];
    if (!all.length) return;
    if (window.innerWidth <= 980) s.close();
    all[0].scrollIntoView({ block: "center", behavior: "smooth" });
    all.forEach(function (span) { span.classList.remove("flash"); void span.offsetWidth; span.classList.add("flash"); setTimeout(function () { span.classList.remove("flash"); }, 1700); });
  }
  function item(id, words, aside) {
    var fact = model.facts[id];
    return el("li", { "class": "k-" + fact.type }, el("button", { type: "button", title: "看原文位置", onclick: function () { jump(id); } }, words || fact.text),
      fact.certainty !== "stated" ? s.certaintyMark(fact.certainty, true) : null, aside ? el("small", {}, aside) : null, el("code", {}, fact.rule));
  }
  function group(label, children) { return children.length ? [el("h3", {}, label), el("ul", {}, children)] : null; }

  /* Everything that one measure says, by kind. */
  function about(place) {
    var heading = model.outline[place], at = heading.passage;
    var ids = model.facts.map(function (_, id) { return id; }).filter(function (id) { return at !== null && model.facts[id].at === at; });
    var of = function (type) { return ids.filter(function (id) { return model.facts[id].type === type; }); };
    var flow = function (fact) { return fact.flow ? s.FLOWS[fact.flow] + (fact.chain ? " · " + fact.chain : "") : ""; };
    var links = model.linkages.filter(function (link) { return model.facts[link.facts[0]].at === at; });
    var units = of("unit");
    s.show({
      kicker: "措施", title: heading.id + "　" + heading.label, empty: false,
      summary: ids.length + " 处证据" + (links.length ? "，" + links.length + " 对联动" : "") + (model.passages[at] && model.passages[at].truncated ? "；来源文本在此处中断" : ""),
      extra: el("div", { "class": "facts-of" },
        el("h3", {}, "责任单位"),
        units.length ? el("ul", {}, units.map(function (id) { return item(id, null, s.ROLES[model.facts[id].role]); })) : el("p", { "class": "hint" }, "文中未写明。"),
        ORDER.slice(1, -1).filter(function (type) { return type !== "head"; }).map(function (type) {
          return group(s.TYPES[type], of(type).map(function (id) { return item(id, null, flow(model.facts[id])); }));
        }),
        group("作用的链", s.unique(of("claim").map(function (id) { return model.facts[id].text; })).map(function (chain) {
          return item(of("claim").filter(function (id) { return model.facts[id].text === chain; })[0], chain);
        })),
        links.length ? [el("h3", {}, "链与链的联动"), el("ul", {}, links.map(function (link) {
          var from = model.facts[link.facts[0]], to = model.facts[link.facts[1]];
          return el("li", {},
            el("span", { "class": "k-" + from.type }, el("button", { type: "button", onclick: function () { jump(link.facts[0]); } }, from.text)), " → ",
            el("span", { "class": "k-" + to.type }, el("button", { type: "button", onclick: function () { jump(link.facts[1]); } }, to.text)),
            el("small", {}, from.chain + " → " + to.chain + " · " + link.kind));
        }))] : null)
    });
  }

  /* The facts of the head: what the panel shows at rest. */
  var HEAD = ["标题", "发文字号", "发文机关", "成文日期", "发布日期", "主送机关", "公开属性", "联系单位", "依据"];
  function headline() {
    var list = el("dl", { "class": "headline" });
    HEAD.forEach(function (part) {
      var ids = model.facts.map(function (_, id) { return id; }).filter(function (id) { return model.facts[id].note === part; });
      if (!ids.length && ["发布日期", "公开属性", "联系单位"].indexOf(part) >= 0) return;
      list.appendChild(el("dt", {}, part));
      list.appendChild(ids.length ? el("dd", {}, ids.map(function (id, place) {
        return [place ? "、" : "", el("span", { "class": "k-" + model.facts[id].type }, el("button", { type: "button", onclick: function () { jump(id); } }, model.facts[id].text))];
      })) : el("dd", { "class": "missing" }, "文中未写明"));
    });
    return list;
  }

  /* Search marks every place in the text; Enter goes through them. */
  var ranges = [], turn = -1;
  function search(query) {
    ranges = []; turn = -1;
    if (query) {
      var walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), nodes = [], all = "", node;
      while ((node = walker.nextNode())) { nodes.push({ node: node, start: all.length }); all += node.data; }
      var low = all.toLowerCase(), want = query.toLowerCase(), from = low.indexOf(want), place = 0;
      while (from >= 0) {
        var range = document.createRange(), end = from + want.length;
        while (place < nodes.length - 1 && nodes[place + 1].start <= from) place += 1;
        range.setStart(nodes[place].node, from - nodes[place].start);
        var last = place;
        while (last < nodes.length - 1 && nodes[last + 1].start < end) last += 1;
        range.setEnd(nodes[last].node, end - nodes[last].start);
        ranges.push(range);
        from = low.indexOf(want, end);
      }
    }
    if (window.CSS && CSS.highlights && window.Highlight) {
      if (ranges.length) CSS.highlights.set("search", new (Function.prototype.bind.apply(window.Highlight, [null].concat(ranges)))());
      else CSS.highlights.delete("search");
    }
    Array.prototype.forEach.call(contents.querySelectorAll("li"), function (entry) {
      var heading = model.outline[Number(entry.firstElementChild.getAttribute("data-heading"))], target = document.getElementById("h" + entry.firstElementChild.getAttribute("data-heading"));
      entry.hidden = Boolean(query) && heading.measure && target.textContent.toLowerCase().indexOf(query.toLowerCase()) < 0;
    });
    if (ranges.length) go(1);
    return ranges.length;
  }
  function go(step) {
    if (!ranges.length) return;
    turn = (turn + step + ranges.length) % ranges.length;
    var box = ranges[turn].startContainer.parentNode;
    var rect = ranges[turn].getBoundingClientRect(), scroller = window.innerWidth > 980 ? text : document.scrollingElement;
    scroller.scrollTop += rect.top - (window.innerWidth > 980 ? text.getBoundingClientRect().top : 0) - 160;
    return box;
  }
  s.onsearch(search, function (query, back) { go(back ? -1 : 1); });

  if (window.innerWidth <= 980) contents.removeAttribute("open");
  s.rest(["点正文中任一处标记，看它说明什么、依据哪条规则。点一条措施，看它的全部要点。", "标记的起止与存储的来源文本逐字对应；修订痕迹与页码以淡色显示，不属正文。"], headline);
  paint();
})();
