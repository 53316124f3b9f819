/* Runs before the first paint, so the page never flashes in the other colours. */
(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function chosen() {
    try {
      return localStorage.getItem("sv-theme") || "auto";
    } catch (e) {
      return "auto";
    }
  }
  function apply() {
    var choice = chosen();
    var theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    document.documentElement.setAttribute("data-bs-theme", theme);
  }
  dark.addEventListener("change", apply);
  window.svTheme = {
    chosen: chosen,
    choose: function (choice) {
      try {
        localStorage.setItem("sv-theme", choice);
      } catch (e) {
        /* private mode: the choice lasts for this page */
      }
      apply();
    },
  };
  apply();
})();
