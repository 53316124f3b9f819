/* What a page gains with JavaScript. Everything works without it. */
(function () {
  "use strict";

  var UNDO_SECONDS = 10;
  var BUSY_MS = 8000;

  /* -- light, dark or as the device says -- */
  function markTheme() {
    document.querySelectorAll("[data-theme-choice]").forEach(function (group) {
      group.hidden = false;
      group.querySelectorAll("button").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.value === window.svTheme.chosen()));
      });
    });
  }

  /* -- messages and the one status region -- */
  function status() {
    return document.getElementById("sv-status");
  }

  function closeButton(toast) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sv-close";
    button.setAttribute("aria-label", status().dataset.dismiss);
    button.textContent = "×";
    button.addEventListener("click", function () {
      toast.remove();
    });
    return button;
  }

  /* The clock stands still while somebody is on the toast, so nobody loses the button under their finger. */
  function countDown(toast) {
    var left = UNDO_SECONDS;
    var shown = toast.querySelector("[data-countdown]");
    shown.textContent = "(" + left + ")";
    var timer = setInterval(function () {
      if (toast.matches(":hover, :focus-within") || document.hidden) return;
      left -= 1;
      shown.textContent = "(" + left + ")";
      if (left <= 0 || !toast.isConnected) {
        clearInterval(timer);
        toast.remove();
      }
    }, 1000);
  }

  function liftToasts(root) {
    root.querySelectorAll("[data-toast]").forEach(function (toast) {
      toast.removeAttribute("data-toast");
      if (toast.hasAttribute("data-undo")) {
        status().append(toast);
        countDown(toast);
      } else {
        var copy = document.createElement("span");
        copy.className = "visually-hidden";
        copy.textContent = toast.querySelector("p").textContent;
        if (!status().contains(toast)) announce(copy);
      }
      toast.append(closeButton(toast));
    });
  }

  function announce(node) {
    var shell = document.createElement("div");
    shell.className = "visually-hidden";
    shell.append(node);
    status().append(shell);
    setTimeout(function () {
      shell.remove();
    }, 4000);
  }

  function say(text) {
    var toast = document.createElement("div");
    toast.className = "sv-message error";
    var words = document.createElement("p");
    words.textContent = text;
    toast.append(words, closeButton(toast));
    status().replaceChildren(toast);
  }

  /* -- forms -- */
  function focusErrors(root) {
    var summary = root.querySelector("[data-autofocus]");
    if (summary) summary.focus();
  }

  /* The link that turned the page went away with it: whoever used the keyboard goes on from the new list. */
  function keepPlace(event) {
    if (!event.detail.boosted || document.activeElement !== document.body) return;
    event.target.setAttribute("tabindex", "-1");
    event.target.focus({ preventScroll: true });
  }

  /* A double tap sends once. The server has its own guard, so this one forgets after a while. A button that is
     answered with a file (data-file) leaves one on the page, so it holds nothing up. */
  function guard(event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.submitter && event.submitter.hasAttribute("data-file")) return;
    if (form.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.busy = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(function () {
      release(form);
    }, BUSY_MS);
  }

  function release(form) {
    delete form.dataset.busy;
    form.querySelectorAll("[aria-busy]").forEach(function (button) {
      button.removeAttribute("aria-busy");
    });
  }

  function releaseAll() {
    document.querySelectorAll("form[data-busy]").forEach(release);
  }

  /* -- forms the phone's store does not keep: what guards their words comes along with them -- */
  var WRITTEN = "form[method=post]:not([data-outbox], [hx-post]) :is(textarea, select, input:not([type=hidden]))";

  function loadSession() {
    if (!document.body.dataset.user || !document.querySelector(WRITTEN)) return;
    var script = document.createElement("script");
    script.src = document.getElementById("sv-outbox").dataset.guard;
    document.head.append(script);
  }

  /* -- menus -- */
  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  function onClick(event) {
    var choice = event.target.closest("[data-theme-choice] button");
    if (choice) {
      window.svTheme.choose(choice.value);
      markTheme();
      return;
    }
    closeMenus(event.target.closest("details[data-menu]"));
  }

  function onKey(event) {
    if (event.key !== "Escape") return;
    var menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    closeMenus(null);
    menu.querySelector("summary").focus();
  }

  /* A filter form with data-auto is sent when a choice in it changes; typed words wait for Enter. */
  function onChange(event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-auto") && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
      form.requestSubmit();
    }
  }

  /* A button that prints the page; without JavaScript the browser's own menu does. */
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  document.addEventListener("submit", guard, true);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("change", onChange);
  window.addEventListener("pageshow", releaseAll);
  document.addEventListener("htmx:afterRequest", releaseAll);
  document.addEventListener("htmx:afterSettle", function (event) {
    liftToasts(document);
    focusErrors(event.target);
    keepPlace(event);
  });
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () {
      say(status().dataset.failed);
    });
  });

  markTheme();
  liftToasts(document);
  focusErrors(document);
  loadSession();
})();
