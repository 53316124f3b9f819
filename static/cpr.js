/* What looks like a CPR number is asked about before a form with data-cpr (or an outbox) goes anywhere, also without
   coverage: a number on the phone is a number written down. The same rules as core/cpr.py, which asks again. */
(function () {
  "use strict";

  var FORM = "form[data-cpr], form[data-outbox]";
  var TOGETHER = "([0-9]{2})([0-9]{2})([0-9]{2})(?: ?[-\u2010-\u2015\u2212] ?| )?[0-9]{4}";
  var DIVIDED = "([0-9]{2})[.\\-/ ]([0-9]{2})[.\\-/ ]([0-9]{2})-[0-9]{4}";
  var texts = document.getElementById("sv-outbox");
  if (!texts) return;
  var words = JSON.parse(texts.dataset.words);

  /* Spans [start, end] with a possible date; a replacement number's day is 60 too high. */
  function find(text) {
    var looksLike = new RegExp("(?:" + TOGETHER + "|" + DIVIDED + ")(?![0-9])", "g");
    var spans = [];
    var found;
    while ((found = looksLike.exec(text))) {
      if (found.index && /[0-9]/.test(text[found.index - 1])) {
        looksLike.lastIndex = found.index + 1;
      } else if (isPossible(found)) {
        spans.push([found.index, looksLike.lastIndex]);
      }
    }
    return spans;
  }

  function isPossible(found) {
    var day = Number(found[1] || found[4]);
    var month = Number(found[2] || found[5]);
    var year = 2000 + Number(found[3] || found[6]);
    if (day > 60) day -= 60;
    return month >= 1 && month <= 12 && day >= 1 && day <= new Date(year, month, 0).getDate();
  }

  function mask(text) {
    find(text).forEach(function (span) {
      text = text.slice(0, span[0]) + text.slice(span[0], span[1]).replace(/[0-9]/g, "x") + text.slice(span[1]);
    });
    return text;
  }

  function fieldsOf(form) {
    return Array.from(form.querySelectorAll("textarea, input[type=text], input:not([type])"));
  }

  function wordsOf(form) {
    return fieldsOf(form).map(function (field) { return field.value; }).join("\n");
  }

  function suspects(form) {
    return fieldsOf(form).filter(function (field) { return find(field.value).length; });
  }

  function button(label, primary, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = primary ? "btn btn-primary" : "btn btn-quiet";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function close(form) {
    var box = form.querySelector(".sv-cpr");
    if (box) box.remove();
  }

  /* "Keep" is an answer about these words, not about those written later. */
  function keep(form) {
    var answer = document.createElement("input");
    answer.type = "hidden";
    answer.name = "cpr";
    answer.value = "keep";
    answer.className = "sv-cpr-kept";
    form.append(answer);
    form.dataset.cprKept = wordsOf(form);
  }

  function forget(form) {
    form.querySelectorAll(".sv-cpr-kept").forEach(function (field) { field.remove(); });
    delete form.dataset.cprKept;
  }

  function ask(form, submitter) {
    close(form);
    var box = document.createElement("div");
    var said = document.createElement("p");
    var acts = document.createElement("div");
    box.className = "sv-cpr sv-message error";
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", "sv-cpr-said");
    box.tabIndex = -1;
    said.id = "sv-cpr-said";
    said.textContent = words.cpr;
    acts.className = "sv-form-end";
    acts.append(
      button(words.cprMask, true, function () {
        suspects(form).forEach(function (field) { field.value = mask(field.value); });
        goOn();
      }),
      button(words.cprKeep, false, function () {
        keep(form);
        goOn();
      })
    );
    box.append(said, acts);
    var end = form.querySelector(":scope > .sv-form-end");
    if (end) end.before(box);
    else form.append(box);
    form.addEventListener("input", function () { close(form); }, { once: true });
    box.focus();

    function goOn() {
      close(form);
      form.requestSubmit(submitter || undefined);
    }
  }

  /* On the window, so before everything else hears of the submit. */
  window.addEventListener(
    "submit",
    function (event) {
      var form = event.target;
      if (!form.matches(FORM) || (event.submitter && event.submitter.name === "cpr")) return;
      if (form.dataset.cprKept !== undefined && form.dataset.cprKept === wordsOf(form)) return;
      forget(form);
      if (!suspects(form).length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter);
    },
    true
  );

  window.svCpr = { find: find, mask: mask };
})();
