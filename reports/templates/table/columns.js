// ---- the columns: found by word, chosen one by one, by group, or as a set
const RESULTS = ["Resection", "Pain", "Function", "Quality of life", "Complications", "Mortality", "Control", "Survival"];
const often = Math.max(2, Math.ceil(studies.length / 50));  // in a set only what several studies report
const inGroups = (...groups) => column => groups.includes(column.group) && column.studies >= Math.min(often, studies.length);
const SETS = [
  ["Usual", column => usual.includes(column.id)],
  ["Results", inGroups(...RESULTS)],
  ["Safety", inGroups("Complications", "Mortality")],
  ["Survival", inGroups("Control", "Survival")],
  ["Patients", inGroups("Patients", "Presentation")],
  ["All", () => true],
];
const chooser = $("#chooser .panel");
const button = (text, does) => { const b = make("button", "", text); b.type = "button"; b.addEventListener("click", does); return b; };
const chooseColumns = ids => {
  view.columns = inOrder(new Set(ids));
  if (!view.columns.includes(view.by) && columnOf.has(view.by)) view.by = view.way = "";
  lay({ top: false });
  layHead();
  boxes().forEach(b => { b.checked = view.columns.includes(b.value); });
  changed();
};
const boxes = () => chooser ? $$("fieldset input", chooser) : [];
const choice = column => {
  const label = make("label"), input = make("input"), name = make("span", "", column.label);
  input.type = "checkbox";
  input.value = column.id;
  input.checked = view.columns.includes(column.id);
  if (column.sub) name.append(" ", make("small", "", column.sub));
  label.append(input, " ", name, " ", make("small", "count", String(column.studies)));
  return label;
};
const option = (name, text) => {
  const label = make("label"), input = make("input");
  input.type = "checkbox";
  input.checked = view[name];
  input.addEventListener("change", () => { view[name] = input.checked; lay({ top: false }); layHead(); changed(); });
  label.append(input, " ", make("span", "", text));
  return label;
};
const groupOf = name => {
  const set = make("fieldset"), members = columns.filter(c => c.group === name), ids = members.map(c => c.id);
  const all = button("all", () => chooseColumns(ids.every(id => view.columns.includes(id)) ? view.columns.filter(id => !ids.includes(id)) : [...view.columns, ...ids]));
  all.className = "all";
  all.setAttribute("aria-label", `All of ${name}`);
  set.append(make("legend", "", name, " ", all), ...members.map(choice));
  return set;
};
const layChooser = () => {
  const find = make("input"), sets = make("p", "sets"), options = make("div", "options"), groups = make("div", "groups", ...[...new Set(columns.map(c => c.group))].map(groupOf));
  find.type = "search";
  find.placeholder = "Find a column";
  find.setAttribute("aria-label", "Find a column");
  find.autocomplete = "off";
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase();
    $$("fieldset label", chooser).forEach(l => { l.hidden = !l.textContent.toLowerCase().includes(words); });
    $$("fieldset", chooser).forEach(f => { f.hidden = $$("label", f).every(l => l.hidden); });
  });
  for (const [name, member] of SETS) if (columns.some(member)) sets.append(button(name, () => chooseColumns(columns.filter(member).map(c => c.id))));
  options.append(option("together", "Time points of an outcome in one column, each said in its cell"), option("wordings", "The papers’ own words where they differ from the column’s name"));
  chooser.replaceChildren(make("p", "", find), sets, options, groups);
  chooser.addEventListener("change", e => { if (e.target.closest("fieldset")) chooseColumns(boxes().filter(b => b.checked).map(b => b.value)); });
};
// built when it is first opened
$("#chooser")?.addEventListener("toggle", () => { if (!chooser.firstChild) layChooser(); });
