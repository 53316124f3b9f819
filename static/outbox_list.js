/* The list of what lies on the phone and is not sent (templates/cases/phone.html): what each is, why it is still here,
   and what one can do. Drawn with every event `sv-outbox` of outbox.js, which has the store. */
(function () {
  "use strict";

  var list = document.getElementById("sv-outbox-list");
  var empty = document.getElementById("sv-outbox-empty");
  var FORMS_AGAIN = ["large", "unread"];
  if (!list) return;

  function made(name, className, text) {
    var node = document.createElement(name);
    node.className = className;
    node.textContent = text || "";
    return node;
  }

  /* A row of which nothing has changed is not touched: somebody may be in it, with a question open. */
  function draw(items) {
    var stood = Array.from(list.children);
    var rows = items.map(function (item) {
      return stood.find(function (line) { return line.dataset.drawn === asDrawn(item); }) || row(item);
    });
    stood.forEach(function (line) {
      if (!rows.includes(line)) line.remove();
    });
    rows.forEach(function (line, place) {
      if (list.children[place] !== line) list.insertBefore(line, list.children[place] || null);
    });
    empty.hidden = items.length > 0;
  }

  function asDrawn(item) {
    return JSON.stringify([item.id, item.at, item.state, item.why, item.said]);
  }

  function row(item) {
    var isMine = item.user === svOutbox.user;
    var isStuck = item.state === "refused";
    var line = made("li", isStuck ? "sv-item late" : "sv-item quiet");
    var when = new Date(item.at).toLocaleString("da-DK", { dateStyle: "medium", timeStyle: "short" });
    line.dataset.drawn = asDrawn(item);
    line.append(made("h3", "sv-item-title", item.title));
    line.append(made("p", "sv-muted", isMine && item.state === "fix" && item.said ? when + " · " + item.said : when));
    if (isMine && isStuck) line.append(made("p", "", svOutbox.sentenceOf(item)));
    if (!isMine) line.append(made("p", "", svOutbox.words.anothers));
    else if (isStuck && item.written && item.written.length) line.append(allOf(item));
    else line.append(made("p", "", inShort(item)));
    line.append(acts(item));
    return line;
  }

  function photosOf(item) {
    var number = svOutbox.filesOf(item).length;
    return number ? svOutbox.words.photos.replace("%n", number) : "";
  }

  function inShort(item) {
    return ["address", "note", "text"].flatMap(function (name) {
      return item.body.filter(function (pair) { return pair[0] === name; }).map(function (pair) { return pair[1]; });
    }).concat(photosOf(item)).filter(Boolean).join(" · ");
  }

  /* All of it, as it was answered: [question, [answers]]. */
  function answersOf(item) {
    var found = [];
    (item.written || []).forEach(function (pair) {
      var last = found[found.length - 1];
      if (last && last[0] === pair[0]) last[1].push(pair[1]);
      else found.push([pair[0], [pair[1]]]);
    });
    if (photosOf(item)) found.push(["", [photosOf(item)]]);
    return found;
  }

  function allOf(item) {
    var facts = made("dl", "sv-facts");
    answersOf(item).forEach(function (pair) {
      var part = document.createElement("div");
      part.append(made("dt", "", pair[0] || item.title), made("dd", "sv-as-written", pair[1].join(", ")));
      facts.append(part);
    });
    return facts;
  }

  function acts(item) {
    var words = svOutbox.words;
    var box = made("div", "sv-acts");
    var isMine = item.user === svOutbox.user;
    if (isMine && item.state === "fix") box.append(again(item, words.mend));
    if (isMine && item.state === "refused") {
      if (FORMS_AGAIN.includes(item.why)) box.append(again(item, words.openAgain));
      else box.append(svOutbox.button(words.tryAgain, function () { tryAgain(item); }));
      box.append(svOutbox.button(words.copy, function (event) { copy(item, event.target); }));
    }
    box.append(svOutbox.button(words.remove, function () { ask(item, box); }));
    return box;
  }

  function again(item, label) {
    var result = item.body.find(function (pair) { return pair[0] === "result"; });
    var opens = svOutbox.link(label, item.url + (result ? "?result=" + result[1] : "") + "#ret=" + item.id);
    opens.addEventListener("click", function (event) {
      event.preventDefault();
      svOutbox.goOn(opens.href);
    });
    return opens;
  }

  async function tryAgain(item) {
    await svOutbox.put(Object.assign({}, item, { state: "waiting", why: "", said: "" }));
    await svOutbox.flush();
  }

  /* Where the browser lets nobody copy, the words are marked, for the person to do it. */
  async function copy(item, button) {
    var lines = answersOf(item).map(function (pair) { return [pair[0], pair[1].join(", ")].filter(Boolean).join(": "); });
    try {
      await navigator.clipboard.writeText([item.title].concat(lines.length ? lines : inShort(item)).join("\n"));
      button.textContent = svOutbox.words.copied;
    } catch (_error) {
      getSelection().selectAllChildren(button.closest("li"));
    }
  }

  /* It is nowhere else, so there is nothing to undo afterwards. */
  function ask(item, box) {
    var words = svOutbox.words;
    var question = made("p", "sv-question", words.sure);
    var yes = svOutbox.button(words.yes, function () { svOutbox.remove(item.id).then(svOutbox.draw); });
    var no = svOutbox.button(words.keep, function () {
      var before = acts(item);
      box.replaceWith(before);
      before.lastElementChild.focus();
    });
    question.tabIndex = -1;
    box.replaceChildren(question, yes, no);
    question.focus();
  }

  document.addEventListener("sv-outbox", function (event) { draw(event.detail); });
  if (window.svOutbox) svOutbox.draw();
})();
