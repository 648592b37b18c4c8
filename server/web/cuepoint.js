/*! <cuepoint-search>: search a podcast, jump to the second. (c) 2026 The Cuepoint authors. MIT */
// SPDX-License-Identifier: MIT
//
//   <script type="module" src="https://search.example/cuepoint.js"></script>
//   <cuepoint-search></cuepoint-search>
//
// No dependencies, no build. Attributes, properties, events, parts and custom properties are
// described in README.md beside this file. Nothing here needs inline styles or scripts, and no
// answer is ever parsed as HTML, so the element runs under the strictest Content-Security-Policy,
// trusted types included.

const DEBOUNCE_MS = 80;
const ANNOUNCE_MS = 700; // Screen readers should hear the answer, not every keystroke.
const REMEMBERED = 50; // Answers kept, so that deleting a letter costs no request.

// "one|other": chosen by Intl.PluralRules; # is the number or the query. A function (n) => text
// serves languages with more forms.
const STRINGS = {
  en: {
    label: 'Search episodes',
    placeholder: 'A topic, a guest, a phrase…',
    button: 'Search',
    clear: 'Clear',
    close: 'Close',
    results: 'Results',
    person: 'Guests',
    year: 'Years',
    episodes: '# episode|# episodes',
    moments: '# moment|# moments',
    none: 'Nothing found for “#”.',
    meant: 'Did you mean',
    instead: 'Results for “#”.',
    more: 'More episodes',
    failed: 'The search does not answer. Please try again in a moment.',
  },
  de: {
    label: 'Episoden durchsuchen',
    placeholder: 'Ein Thema, ein Gast, ein Zitat …',
    button: 'Suchen',
    clear: 'Leeren',
    close: 'Schließen',
    results: 'Ergebnisse',
    person: 'Gäste',
    year: 'Jahre',
    episodes: '# Episode|# Episoden',
    moments: '# Stelle|# Stellen',
    none: 'Nichts gefunden zu „#“.',
    meant: 'Meinten Sie',
    instead: 'Ergebnisse für „#“.',
    more: 'Mehr Episoden',
    failed: 'Die Suche antwortet nicht. Bitte gleich noch einmal versuchen.',
  },
  fr: {
    label: 'Rechercher dans les épisodes',
    placeholder: 'Un sujet, un invité, une phrase…',
    button: 'Rechercher',
    clear: 'Effacer',
    close: 'Fermer',
    results: 'Résultats',
    person: 'Invités',
    year: 'Années',
    episodes: '# épisode|# épisodes',
    moments: '# moment|# moments',
    none: 'Aucun résultat pour « # ».',
    meant: 'Vouliez-vous dire',
    instead: 'Résultats pour « # ».',
    more: 'Plus d’épisodes',
    failed: 'La recherche ne répond pas. Réessayez dans un instant.',
  },
  es: {
    label: 'Buscar en los episodios',
    placeholder: 'Un tema, un invitado, una frase…',
    button: 'Buscar',
    clear: 'Borrar',
    close: 'Cerrar',
    results: 'Resultados',
    person: 'Invitados',
    year: 'Años',
    episodes: '# episodio|# episodios',
    moments: '# momento|# momentos',
    none: 'No hay resultados para «#».',
    meant: 'Quizás quiso decir',
    instead: 'Resultados de «#».',
    more: 'Más episodios',
    failed: 'La búsqueda no responde. Inténtelo de nuevo en un momento.',
  },
  nl: {
    label: 'Afleveringen doorzoeken',
    placeholder: 'Een onderwerp, een gast, een zin…',
    button: 'Zoeken',
    clear: 'Wissen',
    close: 'Sluiten',
    results: 'Resultaten',
    person: 'Gasten',
    year: 'Jaren',
    episodes: '# aflevering|# afleveringen',
    moments: '# moment|# momenten',
    none: 'Niets gevonden voor ‘#’.',
    meant: 'Bedoelde u',
    instead: 'Resultaten voor ‘#’.',
    more: 'Meer afleveringen',
    failed: 'De zoekdienst antwoordt niet. Probeer het zo opnieuw.',
  },
};

