(function () {
  "use strict";
  var s = window.silian, model = s.model, el = s.el;
  var TYPES = ["unit", "industry", "field-group", "program", "talent", "platform", "carrier", "activity"];
  var FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  var WIDTH = { unit: 160, chain: 240, measure: 92 }, HEIGHT = { unit: 32, chain: 30, measure: 24 };
  var state = { types: {}, levels: { stated: true, "by-reference": true, inferred: true }, notice: null, chain: "", unit: null, detail: 0, query: "", focus: null, open: null };
  var edgesAt = {};
  TYPES.forEach(function (type) { state.types[type] = model.quiet.indexOf(type) < 0; });
  model.edges.forEach(function (edge, place) {
    (edgesAt[edge.source] = edgesAt[edge.source] || []).push(place);
    (edgesAt[edge.target] = edgesAt[edge.target] || []).push(place);
  });

  /* The layout that fits what is asked: of one notice or all, brief or whole, with general actors and actions or without. */
  function candidates() {
    var quiet = model.quiet.some(function (type) { return state.types[type]; });
    return model.layouts.filter(function (layout) { return layout.notice === state.notice && layout.quiet === quiet; });
  }
  var current = null, spots = {};
  function pick() {
    var fitting = candidates(), before = current;
    current = fitting.filter(function (layout) { return layout.detail >= state.detail; })[0] || fitting[fitting.length - 1];
    if (current !== before) { spots = {}; current.places.forEach(function (place) { spots[place[0]] = [place[1], place[2]]; }); }
    return current !== before;
  }
  function spotOf(place) { return spots[place] || [0, 0]; }
  function passage(item) { return model.facts[item.facts[0]].at; }
  function count(items) { return s.unique(items.map(passage)).length; }
  function visibleItems(edge) {
    return edge.items.filter(function (item) { return state.levels[item.certainty] && (state.notice === null || model.passages[passage(item)].notice === state.notice); });
  }

  /* What the filters leave. */
  var seenNodes = {}, seenEdges = {}, members = {};
  function filter() {
    seenNodes = {}; seenEdges = {}; members = {};
    pick();
    model.edges.forEach(function (edge, place) {
      var target = model.nodes[edge.target];
      if (!state.types[target.type] || !state.types.unit || !spots[edge.source] || !spots[edge.target]) return;
      if (state.chain && target.chain !== state.chain) return;
      if (state.unit !== null && edge.source !== state.unit) return;
      var items = visibleItems(edge);
      if (!items.length) return;
      seenEdges[place] = items;
      seenNodes[edge.source] = seenNodes[edge.target] = true;
    });
    model.nodes.forEach(function (node, place) {
      if (!spots[place]) return;
      if (node.type === "chain") { if (!state.chain || node.label === state.chain) seenNodes[place] = true; return; }
      if (node.type !== "unit" && state.unit === null && state.types[node.type] && (!state.chain || node.chain === state.chain)) {
        if (node.facts.some(function (id) { return state.levels[model.facts[id].certainty] && (state.notice === null || model.passages[model.facts[id].at].notice === state.notice); })) seenNodes[place] = true;
      }
      if (node.type === "unit" && state.types.unit && !state.chain && state.unit === null && node.facts.some(function (id) { return state.notice === null || model.passages[model.facts[id].at].notice === state.notice; })) seenNodes[place] = true;
    });
    model.nodes.forEach(function (node, place) { if (seenNodes[place] && node.type !== "chain" && node.chain) members[node.chain] = (members[node.chain] || 0) + 1; });
  }

  /* Which nodes stand out; null: all alike. */
  function near() {
    if (state.focus === null) return null;
    var keep = {}, node = model.nodes[state.focus.node];
    if (state.focus.edge !== undefined) { var edge = model.edges[state.focus.edge]; keep[edge.source] = keep[edge.target] = true; return keep; }
    keep[state.focus.node] = true;
    if (node.type === "chain") model.nodes.forEach(function (other, place) { if (other.chain === node.label) keep[place] = true; });
    (edgesAt[state.focus.node] || []).forEach(function (place) { if (seenEdges[place]) { keep[model.edges[place].source] = keep[model.edges[place].target] = true; } });
    return keep;
  }
  function found(place) { return state.query && model.nodes[place].label.toLowerCase().indexOf(state.query) >= 0; }

  var colors = {};
  function readColors() {
    var style = getComputedStyle(document.documentElement);
    ["paper", "card", "ink", "muted", "faint", "line", "wash", "accent"].forEach(function (name) { colors[name] = style.getPropertyValue("--" + name).trim(); });
  }
  function hueOf(node, alpha) { return node.type === "chain" ? s.hue(s.chainClass(node.label), alpha) : s.hue(node.type === "measure" ? "accent-rgb" : node.type, alpha); }
  var hues = {};
  function hue(node, alpha) {
    var key = (node.type === "chain" ? node.label : node.type) + "|" + (alpha === undefined ? 1 : alpha);
    return hues[key] || (hues[key] = hueOf(node, alpha));
  }
  function short(ctx, words, room) {
    if (ctx.measureText(words).width <= room) return words;
    var length = words.length;
    while (length > 1 && ctx.measureText(words.slice(0, length) + "…").width > room) length -= 1;
    return words.slice(0, length) + "…";
  }
  function box(ctx, x, y, width, height, radius) {
    ctx.beginPath();
    ctx.moveTo(x + radius, y);
    ctx.arcTo(x + width, y, x + width, y + height, radius);
    ctx.arcTo(x + width, y + height, x, y + height, radius);
    ctx.arcTo(x, y + height, x, y, radius);
    ctx.arcTo(x, y, x + width, y, radius);
    ctx.closePath();
  }

  var keep = null;
  /* One node: a label in a box, told by a coloured edge; collective fields have a broken frame. */
  function renderNode(about) {
    var ctx = about.ctx, place = about.id, node = extra[place] || model.nodes[place];
    var width = WIDTH[node.type] || 170, height = HEIGHT[node.type] || 25;
    return {
      drawNode: function () {
        var left = about.x - width / 2, top = about.y - height / 2;
        var dim = (keep && !keep[place] && !extra[place]) || (state.query && !found(place) && !extra[place]);
        ctx.save();
        if (node.type === "chain") {
          ctx.font = "600 16px " + FONT; ctx.fillStyle = hue(node); ctx.textAlign = "center"; ctx.textBaseline = "middle";
          ctx.fillText(node.label + "  " + (members[node.label] || 0), about.x, about.y + 1);
          ctx.restore();
          return;
        }
        var solid = node.type === "unit" && node.label !== model.nobody;
        box(ctx, left, top, width, height, node.type === "unit" ? 8 : node.type === "measure" ? 13 : 5);
        ctx.fillStyle = colors.card; ctx.fill();
        ctx.globalAlpha = dim ? 0.22 : 1;
        if (solid || node.type === "measure") { ctx.fillStyle = hue(node, solid ? 0.14 : 0.1); ctx.fill(); }
        if (node.type === "field-group" || node.label === model.nobody) ctx.setLineDash([4, 3]);
        ctx.lineWidth = about.state.selected || about.state.hover || found(place) ? 2 : 1;
        ctx.strokeStyle = about.state.selected || about.state.hover || solid || node.type === "measure" || found(place) ? hue(node) : hue(node, 0.45);
        ctx.stroke(); ctx.setLineDash([]);
        if (node.type !== "unit" && node.type !== "measure") { ctx.fillStyle = hue(node); ctx.fillRect(left, top + 3, 4, height - 6); }
        ctx.textBaseline = "middle"; ctx.textAlign = "left"; ctx.fillStyle = colors.ink;
        ctx.font = (node.type === "unit" ? "600 14px " : "13.5px ") + FONT;
        var number = node.weight > 1 ? String(node.weight) : "", room = width - 20 - (number ? 16 : 0);
        if (node.type === "measure") { ctx.textAlign = "center"; ctx.fillText(short(ctx, node.label, width - 14), about.x, about.y + 1); }
        else ctx.fillText(short(ctx, node.label, room), left + 11, about.y + 1);
        if (number && node.type !== "measure") { ctx.font = "11.5px " + FONT; ctx.fillStyle = colors.muted; ctx.textAlign = "right"; ctx.fillText(number, left + width - 8, about.y + 1); }
        ctx.restore();
      },
      nodeDimensions: { width: width, height: height }
    };
  }

  var extra = {};
  function drawnNode(place) {
    var node = model.nodes[place], spot = spotOf(place);
    return Object.assign({}, model.drawn.nodes[place], { id: place, label: "", x: spot[0], y: spot[1], shape: "custom", ctxRenderer: renderNode, fixed: false, hidden: !seenNodes[place], title: tip(node) });
  }
  function tip(node) {
    return el("span", {}, node.label, node.owner && node.owner !== node.label ? "（" + node.owner + "）" : "", node.type === "chain" ? "：" + node.weight + " 个要素" : " · " + s.TYPES[node.type] + (node.weight ? " · " + node.weight + " 条措施" : ""));
  }
  function drawnEdge(place) {
    var edge = model.edges[place], items = seenEdges[place], target = model.nodes[edge.target];
    var inFocus = state.focus !== null && (state.focus.edge === place || (state.focus.edge === undefined && (edge.source === state.focus.node || edge.target === state.focus.node)));
    var inSearch = state.query && (found(edge.source) || found(edge.target));
    var strong = inFocus || (state.focus === null && inSearch);
    var weight = items ? count(items) : 0;
    var soft = items && items.every(function (item) { return item.certainty !== "stated"; });
    return Object.assign({}, model.drawn.edges[place], {
      id: "e" + place, from: edge.source, to: edge.target, hidden: !items || (state.open !== null && inFocus), arrows: "",
      color: { color: hue(target, strong ? 0.75 : state.focus !== null || state.query ? 0.03 : 0.17), hover: hue(target, 0.9), highlight: hue(target, 0.9) },
      width: strong ? 1 + Math.min(weight, 6) * 0.7 : 0.8 + Math.min(weight, 6) * 0.35, dashes: soft ? [6, 4] : false, hoverWidth: 0.8, selectionWidth: 0.5,
      smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 },
      title: items ? el("span", {}, model.nodes[edge.source].label + " — " + target.label + "：" + weight + " 条措施") : undefined
    });
  }

  readColors(); filter();
  var nodes = new vis.DataSet(model.nodes.map(function (_, place) { return drawnNode(place); }));
  var edges = new vis.DataSet(model.edges.map(function (_, place) { return drawnEdge(place); }));
  var canvas = document.getElementById("canvas");
  var network = new vis.Network(canvas, { nodes: nodes, edges: edges }, {
    physics: false, layout: { improvedLayout: false }, interaction: { hover: true, dragNodes: false, tooltipDelay: 150, hoverConnectedEdges: false, selectConnectedEdges: false, hideEdgesOnDrag: model.edges.length > 1500 },
    nodes: { chosen: false }
  });
  network.on("beforeDrawing", function (ctx) {
    current.blocks.forEach(function (block) {
      if (state.chain && block.chain !== state.chain) return;
      box(ctx, block.x, block.y, block.width, block.height, 12);
      ctx.fillStyle = s.hue(s.chainClass(block.chain), 0.055); ctx.fill();
      ctx.strokeStyle = s.hue(s.chainClass(block.chain), 0.28); ctx.lineWidth = 1; ctx.stroke();
    });
  });

  function redraw() {
    var before = current;
    filter();
    keep = near();
    nodes.update(model.nodes.map(function (_, place) { return { id: place, hidden: !seenNodes[place], x: spotOf(place)[0], y: spotOf(place)[1] }; }));
    edges.update(model.edges.map(function (_, place) { return drawnEdge(place); }));
    list();
    details();
    if (current !== before) { fold(); fit(); }
  }

  /* Measures appear between what was chosen and what it is linked to, and fold away again. */
  function fold() {
    nodes.remove(Object.keys(extra));
    edges.remove(edges.getIds().filter(function (id) { return String(id).charAt(0) === "m"; }));
    extra = {}; state.open = null;
  }
  function unfold(places) {
    fold();
    state.open = places;
    var around = {};
    places.forEach(function (place) {
      var edge = model.edges[place];
      (seenEdges[place] || []).forEach(function (item) {
        var at = passage(item), group = around[at] = around[at] || { units: [], elements: [], soft: {} };
        if (group.units.indexOf(edge.source) < 0) group.units.push(edge.source);
        if (group.elements.indexOf(edge.target) < 0) group.elements.push(edge.target);
        group.soft[edge.target] = item.certainty !== "stated";
      });
    });
    var columns = { "-1": [], "1": [] };
    Object.keys(around).map(Number).sort(function (a, b) { return a - b; }).forEach(function (at) {
      var group = around[at], x = 0, y = 0;
      group.elements.forEach(function (place) { x += spotOf(place)[0]; y += spotOf(place)[1] / group.elements.length; });
      columns[x < 0 ? -1 : 1].push({ at: at, y: y });
    });
    [-1, 1].forEach(function (side) {
      var column = columns[side].sort(function (a, b) { return a.y - b.y || a.at - b.at; }), step = 31;
      var middle = column.reduce(function (sum, row) { return sum + row.y; }, 0) / (column.length || 1);
      column.forEach(function (row, order) {
        var id = "m" + row.at, group = around[row.at], measure = model.passages[row.at];
        extra[id] = { type: "measure", label: s.measureName(measure), weight: 0, at: row.at, places: places };
        nodes.add({ id: id, label: "", x: side * 134, y: middle + (order - (column.length - 1) / 2) * step, shape: "custom", ctxRenderer: renderNode, title: el("span", {}, measure.text.slice(0, 60) + "…") });
        var line = function (from, to, soft, color) {
          edges.add({ id: id + ">" + from + ">" + to, from: from, to: to, color: { color: color, hover: color, highlight: color }, width: 1.4, dashes: soft ? [6, 4] : false, smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 } });
        };
        group.units.forEach(function (unit) { line(unit, id, false, hue(model.nodes[unit], 0.6)); });
        group.elements.forEach(function (element) { line(id, element, group.soft[element], hue(model.nodes[element], 0.75)); });
      });
    });
  }
  function unfoldButton(places) {
    var total = count([].concat.apply([], places.map(function (place) { return seenEdges[place] || []; })));
    if (!total) return null;
    var button = el("button", { type: "button", "class": "plain", "aria-pressed": "false", onclick: function () {
      if (state.open) fold(); else unfold(places);
      button.textContent = state.open ? "收起措施" : "在图上展开 " + total + " 条措施";
      button.setAttribute("aria-pressed", String(Boolean(state.open)));
      redraw();
    } }, "在图上展开 " + total + " 条措施");
    return button;
  }

  function chooseNode(place) {
    fold();
    state.focus = { node: place };
    redraw();
    var node = model.nodes[place];
    if (node.type === "chain") return aboutChain(place);
    var places = (edgesAt[place] || []).filter(function (edge) { return seenEdges[edge]; });
    var items = [].concat.apply([], places.map(function (edge) { return seenEdges[edge]; }));
    if (!items.length) items = node.facts.map(function (id) { return { facts: [id], certainty: model.facts[id].certainty }; });
    var others = places.map(function (edge) { return { node: node.type === "unit" ? model.edges[edge].target : model.edges[edge].source, edge: edge }; });
    s.show({
      kicker: s.TYPES[node.type] + (node.owner ? " · " + node.owner : node.chain ? " · " + node.chain : ""), title: node.label,
      summary: count(items) + " 条措施，" + (node.type === "unit" ? others.length + " 个要素" : others.filter(function (other) { return model.nodes[other.node].label !== model.nobody; }).length + " 个责任单位"),
      items: items,
      extra: [unfoldButton(places), others.length ? el("details", { open: others.length <= 12 }, el("summary", {}, (node.type === "unit" ? "要素 " : "单位 ") + others.length), el("ul", { "class": "around" }, others.map(function (other) {
        return el("li", { "class": "k-" + model.nodes[other.node].type }, el("button", { type: "button", onclick: function () { chooseEdge(other.edge); } }, model.nodes[other.node].label));
      }))) : null]
    });
  }
  function chooseEdge(place) {
    fold();
    var edge = model.edges[place];
    state.focus = { node: edge.source, edge: place };
    redraw();
    s.show({
      kicker: "单位与要素", title: model.nodes[edge.source].label + " — " + model.nodes[edge.target].label,
      summary: count(seenEdges[place] || []) + " 条措施", items: seenEdges[place] || [], extra: unfoldButton([place])
    });
  }
  function aboutChain(place) {
    var links = model.links.filter(function (link) { return link.source === place || link.target === place; });
    var inside = model.nodes.map(function (_, other) { return other; }).filter(function (other) { return seenNodes[other] && model.nodes[other].type !== "chain" && model.nodes[other].chain === model.nodes[place].label; });
    s.show({
      kicker: "链", title: model.nodes[place].label, summary: inside.length + " 个要素", empty: inside.length ? false : undefined,
      extra: [
        links.length ? el("p", { "class": "kicker" }, "与其他链的联动") : null,
        el("ul", { "class": "around" }, links.map(function (link) {
          var words = model.nodes[link.source].label + " → " + model.nodes[link.target].label;
          return el("li", { "class": s.chainClass(model.nodes[link.source].label) }, el("button", { type: "button", onclick: function () {
            s.show({ kicker: "联动", title: words, summary: link.weight + " 条措施", items: link.items });
          } }, words + "  " + link.weight));
        })),
        el("p", { "class": "kicker" }, "要素"),
        el("ul", { "class": "around" }, inside.map(function (other) {
          return el("li", { "class": "k-" + model.nodes[other].type }, el("button", { type: "button", onclick: function () { chooseNode(other); } }, model.nodes[other].label));
        }))
      ]
    });
  }
  function chooseMeasure(id) {
    var about = extra[id];
    var items = [].concat.apply([], about.places.map(function (place) { return (seenEdges[place] || []).filter(function (item) { return passage(item) === about.at; }); }));
    s.show({ kicker: "措施", title: about.label, items: items, extra: el("button", { type: "button", "class": "plain", onclick: function () { fold(); redraw(); } }, "收起措施") });
  }
  network.on("click", function (event) {
    if (event.nodes.length) { if (extra[event.nodes[0]]) chooseMeasure(event.nodes[0]); else chooseNode(event.nodes[0]); return; }
    if (event.edges.length) {
      var id = String(event.edges[0]);
      if (id.charAt(0) === "e") chooseEdge(Number(id.slice(1))); else chooseMeasure(id.split(">")[0]);
      return;
    }
    s.close();
  });
  document.addEventListener("silian:close", function () { fold(); state.focus = null; redraw(); network.unselectAll(); });

  /* The same as a list: for narrow screens, for reading aloud, for print. */
  var listBox = document.getElementById("list"), stage = document.getElementById("stage");
  function list() {
    if (listBox.hidden) return;
    s.clear(listBox);
    var units = s.unique(model.edges.filter(function (_, place) { return seenEdges[place]; }).map(function (edge) { return edge.source; }));
    units.sort(function (a, b) { return model.nodes[b].weight - model.nodes[a].weight || a - b; });
    units.forEach(function (unit, order) {
      var places = (edgesAt[unit] || []).filter(function (place) { return seenEdges[place] && (!state.query || found(unit) || found(model.edges[place].target)); });
      if (!places.length) return;
      listBox.appendChild(el("details", { open: order === 0 || Boolean(state.query) },
        el("summary", {}, model.nodes[unit].label, el("small", {}, (model.nodes[unit].owner ? model.nodes[unit].owner + " · " : "") + places.length + " 个要素")),
        el("ul", {}, TYPES.slice(1).map(function (type) {
          var of = places.filter(function (place) { return model.nodes[model.edges[place].target].type === type; });
          return of.length ? [el("h3", {}, s.TYPES[type])].concat(of.map(function (place) {
            return el("li", { "class": "k-" + type }, el("button", { type: "button", onclick: function () { chooseEdge(place); } }, model.nodes[model.edges[place].target].label, el("small", {}, count(seenEdges[place]))));
          })) : null;
        }))));
    });
  }
  function switchTo(asList) {
    listBox.hidden = !asList; stage.hidden = asList;
    toggle.textContent = asList ? "看图" : "看清单";
    list();
    if (!asList) { network.setSize("100%", "100%"); network.redraw(); fit(); }
  }
  var toggle = el("button", { type: "button", "class": "plain", id: "toggle", onclick: function () { switchTo(listBox.hidden); } }, "看清单");

  var perType = {};
  model.nodes.forEach(function (node) { if (node.label !== model.nobody) perType[node.type] = (perType[node.type] || 0) + 1; });
  var unitNames = model.nodes.map(function (node, place) { return [String(place), node.label + (node.owner && model.notices.length > 1 ? "（" + node.owner + "）" : ""), node.type]; }).filter(function (row) { return row[2] === "unit"; });
  var chainNames = model.nodes.filter(function (node) { return node.type === "chain"; }).map(function (node) { return [node.label, node.label]; });
  var DETAILS = ["概览", "较详", "全部"];
  var detail = el("select", { "aria-label": "详略" });
  detail.addEventListener("change", function () { state.detail = Number(detail.value); redraw(); });
  function details() {
    var fitting = candidates();
    s.clear(detail);
    fitting.forEach(function (layout) { detail.appendChild(el("option", { value: layout.detail, selected: layout === current }, DETAILS[layout.detail] + "（" + layout.places.length + "）")); });
    detail.parentNode.hidden = fitting.length < 2;
  }
  s.append(document.getElementById("tools"), [
    el("div", { "class": "set" }, TYPES.filter(function (type) { return perType[type]; }).map(function (type) {
      return s.chip(s.TYPES[type], "k-" + type, state.types[type], function (on) { state.types[type] = on; redraw(); }, perType[type]);
    })),
    el("div", { "class": "set" }, s.certaintyChips(state.levels, null, redraw)),
    el("div", { "class": "set" },
      s.noticeChoice(function (value) { state.notice = value; redraw(); }),
      s.choice("链", [["", "全部"]].concat(chainNames), function (value) { state.chain = value; redraw(); fit(); }),
      s.choice("单位", [["", "全部"]].concat(unitNames), function (value) { state.unit = value === "" ? null : Number(value); redraw(); }),
      el("label", {}, "详略", detail),
      toggle)
  ]);
  s.append(document.getElementById("zoom"), [
    el("button", { type: "button", "class": "plain", "aria-label": "缩小", onclick: function () { network.moveTo({ scale: network.getScale() / 1.25 }); } }, "−"),
    el("button", { type: "button", "class": "plain", "aria-label": "放大", onclick: function () { network.moveTo({ scale: network.getScale() * 1.25 }); } }, "+"),
    el("button", { type: "button", "class": "plain", onclick: fit }, "全图")
  ]);
  function fit() {
    var frames = current.blocks.filter(function (block) { return !state.chain || block.chain === state.chain; });
    var xs = [], ys = [];
    frames.forEach(function (block) { xs.push(block.x, block.x + block.width); ys.push(block.y, block.y + block.height); });
    model.nodes.forEach(function (node, place) { if (seenNodes[place]) { xs.push(spotOf(place)[0] - 90, spotOf(place)[0] + 90); ys.push(spotOf(place)[1] - 20, spotOf(place)[1] + 20); } });
    if (!xs.length) return;
    var left = Math.min.apply(null, xs), right = Math.max.apply(null, xs), top = Math.min.apply(null, ys), bottom = Math.max.apply(null, ys);
    var scale = Math.min((canvas.clientWidth - 24) / (right - left), (canvas.clientHeight - 24) / (bottom - top), 1.4);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.08) });
  }

  var turn = 0;
  s.onsearch(function (query) {
    state.query = query.toLowerCase(); turn = 0;
    if (query && !model.nodes.some(function (_, place) { return spots[place] && found(place); }) && model.nodes.some(function (_, place) { return found(place); })) state.detail = 2;
    redraw();
    return query ? model.nodes.filter(function (_, place) { return seenNodes[place] && found(place); }).length : undefined;
  }, function () {
    var hits = model.nodes.map(function (_, place) { return place; }).filter(function (place) { return seenNodes[place] && found(place); });
    if (!hits.length) return;
    var place = hits[turn % hits.length];
    turn += 1;
    if (!stage.hidden) network.focus(place, { scale: Math.max(network.getScale(), 0.9), animation: false });
    chooseNode(place);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { hues = {}; readColors(); redraw(); });
  window.addEventListener("resize", fit);
  s.rest(["中间是单位，两侧是各条链上的要素；一条线表示单位负责的措施写到这个要素，线越粗，措施越多。", "点单位、要素或线，看依据的原文；再点“在图上展开措施”，措施就出现在线上。", "虚线：泛指或推断。虚框：集合领域，文中没有列出名称。"]);
  keep = near();
  details();
  if (window.innerWidth <= 700) switchTo(true); else fit();
  window.silianNetwork = { network: network, chooseNode: chooseNode, chooseEdge: chooseEdge, measures: function () { return Object.keys(extra).map(function (id) { return extra[id].label; }).sort(); } };
})();
