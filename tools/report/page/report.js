"use strict";
// Everything that a message says is put on the page by textContent, never as markup.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const rowHeight = 46, headHeight = 44;
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const scenarioOf = element => element.closest(".scenario");
  const rows = section => all(".message:not(.gone)", section);

  // The tree of a message and its octets.
  function item(node, fields) {
    const [name, text, offset, size, below] = node;
    const li = make("li");
    li.setAttribute("role", "treeitem");
    li.setAttribute("aria-selected", "false");
    li.tabIndex = -1;
    li.dataset.offset = offset;
    li.dataset.size = size;
    fields.push(li);
    const line = make("span", "line");
    line.append(make("span", "name", name), text === "" ? "" : ": ", make("span", "value", text));
    li.append(line);
    if (below.length) {
      li.setAttribute("aria-expanded", "true");
      const list = make("ul");
      list.setAttribute("role", "group");
      for (const child of below) list.append(item(child, fields));
      li.append(list);
    }
    return li;
  }

  function octetLines(hex) {
    const out = make("div", "octets");
    out.setAttribute("role", "group");
    out.setAttribute("aria-label", "Octets of the TCAP message");
    const count = hex.length / 2;
    for (let start = 0; start < count; start += 16) {
      out.append(make("span", "offset", start.toString(16).padStart(4, "0") + "  "));
      let ascii = "";
      for (let i = start; i < start + 16; ++i) {
        if (i < count) {
          const octet = hex.substr(2 * i, 2), code = parseInt(octet, 16);
          const span = make("span", "o", octet);
          span.dataset.at = i;
          out.append(span, i % 8 === 7 ? "  " : " ");
          ascii += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".";
        } else {
          out.append(i % 8 === 7 ? "    " : "   ");
        }
      }
      out.append(ascii + "\n");
    }
    return out;
  }

  function choose(panel, field) {
    all('[role="treeitem"]', panel).forEach(li => li.setAttribute("aria-selected", String(li === field)));
    const offset = Number(field.dataset.offset), size = Number(field.dataset.size);
    all(".o", panel).forEach(o => {
      const at = Number(o.dataset.at);
      o.classList.toggle("on", offset >= 0 && at >= offset && at < offset + size);
    });
    const range = panel.querySelector(".range");
    if (!range) return;
    range.textContent = offset < 0 ? "No octet of the TCAP message says this: a lower layer does."
      : size === 1 ? "octet " + offset : "octets " + offset + " to " + (offset + size - 1);
  }

  function focusField(panel, field) {
    all('[role="treeitem"]', panel).forEach(li => { li.tabIndex = li === field ? 0 : -1; });
    choose(panel, field);
    field.focus();
  }

  // The smallest field that an octet belongs to.
  function fieldAt(panel, at) {
    let best = null;
    for (const li of all('[role="treeitem"]', panel)) {
      const offset = Number(li.dataset.offset), size = Number(li.dataset.size);
      if (offset < 0 || at < offset || at >= offset + size) continue;
      if (!best || size <= Number(best.dataset.size)) best = li;
    }
    return best;
  }

  function show(message) {
    const section = scenarioOf(message), number = Number(section.dataset.scenario);
    const index = Number(message.id.split("m")[1]);
    const content = data[number][index];
    rows(section).forEach(row => {
      row.setAttribute("aria-selected", String(row === message));
      row.setAttribute("tabindex", row === message ? "0" : "-1");
    });
    const panel = section.querySelector(".detail");
    panel.textContent = "";
    panel.dataset.message = index;
    panel.append(make("h3", "", content.title));
    if (content.unexpected !== undefined) {
      panel.append(make("p", "why", "This is what came instead, at " + content.unexpected + "."));
    }
    if (!content.tree) {
      panel.append(make("p", "hint", "No message belongs to this."));
      return;
    }
    const tree = make("ul", "tree"), fields = [];
    tree.setAttribute("role", "tree");
    tree.setAttribute("aria-label", "Decoded fields");
    for (const node of content.tree) tree.append(item(node, fields));
    if (fields.length) fields[0].tabIndex = 0;
    if (content.octets) panel.append(octetLines(content.octets), make("p", "range", "Choose a field to see its octets."));
    panel.append(tree);
  }

  function focusMessage(message) {
    scenarioOf(message).open = true;
    show(message);
    message.focus();
    message.scrollIntoView({block: "nearest"});
  }

  // Filters: rows that are left move up.
  function filter(section) {
    const unchecked = kind => new Set(all("input[data-" + kind + "-box]:not(:checked)", section).map(
      box => box.getAttribute("data-" + kind + "-box")));
    const endpoints = unchecked("endpoint"), dialogues = unchecked("dialogue");
    let shown = 0, messages = 0;
    for (const row of all(".row", section)) {
      const from = row.dataset.from, to = row.dataset.to;
      const gone = (from !== undefined && (endpoints.has(from) || endpoints.has(to))) ||
        (row.dataset.dialogue !== undefined && dialogues.has(row.dataset.dialogue));
      row.classList.toggle("gone", gone);
      if (!gone) {
        row.setAttribute("transform", "translate(0," + (headHeight + rowHeight * shown++) + ")");
        if (row.classList.contains("message")) ++messages;
      }
    }
    const chart = section.querySelector(".chart"), height = headHeight + rowHeight * shown + 16;
    chart.setAttribute("height", height);
    chart.setAttribute("viewBox", "0 0 " + chart.getAttribute("width") + " " + height);
    all(".lifeline", chart).forEach(line => {
      line.querySelector(".life").setAttribute("y2", height - 6);
      line.classList.toggle("dim", endpoints.has(line.dataset.endpoint));
    });
    const left = rows(section), total = all(".message", section).length;
    if (left.length && !left.some(row => row.getAttribute("tabindex") === "0")) left[0].setAttribute("tabindex", "0");
    section.querySelector(".shown").textContent = messages === total ? "" : messages + " of " + total + " messages";
  }

  function filterScenarios() {
    const find = document.getElementById("find").value.toLowerCase();
    const failed = document.getElementById("failed").checked;
    let count = 0;
    for (const row of all(".scenario-row")) {
      const passed = row.querySelector(".badge").classList.contains("pass");
      const gone = (failed && passed) || !row.textContent.toLowerCase().includes(find);
      row.hidden = gone;
      document.getElementById("s" + row.dataset.scenario).hidden = gone;
      if (!gone) ++count;
    }
    document.getElementById("count").textContent = count + " of " + all(".scenario-row").length + " scenarios";
  }

  function step(list, current, by) {
    const at = list.indexOf(current);
    return list[Math.max(0, Math.min(list.length - 1, at + by))];
  }

  function messageKey(event, message) {
    const list = rows(scenarioOf(message));
    const to = {ArrowDown: () => step(list, message, 1), ArrowUp: () => step(list, message, -1),
      Home: () => list[0], End: () => list[list.length - 1]}[event.key];
    if (to) {
      focusMessage(to());
    } else if (event.key === "Enter" || event.key === " ") {
      show(message);
      const panel = scenarioOf(message).querySelector(".detail");
      const first = panel.querySelector('[role="treeitem"]');
      if (first) focusField(panel, first);
    } else {
      return false;
    }
    return true;
  }

  function fieldKey(event, field) {
    const panel = field.closest(".detail");
    const list = all('[role="treeitem"]', panel).filter(li => !li.parentElement.closest('[aria-expanded="false"]'));
    const expanded = field.getAttribute("aria-expanded");
    if (event.key === "ArrowDown") focusField(panel, step(list, field, 1));
    else if (event.key === "ArrowUp") focusField(panel, step(list, field, -1));
    else if (event.key === "Home") focusField(panel, list[0]);
    else if (event.key === "End") focusField(panel, list[list.length - 1]);
    else if (event.key === "ArrowLeft") {
      const above = field.parentElement.closest('[role="treeitem"]');
      if (expanded === "true") field.setAttribute("aria-expanded", "false");
      else if (above) focusField(panel, above);
    } else if (event.key === "ArrowRight") {
      if (expanded === "false") field.setAttribute("aria-expanded", "true");
      else if (expanded === "true") focusField(panel, field.querySelector('[role="treeitem"]'));
    } else if (event.key === "Escape") {
      const section = scenarioOf(panel);
      focusMessage(document.getElementById("s" + section.dataset.scenario + "m" + panel.dataset.message));
    } else {
      return false;
    }
    return true;
  }

  function nextFailure(by) {
    const list = all(".message.fail:not(.gone)").filter(row => !scenarioOf(row).hidden);
    if (!list.length) return;
    const at = list.indexOf(document.activeElement.closest ? document.activeElement.closest(".message") : null);
    focusMessage(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length]);
  }

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    const message = target.closest(".message"), field = target.closest('[role="treeitem"]');
    let done = false;
    if (message) done = messageKey(event, message);
    else if (field) done = fieldKey(event, field);
    if (!done && !(target.tagName === "INPUT" && target.type === "search")) {
      done = true;
      if (event.key === "n") nextFailure(1);
      else if (event.key === "p") nextFailure(-1);
      else if (event.key === "e") {
        const open = all(".scenario").some(s => !s.open);
        all(".scenario").forEach(s => { s.open = open; });
      } else if (event.key === "/") {
        const box = document.getElementById("find") || document.querySelector(".filter input");
        if (box) box.focus();
      } else {
        done = false;
      }
    }
    if (done) event.preventDefault();
  });

  document.addEventListener("click", event => {
    const target = event.target;
    const message = target.closest(".message");
    if (message) return focusMessage(message);
    const panel = target.closest(".detail");
    if (panel && target.classList.contains("o")) {
      const field = fieldAt(panel, Number(target.dataset.at));
      if (field) {
        for (let up = field.parentElement.closest("[aria-expanded]"); up; up = up.parentElement.closest("[aria-expanded]")) {
          up.setAttribute("aria-expanded", "true");
        }
        focusField(panel, field);
      }
      return;
    }
    const line = panel && target.closest(".line");
    if (line) return focusField(panel, line.parentElement);
    const link = target.closest('a[href^="#s"]');
    if (!link) return;
    const to = document.querySelector(link.getAttribute("href"));
    if (!to) return;
    event.preventDefault();
    if (to.classList.contains("message")) {
      focusMessage(to);
    } else {
      to.open = true;
      to.scrollIntoView();
      to.querySelector("summary").focus();
    }
  });

  document.addEventListener("change", event => {
    if (event.target.id === "failed") filterScenarios();
    else if (event.target.closest(".scenario")) filter(scenarioOf(event.target));
  });
  const find = document.getElementById("find");
  if (find) find.addEventListener("input", filterScenarios);
})();
