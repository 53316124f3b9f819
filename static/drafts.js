/* A form with data-draft is kept on the server while one writes: within two seconds of the last word. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-draft]");
  if (!form) return;
  var said = document.getElementById("sv-draft");
  var timer = null;
  var kept = "";

  function body() {
    var data = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      var typed = window.svCpr ? window.svCpr.mask(value) : value;
      if (name !== "csrfmiddlewaretoken") data.append(name, name === "client_uuid" ? value : typed);
    });
    return data.toString();
  }

  async function keep(keepalive) {
    clearTimeout(timer);
    timer = null;
    var now = body();
    if (now === kept || !form.isConnected) return;
    try {
      var response = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(now),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        redirect: "manual",
        keepalive: keepalive,
      });
      if (response.status !== 204) return;
      kept = now;
      if (said) said.textContent = said.dataset.kept;
    } catch (_error) {
      /* Without coverage the next word tries again; what is saved goes by the phone's store. */
    }
  }

  function later() {
    if (said) said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(keep, 1000, false);
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", function () {
    clearTimeout(timer);
    timer = null;
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden" && timer) keep(true);
  });
})();
