const style = `
  :root {
    color-scheme: light dark;
    --page: #eef1f5; --card: #ffffff; --ink: #16181d; --muted: #545b68; --line: #c5ccd6;
    --mine: #0b57d0; --mine-ink: #ffffff; --theirs: #e4e7ec; --theirs-ink: #16181d; --bad: #a11212;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --page: #101215; --card: #1a1d22; --ink: #eceef2; --muted: #aab2bf; --line: #3d444f;
      --mine: #1e5fc2; --mine-ink: #ffffff; --theirs: #2c313a; --theirs-ink: #eceef2; --bad: #ff9c9c;
    }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.4 system-ui, sans-serif; }
  main { display: grid; gap: 1rem; padding: 1rem; max-width: 60rem; margin: 0 auto; }
  @media (min-width: 52rem) { main { grid-template-columns: minmax(0, 26rem) minmax(0, 1fr); align-items: start; } }
  @media (max-width: 30rem) { main { padding: 0.5rem; } }
  h1, h2 { margin: 0 0 0.5rem; font-size: 1.1rem; }
  section { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1rem; min-width: 0; }
  .phone { display: flex; flex-direction: column; gap: 0.75rem; height: min(46rem, calc(100dvh - 2rem)); min-height: 36rem; }
  .tools { display: grid; gap: 1rem; min-width: 0; }
  .numbers { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
  label { display: grid; gap: 0.2rem; font-size: 0.85rem; color: var(--muted); min-width: 0; }
  input, select, textarea, button { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--card); padding: 0.45rem 0.6rem; min-width: 0; }
  input, select, textarea { width: 100%; color: var(--ink); }
  textarea { resize: none; field-sizing: content; min-height: 2.6rem; max-height: 8rem; }
  button { cursor: pointer; min-height: 2.4rem; }
  button.main { background: var(--mine); color: var(--mine-ink); border-color: transparent; }
  button:disabled { opacity: 0.6; cursor: default; }
  :focus-visible { outline: 3px solid var(--mine); outline-offset: 2px; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; }
  .row .grow { flex: 1 1 8rem; }
  .row .wide { flex: 1 1 100%; }
  [role='log'] { flex: 1; overflow-y: auto; border-block: 1px solid var(--line); padding: 0.75rem 0.25rem; min-height: 8rem; }
  ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 0.5rem; }
  li { max-width: 85%; padding: 0.5rem 0.75rem; border-radius: 1rem; overflow-wrap: anywhere; white-space: pre-wrap; }
  li.mine { align-self: end; background: var(--mine); color: var(--mine-ink); border-bottom-right-radius: 0.2rem; }
  li.theirs { align-self: start; background: var(--theirs); color: var(--theirs-ink); border-bottom-left-radius: 0.2rem; }
  li time, li .state { display: block; font-size: 0.75rem; }
  li img { display: block; max-width: 100%; max-height: 14rem; border-radius: 0.5rem; margin-top: 0.3rem; }
  .empty { color: var(--muted); text-align: center; }
  .note { min-height: 1.4em; margin: 0; font-size: 0.85rem; color: var(--muted); }
  .note.bad { color: var(--bad); }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

// Own texts are placed by what had been received before them, not by time: the local clock may have jumped.
const script = `
  'use strict';
  const byId = (id) => document.getElementById(id);
  const me = byId('me'), line = byId('line'), log = byId('log'), list = byId('list'), empty = byId('empty');
  const text = byId('text'), picture = byId('picture'), note = byId('note'), toolNote = byId('tool-note');
  const asked = new URLSearchParams(location.search);
  const remember = (key, value) => localStorage.setItem('handset.' + key, JSON.stringify(value));
  const recall = (key, fallback) => {
    try { return JSON.parse(localStorage.getItem('handset.' + key)) ?? fallback; } catch { return fallback; }
  };
  const phone = () => {
    const digits = me.value.replace(/[^0-9+]/g, '');
    return /^[0-9]{10}$/.test(digits) ? '+1' + digits : /^1[0-9]{10}$/.test(digits) ? '+' + digits : digits;
  };
  let received = [], shown = [], shownFor = '', clockAhead = 0, lines = [];
  const seen = {};
  const ownKey = () => 'sent.' + phone();

  const say = (where, words, bad) => {
    if (where.textContent !== words) where.textContent = words;
    where.classList.toggle('bad', Boolean(bad));
  };
  const request = async (method, path, body) => {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.text();
    let value = null;
    try { value = JSON.parse(answer); } catch { value = null; }
    if (!response.ok) throw new Error((value && (value.message || value.detail || value.title)) || 'Answered ' + response.status);
    return value;
  };

  const thread = () => {
    const theirs = received.filter((message) => message.from === line.value)
      .map((message) => ({ key: message.id, mine: false, body: message.body, at: message.receivedAt, media: message.mediaUrls || [] }));
    const own = recall(ownKey(), []).filter((message) => message.to === line.value);
    const known = new Set(theirs.map(({ key }) => key));
    const place = (after) => own.filter((message) => (known.has(message.after) ? message.after : null) === after)
      .map((message) => ({ key: message.key, mine: true, body: message.body, at: message.at, media: message.media || [] }));
    return [...place(null), ...theirs.flatMap((message) => [message, ...place(message.key)])];
  };

  const bubble = (message) => {
    const item = document.createElement('li');
    item.className = message.mine ? 'mine' : 'theirs';
    const who = document.createElement('span');
    who.className = 'hidden';
    who.textContent = message.mine ? 'You: ' : 'They: ';
    const words = document.createElement('span');
    words.textContent = message.body;
    item.append(who, words);
    for (const url of message.media) {
      const image = document.createElement('img');
      image.src = url;
      image.alt = 'Attached picture';
      item.append(image);
    }
    const time = document.createElement('time');
    time.dateTime = message.at;
    time.textContent = new Date(message.at).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
    item.append(time);
    return item;
  };

  const draw = () => {
    const messages = thread();
    const keys = messages.map(({ key }) => key);
    const where = phone() + ' ' + line.value;
    const grows = where === shownFor && shown.every((key, index) => key === keys[index]);
    if (grows && keys.length === shown.length) return;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    if (grows) list.append(...messages.slice(shown.length).map(bubble));
    else list.replaceChildren(...messages.map(bubble));
    log.setAttribute('aria-label', 'Texts with ' + line.value);
    empty.hidden = messages.length > 0;
    if (atEnd || !grows) log.scrollTop = log.scrollHeight;
    shown = keys;
    shownFor = where;
  };

  const drawLines = () => {
    for (const option of line.options) {
      const count = received.filter((message) => message.from === option.value).length;
      if (option.value === line.value || seen[option.value] === undefined) seen[option.value] = count;
      const fresh = count - seen[option.value];
      const known = lines.find((candidate) => candidate.phone === option.value);
      const label = option.value + ' (' + known.organisation + ', ' + known.carrier + ')' + (fresh > 0 ? ' – ' + fresh + ' new' : '');
      if (option.textContent !== label) option.textContent = label;
    }
  };

  const poll = async () => {
    const asking = phone();
    try {
      const messages = asking ? await request('GET', '/local/handset/messages?phone=' + encodeURIComponent(asking)) : [];
      if (asking !== phone()) return;
      received = messages;
      if (note.dataset.lost) { delete note.dataset.lost; say(note, ''); }
      drawLines();
      draw();
    } catch {
      note.dataset.lost = 'yes';
      say(note, 'No connection to the local product. Trying again…', true);
    }
  };

  const pictureUrl = (file) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error('The picture cannot be read.'));
    reader.readAsDataURL(file);
  });

  const send = async (body, file) => {
    if (!body && !file) return;
    try {
      const media = file ? [await pictureUrl(file)] : [];
      const theirs = received.filter((message) => message.from === line.value);
      const entry = {
        key: 'own-' + Date.now() + '-' + Math.random().toString(36).slice(2), to: line.value, body, media,
        at: new Date(Date.now() + clockAhead).toISOString(),
        after: theirs.length ? theirs[theirs.length - 1].id : null,
      };
      await request('POST', '/local/handset/messages', { from: phone(), to: line.value, body, ...(file ? { mediaUrls: media } : {}) });
      const own = [...recall(ownKey(), []), entry].slice(-500);
      try { remember(ownKey(), own); } catch { remember(ownKey(), own.map((message) => ({ ...message, media: [] }))); }
      say(note, '');
      draw();
      log.scrollTop = log.scrollHeight;
      return true;
    } catch (error) {
      say(note, 'Not sent: ' + error.message, true);
      return false;
    }
  };

  byId('compose').addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = text.value, file = picture.files[0];
    if (file && file.size > 700000) return say(note, 'Not sent: pictures may have up to 700 KB.', true);
    if (await send(body, file)) { if (text.value === body) text.value = ''; picture.value = ''; }
    text.focus();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId('compose').requestSubmit();
  });
  for (const button of document.querySelectorAll('[data-word]')) button.addEventListener('click', () => send(button.dataset.word));
  me.addEventListener('change', () => { remember('me', me.value); received = []; for (const key in seen) delete seen[key]; draw(); poll(); });
  line.addEventListener('change', () => { remember('line', line.value); drawLines(); draw(); });
  byId('forget').addEventListener('click', () => { remember(ownKey(), []); draw(); say(note, 'The texts sent from this phone are forgotten here.'); });

  const tool = (work) => async (event) => {
    event.preventDefault();
    try { say(toolNote, await work(event)); } catch (error) { say(toolNote, error.message, true); }
  };
  byId('faults').addEventListener('submit', tool(async () => {
    const fault = byId('fault').value, count = Number(byId('count').value);
    await request('POST', '/local/carrier/faults', { fault, count });
    return 'Set: ' + fault + ', ' + count + ' times.';
  }));
  byId('clear').addEventListener('click', tool(async () => {
    await request('DELETE', '/local/carrier/faults');
    return 'No faults.';
  }));
  for (const button of document.querySelectorAll('[data-seconds]')) button.addEventListener('click', tool(async () => {
    button.disabled = true;
    say(toolNote, 'Moving the clock…');
    try {
      const answer = await request('POST', '/local/clock', { advanceSeconds: Number(button.dataset.seconds) });
      if (!answer || !answer.now) return 'The clock has moved.';
      clockAhead = Date.parse(answer.now) - Date.now();
      return 'The local clock now reads ' + new Date(answer.now).toLocaleString() + '.';
    } finally { button.disabled = false; }
  }));

  const start = async () => {
    me.value = asked.get('phone') || recall('me', '') || '+12025550123';
    try {
      lines = (await request('GET', '/local/info')).lines;
    } catch {
      note.dataset.lost = 'yes';
      say(note, 'No connection to the local product. Trying again…', true);
      setTimeout(start, 1000);
      return;
    }
    line.replaceChildren(...lines.map((candidate) => new Option(candidate.phone, candidate.phone)));
    const wanted = asked.get('line') || recall('line', '');
    if (lines.some((candidate) => candidate.phone === wanted)) line.value = wanted;
    const again = async () => { await poll(); setTimeout(again, 1000); };
    again();
  };
  start();
