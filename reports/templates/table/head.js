// ---- the head of the table: sorting, and a menu for each column
const NAMED = { study: "Study", year: "Year", n: "n" };
const FIRST_WAY = { study: "up" };  // of all others the highest first
const sorter = (by, label, sub) => {
  const button = make("button", "", label);
  button.type = "button";
  if (sub) button.append(make("small", "", sub));
  button.dataset.by = by;
  return button;
};
const headCell = (name, ...inside) => { const th = make("th", name, ...inside); th.scope = "col"; return th; };
const layHead = () => {
  const row = make("tr");
  row.append(headCell("study", sorter("study", "Study"), sorter("year", "Year")), headCell("n", sorter("n", "n")));
  let group = "";
  for (const column of shown) {
    const go = make("a", "go", "↗"), own = column.of.reduce((sum, at) => sum + columns[at].own, 0), menu = make("button", own ? "dots own" : "dots", own ? "≠" : "⋯");
    go.setAttribute("href", `outcome/${column.page}.html`);
    go.setAttribute("aria-label", `Plot of ${column.label}`);
    menu.type = "button";
    menu.dataset.menu = column.id;
    menu.setAttribute("aria-label", `More on ${column.label}${own ? `, which ${own === 1 ? "one study calls" : `${own} studies call`} by other words` : ""}`);
    if (own) menu.title = `${own === 1 ? "One study calls" : `${own} studies call`} it by other words`;
    menu.setAttribute("aria-expanded", "false");
    row.append(headCell("", make("span", column.group === group ? "group again" : "group", column.group), sorter(column.id, column.label, column.sub), menu, go));
    group = column.group;
  }
  table.tHead.replaceChildren(row);
  table.style.setProperty("--k", shown.length);
  markSorted();
};
const markSorted = () => {
  for (const th of $$("th", table.tHead)) {
    const button = $$("[data-by]", th).find(b => b.dataset.by === view.by);
    $$("[data-by]", th).forEach(b => { b === button ? b.dataset.way = view.way : delete b.dataset.way; });
    th.setAttribute("aria-sort", !button ? "none" : view.way === "down" ? "descending" : "ascending");
  }
};
// three states: the first way, the other, as it was
const sortBy = (by, way) => {
  const first = FIRST_WAY[by] || "down", other = first === "up" ? "down" : "up";
  if (!way) way = view.by !== by || view.way === "narrow" ? first : view.way === first ? other : "";
  view.by = way ? by : "";
  view.way = way;
  markSorted();
  lay();
  changed();
};

const menu = $("#menu");
let menuOf = null;
const closeMenu = back => {
  if (!menuOf) return;
  menuOf.setAttribute("aria-expanded", "false");
  if (back) menuOf.focus();
  menuOf = null;
  menu.hidden = true;
};
// the words by which the papers shown call an outcome, and whose they are
const wordingsOf = column => {
  const said = new Map();
  for (const study of list) for (const line of study.band ? none : linesOf(study)) for (const result of found(line, column)) {
    const words = word(result, "outcomeWord").trim(), low = words.toLowerCase();
    if (!words) continue;
    if (!said.has(low)) said.set(low, { words, own: is(result, "ownWording"), names: new Set() });
    said.get(low).names.add(study.name);
  }
  return [...said.values()].sort((a, b) => b.names.size - a.names.size || (a.words < b.words ? -1 : 1));
};
const partsOf = column => list.filter(study => !study.band)
  .flatMap(study => linesOf(study).flatMap(line => found(line, column).filter(result => is(result, "part")).map(result => `${study.name} (${of(result, "detail")}, n ${line.n})`)));
const openMenu = button => {
  const column = shown.find(c => c.id === button.dataset.menu), act = (text, does) => { const b = make("button", "", text); b.type = "button"; b.onclick = does; return b; };
  const order = (text, way) => { const b = act(text, () => { closeMenu(true); sortBy(column.id, way); }); b.setAttribute("aria-pressed", String(view.by === column.id && view.way === way)); return b; };
  const plot = make("a", "", "Plot of this outcome →"), wordings = wordingsOf(column), parts = partsOf(column), few = (names, most) => [...names].slice(0, most).join(", ") + (names.length > most || names.size > most ? " …" : "");
  plot.href = `outcome/${column.page}.html`;
  menu.replaceChildren(
    order("Highest first", "down"), order("Lowest first", "up"), order("Most precise first", "narrow"),
    act("Hide this column", () => {
      const at = shown.indexOf(column), gone = new Set(column.of.map(i => columns[i].id));
      closeMenu();
      chooseColumns(view.columns.filter(id => !gone.has(id)));
      $$(".dots", table)[Math.min(at, shown.length - 1)]?.focus();
    }),
    plot,
  );
  if (column.of.length > 1) menu.append(make("p", "t", `Times together: ${column.of.map(at => columns[at].time || "not stated").join(", ")}`));
  if (wordings.length > 1) {
    const words = make("ul", "t");
    for (const it of wordings.slice(0, 8)) words.append(make("li", it.own ? "own" : "", `“${it.words}” `, make("small", "", few(it.names, 3))));
    if (wordings.length > 8) words.append(make("li", "", `and ${wordings.length - 8} more`));
    menu.append(make("p", "label", `${wordings.length} wordings`), words);
  }
  if (parts.length) menu.append(make("p", "label", "Of a part of the patients"), make("p", "t", few(parts, 8)));
  closeMenu();
  menuOf = button;
  button.setAttribute("aria-expanded", "true");
  menu.hidden = false;
  const r = button.getBoundingClientRect();
  menu.style.left = Math.max(8, Math.min(r.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8)) + "px";
  menu.style.top = Math.min(r.bottom + 4, Math.max(8, innerHeight - menu.offsetHeight - 8)) + "px";
  $("button", menu).focus({ preventScroll: true });
};
table.tHead.addEventListener("click", e => {
  const by = e.target.closest("[data-by]"), dots = e.target.closest("[data-menu]");
  if (by) sortBy(by.dataset.by);
  if (dots) menuOf === dots ? closeMenu(true) : openMenu(dots);
});
menu.addEventListener("focusout", e => { if (e.relatedTarget && !menu.contains(e.relatedTarget) && e.relatedTarget !== menuOf) closeMenu(); });
