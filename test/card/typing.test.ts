import { expect } from '@open-wc/testing';
import '../../src/card/define-provider.ts';
import { until } from '../components/support/quiet.ts';
import { one } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';
import type { McProvider } from '../../src/card/provider.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from '../components/support/stage.ts';

/** A field of each card in which an operator types, and attributes without which it is not there. */
const FIELDS: Record<string, string> = {
  'mc-todos': 'input[name=text], input:not([type=checkbox])',
  'mc-shift-log': 'textarea',
  'mc-governance-actions': '#new-request [name=reason]',
  'mc-comms-plan': 'textarea, input:not([type=checkbox]):not([type=radio])',
  'mc-watchlist': 'input',
  'mc-incident-escalation': '#new input',
};

type Typed = HTMLInputElement | HTMLTextAreaElement;

const TEXT = 'the pond is quiet';

/** What changes while an operator types, on the card, on its provider or on the page. */
const CHANGES: Record<string, (card: Card, provider: McProvider) => unknown> = {
  'heading as an attribute': (card) => card.setAttribute('heading', 'Pond watch'),
  'heading as a property': (card) => Object.assign(card, { heading: 'Pond' }),
  'heading-level': (card) => card.setAttribute('heading-level', '2'),
  'headingLevel': (card) => Object.assign(card, { headingLevel: 4 }),
  'tz': (card) => card.setAttribute('tz', 'Asia/Tokyo'),
  'tz as a property': (card) => Object.assign(card, { tz: 'Europe/Oslo' }),
  'compact': (card) => card.toggleAttribute('compact'),
  'theme': (card) => card.setAttribute('theme', 'dark'),
  'refresh': (card) => card.setAttribute('refresh', '60'),
  'refresh as a property': (card) => Object.assign(card, { refresh: 90 }),
  'config': (card) => card.setAttribute('config', '/no-such/mission-control.json'),
  'the provider’s theme': (_, provider) => provider.setAttribute('theme', 'dark'),
  'the provider’s tz': (_, provider) => provider.setAttribute('tz', 'Asia/Tokyo'),
  'the provider’s refresh': (_, provider) => provider.setAttribute('refresh', '300'),
  'the provider’s refresh as a property': (_, provider) => Object.assign(provider, { refresh: 120 }),
  'the provider’s config': (_, provider) => provider.setAttribute('config', '/none/mission-control.json'),
  'the provider’s origins': (_, provider) => (provider.origins = ['https://elsewhere.test']),
  'the provider’s token for another origin': (_, provider) =>
    (provider.token = () => Promise.resolve('quack')),
  'its place, by moveBefore': (card, provider) =>
    // Not yet in the types of the DOM that the compiler has.
    (provider as unknown as { moveBefore(node: Node, before: Node | null): void }).moveBefore(
      card,
      provider.firstChild,
    ),
};

/** Shows a card within a provider, with a text half typed and the caret in its middle. */
async function typing(stage: Stage, tag: string, attributes = '') {
  await stage.show(
    `<mc-provider api-base="${stage.base}" ${attributes}><p>Before</p><${tag} refresh="30"></${tag}></mc-provider>`,
  );
  await stage.pass(2000);
  const provider = stage.place.querySelector('mc-provider');
  const card = stage.place.querySelector<Card>(tag);
  if (!provider || !card) throw new Error('nothing shown');
  // A card may load its form when it is first shown.
  await until(() => card.shadowRoot?.querySelector(FIELDS[tag] ?? 'input'), 'the field');
  const field = one<Typed>(card, FIELDS[tag] ?? 'input');
  field.focus();
  field.value = TEXT;
  field.setSelectionRange(4, 8);
  const seen: string[] = [];
  new MutationObserver((records) => {
    for (const { attributeName } of records)
      if (attributeName === 'phase' || attributeName === 'tone')
        seen.push(`${attributeName}=${card.getAttribute(attributeName)}`);
  }).observe(card, { attributes: true });
  const tones: string[] = [];
  card.addEventListener('mc-tone', ({ detail }) => tones.push(`${detail.was} to ${detail.tone}`));
  return { provider, card, field, seen, tones };
}

