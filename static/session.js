/* A login that ran out while one wrote: the words stay on the page (the forms with data-outbox are kept by outbox.js).
   Before such a form is sent, the session is asked for. It answers with the form token of now, or with what is in the
   way. Nothing is stored. */
(function () {
  "use strict";

  var TIMEOUT = 15000;
  var phone = document.getElementById("sv-outbox");

  function isAsked(form) {
    return form.method === "post" && !form.matches("[data-outbox], [hx-post]") && Array.from(form.elements).some(isWritten);
  }

  /* Chosen or typed since the page came; a text the page came with was typed before it was sent back. */
  function isWritten(field) {
    if (field.type === "hidden" || field.type === "submit") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return Array.from(field.options).some(function (each) { return each.selected !== each.defaultSelected; });
    if (field.tagName === "TEXTAREA" && field.value) return true;
    return field.value !== field.defaultValue;
  }

  async function onSubmit(event) {
    var form = event.target;
    if (event.defaultPrevented || !isAsked(form)) return;
    if (form.dataset.mayGo) {
      delete form.dataset.mayGo;
      return;
    }
    event.preventDefault();
    var submitter = event.submitter;
    var stopped = await whatStops(form);
    delete form.dataset.busy;
    form.querySelectorAll(".sv-stopped, [aria-busy]").forEach(function (node) {
      if (node.matches(".sv-stopped")) node.remove();
      else node.removeAttribute("aria-busy");
    });
    if (stopped) {
      show(form, stopped);
      return;
    }
    form.dataset.mayGo = "1";
    form.requestSubmit(submitter && submitter.isConnected ? submitter : undefined);
    delete form.dataset.mayGo;
  }

  /* What is said, with the label of a link to the login, or nothing. An odd answer is the form's to meet. */
  async function whatStops(form) {
    try {
      var response = await fetch(phone.dataset.session + "?hvem=" + document.body.dataset.user, {
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (response.status === 401 || response.status === 409) return await response.json();
      if (response.status !== 200) return null;
      var who = await response.json();
      if (form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = who.csrf;
      return null;
    } catch (_error) {
      return { said: document.getElementById("sv-status").dataset.failed };
    }
  }

  function show(form, stopped) {
    var box = document.createElement("div");
    var said = document.createElement("p");
    box.className = "sv-message error sv-stopped";
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    said.textContent = stopped.said;
    box.append(said);
    if (stopped.link) {
      var login = document.createElement("a");
      login.href = phone.dataset.login;
      login.target = "_blank";
      login.rel = "noopener";
      login.textContent = stopped.link;
      box.append(login);
    }
    var end = form.querySelector(":scope > .sv-form-end");
    if (end) end.before(box);
    else form.append(box);
    box.focus();
  }

  document.addEventListener("submit", onSubmit);
})();
