// What the desk's pages can do beyond what they do without a script. Everything
// hangs on data attributes; no page needs this file.
//
//   data-row              a row of a list: j and k move, Enter opens its first link
//   data-press="a"        a button or link of the current row, or of the page, that the key presses
//   data-go="t"           where g and the key lead
//   data-command="Words"  a link or button that the command palette offers
//   data-next             the next step of the page: n
//   data-open="id"        opens a dialog; data-copy="id" copies an element's text
//   data-until="RFC 3339" counts down; data-done is what it says when it is over
//   data-take="id"        puts what is selected in the element data-from into a field
//   data-marks="address"  a bar with what can be made of words that are chosen in a draft; data-mark says what
//   data-order="name"     a list whose rows can be dragged: a form is sent with the row and the one that it is to stand before
//   data-draft="name"     a form whose words are kept until it is sent
//   data-filter="id"      filters the rows of a table as one types
//   data-stops            a slider over instants: the page is shown as of where it is, in place
//   data-travel           a link, and data-travels a form, to the page as of another instant, in place
//   data-asof             a part of the page, by its id, that is another one as of another instant
//   data-chooses          switches a press on an empty cell of the grid from asking to choosing it
//   data-grid             a table: arrows move through its cells, of which one is in the tab order
//   data-submit           a control that sends its form when it changes
(() => {
  'use strict';
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const person = document.body.dataset.person || '';

  // Markup comes from this desk's own answers alone, through this one policy.
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy('onrecord', { createHTML: (html) => html, createScript: () => '' })
    : { createHTML: (html) => html, createScript: () => '' };
  if (window.htmx) {
    htmx.registerExtension('desk', { init: (api) => api.initSecurity(policy) });
  }
  $$('.scripted').forEach((e) => { e.hidden = false; });

  const typing = (e) => e.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
  const dialogOpen = () => $('dialog[open]');

  // Rows.
  let current = -1;
  const rows = () => $$('[data-row]');
  function moveTo(i) {
    const list = rows();
    if (!list.length) return;
    list.forEach((row) => row.removeAttribute('data-current'));
    current = Math.max(0, Math.min(i, list.length - 1));
    const row = list[current];
    row.setAttribute('data-current', '');
    const link = $('[data-main]', row) || $('a, button, input', row);
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
  const row = () => rows()[current];
  document.addEventListener('focusin', (e) => {
    const at = rows().indexOf(e.target.closest('[data-row]'));
    if (at >= 0 && at !== current) {
      rows().forEach((r) => r.removeAttribute('data-current'));
      current = at;
      rows()[at].setAttribute('data-current', '');
    }
  });
  function press(key) {
    const target = (row() && $(`[data-press="${key}"]`, row())) || $(`[data-press="${key}"]`);
    if (target) target.click();
    return Boolean(target);
  }

  // Keys.
  let going = 0;
  const acts = {
    j: () => moveTo(current + 1),
    k: () => moveTo(current - 1),
    '?': () => open('help'),
    '/': () => $('[data-shortcut="/"]')?.focus(),
    n: () => {
      const next = $('[data-next]');
      const form = next?.parentElement.open && $('input:not([type=hidden]), select, textarea, button', next.parentElement);
      (form || next)?.focus();
      if (next && !form) next.click(); // a form that stands open is not closed
    },
    r: () => $('#live button')?.click(),
    x: () => { const box = row() && $('input[type=checkbox]', row()); if (box) box.click(); },
  };
  document.addEventListener('keydown', (e) => {
    // Enter that is held down does not go on to do the next thing unread.
    if (e.repeat && e.key === 'Enter' && (e.ctrlKey || e.metaKey || !e.target.closest('textarea'))) {
      e.preventDefault();
      return;
    }
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
      e.preventDefault();
      open('palette');
      return;
    }
    if ((e.ctrlKey || e.metaKey) && e.key === 'Enter' && e.target.form && $$('button:not([type=button])', e.target.form).length === 1) {
      e.preventDefault();
      e.target.form.requestSubmit();
      return;
    }
    const held = e.ctrlKey || e.metaKey || e.altKey; // which are the browser's keys
    if (!held && /^[1-9]$/.test(e.key) && e.target.matches('select[name^="stance-"]') && e.target.options.length > Number(e.key)) {
      e.preventDefault();
      e.target.selectedIndex = Number(e.key); // the first option chooses nothing
      e.target.dispatchEvent(new Event('change', { bubbles: true }));
      const words = e.target.form.elements[e.target.name.replace('stance-', 'words-')];
      const text = document.getElementById('text');
      const chosen = window.getSelection();
      if (words && !words.value && text && text.contains(chosen.anchorNode) && text.contains(chosen.focusNode)) words.value = chosen.toString().trim();
      return;
    }
    if (e.key === 'Escape' && typing(e) && !dialogOpen()) { e.target.blur(); return; }
    if (held || typing(e) || dialogOpen()) return;
    if (e.repeat && !/^[jk]$/.test(e.key)) return; // a key that is held down acts once
    if (Date.now() - going < 1500) {
      going = 0;
      const to = $(`[data-go="${CSS.escape(e.key)}"]`);
      if (to) { e.preventDefault(); to.click(); }
      return;
    }
    if (e.key === 'g') { going = Date.now(); return; }
    if (acts[e.key]) { e.preventDefault(); acts[e.key](); return; }
    if (/^[a-z]$/.test(e.key) && press(e.key)) e.preventDefault();
  });

  // Dialogs, copies.
  function open(id) {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    if (id === 'palette') palette.show();
  }
  document.addEventListener('click', (e) => {
    const opener = e.target.closest('[data-open]');
    if (opener) open(opener.dataset.open);
    const taker = e.target.closest('[data-take]');
    if (taker) {
      const chosen = window.getSelection();
      const from = document.getElementById(taker.dataset.from);
      const words = chosen && from && from.contains(chosen.anchorNode) && from.contains(chosen.focusNode) ? chosen.toString().trim() : '';
      const field = document.getElementById(taker.dataset.take);
      if (words && field) {
        field.value = words;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        say('Taken.');
      } else {
        say('Select the words in the message first.');
      }
    }
    const copier = e.target.closest('[data-copy]');
    if (copier) {
      const text = document.getElementById(copier.dataset.copy)?.textContent.trim() || '';
      navigator.clipboard?.writeText(text).then(() => say('Copied.'));
    }
  });
  document.addEventListener('mousedown', (e) => { // a click must not undo the selection that it takes
    if (e.target.closest('[data-take], [data-marks]')) e.preventDefault();
  });

  // The words that are chosen in a draft. The signs and numbers beside its passages are no words of it.
  const marks = $('[data-marks]');
  const story = $('.storytext');
  const chosenIn = (box) => {
    const chosen = window.getSelection();
    return chosen && !chosen.isCollapsed && box.contains(chosen.anchorNode) && box.contains(chosen.focusNode) ? chosen.getRangeAt(0) : null;
  };
  const wordsOf = (range) => {
    const part = range.cloneContents();
    $$('sup, .hidden, [aria-hidden]', part).forEach((e) => e.remove());
    return part.textContent;
  };
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const joined = (text, at) => at > 0 && at < text.length && [text[at - 1], text[at]].every((c) => /[\p{L}\p{Nd}]/u.test(c) && !unspaced.test(c));
  // What is chosen, in whole words, and which of those it is that stand there alike.
  function picked(range) {
    const all = document.createRange();
    all.selectNodeContents(story);
    const text = wordsOf(all);
    all.setEnd(range.startContainer, range.startOffset);
    let from = wordsOf(all).length;
    let to = from + wordsOf(range).length;
    while (from < to && /\s/.test(text[from])) from += 1;
    while (from < to && /\s/.test(text[to - 1])) to -= 1;
    if (from === to) return null;
    while (joined(text, from)) from -= 1;
    while (joined(text, to)) to += 1;
    const words = text.slice(from, to).split(/\s+/);
    const alike = new RegExp(words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'g');
    const nth = [...text.slice(0, to).matchAll(alike)].filter((m) => !joined(text, m.index) && !joined(text, m.index + m[0].length)).length;
    return { words: words.join(' '), nth };
  }
  if (marks && story) {
    document.addEventListener('selectionchange', () => { if (!marks.contains(document.activeElement)) marks.hidden = !chosenIn(story); });
    marks.addEventListener('click', (e) => {
      const what = e.target.closest('[data-mark]')?.dataset.mark;
      const range = what && chosenIn(story);
      const of = range && picked(range);
      if (!of) return;
      if (what === 'comment') { location.href = marks.dataset.marks + encodeURIComponent(of.words); return; }
      const form = $('form[data-draft="passage"]');
      form.elements.words.value = of.words;
      form.elements.nth.value = of.nth;
      form.elements.words.dispatchEvent(new Event('input', { bubbles: true }));
      if (what === 'link') { form.elements.claim.focus(); return; }
      form.elements.claim.value = '';
      form.elements.statement.value = '';
      form.requestSubmit();
    });
  }

  // Rows that are dragged to another place. Their buttons do the same, once for each press.
  document.addEventListener('keydown', (e) => { if (e.repeat && e.target.closest('[data-order] button')) e.preventDefault(); });
  let dragged = null;
  for (const list of $$('[data-order]')) $$('li[data-key]', list).forEach((li) => { li.draggable = true; });
  const under = (e) => dragged && e.target.closest('[data-order] > li[data-key]');
  const unmark = () => $$('[data-order] > .over').forEach((li) => li.classList.remove('over'));
  document.addEventListener('dragstart', (e) => { dragged = e.target.closest?.('[data-order] > li[data-key]') || null; });
  document.addEventListener('dragover', (e) => {
    const at = under(e);
    if (!at) return;
    e.preventDefault();
    unmark();
    at.classList.add('over');
  });
  document.addEventListener('dragend', () => { unmark(); dragged = null; });
  document.addEventListener('drop', (e) => {
    const at = under(e);
    if (!at || at === dragged) return;
    e.preventDefault();
    const form = at.closest('form');
    form.elements.claim.value = dragged.dataset.key;
    form.elements.before.value = at.dataset.key;
    form.requestSubmit();
  });
  document.addEventListener('change', (e) => {
    if (e.target.matches('[data-submit]')) e.target.form.requestSubmit();
    if (e.target.matches('[data-all]')) {
      $$(`input[type=checkbox][name="${e.target.dataset.all}"]`).forEach((box) => { box.checked = e.target.checked; });
    }
  });
  document.addEventListener('input', (e) => {
    const id = e.target.dataset?.filter;
    if (!id) return;
    const words = e.target.value.toLowerCase();
    $$(`#${CSS.escape(id)} [data-row]`).forEach((r) => { r.hidden = !r.textContent.toLowerCase().includes(words); });
  });

  // The command palette: everything that the page and the navigation offer, and search.
  const palette = (() => {
    const dialog = document.getElementById('palette');
    if (!dialog) return { show() {} };
    const input = $('#palette-input');
    const list = $('#palette-list');
    let found = [];
    let at = 0;
    const offers = () => [
      ...$$('[data-command]').map((e) => ({ label: e.dataset.command, run: () => e.click() })),
      ...$$('[data-go]').map((e) => ({ label: 'Go to ' + e.firstChild.textContent.trim(), run: () => e.click() })),
      { label: 'Show the keys', run: () => open('help') },
    ];
    function draw() {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      found = offers().filter((o) => words.every((w) => o.label.toLowerCase().includes(w)));
      if (words.length) {
        const q = input.value;
        found.push({ label: `Search for “${q}”`, run: () => { location.href = '/search?q=' + encodeURIComponent(q); } });
      }
      found = found.slice(0, 12);
      at = Math.max(0, Math.min(at, found.length - 1));
      list.replaceChildren(...found.map((o, i) => {
        const item = document.createElement('li');
        item.id = 'command-' + i;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', String(i === at));
        item.textContent = o.label;
        item.addEventListener('click', () => run(i));
        return item;
      }));
      input.setAttribute('aria-activedescendant', found.length ? 'command-' + at : '');
    }
    function run(i) {
      dialog.close();
      found[i]?.run();
    }
    input.addEventListener('input', () => { at = 0; draw(); });
    input.addEventListener('keydown', (e) => {
      if (e.key === 'ArrowDown') at++; else if (e.key === 'ArrowUp') at--;
      else if (e.key === 'Enter') { e.preventDefault(); run(at); return; } else return;
      e.preventDefault();
      draw();
    });
    return { show() { input.value = ''; at = 0; draw(); input.focus(); } };
  })();

  // What is said without moving anything.
  const live = document.getElementById('live');
  function say(text) {
    if (!live) return;
    live.replaceChildren(document.createTextNode(text));
    setTimeout(() => { if (live.textContent === text) live.replaceChildren(); }, 4000);
  }

  // Live updates: counts change at once; the page changes when its reader says so.
  let missed = 0;
  const about = document.body.querySelector('[data-live-case]')?.dataset.liveCase || '';
  function news(e) {
    const data = JSON.parse(e.data);
    for (const [path, count] of Object.entries(data.counts || {})) setCount(path, count);
    if (about && data.cases && !data.cases.includes(about)) return;
    missed += data.entries || 1;
    const button = document.createElement('button');
    button.textContent = missed === 1 ? '1 new entry · show' : `${missed} new entries · show`;
    button.addEventListener('click', refresh);
    live.replaceChildren(button);
  }
  function setCount(path, count) {
    const link = $(`nav a[href="${CSS.escape(path)}"]`);
    if (!link) return;
    let b = $('.count', link);
    if (!count) { b?.remove(); } else {
      if (!b) { b = document.createElement('b'); b.className = 'count'; link.append(' ', b); }
      b.textContent = count;
    }
    if (path === '/') document.title = (count ? `(${count}) ` : '') + document.title.replace(/^\(\d+\+?\) /, '');
  }
  function refresh() {
    missed = 0;
    live.replaceChildren();
    if (!window.htmx || dirty()) { location.reload(); return; }
    htmx.ajax('GET', location.href, { target: '#content', select: '#content', swap: 'outerHTML' });
  }
  const dirty = () => $$('form[data-draft]').some((f) => f.dataset.dirty);
  if (live && window.EventSource && document.body.dataset.position !== undefined) {
    let source;
    const listen = () => {
      source = new EventSource('/events?after=' + document.body.dataset.position);
      source.addEventListener('news', (e) => { document.body.dataset.position = e.lastEventId || document.body.dataset.position; news(e); });
      source.addEventListener('signed-out', () => { source.close(); say('You have been signed out. What you typed stays here.'); });
    };
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) source?.close(); else if (!source || source.readyState === 2) listen();
    });
    addEventListener('pagehide', () => source?.close());
    addEventListener('pageshow', (e) => { if (e.persisted) listen(); });
    listen();
  }

  // Countdowns.
  function tick() {
    for (const e of $$('[data-until]')) {
      const left = Math.round((new Date(e.dataset.until) - Date.now()) / 1000);
      if (left > 0) {
        e.textContent = left >= 60 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`;
      } else if (!e.dataset.over) {
        e.dataset.over = 'yes';
        e.textContent = e.dataset.done || 'over';
        if (e.dataset.reload !== undefined) setTimeout(refresh, 1500);
      }
    }
  }
  if ($('[data-until]')) { tick(); }
  setInterval(tick, 1000);

  // Drafts: what is typed is kept in this browser until it is sent.
  const draftKey = (form) => `draft:${person}:${location.pathname}:${form.dataset.draft}`;
  const kept = (form) => $$('input[type=text], input[type=datetime-local], input:not([type]), textarea, select', form).filter((e) => e.name && !e.name.startsWith('_'));
  function keep(form) {
    const values = Object.fromEntries(kept(form).map((e) => [e.name, e.value]));
    form.dataset.dirty = 'yes';
    try { localStorage.setItem(draftKey(form), JSON.stringify(values)); } catch { /* full, or forbidden: the page itself still has it */ }
  }
  function offer(form) {
    let values;
    try { values = JSON.parse(localStorage.getItem(draftKey(form))); } catch { return; }
    if (!values || !kept(form).some((e) => values[e.name] && values[e.name] !== e.value)) return;
    const note = document.createElement('p');
    note.className = 'draft';
    note.setAttribute('role', 'status');
    const restore = document.createElement('button');
    restore.type = 'button';
    restore.textContent = 'Restore it';
    restore.addEventListener('click', () => {
      for (const e of kept(form)) if (values[e.name] !== undefined) e.value = values[e.name];
      note.remove();
      form.dataset.dirty = 'yes';
    });
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'plain';
    drop.textContent = 'Throw it away';
    drop.addEventListener('click', () => { localStorage.removeItem(draftKey(form)); note.remove(); });
    note.append('You began to write here and did not send it. ', restore, ' ', drop);
    form.prepend(note);
  }
  function drafts(from) {
    for (const form of $$('form[data-draft]', from)) {
      if (!form.querySelector('.problem')) offer(form);
      form.addEventListener('input', () => keep(form));
      form.addEventListener('submit', () => {
        delete form.dataset.dirty;
        sessionStorage.setItem('sent', draftKey(form));
      });
    }
  }
  // A form that was carried out has led to another page, without a problem on it.
  const sent = sessionStorage.getItem('sent');
  if (sent && $('.flash')) { localStorage.removeItem(sent); }
  sessionStorage.removeItem('sent');
  drafts(document);
  // Whoever signs out leaves nothing on a computer that others use.
  $$('form[action="/signout"], form[data-leaves]').forEach((form) => form.addEventListener('submit', () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(`draft:${person}:`)).forEach((key) => localStorage.removeItem(key));
    } catch { /* forbidden: then nothing is kept there either */ }
  }));
  document.addEventListener('htmx:after:swap', () => drafts($('#content') || document));

  // A form is sent once.
  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (form.method !== 'post' || form.dataset.again !== undefined) return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = 'yes';
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  addEventListener('pageshow', () => $$('form[data-sent]').forEach((f) => { delete f.dataset.sent; }));

  // A case as of another instant: what depends on it changes in place, and the focus stays.
  let travel;
  async function travelTo(address, focus) {
    travel?.abort();
    travel = new AbortController();
    let page;
    try {
      const answer = await fetch(address, { signal: travel.signal, headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      page = new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html');
    } catch (e) {
      if (e.name !== 'AbortError') location.href = address;
      return;
    }
    for (const part of $$('[data-asof]')) {
      const then = page.getElementById(part.id);
      if (then) part.replaceWith(document.adoptNode(then));
    }
    const [from, to] = [$('#slider', page), $('#slider')];
    if (from && to && document.activeElement !== to) {
      to.value = from.getAttribute('value');
      stopAt(to);
    }
    document.title = page.title;
    history.replaceState(history.state, '', address);
    arrived();
    if (focus) ($(focus) || $('.scrubber summary'))?.focus();
  }
  function stopAt(slider) {
    const stops = JSON.parse(slider.dataset.stops);
    const [at, words] = stops[slider.value];
    slider.setAttribute('aria-valuetext', words);
    const output = $(`output[for="${slider.id}"]`);
    if (output) output.textContent = words;
    return Number(slider.value) === stops.length - 1 ? '' : at;
  }
  let sliding;
  document.addEventListener('input', (e) => {
    const slider = e.target;
    if (!slider.matches('[data-stops]')) return;
    const at = stopAt(slider);
    clearTimeout(sliding);
    sliding = setTimeout(() => travelTo(whereAsOf(slider.dataset.address, at)), 120);
  });
  // What rows are shown stays chosen.
  function whereAsOf(address, at) {
    const to = new URL(address, location.href);
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (!['at', 'zone', 'was', 'before'].includes(name)) to.searchParams.set(name, value);
    }
    if (at) to.searchParams.set('at', at);
    return to.pathname + to.search;
  }
  document.addEventListener('click', (e) => {
    const link = e.target.closest('[data-travel]');
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    travelTo(whereAsOf(link.pathname, new URL(link.href).searchParams.get('at')), `[data-travel][rel="${link.rel}"]`);
  });

  document.addEventListener('submit', (e) => {
    if (!e.target.matches('[data-travels]')) return;
    e.preventDefault();
    const to = new URL(whereAsOf(e.target.action, ''), location.href);
    new FormData(e.target).forEach((value, name) => { if (value) to.searchParams.set(name, value); else to.searchParams.delete(name); });
    travelTo(to.pathname + to.search, `${e.target.id ? '#' + e.target.id : '.scrubber'} button`);
  });

  // The grid: one cell is in the tab order, and arrows lead to the others.
  const stopsOf = (table) => [...table.rows].map((r) => [...r.cells].map((c) => $('a, button', c)));
  function grids(from) {
    for (const table of $$('[data-grid]', from)) {
      const all = stopsOf(table).flat().filter(Boolean);
      all.forEach((stop, i) => { stop.tabIndex = i ? -1 : 0; });
    }
  }
  document.addEventListener('focusin', (e) => {
    const table = e.target.closest('[data-grid]');
    if (!table || !e.target.matches('th > a, td > a, td > button')) return;
    $$('[tabindex="0"]', table).forEach((stop) => { stop.tabIndex = -1; });
    e.target.tabIndex = 0;
  });
  document.addEventListener('keydown', (e) => {
    const cell = e.target.closest?.('[data-grid] td, [data-grid] th');
    if (!cell || e.ctrlKey || e.metaKey || e.altKey) return;
    const table = cell.closest('table');
    if (e.key === 'Escape') {
      table.dataset.quiet = '';
      return;
    }
    const rtl = getComputedStyle(table).direction === 'rtl' ? -1 : 1;
    const step = { ArrowLeft: [0, -rtl], ArrowRight: [0, rtl], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -1e4], End: [0, 1e4] }[e.key];
    if (!step || e.target.closest('.tip')) return;
    e.preventDefault();
    const [stops, jump] = [stopsOf(table), Math.abs(step[1]) > 1];
    let [y, x] = [cell.parentElement.rowIndex, jump ? (step[1] < 0 ? -1 : cell.parentElement.cells.length) : cell.cellIndex];
    const [dy, dx] = [step[0], jump ? -Math.sign(step[1]) : step[1]];
    do { y += dy; x += dx; } while (stops[y] && x >= 0 && x < stops[y].length && !stops[y][x]?.checkVisibility()); // on a phone empty cells are not shown
    const to = stops[y]?.[x];
    if (!to) return;
    delete table.dataset.quiet;
    to.focus({ preventScroll: true });
    table.parentElement.scrollIntoView({ block: 'nearest' });
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  // Cells to ask about are chosen by x, or by pressing them; there is one letter for each party.
  const chosenCells = () => $$('[data-grid] td.none > a[data-chosen]');
  function choose(cell) {
    cell.toggleAttribute('data-chosen');
    cell.setAttribute('aria-label', cell.hasAttribute('data-chosen') ? 'Ask, chosen' : 'Ask');
    const by = new Map();
    for (const a of chosenCells()) {
      const to = new URL(a.href);
      const party = to.searchParams.get('party');
      if (!by.has(party)) by.set(party, { path: to.pathname, claims: [], name: nameOf(a) });
      by.get(party).claims.push(to.searchParams.get('claim'));
    }
    $('#chosen')?.replaceChildren(...[...by].flatMap(([party, ask]) => {
      const link = document.createElement('a');
      link.href = ask.path + '?' + new URLSearchParams([['party', party], ...ask.claims.map((c) => ['claim', c])]);
      link.textContent = `Ask ${ask.name} about ${ask.claims.length === 1 ? '1 claim' : ask.claims.length + ' claims'}`;
      return [link, ' '];
    }));
  }
  function nameOf(link) {
    const [cell, table] = [link.parentElement, link.closest('table')];
    const head = table.hasAttribute('data-turned') ? cell.parentElement.cells[0] : table.rows[0].cells[cell.cellIndex];
    return ($('[title]', head)?.title || head.textContent).trim();
  }
  document.addEventListener('click', (e) => {
    const switcher = e.target.closest('[data-chooses]');
    if (switcher) {
      const on = switcher.getAttribute('aria-pressed') !== 'true';
      switcher.setAttribute('aria-pressed', String(on));
      if (!on) chosenCells().forEach(choose);
    }
    const cell = e.target.closest('[data-grid] td.none > a');
    if (cell && $('[data-chooses][aria-pressed=true]')) {
      e.preventDefault();
      choose(cell);
    }
  });
  document.addEventListener('keydown', (e) => {
    if (e.key === 'x' && !e.ctrlKey && !e.metaKey && !e.altKey && e.target.matches?.('[data-grid] td.none > a')) choose(e.target);
  });
  document.addEventListener('mouseover', (e) => { delete e.target.closest?.('[data-grid]')?.dataset.quiet; });
  grids(document);

  // What was put into the page works as what came with it.
  function arrived() {
    $$('.scripted').forEach((e) => { e.hidden = false; });
    grids(document);
    tick();
  }
  document.addEventListener('htmx:after:swap', arrived);

  // What went wrong is read first.
  $('[data-focus]')?.focus();
})();