const CSS = `
:host {
  --_text: var(--cuepoint-text, light-dark(#1c1a17, #edeae4));
  --_muted: var(--cuepoint-muted, light-dark(#65605a, #a8a29a));
  --_surface: var(--cuepoint-surface, light-dark(#fff, #191816));
  --_raised: var(--cuepoint-raised, light-dark(#f5f2ed, #25231f));
  --_border: var(--cuepoint-border, light-dark(#ddd7ce, #3a3732));
  --_field: var(--cuepoint-field-border, light-dark(#8b857c, #7a746b));
  --_accent: var(--cuepoint-accent, light-dark(#b8320f, #ff8a5c));
  --_on-accent: var(--cuepoint-on-accent, light-dark(#fff, #1c1a17));
  --_mark: var(--cuepoint-mark, light-dark(#ffe6a0, #5a4410));
  --_radius: var(--cuepoint-radius, 12px);
  --_height: var(--cuepoint-height, 3.25rem);
  color-scheme: light dark;
  display: block;
  position: relative;
  min-height: var(--_height);
  color: var(--_text);
  font-family: var(--cuepoint-font, inherit);
  font-size: var(--cuepoint-size, 1rem);
  line-height: 1.45;
  text-align: start;
}
:host([hidden]), [hidden] { display: none !important; }
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([theme=page]) { color-scheme: inherit; }
:host([dialog]) { display: inline-block; min-height: 0; }
*, ::before, ::after { box-sizing: border-box; }
button, input { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.vh {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; margin: 0;
}
svg { display: block; }
.icon {
  width: 1.2em; height: 1.2em; flex: none; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; color: var(--_muted);
}
kbd {
  font: inherit; font-size: .8125em; line-height: 1.5; color: var(--_muted);
  border: 1px solid var(--_border); border-radius: 5px; padding: 0 .45em; flex: none;
}

form {
  display: flex; align-items: center; gap: .65em; position: relative;
  height: var(--_height); padding: 0 .9em;
  background: var(--_surface);
  border: 1px solid var(--_field); border-radius: var(--_radius);
}
form:focus-within { border-color: var(--_accent); box-shadow: 0 0 0 1px var(--_accent); }
form:focus-within > kbd { display: none; }
input {
  flex: 1; min-width: 0; height: 100%; padding: 0; border: 0; outline: 0 !important;
  background: none; text-overflow: ellipsis;
}
input::placeholder { color: var(--_muted); opacity: 1; }
.plain {
  border: 0; background: none; border-radius: 6px; padding: .3em; flex: none; color: var(--_muted);
  font-size: .875em;
}
.plain:hover { background: var(--_raised); color: var(--_text); }
form::after {
  content: ''; position: absolute; inset: auto var(--_radius) -1px; height: 2px; border-radius: 2px;
  opacity: 0;
  background: linear-gradient(90deg, transparent, var(--_accent), transparent) 0 0 / 40% 100%;
  background-repeat: no-repeat;
}
.busy form::after {
  opacity: 1; transition: opacity .2s .3s; animation: slide 1.2s infinite linear;
}
@keyframes slide { from { background-position: -70% 0; } to { background-position: 170% 0; } }
@media (prefers-reduced-motion: reduce) { form::after { animation: none !important; } }
@media (hover: none) { kbd { display: none; } }

.trigger {
  display: inline-flex; align-items: center; gap: .65em; height: var(--cuepoint-height, 2.75rem);
  padding: 0 .9em;
  background: var(--_surface); border: 1px solid var(--_field); border-radius: var(--_radius);
  color: var(--_muted);
}
.trigger:hover { border-color: var(--_accent); color: var(--_text); }
dialog {
  width: min(46rem, 100vw - 1.5rem); max-width: none; max-height: min(44rem, 100dvh - var(--_top) - .75rem);
  --_top: min(12vh, 6rem); margin: var(--_top) auto auto; padding: .75rem;
  color: inherit; background: var(--_surface);
  border: 1px solid var(--_border); border-radius: calc(var(--_radius) + .5rem);
  box-shadow: 0 1.5rem 4rem rgb(0 0 0 / .3);
}
dialog[open] { display: flex; }
dialog::backdrop { background: rgb(15 13 10 / .5); }
@media (max-width: 40rem) { dialog { --_top: .75rem; } }
.root { width: 100%; min-width: 0; display: flex; flex-direction: column; }
.root form { flex: none; }

.panel { outline: 0; padding-top: .75rem; }
dialog .panel { overflow: auto; overscroll-behavior: contain; }
:host([popup]) .panel {
  position: absolute; z-index: 10; inset: calc(var(--_height) + .4rem) 0 auto;
  max-height: min(36rem, 70vh); overflow: auto; overscroll-behavior: contain;
  padding: .75rem; background: var(--_surface);
  border: 1px solid var(--_border); border-radius: var(--_radius);
  box-shadow: 0 1rem 3rem rgb(0 0 0 / .18);
}
.facets { display: grid; gap: .4rem; margin-bottom: .5rem; }
.facet {
  display: flex; gap: .4rem; overflow-x: auto; padding: 3px .5rem; scrollbar-width: none;
  align-items: center;
}
.facet > span { font-size: .8125em; color: var(--_muted); min-width: 4em; flex: none; }
.chip {
  flex: none; display: inline-flex; align-items: center; gap: .4em; font-size: .875em;
  line-height: 1.5; min-height: 1.75rem; padding: .1em .75em; border-radius: 2em;
  background: none; border: 1px solid var(--_border); white-space: nowrap;
}
.chip:hover { border-color: var(--_accent); }
.chip[aria-pressed=true] {
  background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent);
}
.chip i { font-style: normal; opacity: .8; font-variant-numeric: tabular-nums; }
.chip:not([aria-pressed=true]) i { opacity: 1; color: var(--_muted); }

.note { margin: 0; padding: .25rem .5rem .5rem; color: var(--_muted); font-size: .875em; }
.note button {
  border: 0; background: none; padding: 0; color: var(--_accent); text-decoration: underline;
  text-underline-offset: .2em;
}
.hit { padding: .35rem 0 .6rem; }
.hit + .hit { border-top: 1px solid var(--_border); padding-top: .6rem; }
a {
  display: block; color: inherit; text-decoration: none; padding: .4rem .5rem; border-radius: 8px;
  scroll-margin: 5rem;
}
a:hover { background: var(--_raised); }
a[aria-selected=true] {
  background: var(--_raised); box-shadow: inset 3px 0 var(--_accent);
  border-start-start-radius: 2px; border-end-start-radius: 2px;
}
:dir(rtl) a[aria-selected=true] { box-shadow: inset -3px 0 var(--_accent); }
.title {
  display: block; font-family: var(--cuepoint-title-font, inherit); font-weight: 600;
  font-size: 1.125em; line-height: 1.3; text-wrap: pretty; overflow-wrap: anywhere;
}
.meta, .snippet {
  display: block; font-size: .875em; color: var(--_muted); overflow-wrap: anywhere;
}
.episode .snippet {
  margin-top: .25rem; color: var(--_text); display: -webkit-box; -webkit-box-orient: vertical;
  -webkit-line-clamp: 2; overflow: hidden;
}
.bar {
  width: calc(100% - 1rem); height: 6px; margin: .3rem .5rem .35rem; border-radius: 3px;
  background: var(--_raised); fill: var(--_accent);
}
.moment { display: grid; grid-template-columns: 4.75em 1fr; gap: 0 .25em; padding-block: .3rem; }
.time {
  font-variant-numeric: tabular-nums; color: var(--_accent); font-weight: 600; font-size: .9375em;
}
.moment .snippet { grid-column: 2; }
.heading { overflow-wrap: anywhere; font-size: .9375em; }
mark {
  background: var(--_mark); color: inherit; border-radius: 3px; padding: 0 .1em; margin: 0 -.1em;
}
.more {
  width: 100%; padding: .6em; margin-top: .25rem; background: none;
  border: 1px solid var(--_border); border-radius: 8px; color: var(--_accent); font-weight: 600;
}
.more:hover { background: var(--_raised); }
@media (forced-colors: active) {
  a[aria-selected=true] { outline: 2px solid Highlight; }
  .bar { fill: Highlight; border: 1px solid; }
}
`;

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#x27': "'" };
const SVG = 'http://www.w3.org/2000/svg';
const LENS = 'M16.5 16.5 21 21M18.5 11a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z';
const CROSS = 'M6 6l12 12M18 6 6 18';

