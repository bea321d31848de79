// ---- an XLSX file: a zip of five small XML files, stored without compression
const CRC = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });
const crc32 = bytes => { let c = ~0; for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8); return ~c >>> 0; };
const littleEndian = (...pairs) => { const out = []; for (const [size, n] of pairs) for (let i = 0; i < size; i++) out.push((n / 2 ** (8 * i)) & 255); return Uint8Array.from(out); };
const zip = files => {
  const parts = [], directory = [];
  let at = 0;
  for (const [name, text] of files) {
    const title = new TextEncoder().encode(name), bytes = new TextEncoder().encode(text);
    // version 2.0, names in UTF-8, stored, 1 January 1980: the same table gives the same file
    const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, title.length], [2, 0]];
    const local = littleEndian([4, 0x04034b50], ...about);
    directory.push(littleEndian([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), title);
    parts.push(local, title, bytes);
    at += local.length + title.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  return new Blob([...parts, ...directory, littleEndian([4, 0x06054b50], [4, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0])],
    { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
};
const xml = text => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
  .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const letters = n => n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26);
const workbook = sheets => {
  const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', main = "http:" + "//schemas.openxmlformats.org/", ooxml = main + "officeDocument/2006/relationships", pack = main + "package/2006/";
  const cellOf = (value, x, y) => value === "" ? ""
    : typeof value === "number" && isFinite(value) ? `<c r="${letters(x)}${y + 1}"><v>${value}</v></c>`
      : `<c r="${letters(x)}${y + 1}" t="inlineStr"${y ? "" : ' s="1"'}><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
  const sheetOf = rows => `${declared}<worksheet xmlns="${main}spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen"/></sheetView></sheetViews>`
    + `<cols><col min="1" max="1" width="26" customWidth="1"/></cols><sheetData>${rows.map((row, y) => `<row r="${y + 1}">${row.map((value, x) => cellOf(value, x, y)).join("")}</row>`).join("")}</sheetData></worksheet>`;
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  return zip([
    ["[Content_Types].xml", `${declared}<Types xmlns="${pack}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
      + `<Override PartName="/xl/workbook.xml" ContentType="${type}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}styles+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}worksheet+xml"/>`).join("")}</Types>`],
    ["_rels/.rels", `${declared}<Relationships xmlns="${pack}relationships"><Relationship Id="r1" Type="${ooxml}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${declared}<workbook xmlns="${main}spreadsheetml/2006/main" xmlns:r="${ooxml}"><sheets>${sheets.map(([name], i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${declared}<Relationships xmlns="${pack}relationships">${sheets.map((_, i) => `<Relationship Id="r${i + 1}" Type="${ooxml}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}<Relationship Id="s" Type="${ooxml}/styles" Target="styles.xml"/></Relationships>`],
    ["xl/styles.xml", `${declared}<styleSheet xmlns="${main}spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`],
    ...sheets.map(([, rows], i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetOf(rows)]),
  ]);
};
