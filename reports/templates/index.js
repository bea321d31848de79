// The evidence table: sort, filter, choose columns, arrow keys, and what a number says of itself.
(() => {
  const $ = (one, within = document) => within.querySelector(one), $$ = (all, within = document) => [...within.querySelectorAll(all)];
  const table = $("#evidence"), note = $("#note"), notes = JSON.parse($("#notes").textContent);
  const bodies = $$("tbody", table), heads = $$("thead th", table), boxes = $$("#chooser [data-column]");
  const make = (tag, text, name) => { const e = document.createElement(tag); if (text) e.textContent = text; if (name) e.className = name; return e; };
  const memory = "evidence columns of " + document.title;

  // ---- columns: those not shown lie in templates, and come into the rows when somebody asks for them
  const usual = boxes.filter(b => b.checked).map(b => b.dataset.column);
  let visible = [...usual];
  const kept = new Map();
  const cellsOf = column => {
    if (!kept.has(column)) {
      const stored = $(`template[data-column="${CSS.escape(column)}"]`);
      kept.set(column, new Map(stored ? $$("td", stored.content).map(td => [td.dataset.r, td]) : []));
    }
    return kept.get(column);
  };
  const show = columns => {
    const wanted = boxes.map(b => b.dataset.column).filter(c => columns.includes(c));
    for (const row of table.tBodies ? $$("tbody tr", table) : []) {
      const tds = [...row.cells].slice(2);
      visible.forEach((c, i) => { cellsOf(c).set(row.dataset.r, tds[i]); tds[i].remove(); });
      for (const c of wanted) {
        let td = cellsOf(c).get(row.dataset.r);
        if (!td) cellsOf(c).set(row.dataset.r, td = make("td", "", "o"));
        row.append(td);
      }
    }
    visible = wanted;
    let group = "";
    for (const th of heads.slice(2)) {
      th.hidden = !wanted.includes(th.dataset.column);
      if (th.hidden) continue;
      $(".group", th).classList.toggle("again", th.dataset.group === group);
      group = th.dataset.group;
    }
    boxes.forEach(b => { b.checked = wanted.includes(b.dataset.column); });
    offerArms();
    if ($("#chosen")) $("#chosen").textContent = `${wanted.length} of ${boxes.length}`;
    rove();
  };
  const remember = () => { try { localStorage.setItem(memory, JSON.stringify(visible)); } catch { /* a mailed page may not */ } };
  boxes.forEach(b => b.addEventListener("change", () => { show(boxes.filter(x => x.checked).map(x => x.dataset.column)); remember(); }));
  $("#reset")?.addEventListener("click", () => { show(usual); try { localStorage.removeItem(memory); } catch { /* as above */ } });
  $("#find")?.addEventListener("input", e => {
    const words = e.target.value.toLowerCase();
    $$(".panel label").forEach(l => { l.hidden = !l.textContent.toLowerCase().includes(words); l.style.display = l.hidden ? "none" : ""; });
    $$(".panel fieldset").forEach(f => { f.style.display = $$("label", f).every(l => l.hidden) ? "none" : ""; });
  });

  // ---- sort: a study moves with its arms; what is not reported stays below
  const key = (body, column) => {
    if (column === 0) return bodies.indexOf(body);
    const at = column === 1 ? 1 : 2 + visible.indexOf(heads[column].dataset.column);
    for (const row of body.rows) if (row.cells[at]?.dataset.v) return +row.cells[at].dataset.v;
    return null;
  };
  const sort = (column, way) => {
    heads.forEach((th, i) => th.setAttribute("aria-sort", i === column && way ? (way > 0 ? "ascending" : "descending") : "none"));
    const keyed = bodies.map((b, i) => [way ? key(b, column) : i, i, b]);
    keyed.sort((a, b) => (a[0] === null) - (b[0] === null) || (way || 1) * (a[0] - b[0]) || a[1] - b[1]);
    table.append(...keyed.map(k => k[2]));
    rove();
  };
  heads.forEach((th, i) => $("button", th).addEventListener("click", () => {
    const first = i === 0 ? 1 : -1, now = { none: 0, ascending: 1, descending: -1 }[th.getAttribute("aria-sort")];
    sort(i, now === 0 ? first : now === first ? -first : 0);
  }));

  // ---- filter
  const words = new Map();
  const saidIn = body => {
    if (!words.has(body)) {
      const known = notes[body.dataset.stem] || { s: [], f: {} };
      const said = Object.values(known.f).map(f => `${f.o || ""} ${f.a || ""}`);
      words.set(body, [$("th", body).textContent, ...known.s, ...said].join(" ").toLowerCase());
    }
    return words.get(body);
  };
  const pressed = at => $$(`.chips [${at}][aria-pressed=true]`);
  const filter = () => {
    const asked = $("#filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const design = $("#design")?.value || pressed("data-design")[0]?.dataset.design || "", large = pressed("data-large").length, flag = pressed("data-flag")[0]?.dataset.flag;
    let left = 0;
    for (const body of bodies) {
      const d = body.dataset;
      body.hidden = !((!design || d.design === design) && (!large || +d.n >= 50) && (flag === undefined || d.flag === flag) && asked.every(w => saidIn(body).includes(w)));
      left += !body.hidden;
    }
    $("#count").textContent = left === bodies.length ? "" : `${left} of ${bodies.length} studies shown`;
    $("#count").classList.toggle("h", left === bodies.length);
    $("#nothing").hidden = left > 0;
    rove();
  };
  $("#filter").addEventListener("input", filter);
  $("#design")?.addEventListener("change", filter);
  $(".tools").addEventListener("submit", e => e.preventDefault());
  $$(".chips button").forEach(chip => chip.addEventListener("click", () => {
    const was = chip.getAttribute("aria-pressed") === "true", d = chip.dataset;
    const family = "design" in d ? "data-design" : "flag" in d ? "data-flag" : null;
    if (family) pressed(family).forEach(c => c.setAttribute("aria-pressed", "false"));
    chip.setAttribute("aria-pressed", String(family === "data-design" || !was));
    filter();
  }));
  $("#clear").addEventListener("click", () => {
    $("#filter").value = "";
    if ($("#design")) $("#design").value = "";
    $$(".chips button").forEach(c => c.setAttribute("aria-pressed", String(c.dataset.design === "")));
    filter();
  });

  // ---- arms
  const unfold = (body, open) => { body.classList.toggle("open", open); $(".arms", body)?.setAttribute("aria-expanded", String(open)); };
  $$(".arms", table).forEach(b => b.addEventListener("click", () => { const body = b.closest("tbody"); unfold(body, !body.classList.contains("open")); rove(); }));
  const fold = $("#fold");
  const offerArms = () => { fold.hidden = !$$(".arms", table).some(b => b.offsetParent); };
  offerArms();
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-pressed") !== "true";
    fold.setAttribute("aria-pressed", String(open));
    bodies.forEach(b => unfold(b, open));
    rove();
  });

  // ---- keys: one cell is in the tab order, arrows move from there
  const lines = () => $$("tbody:not([hidden]) tr", table).filter(r => r.offsetParent);
  const inRow = row => [...row.cells].map(c => $("a", c));
  const rove = at => {
    const all = $$("tbody a", table);
    const first = at || all.find(a => a.tabIndex === 0 && a.offsetParent) || $("tbody:not([hidden]) a", table);
    all.forEach(a => { a.tabIndex = a === first ? 0 : -1; });
  };
  table.addEventListener("keydown", e => {
    const link = e.target.closest("tbody a"), step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[e.key];
    if (!link || !step) return;
    const rows = lines();
    let y = rows.indexOf(link.closest("tr")), x = link.closest("td,th").cellIndex, to = null;
    while (!to) {
      y += step[0]; x += step[1];
      if (!rows[y] || x < 0 || x >= rows[y].cells.length) return;
      to = inRow(rows[y])[x];
    }
    e.preventDefault();
    rove(to);
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
    reveal(to);
  });
  // the sticky head and first column cover what scrolls under them
  const reveal = link => {
    const box = $("#scroll"), r = link.getBoundingClientRect(), head = heads[0].getBoundingClientRect();
    if (r.top < head.bottom && !link.closest("thead")) box.scrollTop -= head.bottom - r.top + 8;
    if (r.left < head.right && !link.closest(".study")) box.scrollLeft -= head.right - r.left + 8;
  };

  // ---- what a number says of itself
  const marks = ["▲ ", "✓ ", "– "];
  const shortly = f => [f.v, f.o && `“${f.o}”`, f.a].filter(Boolean).join(" · ");
  let at = null, wait = 0;
  const tell = (link, sheet) => {
    const [, stem, id] = link.getAttribute("href").match(/study\/(.*)\.html#(.*)$/) || [];
    const study = notes[stem], f = study?.f[id];
    if (!f) return;
    clearTimeout(wait);
    note.replaceChildren();
    const [s, from, to] = f.s, sentence = study.s[s], p = make("p");
    p.append(sentence.slice(0, from), make("mark", sentence.slice(from, to)), sentence.slice(to));
    note.append(p, make("p", [study.n, f.a, f.o, f.x, `characters ${f.c[0]}–${f.c[1]}`].filter(Boolean).join(" · "), "t"));
    for (const [verdict, reason] of f.k || []) {
      const line = make("p", "", "verdict " + ["inconsistent", "consistent", "unchecked"][verdict]);
      if (verdict === 0) { const head = make("strong", "▲ Does not fit: "); line.append(head, reason); } else line.textContent = marks[verdict] + reason;
      note.append(line);
    }
    if (f.d) note.append(make("p", f.d, "t d"));
    for (const other of (link.dataset.m || "").split(" ").filter(Boolean)) if (study.f[other]) note.append(make("p", "also " + shortly(study.f[other]), "t"));
    if (f.r) note.append(make("p", `rule ${f.r} · confidence ${f.p.toFixed(2)}`, "t"));
    if (sheet) { const open = make("a", "Open the study →", "open"); open.href = link.href; note.append(open); }
    note.classList.toggle("sheet", !!sheet);
    note.hidden = false;
    at?.closest("td")?.classList.remove("at");
    at?.removeAttribute("aria-describedby");
    at = link;
    link.closest("td").classList.add("at");
    link.setAttribute("aria-describedby", "note");
    note.style.left = note.style.top = "";
    if (sheet && innerWidth <= 640) return;
    const r = link.getBoundingClientRect(), w = note.offsetWidth, h = note.offsetHeight;
    note.style.left = Math.max(12, Math.min(r.left + 76, innerWidth - w - 12)) + "px";
    note.style.top = (r.bottom + 8 + h < innerHeight ? r.bottom + 8 : Math.max(8, r.top - h - 8)) + "px";
  };
  const hush = () => { clearTimeout(wait); note.hidden = true; at?.closest("td")?.classList.remove("at"); at?.removeAttribute("aria-describedby"); at = null; };
  const later = (what, ms) => { clearTimeout(wait); wait = setTimeout(what, ms); };
  table.addEventListener("pointerover", e => {
    const link = e.pointerType === "mouse" && e.target.closest("td > a");
    if (link && link !== at) later(() => tell(link), note.hidden ? 120 : 60);
    else if (link) clearTimeout(wait);
  });
  table.addEventListener("pointerout", e => { if (e.pointerType === "mouse" && e.target.closest("td > a")) later(hush, 180); });
  note.addEventListener("pointerenter", () => clearTimeout(wait));
  note.addEventListener("pointerleave", e => { if (e.pointerType === "mouse") later(hush, 180); });
  table.addEventListener("focusin", e => { const link = e.target.closest("td > a"); if (link?.matches(":focus-visible")) { tell(link); reveal(link); } else hush(); });
  table.addEventListener("focusout", () => later(hush, 120));
  // a finger has no hover: the first touch tells, the link in the note opens
  let finger = false;
  table.addEventListener("pointerdown", e => { finger = e.pointerType !== "mouse"; });
  table.addEventListener("click", e => {
    const link = e.target.closest("td > a");
    if (link && finger) { e.preventDefault(); clearTimeout(wait); link === at ? hush() : tell(link, true); }
  });
  document.addEventListener("pointerdown", e => {
    if (!note.contains(e.target) && !e.target.closest("td > a")) hush();
    if ($("#chooser")?.open && !$("#chooser").contains(e.target)) $("#chooser").open = false;
  });
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape") return;
    if (!note.hidden) return hush();
    const chooser = $("#chooser");
    if (chooser?.open) { chooser.open = false; $("summary", chooser).focus(); }
  });
  $("#scroll").addEventListener("scroll", () => { if (!note.classList.contains("sheet") && !at?.matches(":focus-visible")) hush(); }, { passive: true });

  let before = null;
  try { before = JSON.parse(localStorage.getItem(memory)); } catch { /* a mailed page may not */ }
  if (Array.isArray(before) && before.some(c => !usual.includes(c)) | before?.length !== usual.length) show(before); else rove();
})();
