// ---- a line of the table as elements, the same as the server writes them
const upper = text => text.slice(0, 1).toUpperCase() + text.slice(1);
const sign = (name, shown, said) => { const e = make("span", name, shown); e.setAttribute("role", "img"); e.setAttribute("aria-label", said); return e; };
const warn = said => sign("warn", "▲", said);
const REVIEWED = { accepted: "accepted by a reviewer", corrected: "corrected by a reviewer", disagreement: "reviewers differ" };

const pin = (x, ratio) => Math.floor(10 * Math.min(100, Math.max(0, ratio ? (x > 0 ? 50 + 50 * Math.log10(x) : 0) : x)) + .5) / 10;
const bar = result => {
  const ratio = is(result, "ratio"), value = point(result);
  if (value === null || !(ratio || is(result, "share"))) return "";
  const low = of(result, "low"), high = of(result, "high"), both = typeof low === "number" && typeof high === "number";
  const e = make("span", ratio ? "bar ratio" : "bar");
  e.setAttribute("style", `--v:${pin(value, ratio)};--l:${pin(both ? low : value, ratio)};--h:${pin(both ? high : value, ratio)}`);
  return e;
};
const numberOf = result => {
  const shown = of(result, "number"), tag = word(result, "tagWord"), detail = of(result, "detail"), review = word(result, "reviewWord");
  const parts = of(result, "was") ? [make("s", "was", of(result, "was")), " "] : [];
  parts.push(make("b", is(result, "derived") ? "d" : "", shown));
  if (is(result, "flagged")) parts.push(" ", warn("does not fit its own numbers"));
  if (review) parts.push(" ", sign("reviewed", review === "disagreement" ? "≠" : "✓", REVIEWED[review]));
  if (tag && tag !== "range") parts.push(" ", make("span", "t", tag));
  const look = ["t", is(result, "detailDerived") && "d", is(result, "part") && "part", !shown.endsWith("%") && "s"];
  if (detail) parts.push(" ", make("span", look.filter(Boolean).join(" "), detail));
  return parts;
};
const cell = (line, column) => {
  const [result, ...behind] = found(line, column), td = make("td", result && is(result, "flagged") ? "x" : "");
  if (!result) {
    const arms = line.first ? linesOf(line.study).slice(1).flatMap(arm => found(arm, column).slice(0, 1)) : none;
    if (arms.length) { td.className = "by"; td.append(make("span", "t", arms.map(each => of(each, "number")).join(" · "))); }
    return td;
  }
  const a = make("a", "", ...numberOf(result));
  a.setAttribute("href", `study/${line.study.stem}.html#${of(result, "id")}`);
  if (behind.length) {
    a.append(" ", make("span", "t more", `+${behind.length}`));
    if (behind.some(each => is(each, "flagged"))) a.append(" ", warn("one behind it does not fit"));
  }
  if (column.of.length > 1 && timeOf(line, column, result)) a.append(" ", make("span", "t when", "at " + timeOf(line, column, result)));
  a.append(bar(result));
  if (view.wordings && is(result, "ownWording")) a.append(make("span", "t own", `“${word(result, "outcomeWord")}”`));
  td.append(a);
  return td;
};
const head = (study, arms) => {
  const th = make("th", "study"), a = make("a", "", study.name), small = make("small");
  th.scope = "row";
  a.setAttribute("href", `study/${study.stem}.html`);
  th.append(a);
  if (study.retracted) th.append(" ", make("strong", "retracted", "Retracted"));
  if (study.odd) th.append(" ", warn("its parts do not add up"));
  if (study.design) small.append(make("span", "", upper(study.design)));
  if (arms) {
    const button = make("button", "arms", arms === 1 ? "arm" : "arms");
    button.type = "button";
    button.setAttribute("aria-expanded", String(unfolded(study)));
    small.append(button);
  }
  th.append(small);
  return th;
};
const size = study => {
  const td = make("td", "n");
  if (study.n === undefined) return td;
  const a = make("a", study.cohort?.[6] ? "d" : "", String(study.n));
  a.setAttribute("href", `study/${study.stem}.html#n`);
  td.append(a);
  return td;
};
const armRow = (line, shown) => {
  const th = make("th", "study"), arrow = make("span", "", "↳"), row = make("tr", "arm");
  th.scope = "row";
  arrow.setAttribute("aria-hidden", "true");
  th.append(arrow, " " + line.arm);
  row.append(th, make("td", "n", line.n === null ? "" : String(line.n)), ...shown.map(column => cell(line, column)));
  return row;
};
const armsShown = (study, shown) => linesOf(study).slice(1).filter(line => shown.some(column => found(line, column).length));
const bodyOf = (study, shown) => {
  const arms = armsShown(study, shown), body = make("tbody", unfolded(study) ? "open" : ""), row = make("tr");
  row.append(head(study, arms.length), size(study), ...shown.map(column => cell(linesOf(study)[0], column)));
  body.append(row);
  if (unfolded(study)) body.append(...arms.map(line => armRow(line, shown)));
  return body;
};
