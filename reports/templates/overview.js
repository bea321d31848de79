// The paragraph for a methods section, copied.
(() => {
  const button = document.getElementById("copy"), said = document.getElementById("copied"), text = document.getElementById("statement");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = "Selected: copy it with the keyboard";
    }
  });
})();
