/* Never lose a word: what is written goes to the phone first, then to the server (docs/offline.md).

   A form with data-outbox is put into IndexedDB when it is submitted, and sent from there: one way for all.
   Only the server's yes (200, 201) or the person takes anything out again. */
(function () {
  "use strict";

  var FORM = "form[data-outbox]";
  var TIMEOUT = 20000;
  var TIMEOUT_OF_PHOTOS = 120000;
  var PAUSES = [15, 30, 60, 120, 300, 600];
  var LATER = [401, 408, 425, 429];
  var texts = document.getElementById("sv-outbox");
  if (!texts || !window.indexedDB) return;
  var words = JSON.parse(texts.dataset.words);
  var user = document.body.dataset.user || localStorage.getItem("sv-user") || "";
  if (document.body.dataset.user) localStorage.setItem("sv-user", user);
  /* The server's answers by id, for whoever wrote it: an earlier flush of this page may have sent it. */
  var answered = {};

  /* -- the store -- */
  function open() {
    return new Promise(function (resolve, reject) {
      var opening = indexedDB.open("sv-outbox", 1);
      opening.onupgradeneeded = function () {
        opening.result.createObjectStore("items", { keyPath: "id" });
      };
      opening.onsuccess = function () {
        resolve(opening.result);
      };
      opening.onerror = function () {
        reject(opening.error);
      };
    });
  }

  /* `act` gets the store; the promise settles when the transaction has, so what is put is on the disk. */
  async function using(mode, act) {
    var db = await open();
    try {
      return await new Promise(function (resolve, reject) {
        var transaction = db.transaction("items", mode, { durability: "strict" });
        var asked = act(transaction.objectStore("items"));
        transaction.oncomplete = function () {
          resolve(asked && asked.result);
        };
        transaction.onabort = transaction.onerror = function () {
          reject(transaction.error);
        };
      });
    } finally {
      db.close();
    }
  }

  async function all() {
    var items = await using("readonly", function (store) {
      return store.getAll();
    });
    return items.sort(function (one, other) {
      return one.at - other.at;
    });
  }

  function put(item) {
    return using("readwrite", function (store) {
      return store.put(item);
    });
  }

  function remove(id) {
    return using("readwrite", function (store) {
      return store.delete(id);
    });
  }

  /* `other` in place of what was sent, or nothing: unless it was written anew or taken back meanwhile, for then
     it is not what the server has answered. */
  function replace(item, other) {
    return using("readwrite", function (store) {
      var asked = store.get(item.id);
      asked.onsuccess = function () {
        if (!asked.result || asked.result.at !== item.at) return;
        if (other) store.put(other);
        else store.delete(item.id);
      };
    });
  }

  /* -- from the form to the store -- */
  function isFile(pair) {
    return pair[1] instanceof Blob;
  }

  function filesOf(item) {
    return item.body.filter(isFile).map(function (pair) { return pair[1]; });
  }

  function itemOf(form, submitter) {
    var data = new FormData(form, submitter);
    if (data.has("noted_at") && !data.get("noted_at")) data.set("noted_at", new Date().toISOString());
    data.delete("csrfmiddlewaretoken");
    var heading = form.dataset.outbox || (document.querySelector("h1") || {}).textContent || "";
    return {
      id: data.get("client_uuid") || new URL(form.action).pathname,
      user: user,
      url: new URL(form.action).pathname,
      body: Array.from(data.entries()).filter(function (pair) { return !isFile(pair) || pair[1].size; }),
      written: asWritten(form, data),
      title: heading.trim(),
      at: Date.now(),
      state: "waiting",
      said: "",
    };
  }

  /* [label, words] of what was answered: it can be read also when its form opens no more (outbox_list.js). */
  function asWritten(form, data) {
    var found = [];
    Array.from(data.entries()).forEach(function (pair) {
      if (isFile(pair) || !pair[1].trim()) return;
      var field = Array.from(form.elements).find(function (each) {
        var chosen = each.type === "radio" || each.type === "checkbox" || each.type === "submit";
        return each.name === pair[0] && each.type !== "hidden" && (!chosen || each.value === pair[1]);
      });
      if (field) found.push(field.type === "submit" ? ["", textOf(field)] : [questionOf(field), answerOf(field, pair[1])]);
    });
    return found;
  }

  function textOf(node) {
    return node ? node.textContent.replace(/\s+/g, " ").trim() : "";
  }

  function questionOf(field) {
    var chosen = field.type === "radio" || field.type === "checkbox";
    if (!chosen) return textOf((field.labels || [])[0]);
    var group = field.closest("fieldset");
    return textOf(group && group.querySelector("legend"));
  }

  function answerOf(field, value) {
    if (field.type === "radio" || field.type === "checkbox") return textOf((field.labels || [])[0]) || value;
    if (field.options) return textOf(field.selectedOptions[0]);
    if (field.type === "date") return new Date(value + "T12:00").toLocaleDateString("da-DK", { dateStyle: "medium" });
    return value;
  }

  async function onSubmit(event) {
    var form = event.target;
    if (!form.matches(FORM) || event.defaultPrevented) return;
    event.preventDefault();
    var item = itemOf(form, event.submitter);
    delete answered[item.id];
    try {
      await put(item);
    } catch (_error) {
      return sendUnkept(form);
    }
    if (form.dataset.outboxId && form.dataset.outboxId !== item.id) await remove(form.dataset.outboxId);
    form.dataset.outboxId = item.id;
    await flush();
    var answer = answered[item.id] || {};
    delete answered[item.id];
    if (answer.location) goOn(answer.location);
    else if (answer.page) showAnswer(answer.page, item);
    else if (answer.refused) sayRefused(form, answer.refused);
    else await sayWhatBecame(form, item);
  }

  /* Without an answer here it waits, unless another tab got one: what is in the store says which. */
  async function sayWhatBecame(form, item) {
    var kept = (await all()).find(function (each) { return each.id === item.id; });
    if (kept && kept.state === "refused") return sayRefused(form, kept);
    leaveOnPhone(form, item);
    if (!kept) sayOfQueued(item.id, words.sent, words.goOn, "/");
    else if (kept.state === "fix") sayOfQueued(item.id, words.notTaken, words.see, texts.dataset.list);
  }

  /* It will not be taken as it is. What was typed stays here, to be put right, and on the list of what is not sent. */
  function sayRefused(form, item) {
    var box = form.querySelector(".sv-stopped") || document.createElement("div");
    var said = document.createElement("p");
    box.className = "sv-message error sv-stopped";
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    said.textContent = sentenceOf(item);
    box.replaceChildren(said, link(words.see, texts.dataset.list));
    var end = form.querySelector(":scope > .sv-form-end");
    if (end) end.before(box);
    else form.append(box);
    delete form.dataset.busy;
    form.querySelectorAll("[aria-busy]").forEach(function (node) { node.removeAttribute("aria-busy"); });
    box.focus();
  }

  /* Why it is not taken, and what one can do. */
  function sentenceOf(item) {
    return item.said || words[item.why === "large" && filesOf(item).length ? "largePhotos" : item.why] || words.unread;
  }

  /* No room, or no store: as without JavaScript, but only when somebody is there to take it. */
  async function sendUnkept(form) {
    var said = form.querySelector(".sv-full") || document.createElement("p");
    try {
      var session = await ask(texts.dataset.session);
      if (session.status === 200) {
        var token = form.elements.csrfmiddlewaretoken || document.createElement("input");
        token.type = "hidden";
        token.name = "csrfmiddlewaretoken";
        token.value = (await session.json()).csrf;
        form.append(token);
        return form.submit();
      }
    } catch (_error) {
      /* told below */
    }
    said.className = "sv-field-error sv-full";
    said.setAttribute("role", "alert");
    said.textContent = words.full;
    form.append(said);
  }

  /* An address that differs only behind its # would not be fetched again. */
  function goOn(address) {
    var to = new URL(address, location.href);
    if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
    history.replaceState(null, "", to);
    location.reload();
  }

  /* The server's page with what is to be put right takes the place of this one's content. */
  function showAnswer(html, item) {
    var main = new DOMParser().parseFromString(html, "text/html").getElementById("indhold");
    if (!main) return;
    document.getElementById("indhold").replaceWith(document.adoptNode(main));
    main.querySelectorAll(FORM).forEach(function (form) {
      form.dataset.outboxId = item.id;
      giveFiles(form, item);
    });
    var summary = main.querySelector("[data-autofocus]");
    if (summary) summary.focus();
    draw();
  }

  /* A page may not put a file into a field: static/photos.js keeps them beside the form. */
  function giveFiles(form, item) {
    form.svFiles = filesOf(item);
    form.dispatchEvent(new CustomEvent("sv-files", { bubbles: true }));
  }

  function leaveOnPhone(form, item) {
    var box = document.createElement("div");
    box.className = "sv-queued";
    box.setAttribute("role", "status");
    var said = document.createElement("p");
    var further = item.body.some(function (pair) { return pair[0] === "then"; });
    said.textContent = further ? words.kept + " " + words.noNext : words.kept;
    box.append(said, button(words.takeBack, async function () {
      await remove(item.id);
      location.reload();
    }));
    if (further) box.append(link(words.see, texts.dataset.list));
    box.dataset.id = item.id;
    var next = (item.body.find(function (pair) { return pair[0] === "next"; }) || [])[1] || "";
    box.dataset.next = /^\/(?!\/)/.test(next) ? next : "";
    form.replaceWith(box);
  }

  /* What lay on the phone is answered meanwhile: the page it was written on no longer says otherwise. */
  function sayOfQueued(id, text, label, url) {
    document.querySelectorAll(".sv-queued").forEach(function (box) {
      if (box.dataset.id !== id) return;
      var said = document.createElement("p");
      said.textContent = text;
      box.replaceChildren(said, link(label, box.dataset.next && text === words.sent ? box.dataset.next : url));
    });
  }

  /* -- from the store to the server -- */
  async function ask(url, options, timeout) {
    return fetch(url, Object.assign({ credentials: "same-origin", redirect: "manual", cache: "no-store" }, options, {
      signal: AbortSignal.timeout(timeout || TIMEOUT),
    }));
  }

  /* One tab at a time; whoever comes second finds what the first left. */
  function flush() {
    return navigator.locks.request("sv-outbox", async function () {
      try {
        var waiting = (await all()).filter(isWaiting);
        state = "";
        if (waiting.length) await sendAll(waiting);
      } catch (_error) {
        state = navigator.onLine ? "unreachable" : "offline";
      }
      tryLater();
      await draw();
    });
  }

  /* A server that is away is asked again, with growing pauses; back in coverage it is done at once. */
  function tryLater() {
    clearTimeout(timer);
    if (state !== "unreachable") tries = 0;
    else timer = setTimeout(flush, 1000 * PAUSES[Math.min(tries++, PAUSES.length - 1)]);
  }

  /* Photos that do not get through a thin line hold up no words. */
  function lightFirst(items) {
    return items.slice().sort(function (one, other) { return filesOf(one).length - filesOf(other).length; });
  }

  async function sendAll(waiting) {
    var session = await ask(texts.dataset.session);
    if (session.status !== 200) {
      state = session.status === 401 ? "login" : "unreachable";
      return;
    }
    var who = await session.json();
    for (var item of lightFirst(waiting)) {
      if (String(who.user) !== item.user) continue;
      answered[item.id] = await send(item, who.csrf);
      if (state === "login") return;
    }
  }

  async function send(item, csrf) {
    var withFiles = item.body.some(isFile);
    var body = withFiles ? new FormData() : new URLSearchParams(item.body);
    if (withFiles) item.body.forEach(function (pair) { body.append(pair[0], pair[1]); });
    var response = await ask(item.url, {
      method: "POST",
      body: body,
      headers: { "X-CSRFToken": csrf, "X-Outbox": "1" },
    }, withFiles && TIMEOUT_OF_PHOTOS);
    if (response.status === 200 || response.status === 201) return taken(item, response);
    if (response.status === 422 || response.status === 409) return toBePutRight(item, response);
    if (willNeverDo(response)) return refuse(item, WHY[response.status] || "unread", "");
    /* A redirect is to the login: it says nothing of where to, and has no status. */
    state = response.status === 401 || response.type === "opaqueredirect" ? "login" : "unreachable";
    return {};
  }

  /* Only the words of our own server are its yes: a page that a network shows to whoever is on it is none. */
  async function taken(item, response) {
    var answer = await response.json().catch(function () { return {}; });
    if (!answer.location) {
      state = "unreachable";
      return {};
    }
    await replace(item, null);
    sayOfQueued(item.id, words.sent, words.goOn, answer.location);
    return answer;
  }

  async function toBePutRight(item, response) {
    var page = await response.text();
    var answered = new DOMParser().parseFromString(page, "text/html");
    var said = textOf(answered.querySelector(".sv-errors li, .sv-errors p, .sv-problem h1 + p"));
    if (!answered.querySelector(FORM)) return refuse(item, "no", said);
    await replace(item, Object.assign(item, { state: "fix", said: said || words.fix }));
    sayOfQueued(item.id, words.notTaken, words.see, texts.dataset.list);
    return { page: page };
  }

  /* However often it is sent, it is answered the same. */
  function willNeverDo(response) {
    return response.status >= 400 && response.status < 500 && !LATER.includes(response.status) &&
      !response.headers.has("Retry-After");
  }

  async function refuse(item, why, said) {
    await replace(item, Object.assign(item, { state: "refused", why: why, said: said }));
    sayOfQueued(item.id, sentenceOf(item), words.see, texts.dataset.list);
    return { refused: item };
  }

  /* -- what the person sees -- */
  var WHY = { 403: "forbidden", 404: "gone", 410: "gone", 413: "large" };
  var state = "";
  var tries = 0;
  var timer = null;

  function button(label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-quiet";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function link(label, url) {
    var made = document.createElement("a");
    made.className = "btn btn-sm btn-quiet";
    made.href = url;
    made.textContent = label;
    return made;
  }

  function counted(number) {
    return (number === 1 ? words.one : words.many).replace("%n", number);
  }

  function isWaiting(item) {
    return item.state === "waiting";
  }

  function isAnothers(item) {
    return item.user !== user;
  }

  /* Of one's own what is the matter; of another's only that it is there, and who can do something about it. */
  function sayOf(items) {
    var own = items.filter(function (item) { return !isAnothers(item); });
    var others = items.filter(isAnothers);
    function some(value) { return own.some(function (item) { return item.state === value; }); }
    return [
      counted(items.length),
      some("refused") ? words.stuck : some("fix") ? words.fix : own.length ? words[state] : "",
      others.some(isWaiting) ? words.other : "",
      others.every(isWaiting) ? "" : words.otherStuck,
    ].filter(Boolean).join(" ");
  }

  async function draw() {
    var items = await all();
    texts.hidden = !items.length;
    texts.replaceChildren();
    if (items.length) {
      var said = document.createElement("span");
      var canSend = items.some(function (item) { return isWaiting(item) && !isAnothers(item); });
      said.textContent = sayOf(items);
      texts.append(said);
      if (state === "login") texts.append(link(words.toLogin, texts.dataset.login));
      else if (canSend) texts.append(button(words.sendNow, flush));
      texts.append(link(words.see, texts.dataset.list));
    }
    document.dispatchEvent(new CustomEvent("sv-outbox", { detail: items }));
  }

  /* A form opened to be put right gets back what was typed. */
  async function fillIn() {
    var id = new URLSearchParams(location.hash.slice(1)).get("ret");
    var form = id && document.querySelector(FORM);
    if (!form) return;
    var item = (await all()).find(function (each) { return each.id === id; });
    if (!item) return;
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || ["cpr", "seen"].includes(field.name) || field.type === "submit" || field.type === "file") return;
      var typed = item.body.filter(function (pair) { return pair[0] === field.name; });
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = typed.some(function (pair) { return pair[1] === field.value; });
      } else if (typed.length) {
        field.value = typed[0][1];
      }
    });
    form.dataset.outboxId = id;
    giveFiles(form, item);
  }

  /* The shell stands in for the form of the address (core/phone_forms.py). */
  function standIn() {
    var shell = document.getElementById("sv-shell");
    if (!shell) return;
    var here = location.pathname;
    var asked = here !== texts.dataset.list;
    shell.querySelector("[data-when=offline]").hidden = !asked;
    var template = Array.from(shell.querySelectorAll("template")).find(function (each) {
      return new RegExp(each.dataset.path).test(here);
    });
    shell.querySelector("[data-when=else]").hidden = !asked || !!template;
    if (!template) return;
    var action = template.dataset.action || here;
    template.replaceWith(template.content.cloneNode(true));
    var form = shell.querySelector(FORM);
    var query = new URLSearchParams(location.search);
    form.action = action;
    Array.from(form.elements).forEach(function (field) {
      if (!query.has(field.name)) return;
      if (field.type === "radio") field.checked = field.value === query.get(field.name);
      else if (field.type === "hidden") field.value = query.get(field.name);
    });
    form.elements.client_uuid.value = query.get("form") || crypto.randomUUID();
  }

  /* -- logging out takes everything on this phone with it, so nothing may wait -- */
  async function guardLogout(event) {
    var form = event.target;
    if (form.getAttribute("action") !== texts.dataset.logout || form.dataset.asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await flush();
    if ((await all()).length) {
      location.assign(texts.dataset.list + "#log-ud");
      return;
    }
    localStorage.removeItem("sv-user");
    form.dataset.asked = "1";
    delete form.dataset.busy;
    form.requestSubmit();
  }

  document.addEventListener("submit", guardLogout, true);
  document.addEventListener("submit", onSubmit);
  window.addEventListener("online", flush);
  window.addEventListener("pageshow", flush);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") flush();
  });
  window.svOutbox = {
    words: words, user: user, put: put, remove: remove, flush: flush, draw: draw, goOn: goOn, filesOf: filesOf,
    sentenceOf: sentenceOf, button: button, link: link,
  };
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(texts.dataset.worker);
  standIn();
  fillIn();
})();
