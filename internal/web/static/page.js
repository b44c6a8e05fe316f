// Adds keys, a time line to brush, facets without a reload, and links to copy.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const main = () => document.getElementById("main");
  const box = document.getElementById("q");
  root.classList.add("scripted");

  // Screen readers speak it.
  const say = (text) => document.getElementById("said").textContent = text;

  // Facets, filters, orders and pages of hits replace the content of the page.

  let shown = location.pathname + location.search;
  let asked = 0; // number of the newest request; answers to older ones are dropped

  async function fetchPage(address) {
    const mine = ++asked;
    const reply = await fetch(address);
    const text = await reply.text();
    if (mine !== asked) return null;
    return { page: new DOMParser().parseFromString(text, "text/html"), address: reply.url };
  }

  const hidden = (page) => all(".box input[type=hidden]", page);

  async function load(address, push) {
    const from = document.activeElement;
    const facet = from && from.closest(".facet");
    const value = facet && from.querySelector(".value");
    const got = await fetchPage(address).catch(() => ({}));
    if (!got) return;
    const next = got.page && got.page.getElementById("main");
    if (!next) { location.href = address; return; }
    main().replaceWith(next);
    document.title = got.page.title;
    hidden(document).forEach((field) => field.remove());
    document.querySelector(".box").append(...hidden(got.page));
    const to = new URL(got.address);
    if (push) history.pushState(null, "", to.pathname + to.search);
    shown = to.pathname + to.search;
    refocus(facet && facet.id, value && value.textContent);
    dress();
    const summary = document.getElementById("summary");
    if (summary) say(summary.textContent);
  }

  // refocus puts the focus where it was: on the same value of the same facet.
  function refocus(facet, value) {
    const section = facet && document.getElementById(facet);
    if (!section) { scrollTo(0, 0); return; }
    const same = all(".value", section).find((e) => e.textContent === value);
    const link = same ? same.closest("a") : section.querySelector("a, input");
    if (link) link.focus({ preventScroll: true });
  }

  const soft = ".facet a, .chips a, .sorts a, .pages a, .timeline a, .notices a";
  document.addEventListener("click", (e) => {
    const link = e.target.closest("a");
    if (!link || !main().classList.contains("answer") || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const address = link.getAttribute("href");
    if (!link.matches(soft) || !address || address.startsWith("#")) return;
    e.preventDefault();
    load(address.split("#")[0], true);
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown && main().classList.contains("answer")) load(location.href, false);
  });

  const addressOf = (form) => form.getAttribute("action").split("#")[0] + "?" + new URLSearchParams(new FormData(form));
  document.addEventListener("submit", (e) => {
    if (!e.target.matches(".range, .find") || !main().classList.contains("answer")) return;
    e.preventDefault();
    load(addressOf(e.target), true);
  });

  // A box for names shows those with it.

  let typing = 0;
  document.addEventListener("input", (e) => {
    const form = e.target.closest(".find");
    if (!form) return;
    clearTimeout(typing);
    typing = setTimeout(async () => {
      const got = await fetchPage(addressOf(form)).catch(() => null);
      const section = form.closest(".facet");
      const fresh = got && got.page.getElementById(section.id);
      if (!fresh) return;
      section.querySelector("ul").replaceWith(fresh.querySelector("ul"));
      say(all("li", section).length + " names");
    }, 150);
  });

  // Keys: "/" for the search box, arrows for hits; Enter follows the link in focus.

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const at = document.activeElement;
    const typed = at.matches("input");
    if (e.key === "/" && !typed) {
      e.preventDefault();
      box.focus();
      box.select();
      return;
    }
    if (e.key === "Escape" && at === box) box.blur();
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp" || typed && at !== box) return;
    const hits = all(".hit .open");
    if (!hits.length) return;
    const now = hits.indexOf(at);
    const next = now + (e.key === "ArrowDown" ? 1 : -1);
    if (now < 0 && e.key === "ArrowUp" || next >= hits.length) return;
    e.preventDefault();
    if (next < 0) box.focus();
    else hits[next].focus();
  });
  document.addEventListener("focusin", (e) => {
    all(".hit.current").forEach((h) => h.classList.remove("current"));
    if (e.target.matches(".hit .open")) e.target.closest(".hit").classList.add("current");
  });

  // Brushing: a drag over the time line picks the months from one end to the other.

  let from = null; // the month where the drag began
  function monthAt(line, x) {
    const years = all("li", line);
    const edge = line.getBoundingClientRect();
    const part = Math.min(Math.max((x - edge.left) / edge.width, 0), 0.999999) * years.length;
    const year = years[Math.floor(part)].querySelector("svg").getAttribute("aria-label").slice(0, 4);
    return year + "-" + String(Math.floor((part % 1) * 12) + 1).padStart(2, "0");
  }
  function paint(line, one, other) {
    const [first, last] = [one, other].sort();
    all("svg a", line).forEach((bar) => {
      const month = decodeURIComponent(bar.getAttribute("href")).match(/date:(\d{4}-\d\d)/)[1];
      bar.classList.toggle("picked", month >= first && month <= last);
      bar.classList.toggle("off", month < first || month > last);
    });
  }
  document.addEventListener("pointerdown", (e) => {
    const line = e.target.closest(".years");
    if (line && e.target.closest("svg") && !e.button) from = { line, x: e.clientX, month: monthAt(line, e.clientX), moved: false };
  });
  document.addEventListener("pointermove", (e) => {
    if (!from || !from.moved && Math.abs(e.clientX - from.x) < 5) return;
    from.moved = true;
    paint(from.line, from.month, monthAt(from.line, e.clientX));
  });
  document.addEventListener("pointerup", (e) => {
    const drag = from;
    from = null;
    if (!drag || !drag.moved) return;
    const to = monthAt(drag.line, e.clientX);
    const form = drag.line.parentElement.querySelector(".range");
    [form.elements.from.value, form.elements.until.value] = [drag.month, to].sort();
    addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => form.requestSubmit());
  });
  document.addEventListener("pointercancel", () => { from = null; });
  document.addEventListener("dragstart", (e) => { if (e.target.closest(".years")) e.preventDefault(); });

  // Links to copy.

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // such as without TLS
      const field = document.createElement("input");
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }
  function addCopy(to, address) {
    if (!to || to.querySelector(".copy")) return;
    const button = document.createElement("button");
    button.className = "copy";
    button.textContent = "Copy link";
    button.addEventListener("click", async () => {
      const done = await copy(new URL(address(), location.href).href);
      say(button.textContent = done ? "Copied" : "Not copied");
      setTimeout(() => button.textContent = "Copy link", 1500);
    });
    to.append(" ", button);
  }
  function dress() {
    all(".answer .hit").forEach((hit) => addCopy(hit.querySelector(".meta"), () => hit.querySelector(".open").getAttribute("href")));
    addCopy(document.querySelector(".reading > .meta"), () => location.href);
  }
  dress();
})();
