// Filters, keys and the player. Without it the page still reads: every call is a <details>, one of the log alone a line.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const calls = [...document.querySelectorAll(".call")];
  const cases = [...document.querySelectorAll("details.case")];
  const filters = document.querySelector(".filters");
  const texts = new Map();
  let current = null;
  let playing = null;
  document.body.classList.add("scripted");

  const valueOf = (id) => ($(id) ? $(id).value : "");
  const textOf = (call) => {
    if (!texts.has(call)) texts.set(call, call.textContent.toLowerCase().replace(/\s+/g, " "));
    return texts.get(call);
  };

  function fits(call, wanted) {
    const data = call.dataset;
    if (wanted.state && data.state !== wanted.state) return false;
    if (wanted.sev && !data.sev.split(" ").includes(wanted.sev)) return false;
    if (wanted.rule && !data.rules.split(" ").includes(wanted.rule)) return false;
    if (wanted.agent && data.agent !== wanted.agent) return false;
    return !wanted.words || textOf(call).includes(wanted.words);
  }

  // A case is looked for by rule and severity: its calls' and its own.
  function caseFits(one, wanted) {
    const data = one.dataset;
    if (wanted.sev && !data.sev.split(" ").includes(wanted.sev)) return false;
    return !wanted.rule || data.rules.split(" ").includes(wanted.rule);
  }

  function filter() {
    const wanted = {
      words: valueOf("q").trim().toLowerCase().replace(/\s+/g, " "),
      state: valueOf("f-state"), sev: valueOf("f-sev"),
      rule: valueOf("f-rule"), agent: valueOf("f-agent"),
    };
    let shown = 0;
    for (const call of calls) {
      call.hidden = !fits(call, wanted);
      if (!call.hidden) shown += 1;
    }
    for (const one of cases) one.hidden = !caseFits(one, wanted);
    $("shown").textContent = `${shown} of ${calls.length} calls`;
    $("none-shown").hidden = shown > 0;
  }

  function openAround(element) {
    for (let up = element; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  }

  function within(scroller, element) {
    const box = scroller.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    scroller.scrollTop += own.top - box.top - box.height / 3;
  }

  function showTurn(turn) {
    const scroller = turn && turn.closest("ol");
    if (!scroller) return;
    if (scroller.scrollHeight > scroller.clientHeight + 1) within(scroller, turn);
  }

  function mark(call, number) {
    for (const old of document.querySelectorAll("mark.current")) old.classList.remove("current");
    if (!call) return;  // a finding of a case has its words in other places
    const marks = [...call.querySelectorAll("mark[data-n]")].filter(
      (one) => one.dataset.n.split(" ").includes(number));
    for (const one of marks) one.classList.add("current");
    if (marks.length) showTurn(marks[0].closest("li"));
  }

  function select(finding) {
    if (current) current.classList.remove("current");
    current = finding;
    openAround(finding);
    finding.classList.add("current");
    mark(finding.closest(".call"), finding.dataset.n);
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "center" });
  }

  // The next one after the one we stand on, also when that is of the other sort.
  function step(sort, by) {
    const findings = [...document.querySelectorAll(
      `details.case:not([hidden]) .finding${sort}, .call:not([hidden]) .finding${sort}`)];
    const follows = (one) => !current
      || Boolean(current.compareDocumentPosition(one) & (by > 0 ? 4 : 2));
    const next = by > 0 ? findings.find(follows) : findings.reverse().find(follows);
    if (next) select(next);
  }

  const BROKEN = ":not(.undetermined)";
  const OPEN = ".undetermined";

  function play(audio, seconds) {
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    // Half a second earlier: a quote that starts on the first sound of its word is hard to follow.
    if (seconds !== null) audio.currentTime = Math.max(0, seconds - 0.5);
    audio.play().catch(() => {});  // told by the error event below
  }

  function playerOf(element) {
    const call = element && element.closest(".call");
    return call ? call.querySelector("audio") : null;
  }

  function toggle() {
    const audio = playerOf(current) || playing || playerOf(document.querySelector("details.call[open]:not([hidden])"));
    if (!audio) return;
    if (audio.paused) play(audio, null);
    else audio.pause();
  }

  document.addEventListener("click", (event) => {
    const rule = event.target.closest("[data-rule]");
    if (rule) {
      $("f-rule").value = rule.dataset.rule;
      filter();
      return;
    }
    const link = event.target.closest("a[data-at], a.hear");
    if (!link) return;
    const call = link.closest(".call");
    const finding = link.closest(".finding");
    const turn = $(link.hash.slice(1));
    if (finding) {
      if (current) current.classList.remove("current");
      current = finding;
      finding.classList.add("current");
      mark(call, finding.dataset.n);
    }
    // A quote of another call plays in that call, and the page goes there.
    const audio = playerOf(turn) || playerOf(link);
    if (audio && link.dataset.at) {
      if (playerOf(link) === audio) event.preventDefault();
      play(audio, Number(link.dataset.at));
    }
    showTurn(turn);
  });

  document.addEventListener("timeupdate", (event) => {
    const audio = event.target;
    const call = audio.closest(".call");
    for (const turn of call.querySelectorAll(".transcript li[data-at]")) {
      const now = audio.currentTime;
      turn.classList.toggle("playing", Number(turn.dataset.at) <= now && now < Number(turn.dataset.to));
    }
  }, true);

  // Masked words stay unheard here too; their seconds stand in `data-mute`.
  function hush(audio) {
    const now = audio.currentTime;
    const spans = (audio.dataset.mute || "").split(" ").filter(Boolean);
    const within = spans.some((span) => {
      const [from, to] = span.split("-").map(Number);
      return from <= now && now < to;
    });
    if (within !== (audio.dataset.hushed === "1")) {
      audio.dataset.hushed = within ? "1" : "0";
      audio.muted = within;
    }
    if (!audio.paused) requestAnimationFrame(() => hush(audio));
  }
  document.addEventListener("play", (event) => {
    if (event.target.dataset.mute) hush(event.target);
  }, true);
  document.addEventListener("seeking", (event) => {
    if (event.target.dataset.mute) hush(event.target);
  }, true);

  // A report that was moved without its recordings says so, once a call.
  document.addEventListener("error", (event) => {
    const audio = event.target;
    if (!(audio instanceof HTMLAudioElement) || audio.nextElementSibling?.matches(".failure")) return;
    const note = document.createElement("p");
    note.className = "failure";
    note.textContent = "The recording cannot be played: it is not where this report expects it.";
    audio.after(note);
  }, true);

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const target = event.target;
    if (target.closest("input, select, textarea, audio")) return;
    const onControl = target.closest("a, button, summary");
    const keys = {
      j: () => step(BROKEN, 1), n: () => step(BROKEN, 1),
      k: () => step(BROKEN, -1), p: () => step(BROKEN, -1),
      u: () => step(OPEN, 1), U: () => step(OPEN, -1),
      "/": () => $("q").focus(), "?": () => $("help").showModal(),
      " ": onControl ? null : toggle,
      Enter: onControl || !current ? null : () => {
        const first = current.querySelector("a.hear");
        if (first) first.click();
      },
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function openAnchor() {
    const target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    const entry = target && target.closest(".call, details.case, .log-rules");
    if (!entry) return;
    if (entry.hidden) { filters.reset(); filter(); }
    openAround(target);
    target.scrollIntoView();
  }

  // On paper, every call that is shown and has something to tell lies open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(
      "details.case:not([hidden]):not([open]), details.call:not([hidden]):not([open])")]
      .filter((entry) => entry.dataset.state !== "clean");
    for (const entry of closed) entry.open = true;
  });
  addEventListener("afterprint", () => { for (const entry of closed) entry.open = false; });

  let waiting = 0;
  filters.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  filters.addEventListener("reset", () => setTimeout(filter, 0));
  filters.addEventListener("submit", (event) => event.preventDefault());
  $("help-open").addEventListener("click", () => $("help").showModal());
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", openAnchor);
  // A link followed a second time changes no hash, but its target may have been closed since.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented) return;
    const hash = link.getAttribute("href");
    if (hash.length > 1 && hash === location.hash) openAnchor();
  });
  filter();
  openAnchor();
})();
