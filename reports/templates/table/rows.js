// ---- the rows, made when they are needed: some at once, more as the reader scrolls, all for the printer
const table = $("#evidence"), box = $("#scroll"), CELLS = 2000;
let shown = visible(), list = studies, next = 0, bodies = new Map();
const studyAt = new WeakMap();
const look = () => view.columns.join() + "|" + view.together + view.wordings;

// what the server wrote is used as it is while the columns are the usual ones
let made = look();
[...table.tBodies].forEach((body, i) => { bodies.set(studies[i], body); studyAt.set(body, studies[i]); });

const band = ({ band: name, count }) => {
  const body = make("tbody", "band"), row = make("tr"), th = make("th", "", make("span", "", upper(name)), make("small", "", ` ${count}`));
  th.colSpan = 2 + shown.length;
  th.scope = "rowgroup";
  row.append(th);
  body.append(row);
  return body;
};
const laid = study => {
  if (study.band) return band(study);
  let body = bodies.get(study);
  if (!body) { bodies.set(study, body = bodyOf(study, shown)); studyAt.set(body, study); }
  else if (body.classList.contains("open") !== unfolded(study)) turn(study, body);
  return body;
};
// arms come into the table when they are first unfolded
const turn = (study, body) => {
  const open = unfolded(study);
  body.classList.toggle("open", open);
  $(".arms", body)?.setAttribute("aria-expanded", String(open));
  if (open && body.rows.length === 1) body.append(...armsShown(study, shown).map(line => armRow(line, shown)));
};
const more = count => {
  if (next >= list.length) return;
  table.append(...list.slice(next, next + count).map(laid));
  next = Math.min(list.length, next + count);
};
// about a screenful, fewer where there are many columns; more follow once these are seen
const some = () => Math.max(12, Math.min(40, Math.floor(CELLS / (shown.length + 2))));
const fill = () => {
  if (next >= list.length || box.scrollTop + 2 * box.clientHeight <= box.scrollHeight) return;
  more(some());
  soonFill();
};
const soonFill = () => requestAnimationFrame(() => setTimeout(fill));
const lay = ({ top = true } = {}) => {
  if (made !== look()) { shown = visible(); bodies = new Map(); made = look(); }
  list = picked();
  const first = top || !box.scrollTop ? some() : Math.max(some(), next);
  next = Math.min(first, list.length);
  const rows = list.slice(0, next).map(laid);
  for (const body of [...table.tBodies]) body.remove();
  table.append(...rows);
  if (top) box.scrollTop = 0;
  soonFill();
};
box.addEventListener("scroll", fill, { passive: true });
addEventListener("beforeprint", () => more(list.length));
