// ---- what is shown, elsewhere: copied as a table, saved as CSV or XLSX
// a text that a spreadsheet would take for a formula gets an apostrophe
const harmless = value => typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+([.,]\d+)?%?$/.test(value) ? "'" + value : value;
const shownLines = () => list.filter(study => !study.band).flatMap(study => [linesOf(study)[0], ...unfolded(study) ? armsShown(study, shown) : []]);
const nameOf = column => column.label + (column.sub ? `, ${column.sub}` : "");

// every cell in one: "55.8% 24/43", for a document
const asSeen = () => shownLines().map(line => [
  line.first ? line.study.name : "↳ " + line.arm, line.first ? line.study.year ?? "" : "", line.first ? line.study.design || "" : "", line.n ?? "",
  ...shown.map(column => {
    const [result] = found(line, column);
    if (!result) return "";
    const time = column.of.length > 1 && timeOf(line, column, result), interval = is(result, "share") ? between(result).replace("Wilson ", "") : "";
    return [of(result, "number"), of(result, "detail"), interval && `(${interval})`, time && `at ${time}`, is(result, "flagged") && "▲ does not fit"].filter(Boolean).join(" ");
  }),
]);
const headSeen = () => ["Study", "Year", "Design", "n", ...shown.map(nameOf)];
const copyTable = async () => {
  const rows = [headSeen(), ...asSeen()], cell = (value, tag) => { const e = make(tag, "", String(value)); return e; };
  const html = make("table");
  rows.forEach((row, i) => html.append(make("tr", "", ...row.map(value => cell(value, i ? "td" : "th")))));
  const text = rows.map(row => row.map(value => String(harmless(value)).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
  await copied({ "text/html": html.outerHTML, "text/plain": text });
};
const copied = async kinds => {
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })])))]);
  } catch {
    // older browsers, and pages that may not write to the clipboard by themselves
    document.addEventListener("copy", e => { for (const [kind, text] of Object.entries(kinds)) e.clipboardData.setData(kind, text); e.preventDefault(); }, { once: true });
    document.execCommand("copy");
  }
};

// numbers apart, each in its own column, for a spreadsheet or a script; those that nobody fills are left out
const PARTS = [
  ["", result => point(result) ?? of(result, "number")],
  ["events", result => counts(result)[0]],
  ["total", result => counts(result)[1]],
  ["low", result => of(result, "low")],
  ["high", result => of(result, "high")],
  ["interval", result => word(result, "intervalWord")],
  ["time", (result, line, column) => column.of.length > 1 ? timeOf(line, column, result) : ""],
  ["note", (result, line, column) => [
    is(result, "flagged") && "does not fit", is(result, "derived") && "share computed", is(result, "detailDerived") && "count computed", is(result, "part") && "of a part",
    word(result, "tagWord"), word(result, "reviewWord"), of(result, "was") && `printed ${of(result, "was")}`,
    found(line, column).length > 1 && `${found(line, column).length - 1} more`,
  ].filter(Boolean).join("; ")],
];
const counts = result => {
  const [, events, total] = /^(?:(\d+)\/|of )(\d+)$/.exec(of(result, "detail") || "") || [], alone = /^n = (\d+)$/.exec(of(result, "detail") || "");
  return [events ? +events : alone ? +alone[1] : "", total ? +total : ""];
};
const tidyRows = () => {
  const lines = shownLines(), said = value => value === undefined || value === null ? "" : value;
  const fields = [
    ["study", line => line.study.name], ["arm", line => line.arm], ["year", line => line.study.year], ["design", line => line.study.design], ["n", line => line.n],
    ...shown.flatMap(column => PARTS.map(([part, value]) => [
      [nameOf(column), part].filter(Boolean).join(": "),
      line => { const [result] = found(line, column); return result ? value(result, line, column) : ""; },
    ])),
  ].map(([name, value]) => [name, lines.map(line => harmless(said(value(line))))]).filter(([, values], i) => i < 5 || values.some(value => value !== ""));
  return [fields.map(([name]) => harmless(name)), ...lines.map((_, i) => fields.map(([, values]) => values[i]))];
};
// every result in the cells shown, one a row, with its sentence
const everyResult = () => {
  const rows = [["study", "arm", "outcome", "as the paper says", "time", "result", "value", "unit", "events", "total", "low", "high", "interval", "fits", "reviewed", "rule", "confidence", "sentence"]];
  for (const line of shownLines()) for (const column of shown) for (const result of found(line, column)) {
    rows.push([
      line.study.name, line.arm, nameOf(column), word(result, "outcomeWord"), timeOf(line, column, result), of(result, "number"), point(result) ?? "", is(result, "share") ? "%" : column.unit, ...counts(result),
      of(result, "low") ?? "", of(result, "high") ?? "", word(result, "intervalWord"), is(result, "flagged") ? "no" : "", of(result, "said") || "", word(result, "ruleWord"), of(result, "confidence"), line.study.sentences[of(result, "sentence")],
    ].map(value => harmless(value)));
  }
  return rows;
};
const csv = rows => rows.map(row => row.map(value => /[",\r\n]/.test(value) ? `"${String(value).replace(/"/g, '""')}"` : value).join(",")).join("\r\n") + "\r\n";
const download = (name, blob) => {
  const a = make("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
};
const SAVES = {
  copy: copyTable,
  link: () => copied({ "text/plain": location.href }),
  csv: () => download("evidence-shown.csv", new Blob(["\ufeff", csv(tidyRows())], { type: "text/csv" })),
  xlsx: () => download("evidence-shown.xlsx", workbook([["Table", tidyRows()], ["Results", everyResult()]])),
};
$("#save").addEventListener("click", async e => {
  const asked = e.target.closest("[data-save]");
  if (!asked) return;
  await SAVES[asked.dataset.save]();
  const said = asked.textContent;
  asked.textContent = asked.dataset.save.length === 4 && asked.dataset.save !== "xlsx" ? "Copied" : "Saved";
  setTimeout(() => { asked.textContent = said; }, 1500);
});
