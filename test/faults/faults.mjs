/**
 * Faults that the tests must find, each planted alone into a copy of the sources: `npm run test:faults`. Between them
 * they touch every topic of the contract of cards. A fault of a card is planted into one of the many that the base is
 * not tried on.
 */

/** A card's file and its tests. @param {string} name */
const card = (name) => ({
  file: `components/${name}/${name}.ts`,
  test: `test/components/${name}.test.ts`,
});

/** The class of a card. @param {string} name */
const classOf = (name) => `Mc${name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`;

/**
 * A card with something more in its body.
 * @param {string} name @param {string} more a template, without its backticks
 */
const drawing = (name, more) => ({
  ...card(name),
  add: `
    import { html as planted } from 'lit';
    import { unsafeHTML as plantedHtml } from 'lit/directives/unsafe-html.js';
    const { renderBody } = ${classOf(name)}.prototype;
    ${classOf(name)}.prototype.renderBody = function (...given) {
      return planted\`\${renderBody.apply(this, given)} ${more}\`;
    };`,
});

/** A card with more rules of style. @param {string} name @param {string} rules */
const styled = (name, rules) => ({
  ...card(name),
  add: `
    import { css as plantedCss } from 'lit';
    ${classOf(name)}.styles = [${classOf(name)}.styles, plantedCss\`${rules}\`];`,
});

/** A card that does something more when it comes to a page. @param {string} name @param {string} act */
const coming = (name, act) => ({
  ...card(name),
  add: `
    const { connectedCallback } = ${classOf(name)}.prototype;
    ${classOf(name)}.prototype.connectedCallback = function () {
      connectedCallback.call(this);
      ${act}
    };`,
});

const BASE = 'test/components/contract-base.test.ts';

