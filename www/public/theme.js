// Before the first paint: the theme and the language that were chosen last time.
(() => {
  try {
    const kept = JSON.parse(localStorage.getItem("signplace") ?? "{}");
    if (kept.theme === "light" || kept.theme === "dark") document.documentElement.dataset.theme = kept.theme;
  } catch {
    // Nothing kept.
  }
})();
