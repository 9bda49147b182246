import { expect } from '@open-wc/testing';
import { hub } from '../../../../src/data/hub.ts';
import { quiet } from '../../support/quiet.ts';
import { routesOf, visibleText } from '../../support/read.ts';
import type { Card } from '../../../../src/card/card.ts';
import type { BasePart } from '../part.ts';

const MINUTE = 60_000;

/** The base polls, keeps what was known when polling fails, and tells the page. */
export const data: BasePart = (tag, at) => {
  const polled = (card: Card): boolean => routesOf(card).length > 0;
  const notes = (card: Card): string => visibleText(card, '.note');

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

  it('keeps the last good answer when the backend fails, and says what failed', async function () {
    const stage = at();
    const card = await stage.card(tag);
    if (!polled(card)) return this.skip();
    await stage.pass(1000);
    const before = visibleText(card, '[part=body] dd, [part=body] tbody th');
    stage.answer = () => new Response('{}', { status: 503 });
    await card.reload();
    await quiet();
    expect(card).to.have.attribute('phase', 'failed');
    expect(notes(card))
      .to.match(/\/beak\S* .*503/)
      .and.to.match(/Next try/);
    expect(visibleText(card, '[part=body] dd, [part=body] tbody th').slice(0, 12)).to.equal(
      before.slice(0, 12),
    );
    stage.answer = undefined;
    await card.reload();
    await quiet();
    expect(notes(card)).to.not.include('503');
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