/** @type {import('./faults.mjs').Fault[]} */
export const faults = [
  {
    topic: 'attributes',
    what: 'a heading that the page gives is not shown',
    file: 'src/card/frame.ts',
    swap: ['${heading} ${environment', '${environment'],
    test: BASE,
  },
  {
    topic: 'attributes',
    what: 'a time zone that does not exist is not named',
    file: 'src/card/data-notes.ts',
    swap: ["if (tz !== 'UTC') new Intl.DateTimeFormat('en', { timeZone: tz });", ''],
    test: BASE,
  },
  {
    topic: 'attributes',
    what: 'an address that is no http address is taken as the base of an API',
    file: 'src/card/query.ts',
    swap: ['/^https?:$/', '/^/'],
    test: BASE,
  },
  {
    topic: 'attributes',
    what: 'a card of another version takes a tag without a word',
    file: 'src/card/define.ts',
    swap: ['console.warn(', 'String('],
    test: BASE,
  },
  {
    topic: 'attributes',
    what: 'exact times are told in UTC whatever the zone',
    file: 'src/card/times.ts',
    swap: ['stamp(when, tz)', 'stamp(when)'],
    test: card('peck-failures').test,
  },
  {
    topic: 'data',
    what: 'a card asks the API by itself',
    ...coming('agent-fleet', "void fetch(this.getAttribute('api-base') + '/beak/audit').catch(() => {});"),
  },
  {
    topic: 'data',
    what: 'a card reads a missing field as zero',
    ...card('dynamo-billing'),
    add: `
      for (const read of Object.values(McDynamoBilling.spec.reads ?? {})) {
        const { from } = read;
        Object.assign(read, { from: (answer) => from(answer) ?? 0 });
      }`,
  },
  {
    topic: 'data',
    what: 'a card renders by a timer of its own, though nothing is new',
    ...coming(
      'cache-health',
      'const timer = setInterval(() => this.isConnected ? this.requestUpdate() : clearInterval(timer), 1000);',
    ),
  },
  {
    topic: 'missing fields',
    what: 'a field that is not offered is not named',
    file: 'src/card/data-notes.ts',
    swap: ["${others.map(nameOf).join(', ')}", 'some fields'],
    test: card('lambda-memory').test,
  },
  {
    topic: 'stale',
    what: 'what is too old is judged all the same',
    file: 'src/card/card-state.ts',
    swap: ['tone: stale || ', 'tone: '],
    test: card('connection-pressure').test,
  },
  {
    topic: 'stale',
    what: 'the old verdict does not stay as words',
    file: 'src/card/card-state.ts',
    swap: ['`Too old · was: ${label}`', "'Too old'"],
    test: card('stale-agents').test,
  },
  {
    topic: 'paused',
    what: 'a paused tab asks on',
    file: 'src/data/source.ts',
    swap: ['!this.hub.pausedSince(this.base)', 'true'],
    test: BASE,
  },
  {
    topic: 'polling',
    what: 'a route is asked three times as often',
    file: 'src/data/source.ts',
    swap: ['0.75 + Math.random() / 2', '0.25 + Math.random() / 6'],
    test: BASE,
  },
  {
    topic: 'polling',
    what: 'every tab polls for itself',
    file: 'src/data/tabs.ts',
    swap: ['if (!connected) return this.#set(true);', 'return this.#set(true);'],
    test: 'test/data/tabs.test.ts',
  },
  {
    topic: 'failures',
    what: 'when the next try comes is not said',
    file: 'src/card/data-notes.ts',
    swap: ['Next try ${', 'Later ${'],
    test: BASE,
  },
  {
    topic: 'errors',
    what: 'a card that throws tells the page nothing',
    file: 'src/card/card.ts',
    swap: ["emit(this, 'mc-error', { card: this.localName, message });", ''],
    test: BASE,
  },
  {
    topic: 'events',
    what: 'a changed tone stays within the shadow root of the page',
    file: 'src/card/events.ts',
    swap: ['composed: true', 'composed: false'],
    test: BASE,
  },
  {
    topic: 'provenance',
    what: 'an opened provenance lists no field',
    file: 'src/card/provenance.ts',
    swap: ['[...fields, ...files]', '[...files]'],
    test: BASE,
  },
  {
    topic: 'life',
    what: 'a card leaves a listener on the window',
    ...coming('todos', "window.addEventListener('resize', () => this.requestUpdate());"),
  },
  {
    topic: 'looks',
    what: 'a card needs 400 px',
    ...styled('cert-inventory', '[part=body] { min-width: 400px; }'),
  },
  {
    topic: 'print',
    what: 'a card prints its buttons',
    ...styled('shift-log', '@media print { button { display: inline-block !important; } }'),
  },
  {
    topic: 'looks',
    what: 'a card sets a style that a strict policy refuses',
    ...drawing('runtime-state', '<p style="color: red">Red</p>'),
  },
  {
    topic: 'keyboard',
    what: 'a button cannot be reached by Tab',
    ...drawing('ses-exit', '<button type="button" tabindex="-1">Open</button>'),
  },
  {
    topic: 'keyboard',
    what: 'the focus cannot be seen',
    ...styled('incident-banner', ':focus-visible { outline: none !important; }'),
  },
  {
    topic: 'keyboard',
    what: 'what is typed into a card is a shortcut of the page',
    file: 'src/card/forms.ts',
    swap: ['event.stopPropagation()', 'event.composedPath()'],
    test: card('watchlist').test,
  },
  {
    topic: 'accessibility',
    what: 'a field has no name',
    ...drawing('health-score', '<input type="text" />'),
  },
  {
    topic: 'accessibility',
    what: 'small print is too pale',
    file: 'src/card/styles.ts',
    swap: ['#565f6b', '#a0a8b3'],
    test: 'test/card/contrast.test.ts',
  },
  {
    topic: 'hostile values',
    what: 'a card takes the text of a field for markup',
    ...drawing(
      'recent-events',
      '<div>${plantedHtml(this.shadowRoot?.querySelector("ol, ul, table")?.textContent ?? "")}</div>',
    ),
  },
  {
    topic: 'scenarios',
    what: 'a card shows a hole where a value is missing',
    ...drawing('db-writes', '<p>${String(given[0].nothing)}</p>'),
  },
  {
    topic: 'scenarios',
    what: 'a card throws when an answer has no list',
    ...card('recent-emails'),
    add: `
      const { view } = McRecentEmails.prototype;
      McRecentEmails.prototype.view = function (moment) {
        if (Object.values(moment.facts).includes(undefined)) throw new TypeError('not iterable');
        return view.call(this, moment);
      };`,
  },
  {
    topic: 'masking',
    what: 'mail addresses are shown',
    file: 'src/api/mask-text.ts',
    swap: ['addresses && MAIL_LIKE.test(plain) ? mailsIn(plain) : []', '[]'],
    test: card('release-map').test,
  },
  {
    topic: 'commands',
    what: 'a quote in a name ends the word of the shell',
    file: 'src/commands/quote.ts',
    swap: ["    .replace(/'/g, `'\\\\''`)\n", ''],
    test: 'test/domain/commands.test.ts',
  },
  {
    topic: 'tones',
    what: 'one good part hides a silent one',
    file: 'src/domain/judgement/tone.ts',
    swap: ["'ok', 'unknown', 'warn'", "'unknown', 'ok', 'warn'"],
    test: 'test/domain/limits.test.ts',
  },
  {
    topic: 'language',
    what: 'one agent is called 1 agents',
    file: 'src/domain/format/values.ts',
    swap: ['n === 1 ? one : many', 'many'],
    test: 'test/domain/words.test.ts',
  },
  {
    topic: 'records',
    what: 'what an operator may not write while a past moment is shown is written',
    file: 'src/data/observer.ts',
    swap: ['return !hub().readOnly && this.#timeTravel === undefined;', 'return !hub().readOnly;'],
    test: 'test/data/replay.test.ts',
  },
  {
    topic: 'logs',
    what: 'a broken hour of a log is read as samples',
    file: 'src/store/logs.ts',
    swap: ['isChunk(chunk) ? chunk : []', 'chunk as Sample[]'],
    test: 'test/store/logs.test.ts',
  },
  {
    topic: 'import',
    what: 'an imported value may hold any name and any depth',
    file: 'src/store/weigh.ts',
    swap: ["if (name === '__proto__') return 'holds a name that is not allowed';", ''],
    test: 'test/store/import.test.ts',
  },
  {
    topic: 'canary',
    what: 'the likelihood of a count is off by a factor',
    file: 'src/domain/canary/binomial.ts',
    swap: ['Math.sqrt(n / k / (n - k))', 'Math.sqrt(n / k)'],
    test: 'test/domain/canary-statistics.test.ts',
  },
];