let sheet; // Shared by all elements of the page.

/** An element (SVG where `svg` says so) with attributes and children; null ones are left out. */
function make(tag, attributes = {}, children = [], svg = false) {
  const node = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...[children].flat().filter((child) => child != null && child !== ''));
  return node;
}

const icon = (path) =>
  make(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    make('path', { d: path }, [], true),
    true,
  );

const unescape = (text) =>
  text.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (_, name) => ENTITIES[name]);

const plain = (snippet) => unescape(snippet.replace(/<\/?mark>/g, ''));

/** A snippet is escaped text in which only <mark> is markup: nodes for it, without a parser. */
function marked(snippet) {
  const nodes = [];
  let inside = false;
  for (const part of snippet.split(/(<\/?mark>)/)) {
    if (part === '<mark>' || part === '</mark>') inside = part === '<mark>';
    else if (part) nodes.push(inside ? make('mark', {}, unescape(part)) : unescape(part));
  }
  return nodes;
}

/** The address, if it is one that may be followed: an answer must not bring in javascript: ones. */
function safeUrl(text, base) {
  try {
    const url = new URL(text, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export class CuepointSearch extends HTMLElement {
  static observedAttributes = ['lang', 'label', 'placeholder'];

  #root;
  #input;
  #panel;
  #list;
  #note;
  #facets;
  #more;
  #clear;
  #status;
  #trigger = null;
  #dialog = null;

  #locale = 'en';
  #strings = {}; // Those that the page sets.
  #text = STRINGS.en;
  #player = null;
  #unmount = null; // Ends all listeners outside the element.
  #request = null; // AbortController of the request under way.
  #answers = new Map(); // By address.
  #refused = new Set(); // Parameters that this server does not know.
  #timer = 0;
  #announcer = 0;
  #query = '';
  #picked = { person: [], year: [] };
  #pages = 1;
  #options = [];
  #active = -1;
  #shown = false;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    sheet ??= new CSSStyleSheet();
    if (!sheet.cssRules.length) sheet.replaceSync(CSS);
    this.shadowRoot.adoptedStyleSheets = [sheet];
  }

  // ---- what a page can use ------------------------------------------------------------------

  /** The query; setting it searches. */
  get query() {
    return this.#query;
  }
  set query(text) {
    this.#query = text;
    if (!this.#root) return; // Asked once the element is in the page.
    this.#input.value = text;
    this.#ask(0);
  }

  /** Texts that replace those of the language, by the keys of STRINGS. */
  get strings() {
    return this.#strings;
  }
  set strings(strings) {
    this.#strings = { ...strings };
    this.#localise();
  }

  /** What is seeked: anything with currentTime. Else the element that the attribute selects. */
  get player() {
    const selector = this.getAttribute('player');
    return this.#player ?? (selector ? document.querySelector(selector) : null);
  }
  set player(player) {
    this.#player = player;
  }

  /** Opens the dialog, if there is one, and moves the focus to the field. */
  open() {
    if (this.#dialog && !this.#dialog.open) this.#dialog.showModal();
    this.#input.focus();
    this.#input.select();
  }

  close() {
    if (this.#dialog?.open) this.#dialog.close();
    else this.#show(false);
  }

  // ---- life ---------------------------------------------------------------------------------

  connectedCallback() {
    if (!this.#root) this.#build();
    this.#localise();
    const query = this.#query;
    this.#unmount = new AbortController();
    const { signal } = this.#unmount;
    document.addEventListener('keydown', (event) => this.#hotkey(event), { signal });
    addEventListener('popstate', () => this.#fromAddress(), { signal });
    this.#fromAddress();
    if (query && !this.#input.value) this.query = query;
  }

  disconnectedCallback() {
    this.#unmount.abort();
    this.#request?.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#announcer);
  }

  attributeChangedCallback() {
    this.#localise();
  }

  // ---- building -----------------------------------------------------------------------------

  #build() {
    this.#input = make('input', {
      part: 'input',
      role: 'combobox',
      type: 'text',
      name: 'q',
      maxlength: 500,
      inputmode: 'search',
      enterkeyhint: 'search',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': 'list',
      autofocus: this.hasAttribute('dialog'),
    });
    this.#clear = make(
      'button',
      { part: 'clear', class: 'plain', type: 'button', hidden: true },
      icon(CROSS),
    );
    const key = this.#key();
    const form = make('form', { part: 'form', role: 'search' }, [
      icon(LENS),
      this.#input,
      this.#clear,
      key && !this.hasAttribute('dialog')
        ? make('kbd', { part: 'key', 'aria-hidden': 'true' }, key)
        : null,
    ]);
    this.#facets = make('div', { part: 'facets', class: 'facets', hidden: true });
    this.#note = make('p', { part: 'note', class: 'note', hidden: true });
    this.#list = make('div', { part: 'list', role: 'listbox', id: 'list', hidden: true });
    this.#more = make('button', { part: 'more', class: 'more', type: 'button', hidden: true });
    this.#panel = make('div', { part: 'panel', class: 'panel', tabindex: -1, hidden: true }, [
      this.#facets,
      this.#note,
      this.#list,
      this.#more,
    ]);
    this.#status = make('p', { class: 'vh', role: 'status' });
    this.#root = make('div', { part: 'root', class: 'root' }, [form, this.#panel, this.#status]);

    if (this.hasAttribute('dialog')) {
      this.#trigger = make(
        'button',
        { part: 'button', class: 'trigger', type: 'button', 'aria-haspopup': 'dialog' },
        [
          icon(LENS),
          make('span'),
          key ? make('kbd', { part: 'key', 'aria-hidden': 'true' }, key) : null,
        ],
      );
      this.#trigger.addEventListener('click', () => this.open());
      const shut = make('button', { part: 'close', class: 'plain', type: 'button' });
      shut.addEventListener('click', () => this.close());
      form.append(shut);
      this.#dialog = make('dialog', { part: 'dialog' }, this.#root);
      // A press outside the window lands on the dialog itself, since its padding is the root's.
      this.#dialog.addEventListener('pointerdown', (event) => {
        const box = this.#dialog.getBoundingClientRect();
        const { clientX: x, clientY: y } = event;
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) this.close();
      });
      this.#dialog.addEventListener('close', () => this.#toAddress());
      this.shadowRoot.append(this.#trigger, this.#dialog);
    } else {
      // What the page put into the element stands below the field until there are own results.
      this.shadowRoot.append(this.#root, make('slot'));
    }

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask(0);
    });
    this.#input.addEventListener('input', () => this.#ask(DEBOUNCE_MS));
    this.#input.addEventListener('keydown', (event) => this.#keydown(event));
    this.#input.addEventListener('focus', () => this.#show(this.#query !== ''));
    this.#clear.addEventListener('click', () => {
      this.#picked = { person: [], year: [] };
      this.query = '';
      this.#input.focus();
    });
    this.#more.addEventListener('click', () => {
      this.#pages += 1;
      this.#fetch();
      this.#input.focus();
    });
    this.#facets.addEventListener('click', (event) => this.#pick(event.target.closest('button')));
    this.#list.addEventListener('click', (event) => this.#follow(event));
    this.addEventListener('focusout', (event) => {
      if (this.hasAttribute('popup') && !this.contains(event.relatedTarget)) this.#show(false);
    });
  }

  #localise() {
    if (!this.#root) return;
    const asked = this.closest('[lang]')?.lang || navigator.language;
    try {
      this.#locale = Intl.getCanonicalLocales(asked)[0] ?? 'en';
    } catch {
      this.#locale = 'en'; // A page may say lang="english".
    }
    this.#text = { ...STRINGS.en, ...STRINGS[this.#locale.split('-')[0]], ...this.#strings };
    const name = (node, text) => node?.setAttribute('aria-label', text);
    const label = this.getAttribute('label') ?? this.#text.label;
    name(this.#input, label);
    name(this.#dialog, label);
    name(this.#list, this.#text.results);
    name(this.#clear, this.#text.clear);
    this.#input.placeholder = this.getAttribute('placeholder') ?? this.#text.placeholder;
    this.#more.textContent = this.#text.more;
    if (this.#trigger) {
      this.#trigger.querySelector('span').textContent = this.#text.button;
      this.#root.querySelector('[part=close]').textContent = this.#text.close;
    }
    if (this.#shown) this.#fetch(); // From memory: nothing is asked again.
  }

  /** The text of a number ("3 episodes") or with the query in it. */
  #say(key, value) {
    let text = this.#text[key];
    if (typeof text === 'function') return text(value);
    if (typeof value === 'number') {
      const [one, other] = text.split('|');
      text = new Intl.PluralRules(this.#locale).select(value) === 'one' ? one : (other ?? one);
      value = value.toLocaleString(this.#locale);
    }
    return text.split('#').join(value);
  }

  // ---- asking -------------------------------------------------------------------------------

  /** Takes the query from the field and asks, unless more is typed within the delay. */
  #ask(delay_ms) {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#query = this.#input.value.trim();
    this.#pages = 1;
    this.#clear.hidden = !this.#input.value;
    if (delay_ms) this.#timer = setTimeout(() => this.#fetch(), delay_ms);
    else this.#fetch();
  }

  #address() {
    const api = this.getAttribute('api');
    const url = new URL(
      'v1/search',
      api ? new URL(api.replace(/\/*$/, '/'), document.baseURI) : import.meta.url,
    );
    const set = (name, value) =>
      value && !this.#refused.has(name) && url.searchParams.append(name, value);
    set('q', this.#query);
    // The last word may go on.
    set('prefix', this.#query && !/\s$/.test(this.#input.value) && 'last');
    set('limit', (Number(this.getAttribute('limit')) || 6) * this.#pages);
    set('facets', this.#facetNames().join());
    set('mode', this.getAttribute('mode'));
    set('show', this.getAttribute('show'));
    for (const person of this.#picked.person) set('person', person);
    for (const year of this.#picked.year) {
      set('after', year);
      set('before', String(Number(year) + 1)); // Before the start of that year.
    }
    return url.href;
  }

  #facetNames() {
    return (this.getAttribute('facets') ?? 'person,year')
      .split(/[\s,]+/)
      .filter((name) => name in this.#picked);
  }

  async #fetch() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#toAddress();
    const request = (this.#request = new AbortController());
    const busy = (on) => this.#root.classList.toggle('busy', on);
    if (!this.#query && !this.#picked.person.length && !this.#picked.year.length) {
      busy(false);
      this.#announce('');
      this.#show(false);
      return;
    }
    const address = this.#address();
    let answer = this.#answers.get(address);
    try {
      if (!answer) {
        busy(true);
        const response = await fetch(address, {
          signal: request.signal,
          headers: { Accept: 'application/json' },
        });
        answer = await response.json();
        if (!response.ok) {
          // A server of another version may not know what only refines the answer.
          const name = answer.parameter;
          if (/^(facets|prefix)$/.test(name) && !this.#refused.has(name)) {
            this.#refused.add(name);
            return this.#fetch();
          }
          const mistake = response.status < 500 && response.status !== 429;
          return this.#fail(mistake ? answer.detail : '');
        }
        if (this.#answers.size >= REMEMBERED)
          this.#answers.delete(this.#answers.keys().next().value);
        this.#answers.set(address, answer);
      }
      this.#render(answer);
      this.dispatchEvent(
        new CustomEvent('cuepoint-results', { bubbles: true, composed: true, detail: answer }),
      );
    } catch (error) {
      if (request.signal.aborted) return;
      this.#fail('');
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    } finally {
      if (this.#request === request) busy(false);
    }
  }

  // ---- the page's address -------------------------------------------------------------------

  #fromAddress() {
    const param = this.getAttribute('param') ?? 'q';
    if (!param) return;
    const at = new URLSearchParams(location.search);
    const query = at.get(param) ?? '';
    const picked = { person: at.getAll('person'), year: at.getAll('year').slice(0, 1) };
    if (query.trim() === this.#query && JSON.stringify(picked) === JSON.stringify(this.#picked))
      return;
    this.#picked = picked;
    this.#input.value = query;
    if (this.#dialog && query && !this.#dialog.open) this.#dialog.showModal();
    this.#ask(0);
  }

  #toAddress() {
    const param = this.getAttribute('param') ?? 'q';
    if (!param) return;
    const url = new URL(location.href);
    const gone = this.#dialog && !this.#dialog.open;
    const set = (name, values) => {
      url.searchParams.delete(name);
      for (const value of gone ? [] : values) if (value) url.searchParams.append(name, value);
    };
    set(param, [this.#query]);
    for (const name of this.#facetNames()) set(name, this.#picked[name]);
    if (url.href === location.href) return;
    try {
      history.replaceState(history.state, '', url);
    } catch {
      // Sandboxed frames have no history of their own; the search works without.
    }
  }

  // ---- showing ------------------------------------------------------------------------------

  #show(on) {
    if (this.hasAttribute('popup') && !this.matches(':focus-within')) on = false;
    this.#shown = on;
    this.#panel.hidden = !on;
    this.toggleAttribute('active', on);
    const slot = this.shadowRoot.querySelector('slot');
    if (slot) slot.hidden = on && !this.hasAttribute('popup');
    this.#input.setAttribute('aria-expanded', String(on && !this.#list.hidden));
    if (!on) this.#activate(-1);
  }

  #announce(text) {
    clearTimeout(this.#announcer);
    this.#announcer = setTimeout(() => (this.#status.textContent = text), ANNOUNCE_MS);
  }

  /** Says why there is no answer, and leaves the results of before where they are. */
  #fail(why) {
    const text = why || this.#text.failed;
    this.#note.replaceChildren(text);
    this.#note.hidden = false;
    this.#announce(text);
    this.#show(true);
  }

  #render(answer) {
    const { hits, total, suggestion, corrected, facets } = answer;
    this.#options = [];
    this.#active = -1;
    this.#input.removeAttribute('aria-activedescendant');
    const shows = new Set(hits.map((hit) => hit.episode.show));
    this.#list.replaceChildren(...hits.map((hit, index) => this.#hit(hit, index, shows.size > 1)));
    this.#list.hidden = !hits.length;
    this.#more.hidden = hits.length >= total;

    const moments =
      hits.length < total ? 0 : this.#options.filter((option) => option.moment).length;
    const counts = [
      this.#say('episodes', total),
      ...(moments ? [this.#say('moments', moments)] : []),
    ].join(', ');
    const text = total ? counts : this.#say('none', this.#query);
    // The server either found what was typed and has a better idea, or followed its idea already.
    const better = make('button', { type: 'button' }, suggestion ?? '');
    better.addEventListener('click', () => {
      this.query = suggestion;
      this.#input.focus();
    });
    const told = corrected
      ? [`${this.#say('instead', suggestion)} ${counts}`]
      : suggestion
        ? [`${text} ${this.#text.meant} `, better, '?']
        : [text];
    this.#note.replaceChildren(...told);
    this.#note.hidden = false;
    this.#announce(this.#note.textContent);
    this.#renderFacets(facets ?? {});
    this.#show(true);
  }

  #hit({ episode, snippet, moments = [] }, index, withShow) {
    const title = `t${index}`;
    const guests = (episode.people ?? []).filter(({ role }) => role === 'guest');
    const length_s = episode.duration_s;
    const meta = [
      withShow ? episode.show_title : null,
      episode.number != null ? `#${episode.number}` : null,
      ...guests.slice(0, 3).map(({ name }) => name),
      episode.published ? this.#date(episode.published) : null,
      length_s ? this.#minutes(length_s) : null,
    ]
      .filter(Boolean)
      .map((part) => part.replaceAll(' ', '\u00a0'))
      .join(' · '); // Breaks at the dots.
    const shown = moments.slice(0, Number(this.getAttribute('moments') ?? 3));
    return make('div', { part: 'hit', class: 'hit', role: 'group', 'aria-labelledby': title }, [
      this.#option({ episode }, 'episode', [
        make('span', { part: 'title', class: 'title', id: title }, episode.title),
        make('span', { part: 'meta', class: 'meta' }, meta),
        snippet ? make('span', { part: 'snippet', class: 'snippet' }, marked(snippet)) : null,
      ]),
      length_s && shown.length ? this.#bar(shown, length_s) : null,
      ...shown.map((moment) => {
        // Mostly the snippet is the title with what was found marked in it: then it is shown once.
        const same = plain(moment.snippet ?? '') === moment.title;
        return this.#option({ episode, moment }, 'moment', [
          make('time', { part: 'time', class: 'time' }, moment.time),
          make(
            'span',
            { part: 'moment-title', class: 'heading' },
            same ? marked(moment.snippet) : moment.title,
          ),
          moment.snippet && !same
            ? make('span', { part: 'snippet', class: 'snippet' }, marked(moment.snippet))
            : null,
        ]);
      }),
    ]);
  }

  #option(choice, part, children) {
    choice.url = this.#link(choice);
    choice.node = make(
      'a',
      {
        part,
        class: part,
        role: 'option',
        id: `o${this.#options.length}`,
        href: choice.url,
        tabindex: -1,
        'aria-selected': 'false',
      },
      children,
    );
    this.#options.push(choice);
    return choice.node;
  }

  /** Where in the episode the moments are. */
  #bar(moments, length_s) {
    const ticks = moments.map(({ start_s, end_s }) => {
      // Neighbours stay two.
      const width = Math.max(8, (((end_s ?? start_s) - start_s) / length_s) * 1000 - 3);
      const x = Math.min(1000 - width, (start_s / length_s) * 1000);
      return make('rect', { x: x.toFixed(1), width: width.toFixed(1), height: 6 }, [], true);
    });
    return make(
      'svg',
      {
        part: 'bar',
        class: 'bar',
        viewBox: '0 0 1000 6',
        preserveAspectRatio: 'none',
        'aria-hidden': 'true',
      },
      ticks,
      true,
    );
  }

  #link({ episode, moment }) {
    const template = this.getAttribute('link');
    if (!template) return safeUrl(moment?.url || episode.url, document.baseURI);
    const values = {
      id: episode.id,
      number: episode.number,
      start: Math.floor(moment?.start_s ?? 0),
    };
    const text = template.replace(/\{(id|number|start)\}/g, (_, name) =>
      encodeURIComponent(values[name] ?? ''),
    );
    // An episode is linked to without the fragment that says where to start.
    return safeUrl(moment ? text : text.replace(/#.*/, ''), document.baseURI);
  }

  #date(published) {
    const date = new Date(published);
    if (Number.isNaN(date.getTime())) return published;
    return new Intl.DateTimeFormat(this.#locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      date,
    );
  }

  #minutes(length_s) {
    const minutes = Math.max(1, Math.round(length_s / 60));
    return new Intl.NumberFormat(this.#locale, { style: 'unit', unit: 'minute' }).format(minutes);
  }

  #renderFacets(facets) {
    const focused = this.shadowRoot.activeElement?.dataset;
    const rows = this.#facetNames()
      .map((name) => {
        const picked = this.#picked[name];
        const values = (Array.isArray(facets[name]) ? facets[name] : []).map(
          ({ value, count }) => ({ value: String(value), count }),
        );
        for (const value of picked)
          if (!values.some((other) => other.value === value)) values.push({ value });
        if (values.length < 2 && !picked.length) return null; // Nothing to choose between.
        return make(
          'div',
          { part: 'facet', class: 'facet', role: 'group', 'aria-label': this.#text[name] },
          [
            make('span', { 'aria-hidden': 'true' }, this.#text[name]),
            ...values.slice(0, 20).map(({ value, count }) =>
              make(
                'button',
                {
                  part: 'chip',
                  class: 'chip',
                  type: 'button',
                  'data-facet': name,
                  'data-value': value,
                  'aria-pressed': String(picked.includes(value)),
                },
                [value, count != null ? make('i', {}, String(count)) : null],
              ),
            ),
          ],
        );
      })
      .filter(Boolean);
    this.#facets.replaceChildren(...rows);
    this.#facets.hidden = !rows.length;
    if (focused?.facet) {
      [...this.#facets.querySelectorAll('button')]
        .find(({ dataset }) => dataset.facet === focused.facet && dataset.value === focused.value)
        ?.focus();
    }
  }

  // ---- acting -------------------------------------------------------------------------------

  #pick(chip) {
    if (!chip) return;
    const { facet, value } = chip.dataset;
    const picked = this.#picked[facet];
    const others = picked.filter((other) => other !== value);
    // Years are a span of time, so one at a time.
    this.#picked[facet] =
      others.length < picked.length ? others : facet === 'year' ? [value] : [...picked, value];
    this.#pages = 1;
    this.#fetch();
  }

  #activate(index) {
    const select = (on) =>
      this.#options[this.#active]?.node.setAttribute('aria-selected', String(on));
    select(false);
    this.#active = index;
    select(true);
    const node = this.#options[index]?.node;
    if (!node) return this.#input.removeAttribute('aria-activedescendant');
    this.#input.setAttribute('aria-activedescendant', node.id);
    node.scrollIntoView({ block: 'nearest' });
  }

  #keydown(event) {
    if (event.isComposing) return;
    const count = this.#options.length + 1; // The field itself is one of the stops.
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#query) {
      event.preventDefault();
      if (!this.#shown) this.#show(true);
      else if (!this.#list.hidden) this.#activate(((this.#active + 1 + step + count) % count) - 1);
    } else if (event.key === 'Enter' && this.#active >= 0) {
      event.preventDefault();
      const { ctrlKey, metaKey, shiftKey } = event;
      const press = new MouseEvent('click', {
        bubbles: true,
        cancelable: true,
        composed: true,
        ctrlKey,
        metaKey,
        shiftKey,
      });
      this.#options[this.#active].node.dispatchEvent(press);
    } else if (event.key === 'Escape' && !this.#dialog) {
      // One step back at a time: from the result to the field, the results closed, the field empty.
      if (this.#active >= 0) this.#activate(-1);
      else if (this.#shown && this.hasAttribute('popup')) this.#show(false);
      else if (this.#input.value) this.#clear.click();
      else return;
      event.preventDefault();
    }
  }

  #key() {
    return this.getAttribute('hotkey') ?? '/';
  }

  #hotkey(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key !== this.#key() || event.defaultPrevented || ctrlKey || metaKey || altKey) return;
    const at = event.composedPath()[0];
    if (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName)) return;
    event.preventDefault();
    this.open();
  }

  #follow(event) {
    const node = event.target.closest('a');
    const choice = this.#options.find((option) => option.node === node);
    // With one of these keys it opens in a new tab or window.
    if (!choice || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { episode, moment, url } = choice;
    const detail = { episode, moment, url };
    const wanted = this.dispatchEvent(
      new CustomEvent('cuepoint-select', {
        bubbles: true,
        composed: true,
        cancelable: true,
        detail,
      }),
    );
    if (!wanted || (moment && this.#seek(episode, moment))) event.preventDefault();
    // A page that is left keeps its query, for those who come back.
    const stays = event.defaultPrevented || url?.split('#')[0] === location.href.split('#')[0];
    if (stays && (this.#dialog || this.hasAttribute('popup'))) this.close();
  }

  /** Seeks the page's player, if it has one that plays this episode. */
  #seek(episode, moment) {
    const { player } = this;
    if (!player || (player.dataset?.episode ?? episode.id) !== episode.id) return false;
    player.currentTime = moment.start_s;
    player.play?.()?.catch?.(() => {}); // Browsers may refuse to play; it stands at the moment.
    return true;
  }
}

if (!customElements.get('cuepoint-search'))
  customElements.define('cuepoint-search', CuepointSearch);