`;

const faultOptions: readonly (readonly [string, string])[] = [
  ['timeout_before', 'No answer, text not taken'],
  ['timeout_after', 'Text taken, answer lost'],
  ['rate_limit', 'Too many requests (429)'],
  ['server_error', 'Server error (5xx)'],
  ['reject', 'Refused by the carrier (4xx)'],
  ['undelivered', 'Taken, then undelivered'],
  ['duplicate_webhooks', 'Events twice'],
  ['reorder_webhooks', 'Events late and in another order'],
];

/**
 * A page that is a phone: texts a line and shows the answers, sets faults of the carriers and moves the local clock.
 * Self-contained; it calls `/local/info`, `/local/handset/messages`, `/local/carrier/faults` and `/local/clock` of its
 * own origin. `?phone=` and `?line=` choose the numbers.
 */
export const handsetPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Handset</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
  <section class="phone" aria-labelledby="phone-title">
    <h1 id="phone-title">Handset</h1>
    <div class="numbers">
      <label>My number <input id="me" type="tel" autocomplete="off" spellcheck="false"></label>
      <label>Text to <select id="line"></select></label>
    </div>
    <div id="log" role="log" aria-label="Texts" tabindex="0">
      <p id="empty" class="empty">No texts yet.</p>
      <ol id="list"></ol>
    </div>
    <p id="note" class="note" role="status"></p>
    <div class="row" role="group" aria-label="Quick texts">
      <button type="button" data-word="STOP">STOP</button>
      <button type="button" data-word="START">START</button>
      <button type="button" data-word="HELP">HELP</button>
      <button type="button" id="forget">Forget sent texts</button>
    </div>
    <form id="compose" class="row">
      <label class="grow">Text message <textarea id="text" rows="1"></textarea></label>
      <button class="main">Send</button>
      <label class="wide">Picture <input id="picture" type="file" accept="image/*"></label>
    </form>
  </section>
  <div class="tools">
    <section aria-labelledby="faults-title">
      <h2 id="faults-title">Carrier faults</h2>
      <form id="faults" class="row">
        <label class="wide">Fault <select id="fault">${faultOptions
          .map(([value, words]) => `<option value="${value}">${words}</option>`)
          .join('')}</select></label>
        <label>Times <input id="count" type="number" min="1" max="1000" value="1" required></label>
        <button>Set fault</button>
        <button type="button" id="clear">Clear faults</button>
      </form>
    </section>
    <section aria-labelledby="clock-title">
      <h2 id="clock-title">Local clock</h2>
      <div class="row">
        <button type="button" data-seconds="60">+1 minute</button>
        <button type="button" data-seconds="3600">+1 hour</button>
        <button type="button" data-seconds="86400">+1 day</button>
      </div>
    </section>
    <p id="tool-note" class="note" role="status"></p>
  </div>
</main>
<script>${script}</script>
</body>
</html>
`;
