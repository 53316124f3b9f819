/* Never lose a word: what is written goes to the phone first, then to the server (docs/offline.md).

   A form with data-outbox is put into IndexedDB when it is submitted, and sent from there: one way for all.
   Only the server's yes (200, 201) or the person takes anything out again. */
(function () {
  "use strict";

  var FORM = "form[data-outbox]";
  var TIMEOUT = 20000;
  var TIMEOUT_OF_PHOTOS = 120000;
  var texts = document.getElementById("sv-outbox");
  if (!texts || !window.indexedDB) return;
  var words = JSON.parse(texts.dataset.words);
  var user = document.body.dataset.user || localStorage.getItem("sv-user") || "";
  if (document.body.dataset.user) localStorage.setItem("sv-user", user);

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
      title: heading.trim(),
      at: Date.now(),
      state: "waiting",
      said: "",
    };
  }

  async function onSubmit(event) {
    var form = event.target;
    if (!form.matches(FORM) || event.defaultPrevented) return;
    event.preventDefault();
    var item = itemOf(form, event.submitter);
    try {
      await put(item);
    } catch (_error) {
      return sendUnkept(form);
    }
    if (form.dataset.outboxId && form.dataset.outboxId !== item.id) await remove(form.dataset.outboxId);
    form.dataset.outboxId = item.id;
    var answers = await flush();
    var answer = answers[item.id] || {};
    if (answer.location) goOn(answer.location);
    else if (answer.page) showAnswer(answer.page, item);
    else leaveOnPhone(form, item);
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

  /* What lay on the phone is sent meanwhile: the page it was written on no longer says otherwise. */
  function sayIsSent(id, location) {
    document.querySelectorAll(".sv-queued").forEach(function (box) {
      if (box.dataset.id !== id) return;
      var said = document.createElement("p");
      said.textContent = words.sent;
      box.replaceChildren(said, link(words.goOn, box.dataset.next || location || "/"));
    });
  }

  /* -- from the store to the server -- */
  async function ask(url, options, timeout) {
    return fetch(url, Object.assign({ credentials: "same-origin", redirect: "manual", cache: "no-store" }, options, {
      signal: AbortSignal.timeout(timeout || TIMEOUT),
    }));
  }

  /* One tab at a time; whoever comes second finds what the first left. Gives the server's answers by id. */
  function flush() {
    return navigator.locks.request("sv-outbox", async function () {
      var answers = {};
      try {
        var waiting = (await all()).filter(function (item) {
          return item.state === "waiting";
        });
        if (waiting.length) await sendAll(waiting, answers);
      } catch (_error) {
        state = navigator.onLine ? "unreachable" : "offline";
      }
      await draw();
      return answers;
    });
  }

  /* Photos that do not get through a thin line hold up no words. */
  function lightFirst(items) {
    return items.slice().sort(function (one, other) { return filesOf(one).length - filesOf(other).length; });
  }

  async function sendAll(waiting, answers) {
    var session = await ask(texts.dataset.session);
    if (session.status !== 200) {
      state = session.status === 401 ? "login" : "unreachable";
      return;
    }
    var who = await session.json();
    state = "";
    for (var item of lightFirst(waiting)) {
      if (String(who.user) !== item.user) continue;
      answers[item.id] = await send(item, who.csrf);
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
    if (response.status === 200 || response.status === 201) {
      await remove(item.id);
      var answer = await response.json();
      sayIsSent(item.id, answer.location);
      return answer;
    }
    if (response.status !== 422 && response.status !== 409) {
      if (response.status === 403 || response.status === 404) {
        await put(Object.assign(item, { state: "refused", said: words.refused }));
      } else {
        state = "unreachable";
      }
      return {};
    }
    var page = await response.text();
    var found = new DOMParser().parseFromString(page, "text/html").querySelector(".sv-errors li, .sv-errors p");
    await put(Object.assign(item, { state: "fix", said: found ? found.textContent.trim() : words.fix }));
    return { page: page };
  }

  /* -- what the person sees -- */
  var state = "";

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

  async function draw() {
    var items = await all();
    texts.hidden = !items.length;
    texts.replaceChildren();
    if (items.length) {
      var said = document.createElement("span");
      var others = items.some(function (item) { return item.user !== user; });
      var wrong = items.some(function (item) { return item.state === "fix"; });
      said.textContent = [counted(items.length), wrong ? words.fix : words[state] || "", others ? words.other : ""]
        .filter(Boolean).join(" ");
      texts.append(said);
      if (state === "login") texts.append(link(words.toLogin, texts.dataset.login));
      else texts.append(button(words.sendNow, flush));
      texts.append(link(words.see, texts.dataset.list));
    }
    drawList(items);
  }

  function drawList(items) {
    var list = document.getElementById("sv-outbox-list");
    if (!list) return;
    list.replaceChildren.apply(list, items.map(row));
    document.getElementById("sv-outbox-empty").hidden = items.length > 0;
  }

  function row(item) {
    var line = document.createElement("li");
    var title = document.createElement("h3");
    title.className = "sv-item-title";
    title.textContent = item.title;
    var when = document.createElement("p");
    when.className = "sv-muted";
    when.textContent = new Date(item.at).toLocaleString("da-DK", { dateStyle: "medium", timeStyle: "short" }) +
      (item.said ? " · " + item.said : "");
    var note = document.createElement("p");
    note.textContent = ["address", "note", "text"].flatMap(function (name) {
      return item.body.filter(function (pair) { return pair[0] === name; }).map(function (pair) { return pair[1]; });
    }).concat(filesOf(item).length ? words.photos.replace("%n", filesOf(item).length) : []).filter(Boolean).join(" · ");
    var acts = document.createElement("div");
    acts.className = "sv-acts";
    if (item.state === "fix") {
      var result = item.body.find(function (pair) { return pair[0] === "result"; });
      var mend = link(words.mend, item.url + (result ? "?result=" + result[1] : "") + "#ret=" + item.id);
      mend.addEventListener("click", function (event) {
        event.preventDefault();
        goOn(mend.href);
      });
      acts.append(mend);
    }
    acts.append(button(words.remove, function (event) {
      if (event.target.dataset.sure) return remove(item.id).then(draw);
      event.target.dataset.sure = "1";
      event.target.textContent = words.sure;
    }));
    line.className = "sv-item quiet";
    line.append(title, when, note, acts);
    return line;
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
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(texts.dataset.worker);
  standIn();
  fillIn();
})();
