// ---- what a number says of itself
const note = $("#note"), VERDICTS = ["inconsistent", "consistent", "unchecked"], VERDICT_SIGNS = ["▲ ", "✓ ", "– "];
let at = null, wait = 0;
const between = result => {
  const low = of(result, "low"), high = of(result, "high"), kind = word(result, "intervalWord");
  return kind && typeof low === "number" && typeof high === "number" ? `${kind} ${tidy(low)} to ${tidy(high)}${is(result, "share") ? "%" : ""}` : "";
};
const tidy = number => String(Math.round(number * 100) / 100).replace("-", "−");
const shortly = (result, time) => [[of(result, "number"), of(result, "detail")].filter(Boolean).join(" "), `“${word(result, "outcomeWord")}”`, time && `at ${time}`].filter(Boolean).join(" · ");
const lit = (study, sentence, from, to) => {
  const said = study.sentences[sentence], p = make("p");
  p.append(said.slice(0, from), make("mark", "", said.slice(from, to)), said.slice(to));
  return p;
};
const line = (name, ...parts) => { const said = parts.filter(Boolean).join(" · "); if (said) note.append(make("p", name, said)); };
// the study, line, column and results behind a link of the table
const behind = link => {
  const body = link.closest("tbody"), td = link.closest("td"), study = studyAt.get(body);
  if (!study || !td) return null;
  const row = link.closest("tr"), own = row === body.rows[0], of_row = own ? linesOf(study)[0] : armsShown(study, shown)[[...body.rows].indexOf(row) - 1];
  return { study, line: of_row, column: td.cellIndex > 1 ? shown[td.cellIndex - 2] : null };
};
const tellCohort = study => {
  const [sentence, from, to, start, end, unit, how] = study.cohort;
  note.append(lit(study, sentence, from, to));
  line("t", study.name, `${study.n} ${unit}`, `characters ${start}–${end}`);
  line("t d", how);
};
const tellResult = (study, { arm }, result, time, others) => {
  note.append(lit(study, of(result, "sentence"), of(result, "from"), of(result, "to")));
  line("t", study.name, arm, word(result, "outcomeWord"), time && `at ${time}`, word(result, "sectionWord"), `characters ${of(result, "start")}–${of(result, "end")}`);
  if (of(result, "was")) line("", `Printed ${of(result, "was")}, corrected to ${of(result, "number")}`);
  for (const [verdict, reason] of of(result, "checks") || []) {
    const p = make("p", "verdict " + VERDICTS[verdict]);
    if (verdict === 0) p.append(make("strong", "", "▲ Does not fit: "), reason); else p.append(VERDICT_SIGNS[verdict] + reason);
    note.append(p);
  }
  line("t d", of(result, "made"), between(result));
  for (const [other, when] of others) line("t", "also " + shortly(other, when));
  line("t", `rule ${word(result, "ruleWord")}`, `confidence ${of(result, "confidence").toFixed(2)}`, of(result, "said") || "not reviewed");
};
const tell = (link, sheet) => {
  const it = behind(link);
  if (!it || (!it.column && !it.study.cohort)) return;
  clearTimeout(wait);
  note.replaceChildren();
  if (!it.column) tellCohort(it.study);
  else {
    const [first, ...others] = found(it.line, it.column), when = result => timeOf(it.line, it.column, result);
    tellResult(it.study, it.line, first, when(first), others.map(other => [other, when(other)]));
  }
  if (sheet) { const open = make("a", "open", "Open the study →"); open.href = link.href; note.append(open); }
  note.classList.toggle("sheet", !!sheet);
  note.hidden = false;
  unmark();
  at = link;
  link.closest("td").classList.add("at");
  link.setAttribute("aria-describedby", "note");
  note.style.left = note.style.top = "";
  if (sheet && innerWidth <= 640) return;
  const r = link.getBoundingClientRect(), w = note.offsetWidth, h = note.offsetHeight;
  note.style.left = Math.max(12, Math.min(r.left + 76, innerWidth - w - 12)) + "px";
  note.style.top = (r.bottom + 8 + h < innerHeight ? r.bottom + 8 : Math.max(8, r.top - h - 8)) + "px";
};
const unmark = () => { at?.closest("td")?.classList.remove("at"); at?.removeAttribute("aria-describedby"); at = null; };
const hush = () => { clearTimeout(wait); note.hidden = true; unmark(); };
const soon = (what, ms) => { clearTimeout(wait); wait = setTimeout(what, ms); };
table.addEventListener("pointerover", e => {
  const link = e.pointerType === "mouse" && e.target.closest("td > a");
  if (link && link !== at) soon(() => tell(link), note.hidden ? 120 : 60);
  else if (link) clearTimeout(wait);
});
table.addEventListener("pointerout", e => { if (e.pointerType === "mouse" && e.target.closest("td > a")) soon(hush, 180); });
note.addEventListener("pointerenter", () => clearTimeout(wait));
note.addEventListener("pointerleave", e => { if (e.pointerType === "mouse") soon(hush, 180); });
table.addEventListener("focusin", e => { const link = e.target.closest("td > a"); if (link?.matches(":focus-visible")) { tell(link); reveal(link); } else hush(); });
table.addEventListener("focusout", () => soon(hush, 120));
// a finger has no hover: the first touch tells, the link in the note opens
let finger = false;
table.addEventListener("pointerdown", e => { finger = e.pointerType !== "mouse"; });
table.addEventListener("click", e => {
  const link = e.target.closest("td > a");
  if (link && finger) { e.preventDefault(); clearTimeout(wait); link === at ? hush() : tell(link, true); }
});
document.addEventListener("pointerdown", e => { if (!note.contains(e.target) && !e.target.closest("td > a")) hush(); });
box.addEventListener("scroll", () => { if (!note.classList.contains("sheet") && !at?.matches(":focus-visible")) hush(); closeMenu(); }, { passive: true });
