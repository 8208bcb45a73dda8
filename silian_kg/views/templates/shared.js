/* What all views share: the model, the words of the interface, safe building of elements, highlighted quotes, the evidence panel, the search box.
   Text of a notice enters the page as text nodes alone: nothing here reads HTML. */
(function () {
  "use strict";
  var model = JSON.parse(document.getElementById("model").textContent);
  var TYPES = {
    unit: "单位", industry: "产业领域", "field-group": "集合领域", program: "项目计划", talent: "人才", platform: "平台", carrier: "载体", activity: "活动",
    policy: "引用文件", chain: "链", claim: "所属链", head: "文件要素", cue: "线索词", measure: "措施"
  };
  var CERTAINTY = { stated: "明示", "by-reference": "泛指", inferred: "推断" };
  var ROLES = { lead: "牵头", support: "配合", responsible: "责任" };
  var FLOWS = { drawsOn: "依托", develops: "培育", benefits: "服务于" };
  /* The published rules (ontology/rules), each in a sentence. */
  var RULES = {
    R0: "闭包：依托、培育、服务于、提到，都是涉及；牵头、配合、落实，都是责任单位。",
    R1: "服务：单位负责的措施写到某个领域（不只是依托它），单位便服务该领域。",
    "R1-group": "泛指：措施只说集合领域，没有写出名称；不推到具体领域。",
    "R1-mapping": "映射：领域对应标准分类中的一类，服务该领域便服务这一类。",
    R2: "归并：处室或直属单位服务的领域，其上级机关也服务。",
    R3: "联动：同一句中，被依托的为被培育的出力，被培育的为被服务的出力；二者分属两条链。",
    R4: "首位牵头：文件写明列第一位的为牵头单位。",
    R5: "常设落实：文件写明以下各条均由其落实的单位。",
    R6: "政策工具：措施中出现代表某种政策工具的词。"
  };
  var HUES = { "人才链": "talent", "教育链": "education", "产业链": "industry", "创新链": "innovation", "资金链": "capital" };
  var ORDER = ["stated", "by-reference", "inferred"];
  var panel = document.getElementById("panel");
  var idle = null;

  /* el("p", {class: "x"}, "text", node, [nodes]) */
  function el(tag, attributes) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === null || value === undefined || value === false) return;
      if (name === "onclick") node.addEventListener("click", value);
      else node.setAttribute(name, value === true ? "" : value);
    });
    append(node, Array.prototype.slice.call(arguments, 2));
    return node;
  }
  function append(node, children) {
    children.forEach(function (child) {
      if (child === null || child === undefined || child === "") return;
      if (Array.isArray(child)) append(node, child);
      else node.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
    });
  }
  function clear(node) { while (node.firstChild) node.removeChild(node.firstChild); return node; }
  function unique(values) { return values.filter(function (value, place) { return values.indexOf(value) === place; }); }
  function chainClass(chain) { return "c-" + (HUES[chain] || "other"); }

  function certaintyMark(certainty, withWord) {
    var mark = el("i", { "class": "mk mk-" + certainty, "aria-hidden": "true" });
    return withWord ? el("span", { "class": "certainty certainty-" + certainty }, mark, CERTAINTY[certainty]) : mark;
  }
  function firmest(values) { return ORDER.filter(function (level) { return values.indexOf(level) >= 0; })[0]; }

  /* The pieces of a text that marks and noise cut: [{start, end, marks, noise}]; marks may overlap. */
  function cut(start, end, marks, noise) {
    var edges = [start, end];
    marks.concat(noise).forEach(function (mark) {
      if (mark.start > start && mark.start < end) edges.push(mark.start);
      if (mark.end > start && mark.end < end) edges.push(mark.end);
    });
    edges = unique(edges).sort(function (a, b) { return a - b; });
    return edges.slice(0, -1).map(function (edge, place) {
      var covers = function (mark) { return mark.start <= edge && mark.end > edge; };
      return { start: edge, end: edges[place + 1], marks: marks.filter(covers), noise: noise.some(covers) };
    });
  }

  /* Offsets count code points, as the graph does; JavaScript strings count UTF-16 units. */
  function points(text) { return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text; }
  function slice(text, start, end) { return typeof text === "string" ? text.slice(start, end) : text.slice(start, end).join(""); }

  /* The text of a passage, its marks shown; long passages fold to the sentences that hold a mark. */
  function quote(passage, marks, unfolded) {
    var text = points(passage.text);
    var noise = passage.noise.map(function (pair) { return { start: pair[0], end: pair[1] }; });
    var box = el("div", { "class": "quote", lang: "zh" });
    var sentences = [], from = 0, place;
    for (place = 0; place < text.length; place++) {
      if ("。！？\n".indexOf(text[place]) >= 0 || place === text.length - 1) { sentences.push({ start: from, end: place + 1 }); from = place + 1; }
    }
    sentences.forEach(function (sentence) {
      sentence.shown = unfolded || text.length <= 240 || marks.some(function (mark) { return mark.start < sentence.end && mark.end > sentence.start; });
    });
    var hidden = 0, broken = true;
    function fold() {
      if (hidden < 1) return;
      box.appendChild(el("button", { "class": "more", type: "button", title: "展开全文", onclick: function () { box.parentNode.replaceChild(quote(passage, marks, true), box); } }, "……（" + hidden + " 字）"));
      hidden = 0;
    }
    sentences.forEach(function (sentence) {
      if (!sentence.shown) { hidden += sentence.end - sentence.start; return; }
      fold();
      cut(sentence.start, sentence.end, marks, noise).forEach(function (piece) {
        var words = slice(text, piece.start, piece.end).replace(/\s*\n\s*/g, "\n");
        if (broken) words = words.replace(/^\n/, "");
        if (!words || (piece.noise && !words.trim())) return;
        broken = words.charAt(words.length - 1) === "\n";
        if (piece.noise) { box.appendChild(el("span", { "class": "noise", title: "修订痕迹或断行，不属正文" }, words)); return; }
        if (!piece.marks.length) { box.appendChild(document.createTextNode(words)); return; }
        var top = piece.marks.slice().sort(function (a, b) { return (a.type === "cue") - (b.type === "cue") || (a.end - a.start) - (b.end - b.start); })[0];
        box.appendChild(el("mark", { "class": "k-" + top.type + (top.type === "cue" ? " cue" : "") }, words));
      });
    });
    fold();
    return box;
  }

  function marksOf(ids, passage) {
    var marks = [];
    ids.forEach(function (id) {
      var fact = model.facts[id];
      if (fact.passage !== passage) return;
      marks.push({ start: fact.start, end: fact.end, type: fact.type });
      if (fact.cue) marks.push({ start: fact.cue[0], end: fact.cue[1], type: "cue" });
    });
    return marks;
  }
  function cueText(fact) { return fact.cue ? slice(points(model.passages[fact.passage].text), fact.cue[0], fact.cue[1]) : ""; }
  function offsets(fact) {
    var start = model.passages[fact.passage].start;
    return "原文第 " + (start + fact.start + 1) + "–" + (start + fact.end) + " 字";
  }

  /* One line about one fact: what, in which part, by which rule. */
  function said(id) {
    var fact = model.facts[id];
    var part = fact.role ? ROLES[fact.role] : fact.flow ? FLOWS[fact.flow] : "";
    return el("li", { "class": "k-" + fact.type, title: offsets(fact) },
      el("span", { "class": "tag" }, TYPES[fact.type] + (part ? " · " + part : "")),
      el("span", { "class": "what" }, fact.text),
      fact.cue ? el("span", { "class": "cue" }, "“" + cueText(fact) + "”") : null,
      fact.certainty !== "stated" ? certaintyMark(fact.certainty, true) : null,
      el("code", {}, fact.rule));
  }
  /* One line about a linkage: A（依托）→ B（培育）. */
  function linked(item) {
    var from = model.facts[item.facts[0]], to = model.facts[item.facts[1]];
    function side(fact) {
      return el("span", { "class": chainClass(fact.chain) }, el("span", { "class": "what" }, fact.text),
        el("span", { "class": "cue" }, "（" + fact.chain + " · " + FLOWS[fact.flow] + (fact.cue ? "“" + cueText(fact) + "”" : "") + "）"));
    }
    return el("li", {}, side(from), el("span", { "class": "arrow" }, "→"), side(to), el("span", { "class": "tag" }, item.kind), el("code", { title: RULES[item.rule] }, item.rule));
  }

  function measureName(passage) { return passage.measure ? "措施 " + passage.measure : passage.section || "文件"; }
  function noticeName(notice) { return [notice.number, notice.title ? "《" + notice.title + "》" : ""].filter(Boolean).join(" ") || notice.name; }

  /* One card a measure: its text with every quote, then what is said, with certainty and rule. */
  function card(at, items) {
    var passage = model.passages[at];
    var ids = unique([].concat.apply([], items.map(function (item) { return item.facts; })));
    ids.sort(function (a, b) { return (model.facts[a].passage - model.facts[b].passage) || (model.facts[a].start - model.facts[b].start) || a - b; });
    var certainty = firmest(items.map(function (item) { return item.certainty; }));
    var elsewhere = unique(ids.map(function (id) { return model.facts[id].passage; }).filter(function (place) { return place !== at; }));
    var pairs = items.filter(function (item) { return item.kind; });
    var rules = unique(items.filter(function (item) { return item.rule && !item.kind; }).map(function (item) { return item.rule; }));
    return el("article", { "class": "card" },
      el("header", {},
        el("b", {}, measureName(passage)), el("span", {}, passage.section), certainty ? certaintyMark(certainty, true) : null,
        el("span", { "class": "where" }, noticeName(model.notices[passage.notice]))),
      quote(passage, marksOf(ids, at)),
      elsewhere.map(function (place) {
        var box = quote(model.passages[place], marksOf(ids, place));
        box.insertBefore(el("span", { "class": "from" }, "另见原文"), box.firstChild);
        return box;
      }),
      passage.truncated ? el("p", { "class": "said" }, "（来源文本在此处中断）") : null,
      grounds(pairs.map(linked).concat(
        pairs.length ? [] : ids.map(said),
        rules.map(function (rule) { return el("li", {}, el("span", { "class": "tag" }, "推导规则"), el("code", {}, rule), el("span", { "class": "cue" }, RULES[rule])); }))));
  }

  function grounds(lines) {
    var list = el("ul", { "class": "said" }, lines);
    return lines.length <= 6 ? list : el("details", { "class": "grounds" }, el("summary", {}, "依据 " + lines.length + " 项"), list);
  }

  /* Show evidence. about: {kicker, title, summary, items: [{facts, certainty, rule, kind}], extra: [nodes], empty} */
  function show(about) {
    var groups = {};
    (about.items || []).forEach(function (item) {
      var at = model.facts[item.facts[0]].at;
      (groups[at] = groups[at] || []).push(item);
    });
    var places = Object.keys(groups).map(Number).sort(function (a, b) { return a - b; });
    clear(panel);
    append(panel, [
      el("button", { "class": "close", type: "button", "aria-label": "关闭", onclick: close }, "×"),
      about.kicker ? el("p", { "class": "kicker" }, about.kicker) : null,
      el("h2", {}, about.title),
      about.summary ? el("p", { "class": "summary" }, about.summary) : null,
      about.extra || null
    ]);
    if (!places.length && about.empty !== false) panel.appendChild(el("p", { "class": "none" }, about.empty || "文中未写明。"));
    var shown = 0;
    function more() {
      var last = panel.querySelector(".plain.rest");
      if (last) panel.removeChild(last);
      places.slice(shown, shown + 30).forEach(function (at) { panel.appendChild(card(at, groups[at])); });
      shown += 30;
      if (shown < places.length) panel.appendChild(el("button", { "class": "plain rest", type: "button", onclick: more }, "再看 " + (places.length - shown) + " 条措施"));
    }
    more();
    panel.classList.add("open");
    panel.scrollTop = 0;
  }
  function close() {
    panel.classList.remove("open");
    if (idle) { clear(panel); append(panel, idle()); }
    document.dispatchEvent(new CustomEvent("silian:close"));
  }
  /* What the panel holds when nothing is chosen: how to use the view, and what it was read from. */
  function rest(hints, first) {
    idle = function () {
      return [
        el("p", { "class": "kicker" }, "原文证据"),
        first ? first() : null,
        hints.map(function (hint) { return el("p", { "class": "hint" }, hint); }),
        first ? null : el("ul", { "class": "sources" }, model.notices.map(function (notice) { return el("li", {}, el("b", {}, notice.number || notice.name), " ", notice.title, notice.date ? el("small", {}, " " + notice.date) : null); }))
      ];
    };
    append(clear(panel), idle());
  }

  function chip(label, hueClass, pressed, onchange, count, mark) {
    var button = el("button", { "class": "chip " + hueClass, type: "button", "aria-pressed": String(pressed), onclick: function () {
      var now = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(now));
      onchange(now);
    } }, mark || el("i", { "class": "dot" }), label, count === undefined ? null : el("small", {}, count));
    return button;
  }
  function certaintyChips(state, counts, onchange) {
    return ORDER.map(function (level) {
      return chip(CERTAINTY[level], "certainty-" + level, true, function (on) { state[level] = on; onchange(); }, counts ? counts[level] || 0 : undefined, certaintyMark(level));
    });
  }
  function choice(label, options, onchange) {
    var select = el("select", { "aria-label": label }, options.map(function (option) { return el("option", { value: option[0] }, option[1]); }));
    select.addEventListener("change", function () { onchange(select.value); });
    return el("label", {}, label, select);
  }
  /* A choice of notice, where there is more than one. */
  function noticeChoice(onchange) {
    if (model.notices.length < 2) return null;
    return choice("文件", [["", "全部 " + model.notices.length + " 份"]].concat(model.notices.map(function (notice, place) { return [String(place), notice.number || notice.name]; })),
      function (value) { onchange(value === "" ? null : Number(value)); });
  }

  function onsearch(listener, onenter) {
    var input = document.getElementById("search"), found = document.getElementById("found"), waiting = null;
    function run() { var count = listener(input.value.trim()); found.textContent = input.value.trim() && count !== undefined ? count + " 处" : ""; }
    input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(run, 80); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter") { clearTimeout(waiting); run(); if (onenter) onenter(input.value.trim(), event.shiftKey); }
      if (event.key === "Escape") { input.value = ""; run(); }
    });
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && event.target.tagName !== "INPUT") close();
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) { event.preventDefault(); document.getElementById("search").focus(); }
  });
  function hue(name, alpha) { return "rgba(" + getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim() + ", " + (alpha === undefined ? 1 : alpha) + ")"; }

  window.silian = {
    model: model, TYPES: TYPES, CERTAINTY: CERTAINTY, ROLES: ROLES, FLOWS: FLOWS, ORDER: ORDER,
    el: el, append: append, clear: clear, unique: unique, chainClass: chainClass, certaintyMark: certaintyMark, firmest: firmest, hue: hue,
    show: show, close: close, rest: rest, chip: chip, certaintyChips: certaintyChips, choice: choice, noticeChoice: noticeChoice, onsearch: onsearch,
    measureName: measureName, noticeName: noticeName, said: said
  };
})();
