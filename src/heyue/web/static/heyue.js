// 和约 heyue: what scripts add. Every page works without them; nothing here decides anything.
(() => {
  "use strict";
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const typing = (element) => element.closest("input, select, textarea, [contenteditable]");

  // ── Lists: / goes to the search, arrows through the rows, Enter opens (the link has the focus) ──
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const list = document.querySelector("[data-list]");
    if (!list || document.querySelector("dialog[open]")) return;
    if (event.key === "/" && !typing(event.target)) {
      const search = list.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = all("tbody th a", list);
    const now = links.indexOf(document.activeElement);
    const fromSearch = event.target.matches?.("input[type=search]");
    if (!links.length || (now < 0 && typing(event.target) && !fromSearch)) return;
    const next = event.key === "ArrowDown" ? Math.min(now + 1, links.length - 1) : now - 1;
    event.preventDefault();
    if (next < 0) list.querySelector("input[type=search]")?.focus();
    else links[next].focus();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  // ── A menu closes when something else of the page takes the focus ──
  document.addEventListener("focusin", (event) => {
    for (const open of all(".me:popover-open")) if (!open.contains(event.target)) open.hidePopover();
  });

  // ── Faults are read out and seen first ──
  document.querySelector(".faults")?.focus();

  // ── Charts: the option is JSON beside them; colours follow the page's tokens ──
  const PAPER = {
    "#1f2937": "--ink", "#566070": "--muted", "#e5e7e3": "--line", "#0f766e": "--primary",
    "#8dbdb7": "--primary-soft", "#e6f4f1": "--primary-tint", "#ffffff": "--surface",
    "#b3261e": "--high", "#8a5300": "--medium", "#475569": "--low", "#1b6e3c": "--good",
  };
  const painted = (value, style) => {
    if (typeof value === "string") {
      const token = PAPER[value.toLowerCase()];
      return token ? style.getPropertyValue(token).trim() : value;
    }
    if (Array.isArray(value)) return value.map((one) => painted(one, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, painted(one, style)]));
    }
    return value;
  };
  const drawn = new Map();
  const draw = (place) => {
    const data = document.getElementById(place.dataset.chart);
    if (!data || !window.echarts) return;
    place.hidden = false;
    drawn.get(place)?.dispose();
    const option = painted(JSON.parse(data.textContent), getComputedStyle(document.documentElement));
    option.animation = false;
    if (option.tooltip) option.tooltip.renderMode = "richText"; // an HTML tooltip would bring styles of its own
    option.aria = undefined; // the place itself carries the words
    const chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(option);
    drawn.set(place, chart);
  };
  const drawAll = (within = document) => all("[data-chart]", within).forEach(draw);
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn.forEach((chart) => chart.resize()), 150);
  });
  addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll());

  // ── Files: what was chosen, and dragging anywhere into the frame ──
  const bytes = (n) => (n < 1000 ? `${n} B` : n < 1e6 ? `${Math.round(n / 1000)} KB` : `${(n / 1e6).toFixed(1)} MB`);
  const listFiles = (frame) => {
    const input = frame.querySelector("input[type=file]");
    const chosen = frame.querySelector(".chosen");
    if (!chosen) return;
    chosen.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} · ${bytes(file.size)}`;
      return line;
    }));
  };
  document.addEventListener("change", (event) => {
    const frame = event.target.closest("[data-drop]");
    if (frame && event.target.type === "file") listFiles(frame);
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const frame = event.target.closest?.("[data-drop]");
      if (!frame) return;
      event.preventDefault();
      frame.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        const input = frame.querySelector("input[type=file]");
        const given = new DataTransfer();
        for (const file of input.multiple ? event.dataTransfer.files : [event.dataTransfer.files[0]]) given.items.add(file);
        input.files = given.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  // ── A question that has its own page opens in a dialog ──
  document.addEventListener("click", async (event) => {
    const close = event.target.closest("dialog [data-close]");
    if (close) { event.preventDefault(); close.closest("dialog").close(); return; }
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
      const question = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".confirm");
      if (!answer.ok || !question) throw new Error("no question");
      const dialog = document.createElement("dialog");
      const form = question.querySelector("form");
      if (!form.getAttribute("action")) form.action = link.href;
      dialog.setAttribute("aria-labelledby", "confirm-what");
      dialog.append(document.adoptNode(question));
      dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
      document.body.append(dialog);
      dialog.showModal();
    } catch {
      location.assign(link.href);
    }
  });

  // ── Messages and progress as they come; without it, progress asks every two seconds and messages wait for the next page ──
  const stream = document.body.dataset.stream;
  let source;
  const said = (text, link) => {
    const place = document.getElementById("said");
    if (!place || !text) return;
    const line = document.createElement("div");
    line.className = "banner";
    line.dataset.level = "low";
    const words = document.createElement("p");
    if (link && link.startsWith("/") && !link.startsWith("//")) {
      const way = document.createElement("a");
      way.href = link;
      way.textContent = text;
      words.append(way);
    } else words.textContent = text;
    line.append(words);
    place.append(line);
  };
  const unread = (n) => { for (const place of all("[data-unread]")) place.textContent = n || ""; };
  // Whoever is away is not kept signed in by the page asking for news.
  const AWAY = 15 * 60 * 1000;
  let touched = Date.now();
  const stop = () => { source?.close(); source = null; };
  const listen = () => {
    if (!stream || source || document.hidden || !window.EventSource) return;
    source = new EventSource(stream);
    source.addEventListener("notice", (event) => {
      const notice = JSON.parse(event.data);
      unread(notice.unread);
      said(notice.text, notice.link);
    });
    source.addEventListener("unread", (event) => unread(JSON.parse(event.data).unread));
    source.addEventListener("progress", (event) => {
      const job = JSON.parse(event.data);
      const place = document.querySelector(`[data-progress="${CSS.escape(job.id)}"]`);
      if (place && window.htmx) window.htmx.trigger(place, "moved");
    });
    source.addEventListener("error", () => { if (Date.now() - touched > AWAY) stop(); }); // each answer ends with one
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, () => { touched = Date.now(); listen(); }, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop(); else listen();
  });

  document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
  const begin = () => { drawAll(); listen(); all("[data-drop]").forEach(listFiles); };
  if (document.readyState === "complete") begin(); else addEventListener("load", begin);
})();
