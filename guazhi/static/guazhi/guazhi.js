// Small things that make pages pleasant. Every page works without this file.
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const words = () => $("#words")?.dataset ?? {};
  const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="))?.split("=")[1] ?? "";

  // Requests: the token of the form in the page, else of the cookie
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = $("[name=csrfmiddlewaretoken]")?.value ?? cookie("csrftoken");
  });
  let running = 0;
  const busy = (step) => {
    running = Math.max(0, running + step);
    document.body.classList.toggle("is-loading", running > 0);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    busy(1);
    event.detail.target?.setAttribute?.("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    busy(-1);
    event.detail.target?.removeAttribute?.("aria-busy");
    for (const button of event.detail.elt.querySelectorAll?.("[aria-disabled]") ?? []) button.removeAttribute("aria-disabled");
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, () => say(words().failed, "is-red"));
  }
  function say(text, tone) {
    const note = document.createElement("div");
    note.className = "note " + (tone ?? "");
    note.textContent = text ?? "";
    $("#messages")?.replaceChildren(note);
  }

  // After a swap the focus goes to what asks for it
  document.addEventListener("htmx:afterSettle", (event) => {
    start(event.target);
    ($("[data-focus]", event.target) ?? $("[autofocus]", event.target))?.focus();
  });

  // Menus close on Escape and on a press elsewhere, and give the focus back
  const open = () => document.querySelectorAll("[data-pop][open]");
  document.addEventListener("click", (event) => {
    for (const pop of open()) if (!pop.contains(event.target)) pop.open = false;
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("[data-pop][open]")) return;
    const body = $(".pop-body", event.target);
    const edge = body?.getBoundingClientRect();
    if (edge && edge.left < 0) event.target.classList.add("pop-start");
    const isLow = edge && edge.bottom > window.innerHeight && edge.top - edge.height > 60;
    event.target.classList.toggle("pop-up", Boolean(isLow));
  }, true);

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    let button;
    if ((button = at("[data-menu-toggle]"))) {
      const shown = document.body.classList.toggle("menu-open");
      button.setAttribute("aria-expanded", String(shown));
      if (shown) $(".menu a")?.focus();
    } else if (at("[data-theme-toggle]")) {
      const root = document.documentElement;
      const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      root.dataset.bsTheme = theme;
      document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    } else if (at("[data-shortcuts]")) {
      $("#shortcuts")?.showModal();
    } else if (at("[data-print]")) {
      window.print();
    } else if ((button = at(".tree-toggle"))) {
      unfold(button);
    }
  });

  // Forms: ask before what cannot be undone, send once, warn before losing text
  const changed = new WeakSet();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guard]")) changed.add(form);
  });
  // what the server has kept is not lost
  document.addEventListener("kept", (event) => changed.delete(event.target.closest("form")));
  window.addEventListener("beforeunload", (event) => {
    for (const form of document.querySelectorAll("form[data-guard]")) {
      if (changed.has(form)) event.preventDefault();
    }
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const asked = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (asked && !form.dataset.confirmed) {
      event.preventDefault();
      event.stopPropagation();
      if (await ask(asked)) {
        form.dataset.confirmed = "yes";
        form.requestSubmit(event.submitter ?? undefined);
      }
      return;
    }
    // the address may have moved on since the page was sent
    if (event.submitter?.name === "language") form.elements.next.value = location.pathname + location.search;
    if (form.method === "post") {
      if (form.dataset.sent) return event.preventDefault();
      changed.delete(form);
      if (!form.hasAttribute("hx-post")) form.dataset.sent = "yes";
      event.submitter?.setAttribute("aria-disabled", "true");
    }
  }, true);
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });
  function ask(text) {
    const dialog = $("#ask");
    $("#ask-text").textContent = text;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((done) => {
      dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
    });
  }

  // The tree of units: open, fetch once, walk with the arrow keys
  async function unfold(button, force) {
    const list = button.closest("li").querySelector("ul");
    const shown = force ?? list.hidden;
    if (shown && button.dataset.lazy && !list.childElementCount) {
      busy(1);
      try {
        const answer = await fetch(button.dataset.lazy, { headers: { "HX-Request": "true" } });
        if (answer.ok) list.innerHTML = await answer.text();
      } finally {
        busy(-1);
      }
    }
    list.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
  }
  function walk(event) {
    const tree = event.target.closest("[data-tree]");
    const links = [...tree.querySelectorAll(".tree-row a")].filter((a) => a.checkVisibility());
    const row = event.target.closest(".tree-row");
    const index = links.indexOf($("a", row));
    const toggle = $(".tree-toggle", row);
    if (event.key === "ArrowDown") links[index + 1]?.focus();
    else if (event.key === "ArrowUp") links[index - 1]?.focus();
    else if (event.key === "ArrowRight" && toggle) unfold(toggle, true);
    else if (event.key === "ArrowLeft" && toggle) unfold(toggle, false);
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const pop of open()) {
        pop.open = false;
        $("summary", pop).focus();
      }
      if (document.body.classList.contains("menu-open")) $("[data-menu-toggle]").click();
    } else if (event.ctrlKey && event.key.toLowerCase() === "k") {
      const search = $("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.altKey && event.key === "/") {
      event.preventDefault();
      $("#shortcuts")?.showModal();
    } else if (event.altKey && /^[1-9]$/.test(event.key)) {
      const link = document.querySelectorAll(".menu a")[Number(event.key) - 1];
      if (link) { event.preventDefault(); link.click(); }
    } else if (event.target.closest?.("[data-tree]")) {
      walk(event);
    }
  });

  // Long lists of choices are searched on the server: <select data-lookup="/people/lookup/">
  let picker;
  function load() {
    picker ??= new Promise((done, failed) => {
      const base = $("link[href*='tabler-core']").href.split("tabler-core")[0] + "tom-select/";
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = base + "tom-select.bootstrap5.min.css";
      const script = document.createElement("script");
      script.src = base + "tom-select.complete.min.js";
      script.onload = done;
      script.onerror = failed;
      $("link[href*='tabler-core']").after(style);
      document.head.append(script);
    });
    return picker;
  }
  async function lookup(select) {
    await load();
    if (select.tomselect) return;
    const options = { maxOptions: 50, placeholder: words().search, plugins: ["dropdown_input"] };
    options.render = { no_results: () => Object.assign(document.createElement("div"), { className: "no-results", textContent: words().none }) };
    if (select.dataset.lookup) {
      options.load = (query, done) => {
        const url = new URL(select.dataset.lookup, location.href);
        url.searchParams.set("q", query);
        fetch(url).then((answer) => answer.json()).then((found) => done(found.results)).catch(() => done());
      };
      options.valueField = "value";
      options.labelField = "text";
      options.searchField = [];
      options.shouldLoad = (query) => query.length > 0;
    }
    new TomSelect(select, options);
  }

  // The browser's calendar beside a day that is typed: <input data-day>
  function beside(field) {
    const pick = $("#day-picker")?.content.firstElementChild.cloneNode(true);
    if (!pick || field.closest(".day-field")) return;
    const native = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    native.setAttribute("aria-hidden", "true");
    const both = Object.assign(document.createElement("span"), { className: "day-field" });
    field.replaceWith(both);
    both.append(field, pick, native);
    pick.addEventListener("click", () => {
      native.value = field.value;
      try { native.showPicker(); } catch { field.focus(); }
    });
    native.addEventListener("input", (event) => event.stopPropagation());
    native.addEventListener("change", (event) => {
      event.stopPropagation();
      field.value = native.value;
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
      pick.focus();
    });
  }

  function start(from) {
    for (const field of from.querySelectorAll?.("input[data-day]") ?? []) beside(field);
    for (const select of from.querySelectorAll?.("select[data-lookup]") ?? []) lookup(select);
  }
  if (window.matchMedia("(max-width: 61.99rem)").matches) {
    for (const fold of document.querySelectorAll("[data-fold]")) fold.open = false;
  }
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const strip = tab.closest(".tabs");
    strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }
  // The code of a slip stands behind the # of its address, which is sent to no server
  function takeSlip() {
    const box = $("[data-code]");
    const slip = decodeURIComponent(location.hash.slice(1));
    if (box && slip) {
      history.replaceState(null, "", location.pathname);
      box.value = slip;
      box.form.requestSubmit();
    }
  }
  takeSlip();
  window.addEventListener("hashchange", takeSlip); // the next slip, scanned into the same page
  start(document);
  $(".note[data-focus]")?.focus();
})();
