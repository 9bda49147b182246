import { expect } from '@open-wc/testing';
import { readField } from '../../../src/api/fields.ts';
import { hub } from '../../../src/data/hub.ts';
import { quiet } from '../support/quiet.ts';
import { one, readsOf, routesOf, words } from '../support/read.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Part } from '../contract.ts';
import type { Answer } from '../support/stage.ts';

const MINUTE = 60_000;

/** One raw value of every sort, to tell kinds apart by. */
const PROBES = ['text', '', 'ON', '2026-03-21T05:40:00Z', true, 0, 1, 7, -1, 0.5, 1.5, 1e9, null, [], {}];

/** The answer without the value at a path, which begins with its route. */
function without(answer: Answer, [, ...path]: readonly string[]): Answer {
  const last = path.pop();
  // Every member on the way to a field is an object in the Beak's answers.
  const holder = path.reduce((inner, name) => inner[name] as Answer, answer);
  if (last !== undefined) delete holder[last];
  return answer;
}

/** Old is not live, missing is not zero, and no request is sent that nobody needs. */
export const data: Part = ({ tag, ageing }, at) => {
  const polled = (card: Card): boolean => routesOf(card).length > 0;
  const notes = (card: Card): string => words(card, '.note');

  it('asks its own routes only, each once per interval however many cards there are', async () => {
    const stage = at();
    const card = await stage.card(tag, 'refresh="30"');
    await stage.card(tag, 'refresh="60" state-key="second"');
    expect(Object.keys(stage.counts()).sort()).to.deep.equal(routesOf(card));
    await stage.pass(10 * MINUTE, 2500);
    expect(Object.keys(stage.counts()).sort()).to.deep.equal(routesOf(card));
    for (const route of routesOf(card)) {
      const times = stage.asked.flatMap((asked) => (asked.route === route ? asked.at : []));
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(times.length, route).to.be.within(15, 27);
      expect(Math.min(...gaps), `${route}: shortest gap`).to.be.at.least(22_000);
    }
  });

  it('renders nothing when an answer tells nothing new', async function () {
    const stage = at();
    const card = await stage.card(tag);
    // A card of a log is told of each new sample, and one of a probe of each answer: that is their news.
    if (!polled(card) || card.spec.logs?.length || card.spec.probes?.length) return this.skip();
    let first: Partial<Record<string, Answer>> = {};
    stage.bend = (answer, route) => (first[route] ??= answer);
    await card.reload();
    await stage.pass(1000);
    let renders = 0;
    const updated = card.requestUpdate.bind(card);
    card.requestUpdate = (...given) => ((renders += 1), updated(...given));
    await stage.pass(MINUTE, 2000);
    expect(stage.asked.length).to.be.above(2);
    expect(renders, 'renders').to.equal(0);
    first = {};
    stage.beak.scenario = 'hostile';
    await stage.pass(MINUTE, 2000);
    expect(renders, 'renders of something new').to.be.above(0);
  });

  it('paints what it knew, with its age, before any request has answered', async function () {
    const stage = at();
    const card = await stage.card(tag);
    if (!polled(card)) return this.skip();
    // Ages move on; what they are the age of stays.
    const body = (shown: Card) =>
      words(shown, '[part=body] :is(dd, td, li, p)')
        .replace(/\d+ \w+ ago|just now/g, 'then')
        .slice(0, 12);
    const before = body(card);
    await stage.pass(1000);
    card.remove();
    await stage.pass(8000);
    stage.clock.tick(10 * MINUTE);
    stage.mute = true;
    stage.place.append(document.createElement(tag));
    stage.place.lastElementChild?.setAttribute('api-base', stage.base);
    await quiet();
    const next = stage.place.lastElementChild as Card;
    if (!ageing) expect(body(next)).to.equal(before);
    expect(body(next)).to.not.equal('');
    expect(words(next, '[part=footer]')).to.match(/10 min ago/);
    // The probe has no body, so nothing of it is kept: a card that needs it asks once before it is more than loading.
    expect(next).to.have.attribute('phase', routesOf(next).includes('beak') ? 'loading' : 'stale');
    expect(next).to.have.attribute('tone', 'unknown');
  });

  it('keeps the last good answer when the backend fails, and says what failed', async function () {
    const stage = at();
    const card = await stage.card(tag);
    if (!polled(card)) return this.skip();
    await stage.pass(1000);
    const before = words(card, '[part=body] dd, [part=body] tbody th');
    stage.answer = () => new Response('{}', { status: 503 });
    await card.reload();
    await quiet();
    expect(card).to.have.attribute('phase', 'failed');
    expect(notes(card))
      .to.match(/\/beak\S* .*503/)
      .and.to.match(/Next try/);
    expect(words(card, '[part=body] dd, [part=body] tbody th').slice(0, 12)).to.equal(before.slice(0, 12));
    stage.answer = undefined;
    await card.reload();
    await quiet();
    expect(notes(card)).to.not.include('503');
  });

  it('judges nothing that is too old: the old verdict stays as words', async function () {
    const stage = at();
    const card = await stage.card(tag);
    if (!polled(card)) return this.skip();
    const chip = one(card, '[part=chip]');
    const verdict = words(card, '[part=chip]').replace(/^.*: /, '');
    await stage.hide(true);
    stage.clock.tick(10 * MINUTE);
    stage.mute = true;
    await stage.hide(false);
    await stage.pass(2000);
    expect(card).to.have.attribute('phase', 'stale');
    expect(card).to.have.attribute('tone', 'unknown');
    expect(chip.textContent).to.match(/Too old/);
    if (tag !== 'mc-latency-history') expect(chip.textContent).to.include(verdict);
    expect(notes(card)).to.match(/10 min ago/);
  });

  it('stops asking while paused, says so, and still refreshes on demand', async function () {
    const stage = at();
    const card = await stage.card(tag, 'refresh="30"');
    if (!polled(card)) return this.skip();
    hub().pause(stage.base, true);
    await stage.pass(1000);
    const before = stage.asked.length;
    await stage.pass(5 * MINUTE, 5000);
    expect(stage.asked).to.have.length(before);
    expect(card).to.have.attribute('phase', 'paused');
    expect(notes(card)).to.match(/paused since 2026-03-21 05:4\d/);
    await card.reload();
    expect(stage.asked).to.have.length(before + routesOf(card).length);
  });

  it('reads each field by the kind that the contract gives it', async () => {
    const card = await at().card(tag);
    for (const { field, from } of Object.values(card.spec.reads ?? {}))
      for (const raw of PROBES) {
        const answer = field
          .split('.')
          .slice(1)
          .reduceRight<unknown>((inner, name) => ({ [name]: inner }), raw);
        const told = readField(field, answer);
        // Of a field that has members a card may read some.
        if (typeof told === 'object' && told !== null) continue;
        expect(from(answer), `${field} of ${JSON.stringify(raw)}`).to.equal(told);
      }
  });

  it('names each field that the backend does not offer', async function () {
    const stage = at();
    const card = await stage.card(tag);
    const reads = readsOf(card);
    if (reads.length === 0) return this.skip();
    for (const { path, needed } of reads) {
      stage.bend = (answer, route) => (route === path[0] ? without(answer, path) : answer);
      await card.reload();
      await quiet();
      const name = path.slice(1).join('.');
      expect(words(card)).to.include(name);
      expect(card.getAttribute('phase') === 'unoffered', name).to.equal(needed);
      if (needed) expect(card.getAttribute('tone'), `${name} is missing`).to.not.equal('ok');
    }
    stage.bend = () => ({});
    await card.reload();
    await quiet();
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('tells the page of a changed tone and of a refresh, through shadow roots', async function () {
    const stage = at();
    const heard: CustomEvent[] = [];
    // A listener of the page may be given any event of these names.
    const hear = (event: Event) => void heard.push(event as CustomEvent);
    for (const name of ['mc-tone', 'mc-action']) document.body.addEventListener(name, hear);
    const host = stage.place.appendChild(document.createElement('div'));
    const card = document.createElement(tag) as Card;
    card.setAttribute('api-base', stage.base);
    host.attachShadow({ mode: 'open' }).append(card);
    await stage.pass(1000);
    const tone = card.getAttribute('tone');
    if (polled(card)) await card.reload();
    for (const name of ['mc-tone', 'mc-action']) document.body.removeEventListener(name, hear);
    const tones = heard.filter(({ type }) => type === 'mc-tone');
    if (tone !== 'unknown') expect(tones.at(-1)?.detail).to.deep.equal({ tone, was: 'unknown' });
    const actions = heard.filter(({ type }) => type === 'mc-action').map(({ detail }) => detail as unknown);
    if (polled(card)) expect(actions).to.deep.equal([{ card: tag, action: 'refresh', detail: undefined }]);
  });
};
