// ---- the view that the address asks for; without one, that of a moment ago in this window
let asked = location.hash.slice(1);
if (!asked) try { asked = sessionStorage.getItem(memory) || ""; } catch { /* a mailed page may not */ }
const show = said => { view = read(said); lay(); layHead(); boxes().forEach(b => { b.checked = view.columns.includes(b.value); }); changed(); };
if (asked.includes("=")) show(asked);
else { list = studies; next = table.tBodies.length; layHead(); changed(); }
addEventListener("hashchange", () => { const said = location.hash.slice(1); if (said !== written() && (!said || said.includes("="))) show(said); });
