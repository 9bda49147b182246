import { expect } from '@open-wc/testing';
import { quiet } from '../support/quiet.ts';
import { readsOf, routesOf, visibleText } from '../support/read.ts';
import { useStage } from '../support/stage.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Part } from './part.ts';
import type { Answer } from '../support/stage.ts';

const MINUTE = 60_000;

/** The answer without the value at a path, which begins with its route. */
function without(answer: Answer, [, ...path]: readonly string[]): Answer {
  const last = path.pop();
  // Every member on the way to a field is an object in the Beak's answers.
  const holder = path.reduce((inner, name) => inner[name] as Answer, answer);
  if (last !== undefined) delete holder[last];
  return answer;
}

/** Old is not live, missing is not zero, and nothing is drawn or asked for that nobody needs. */
export const answers: Part = ({ tag, ageing }) => {
  const at = useStage(tag);
  const polled = (card: Card): boolean => routesOf(card).length > 0;

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
    for (const route of routesOf(card)) expect(stage.counts()[route], route).to.be.at.most(5);
    expect(renders, 'renders').to.equal(0);
    first = {};
    stage.beak.scenario = 'hostile';
    await stage.pass(MINUTE, 2000);
    expect(renders, 'renders of something new').to.be.above(0);
  });

  it('paints what it knew, with its age, and judges nothing of it: the old verdict stays as words', async function () {
    const stage = at();
    const card = await stage.card(tag);
    if (!polled(card)) return this.skip();
    // Ages move on; what they are the age of stays.
    const body = (shown: Card) =>
      visibleText(shown, '[part=body] :is(dd, td, li, p)')
        .replace(/\d+ \w+ ago|just now/g, 'then')
        .slice(0, 12);
    const before = body(card);
    const verdict = visibleText(card, '[part=chip]').replace(/^.*: /, '');
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
    expect(visibleText(next, '[part=footer]')).to.match(/10 min ago/);
    expect(next).to.have.attribute('tone', 'unknown');
    // The probe has no body, so nothing of it is kept: a card that needs it asks once before it is more than loading.
    if (routesOf(next).includes('beak')) return expect(next).to.have.attribute('phase', 'loading');
    expect(next).to.have.attribute('phase', 'stale');
    const chip = visibleText(next, '[part=chip]');
    expect(chip).to.match(/Too old/);
    if (tag !== 'mc-latency-history') expect(chip).to.include(verdict);
    expect(visibleText(next, '.note')).to.match(/10 min ago/);
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
      expect(visibleText(card)).to.include(name);
      expect(card.getAttribute('phase') === 'unoffered', name).to.equal(needed);
      if (needed) expect(card.getAttribute('tone'), `${name} is missing`).to.not.equal('ok');
    }
    stage.bend = () => ({});
    await card.reload();
    await quiet();
    expect(card).to.have.attribute('tone', 'unknown');
  });
};
