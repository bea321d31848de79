// ---- the controls above the table, which say and change the view
const pressedIs = (button, on) => button?.setAttribute("aria-pressed", String(!!on));
const reflect = () => {
  if ($("#filter").value !== view.words) $("#filter").value = view.words;
  $$("[data-design]").forEach(b => pressedIs(b, view.designs.includes(b.dataset.design)));
  $$("[data-least]").forEach(b => pressedIs(b, view.least === +b.dataset.least));
  $$(".chips > [data-flag]").forEach(b => pressedIs(b, view.flag === b.dataset.flag));
  pressedIs($("#group"), view.group);
  pressedIs($("#fold"), view.arms);
  for (const field of $$("#studies input")) {
    const name = field.dataset.view, value = view[name];
    if (field.type === "checkbox") field.checked = value.includes(field.value);
    else if (field.type === "radio") field.checked = value === field.value;
    else if (document.activeElement !== field) field.value = value ?? "";
  }
  const inPanel = view.fields.length + NUMBERS.filter(name => view[name] !== null && !(name === "least" && view.least === 50)).length + (view.flag === "1") + ($("[data-design]") ? 0 : view.designs.length);
  $("#some").textContent = inPanel ? String(inPanel) : "";
  $("#fold").hidden = !studies.some(study => study.lines.length > 1);
  if ($("#chosen")) $("#chosen").textContent = `${view.columns.length} of ${columns.length}`;
};
// after every change of the view: the address, the controls, the count
const changed = () => {
  const left = list.filter(study => !study.band), patients = left.reduce((sum, study) => sum + (study.n || 0), 0);
  keep();
  reflect();
  $("#count").classList.toggle("h", !choosy());
  $("#count [role=status]").textContent = choosy() ? `${left.length} of ${studies.length} studies, ${patients.toLocaleString("en")} patients` : "";
  $("#count [data-clear]").hidden = !choosy();
  $("#nothing").hidden = left.length > 0;
  rove();
};
const refilter = () => { lay(); changed(); };
const toggled = (values, value) => values.includes(value) ? values.filter(each => each !== value) : [...values, value];

$(".tools").addEventListener("submit", e => e.preventDefault());
$("#filter").addEventListener("input", e => { view.words = e.target.value; refilter(); });
$(".chips").addEventListener("click", e => {
  const { design, least, flag } = e.target.closest("button")?.dataset || {};
  if (design !== undefined) view.designs = toggled(view.designs, design);
  else if (least !== undefined) view.least = view.least === +least ? null : +least;
  else if (flag !== undefined) view.flag = view.flag === flag ? "" : flag;
  else return;
  refilter();
});
$("#studies").addEventListener("input", e => {
  const name = e.target.dataset.view, value = e.target.value;
  if (e.target.type === "checkbox") view[name] = toggled(view[name], value);
  else if (e.target.type === "radio") view[name] = value;
  else view[name] = value === "" || !isFinite(value) ? null : +value;
  refilter();
});
$$("[data-clear]").forEach(b => b.addEventListener("click", () => {
  const { words, designs, fields, from, to, least, most, flag } = plain();
  Object.assign(view, { words, designs, fields, from, to, least, most, flag });
  refilter();
  $("#filter").focus({ preventScroll: true });
}));
$("#group")?.addEventListener("click", () => { view.group = !view.group; refilter(); });

// ---- arms
$("#fold").addEventListener("click", () => {
  view.arms = !view.arms;
  view.turned.clear();
  for (const body of table.tBodies) if (studyAt.has(body)) turn(studyAt.get(body), body);
  changed();
});
const fold = study => {
  view.turned.has(study.stem) ? view.turned.delete(study.stem) : view.turned.add(study.stem);
  turn(study, bodies.get(study));
  changed();
};
table.addEventListener("click", e => { if (e.target.closest(".arms")) fold(studyAt.get(e.target.closest("tbody"))); });

// ---- panels close when the reader goes on
const panels = $$(".tools details");
document.addEventListener("pointerdown", e => {
  panels.forEach(p => { if (p.open && !p.contains(e.target)) p.open = false; });
  if (!menu.contains(e.target) && !e.target.closest("[data-menu]")) closeMenu();
});
panels.forEach(p => p.addEventListener("toggle", () => { if (p.open) panels.forEach(other => { if (other !== p) other.open = false; }); }));
document.addEventListener("keydown", e => {
  if (e.key !== "Escape") return;
  if (!note.hidden) return hush();
  if (menuOf) return closeMenu(true);
  const open = panels.find(p => p.open);
  if (open) { open.open = false; $("summary", open).focus(); }
});