describe('What an operator types', () => {
  const at = useStage('mc-todos');

  for (const tag of Object.keys(FIELDS))
    it(`stays in <${tag}>, with the focus and the caret, whatever attribute changes meanwhile`, async function () {
      this.timeout(30_000);
      const stage = at();
      const { provider, card, field, seen, tones } = await typing(stage, tag);
      const { tone, phase } = { tone: card.getAttribute('tone'), phase: card.getAttribute('phase') };
      const asked = JSON.stringify(stage.counts());
      for (const [name, change] of Object.entries(CHANGES)) {
        change(card, provider);
        await stage.pass(20, 10);
        const now = one<Typed>(card, FIELDS[tag] ?? 'input');
        expect(now, name).to.equal(field);
        expect(now.value, name).to.equal(TEXT);
        expect([now.selectionStart, now.selectionEnd], name).to.deep.equal([4, 8]);
        expect(card.shadowRoot?.activeElement, name).to.equal(field);
        expect(tones, name).to.be.empty;
        expect(
          seen.filter((each) => each !== `tone=${tone}` && each !== `phase=${phase}`),
          name,
        ).to.be.empty;
        const counts = Object.entries(stage.counts()).filter(
          ([url]) => !url.endsWith('mission-control.json'),
        );
        expect(JSON.stringify(Object.fromEntries(counts)), name).to.equal(asked);
      }
    });

  it('stays when another user signs in, whose records are shown then', async () => {
    const stage = at();
    const { provider, card, field } = await typing(stage, 'mc-todos', `origins="${stage.base}"`);
    provider.origins = [stage.base];
    for (const user of ['ada', 'grace', undefined]) {
      provider.token = user === undefined ? undefined : () => Promise.resolve(user);
      await stage.pass(1000);
      expect(one(card, 'input:not([type=checkbox])')).to.equal(field);
      expect(field.value).to.equal(TEXT);
      expect(card.shadowRoot?.activeElement).to.equal(field);
    }
  });

  it('stays when the card is bound to another API, another key or a past moment and back', async () => {
    const stage = at();
    const { card, field } = await typing(stage, 'mc-todos');
    const changes: [string, string | undefined][] = [
      ['api-base', `${stage.base}/other`],
      ['state-key', 'others'],
      ['at', new Date(stage.clock.now - 60_000).toISOString()],
      ['at', undefined],
      ['state-key', undefined],
      ['api-base', undefined],
    ];
    for (const [name, value] of changes) {
      if (value === undefined) card.removeAttribute(name);
      else card.setAttribute(name, value);
      await stage.pass(1000);
      expect(one(card, 'input:not([type=checkbox])'), name).to.equal(field);
      expect(field.value, name).to.equal(TEXT);
      expect(field.disabled, `${name}: read-only in the past`).to.equal(name === 'at' && value !== undefined);
    }
  });
});

describe('The public attributes of a card', () => {
  const at = useStage('mc-agent-fleet');

  it('are properties, before its script has come and after', async () => {
    const stage = at();
    const card = document.createElement('mc-agent-fleet') as Card;
    Object.assign(card, { apiBase: `${stage.base}/mine`, heading: 'Pond watch', headingLevel: 2 });
    stage.place.append(card);
    await stage.pass(2000);
    expect(stage.asked.map(({ url }) => url)).to.deep.equal([`${stage.base}/mine/beak/system/status`]);
    expect(one(card, '[part=heading]').textContent).to.include('Pond watch');
    expect(one(card, '[part=heading]')).to.have.attribute('aria-level', '2');
    card.apiBase = `${stage.base}/other`;
    await stage.pass(2000);
    expect(stage.asked.at(-1)?.url).to.equal(`${stage.base}/other/beak/system/status`);
    Object.assign(card, { theme: 'dark', compact: true });
    await card.updateComplete;
    expect(getComputedStyle(card).colorScheme).to.equal('dark');
    expect(card).to.have.attribute('compact');
  });

  it('come from an element that was not yet upgraded', async () => {
    const stage = at();
    const early = document.createElement('mc-early') as Card;
    Object.assign(early, { apiBase: `${stage.base}/early`, heading: 'Early duck' });
    stage.place.append(early);
    const Fleet = customElements.get('mc-agent-fleet') as CustomElementConstructor;
    customElements.define('mc-early', class extends Fleet {});
    await stage.pass(2000);
    expect(stage.asked.map(({ url }) => url)).to.include(`${stage.base}/early/beak/system/status`);
    expect(one(early, '[part=heading]').textContent).to.include('Early duck');
  });

  it('are one update, however many change in one task', async () => {
    const stage = at();
    const { provider, card } = await typing(stage, 'mc-todos');
    let renders = 0;
    const update = Reflect.get(card, 'update') as (changed: unknown) => void;
    Object.assign(card, {
      update(changed: unknown) {
        renders += 1;
        update.call(card, changed);
      },
    });
    Object.assign(card, { heading: 'One', tz: 'Asia/Tokyo', refresh: 60, headingLevel: 2 });
    card.setAttribute('theme', 'dark');
    provider.setAttribute('refresh', '90');
    provider.theme = 'light';
    await stage.pass(20, 10);
    expect(renders).to.equal(1);
  });

  it('that only display ask and watch nothing anew; an interval only changes the watch', async () => {
    const stage = at();
    const card = await stage.card('mc-agent-fleet', 'refresh="60"');
    await stage.pass(2000);
    const before = stage.counts()['status'];
    card.setAttribute('refresh', '30');
    card.heading = 'Fleet';
    await stage.pass(10_000);
    expect(stage.counts()['status']).to.equal(before);
    await stage.pass(30_000);
    expect(stage.counts()['status']).to.equal((before ?? 0) + 1);
  });
});
