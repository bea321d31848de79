// ---- keys: one place of the table is in the tab order, arrows move from there, + and − unfold and fold
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const stops = "tbody a, tbody .arms";
let stop = null;
const rove = to => {
  const next = to || (stop?.isConnected && stop.offsetParent ? stop : $(stops, table));
  if (!stop) $$(stops, table).forEach(each => { each.tabIndex = -1; });
  if (stop && stop !== next) stop.tabIndex = -1;
  stop = next;
  if (stop) stop.tabIndex = 0;
};
const visibleRows = () => [...table.tBodies].flatMap(body => [...body.rows]).filter(row => row.offsetParent);
const inCell = cell => $$("a, .arms", cell);
const goTo = to => {
  rove(to);
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest", inline: "nearest" });
  reveal(to);
};
const beside = (cell, from, step) => {
  const here = inCell(cell), next = here[here.indexOf(from) + step];
  if (next) return next;
  for (let other = cell; (other = step > 0 ? other.nextElementSibling : other.previousElementSibling);) {
    const there = inCell(other);
    if (there.length) return step > 0 ? there[0] : there.at(-1);
  }
  return null;
};
table.addEventListener("keydown", e => {
  const from = e.target.closest(stops), cell = from?.closest("td,th");
  if (!from || e.altKey || e.metaKey) return;
  const study = studyAt.get(from.closest("tbody"));
  if (["+", "=", "-", "−"].includes(e.key) && !e.ctrlKey) {
    if (study && unfolded(study) !== ["+", "="].includes(e.key)) {
      fold(study);
      if (!from.offsetParent) goTo($("a", bodies.get(study)));
    }
    return e.preventDefault();
  }
  const step = STEPS[e.key], row = cell.parentElement;
  let to = null;
  if (e.key === "Home") to = inCell(e.ctrlKey ? visibleRows()[0].cells[0] : row.cells[0])[0];
  else if (e.key === "End") to = [...row.cells].flatMap(inCell).at(-1);
  else if (step?.[1]) to = beside(cell, from, step[1]);
  else if (step) {
    if (step[0] > 0) more(10);
    const rows = visibleRows();
    for (let y = rows.indexOf(row) + step[0]; rows[y] && !to; y += step[0]) to = rows[y].cells[cell.cellIndex] && inCell(rows[y].cells[cell.cellIndex])[0];
  } else return;
  e.preventDefault();
  if (to) goTo(to);
});
// the sticky head and first columns cover what scrolls under them
const reveal = link => {
  const r = link.getBoundingClientRect(), top = table.tHead.getBoundingClientRect().bottom, pinned = link.closest("tr").cells;
  const left = Math.max(...[...pinned].slice(0, 2).filter(c => getComputedStyle(c).position === "sticky").map(c => c.getBoundingClientRect().right));
  if (r.top < top) box.scrollTop -= top - r.top + 8;
  if (r.left < left && link.closest("td,th").cellIndex > 1) box.scrollLeft -= left - r.left + 8;
};
