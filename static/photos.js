/* Photos in a form (templates/conditions/_photo_field.html): made smaller before they are kept on the phone or sent,
   which also drops the place and the time a telephone hides in them. The server makes them anew all the same.

   What was picked is kept here, beside the form; the form's own FormData gets it (the event `formdata`). The outbox
   gives it back to a form that is put right, as `svFiles` and with the event `sv-files`. */
(function () {
  "use strict";

  var LONGEST = 1600;
  var QUALITY = 0.85;
  var APPLE = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"];
  var forms = new WeakMap();

  function fieldOf(form) {
    return form && form.querySelector ? form.querySelector("[data-photos]") : null;
  }

  function kept(form) {
    if (!forms.has(form)) forms.set(form, { photos: [], busy: Promise.resolve(), waits: 0 });
    return forms.get(form);
  }

  /* -- smaller -- */
  async function drawn(blob, longest) {
    var bitmap = await createImageBitmap(blob);
    var scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    var context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas;
  }

  /* The photo as it is kept, and what is to be said of it: what the server will refuse whatever happens is told of at
     once and left out. What only this browser cannot read is sent as it is, for the server to try. */
  async function looked(file, field) {
    try {
      var canvas = await drawn(file, LONGEST);
      var blob = await new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
      if (blob) return { photo: new File([blob], file.name, { type: blob.type }) };
    } catch (_error) {
      /* looked at closer below */
    }
    var format = await formatOf(file);
    if (format !== "photo") return { said: named(field.dataset[format], file) };
    if (file.size > Number(field.dataset.largest)) return { said: named(field.dataset.large, file) };
    return { photo: file, said: named(field.dataset.unread, file) };
  }

  /* By the contents, as the server does (conditions/pictures.py): a name may say anything. */
  async function formatOf(file) {
    var head;
    try {
      head = new Uint8Array(await file.slice(0, 32).arrayBuffer());
    } catch (_error) {
      return "gone";
    }
    var text = String.fromCharCode.apply(null, head);
    if (text.startsWith("\xff\xd8\xff") || text.startsWith("\x89PNG\r\n\x1a\n")) return "photo";
    if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "photo";
    return text.slice(4, 8) === "ftyp" && APPLE.includes(text.slice(8, 12)) ? "apple" : "other";
  }

  function named(text, file) {
    return text.replace("%n", function () { return file.name; });
  }

  function add(form, files) {
    var mine = kept(form);
    var field = fieldOf(form);
    var most = Number(field.dataset.photos);
    mine.waits += 1;
    say(field.dataset.busy);
    mine.busy = mine.busy.then(async function () {
      var told = [];
      for (var file of files) {
        var result = mine.photos.length < most ? await looked(file, field) : { said: field.dataset.full };
        if (result.photo) mine.photos.push(result.photo);
        if (result.said && !told.includes(result.said)) told.push(result.said);
        if (mine.photos.length >= most && result.said === field.dataset.full) break;
      }
      await draw(form, told);
      mine.waits -= 1;
    });
  }

  /* -- what the person sees -- */
  function say(text) {
    var status = document.getElementById("sv-status");
    var node = document.createElement("p");
    node.className = "visually-hidden";
    node.textContent = text;
    status.append(node);
    setTimeout(function () { node.remove(); }, 4000);
  }

  /* The field has them too, so that whoever asks what is written here sees that something is (session.js). */
  function fill(input, photos) {
    try {
      var files = new DataTransfer();
      photos.forEach(function (photo) { files.items.add(photo); });
      input.files = files.files;
    } catch (_error) {
      /* an old browser: the form's data has them all the same */
    }
  }

  async function draw(form, told) {
    var field = fieldOf(form);
    var list = field.querySelector("[data-list]");
    var photos = kept(form).photos;
    fill(field.querySelector("input[name]"), photos);
    var rows = await Promise.all(photos.map(function (photo, index) { return row(form, photo, index); }));
    list.replaceChildren.apply(list, rows);
    list.hidden = !rows.length;
    field.querySelectorAll("[data-said]").forEach(function (node) { node.remove(); });
    list.after.apply(list, told.map(sentence));
    say(told.join(" ") || field.dataset.picked.replace("%n", photos.length));
  }

  function sentence(text) {
    var said = document.createElement("p");
    said.dataset.said = "";
    said.className = "sv-field-error";
    said.textContent = text;
    return said;
  }

  async function row(form, photo, index) {
    var line = document.createElement("li");
    try {
      line.append(await drawn(photo, 320));
    } catch (_error) {
      line.append(photo.name);
    }
    var away = document.createElement("button");
    away.type = "button";
    away.className = "btn btn-sm btn-quiet";
    away.textContent = fieldOf(form).dataset.remove.replace("%n", index + 1);
    away.addEventListener("click", async function () {
      kept(form).photos.splice(kept(form).photos.indexOf(photo), 1);
      await draw(form, []);
      form.querySelector("[data-photos] input[name]").focus();
    });
    line.append(away);
    return line;
  }

  /* -- with the form -- */
  function begin(form) {
    var field = fieldOf(form);
    if (!field || field.classList.contains("is-ready")) return;
    field.classList.add("is-ready");
    if (form.svFiles) field.querySelectorAll("[data-again]").forEach(function (node) { node.remove(); });
    field.querySelector("[data-pick]").className = "btn btn-quiet";
    field.querySelector("input[name]").className = "visually-hidden";
    field.querySelector("[data-camera]").hidden = !window.matchMedia("(pointer: coarse)").matches;
    if (form.svFiles) give(form);
  }

  function give(form) {
    kept(form).photos = form.svFiles.slice();
    delete form.svFiles;
    draw(form, []);
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (input.type !== "file" || !input.closest("[data-photos]")) return;
    begin(input.form);
    add(input.form, Array.from(input.files));
    input.value = "";
  });

  document.addEventListener("formdata", function (event) {
    var field = fieldOf(event.target);
    if (!field || !forms.has(event.target)) return;
    var name = field.querySelector("input[name]").name;
    event.formData.delete(name);
    kept(event.target).photos.forEach(function (photo) { event.formData.append(name, photo, photo.name); });
  });

  /* Sent when the last photo is ready. */
  window.addEventListener(
    "submit",
    function (event) {
      var form = event.target;
      if (!forms.has(form) || !kept(form).waits) return;
      var submitter = event.submitter;
      event.preventDefault();
      event.stopImmediatePropagation();
      kept(form).busy.then(function () { form.requestSubmit(submitter || undefined); });
    },
    true
  );

  document.addEventListener("sv-files", function (event) {
    begin(event.target);
    if (event.target.svFiles) give(event.target);
  });

  document.querySelectorAll("[data-photos]").forEach(function (field) { begin(field.closest("form")); });
})();
