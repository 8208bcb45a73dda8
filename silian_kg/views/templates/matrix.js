(function () {
  "use strict";
  var s = window.silian, model = s.model, el = s.el;
  var state = { levels: { stated: true, "by-reference": true, inferred: true }, notice: null, query: "", order: "busy", column: null, empty: model.fields.length <= 40, whole: false };
  var MOST_ROWS = 100, MOST_COLUMNS = 80;
  var cellAt = {};
  model.cells.forEach(function (cell) { cellAt[cell.unit + "," + cell.field] = cell; });

  var GROUPS = ["named", "collective", "classification"];
  var GROUP_NAMES = { named: "产业与领域", collective: "集合领域", classification: "标准分类（推断）" };
  var GROUP_TITLES = { named: "文中写明名称", collective: "文中只说“重点产业领域”之类，没有列出名称", classification: "文中没有写这些名称，由领域与标准分类的对照推出" };
  function visible(items) {
    return items.filter(function (item) {
      var passage = model.passages[model.facts[item.facts[0]].at];
      return state.levels[item.certainty] && (state.notice === null || passage.notice === state.notice);
    });
  }
  function items(unit, field) { var cell = cellAt[unit + "," + field]; return cell ? visible(cell.items) : []; }
  function measures(list) { return s.unique(list.map(function (item) { return model.facts[item.facts[0]].at; })).length; }
  function here(facts) {
    return state.notice === null || facts.some(function (id) { return model.passages[model.facts[id].at].notice === state.notice; });
  }

  var twins = {};
  model.units.forEach(function (row) { twins[row.label] = (twins[row.label] || 0) + 1; });
  var tools = document.getElementById("tools"), table = document.getElementById("matrix");
  var counts = {};
  model.cells.forEach(function (cell) { s.unique(cell.items.map(function (item) { return item.certainty; })).forEach(function (level) { counts[level] = (counts[level] || 0) + 1; }); });
  var rest = el("button", { type: "button", "class": "plain", onclick: function () { state.whole = true; draw(); } });
  var hide = el("input", { type: "checkbox", id: "hide" });
  hide.checked = !state.empty;
  hide.addEventListener("change", function () { state.empty = !hide.checked; draw(); });
  s.append(tools, [
    el("div", { "class": "set" }, s.certaintyChips(state.levels, counts, draw)),
    el("div", { "class": "set" },
      s.noticeChoice(function (value) { state.notice = value; draw(); }),
      s.choice("排序", [["busy", "措施多者在前"], ["text", "按文中先后"], ["name", "按名称"]], function (value) { state.order = value; state.column = null; draw(); }),
      el("label", {}, hide, "隐藏空行空列"), rest)
  ]);

  function sorted(list, kind) {
    var name = function (a, b) { return list[a].label < list[b].label ? -1 : list[a].label > list[b].label ? 1 : a - b; };
    var first = function (place) { return list[place].facts.length ? Math.min.apply(null, list[place].facts) : Infinity; };
    return list.map(function (_, place) { return place; }).sort(function (a, b) {
      if (kind === "field" && list[a].group !== list[b].group) return GROUPS.indexOf(list[a].group) - GROUPS.indexOf(list[b].group);
      if (kind === "unit" && list[a].nobody !== list[b].nobody) return list[a].nobody ? 1 : -1;
      if (kind === "unit" && state.column !== null) {
        var difference = measures(items(b, state.column)) - measures(items(a, state.column));
        if (difference) return difference;
      }
      return state.order === "name" ? name(a, b) : state.order === "text" ? first(a) - first(b) || a - b : a - b;
    });
  }

  function draw() {
    var query = state.query.toLowerCase();
    var match = function (row) { return (row.label + (row.owner || "")).toLowerCase().indexOf(query) >= 0; };
    var units = sorted(model.units, "unit").filter(function (unit) { return model.units[unit].nobody || here(model.units[unit].facts); });
    var fields = sorted(model.fields, "field").filter(function (field) { return here(model.fields[field].facts) || model.fields[field].facts.length === 0; });
    if (query) {
      var named = units.filter(function (unit) { return match(model.units[unit]); }), meant = fields.filter(function (field) { return match(model.fields[field]); });
      if (meant.length) fields = meant;
      if (named.length) units = named;
      else if (meant.length) units = units.filter(function (unit) { return meant.some(function (field) { return items(unit, field).length; }); });
      if (!named.length && !meant.length) units = fields = [];
    }
    if (!state.empty || (query && units.length && fields.length)) {
      var rows = units.filter(function (unit) { return fields.some(function (field) { return items(unit, field).length; }); });
      fields = fields.filter(function (field) { return units.some(function (unit) { return items(unit, field).length; }); });
      if (rows.length || !query) units = rows;
    }
    s.clear(table);
    var allUnits = units.length, allFields = fields.length;
    if (!state.whole) { units = units.slice(0, MOST_ROWS); fields = fields.slice(0, MOST_COLUMNS); }
    rest.hidden = units.length === allUnits && fields.length === allFields;
    rest.textContent = "已显示 " + units.length + " / " + allUnits + " 个单位、" + fields.length + " / " + allFields + " 个领域；显示全部";
    if (!units.length || !fields.length) {
      table.appendChild(el("tbody", {}, el("tr", {}, el("td", { "class": "nothing" }, query ? "没有名称含“" + state.query + "”、且文中写明的对应。" : "文中未写明单位与产业领域的对应。"))));
      return 0;
    }
    var groupOf = function (place) { return model.fields[fields[place]].group; };
    var border = function (place) { return groupOf(place) + (place > 0 && groupOf(place) !== groupOf(place - 1) ? " first" : ""); };
    var groups = GROUPS.map(function (group) { return { group: group, from: fields.findIndex(function (field) { return model.fields[field].group === group; }), count: fields.filter(function (field) { return model.fields[field].group === group; }).length }; }).filter(function (row) { return row.count; });
    table.appendChild(el("thead", {},
      el("tr", {},
        el("th", { "class": "corner", rowspan: 2, scope: "col" }, "单位 ＼ 领域"),
        groups.map(function (row) { return el("th", { "class": "group " + border(row.from), colspan: row.count, scope: "colgroup", title: GROUP_TITLES[row.group] }, GROUP_NAMES[row.group]); })),
      el("tr", {}, fields.map(function (field, place) {
        var row = model.fields[field];
        return el("th", { scope: "col", "class": border(place) + (state.column === field ? " sorted" : ""), "aria-sort": state.column === field ? "descending" : null },
          el("button", { "class": "head", type: "button", title: row.label + (row.owner ? "（" + row.owner + "）" : ""), onclick: function () { state.column = state.column === field ? null : field; draw(); about(row, field, null); } }, el("span", {}, row.label)));
      }))));
    var filled = 0;
    table.appendChild(el("tbody", {}, units.map(function (unit) {
      var row = model.units[unit];
      return el("tr", { "class": row.nobody ? "nobody" : "" },
        el("th", { scope: "row" }, el("button", { "class": "head", type: "button", title: row.owner || row.label, onclick: function () { about(row, null, unit); } }, row.label, row.owner && (model.notices.length > 1 || twins[row.label] > 1) ? el("small", {}, row.owner) : null)),
        fields.map(function (field, place) {
          var list = items(unit, field), levels = s.ORDER.filter(function (level) { return list.some(function (item) { return item.certainty === level; }); });
          var words = row.label + " × " + model.fields[field].label + "：" + (list.length ? levels.map(function (level) { return s.CERTAINTY[level]; }).join("、") + "，" + measures(list) + " 条措施" : "文中未写明");
          if (list.length) filled += 1;
          var about = { "class": border(place), title: words, "data-unit": unit, "data-field": field };
          return el("td", about, list.length ? el("button", { type: "button", "aria-label": words }, s.certaintyMark(levels[0]),
            levels.slice(1).map(function (level) { var mark = s.certaintyMark(level); mark.classList.add("also"); return mark; }),
            measures(list) > 1 ? el("small", {}, measures(list)) : null) : null);
        }));
    })));
    return filled;
  }

  /* One cell, empty or not. */
  table.addEventListener("click", function (event) {
    var cell = event.target.closest("td[data-unit]");
    if (!cell) return;
    Array.prototype.forEach.call(table.querySelectorAll(".chosen"), function (other) { other.classList.remove("chosen"); });
    cell.classList.add("chosen");
    var unit = Number(cell.getAttribute("data-unit")), field = Number(cell.getAttribute("data-field")), list = items(unit, field);
    s.show({
      kicker: "单位 × 领域", title: model.units[unit].label + " × " + model.fields[field].label,
      summary: list.length ? measures(list) + " 条措施" : "", items: list, empty: "文中未写明：来源中没有一条措施把二者联系起来。"
    });
  });

  /* A row or a column as a whole. */
  function about(row, field, unit) {
    var list = [], others = [];
    model.cells.forEach(function (cell) {
      if (cell.field !== field && cell.unit !== unit) return;
      var seen = visible(cell.items);
      if (seen.length) { list = list.concat(seen); others.push((field === null ? model.fields[cell.field] : model.units[cell.unit]).label); }
    });
    s.show({
      kicker: row.nobody ? "没有责任单位的措施" : field === null ? "单位" : row.group === "classification" ? row.owner : GROUP_NAMES[row.group], title: row.label,
      summary: others.length ? (field === null ? "服务 " : "由 ") + others.join("、") + (field === null ? "" : " 服务") : "",
      items: list.length ? list : row.facts.map(function (id) { return { facts: [id], certainty: model.facts[id].certainty }; }),
      extra: list.length || !row.facts.length ? null : el("p", { "class": "none" }, field === null ? "文中未写明这个单位服务哪个领域。它出现在：" : "文中未写明由哪个单位服务。它出现在："),
      empty: "文中未写明。"
    });
  }

  s.onsearch(function (query) { state.query = query; return draw(); });
  s.rest(["点一格，看哪条措施、哪句原文把单位与领域联系起来。点单位或领域名称，看它的全部依据；点领域名称也按它排序。", "明示：句中写明。泛指：句中只说一个未列名称的领域。推断：由所列规则推出。空格：文中未写明。"]);
  draw();
})();
