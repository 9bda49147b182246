import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { readField } from '../../api/read-field.ts';
import { onPaper } from '../support/paper.ts';
import { all, one, routesOf, stops } from '../support/read.ts';
import { useStage } from '../support/stage.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Part } from './part.ts';

/** One raw value of every sort, to tell kinds apart by. */
const PROBES = ['text', '', 'ON', '2026-03-21T05:40:00Z', true, 0, 1, 7, -1, 0.5, 1.5, 1e9, null, [], {}];

/** What is typed into. */
const FIELDS = ['input:is([type=text], [type=number], [type=search], :not([type]))', 'textarea'];

/** Attributes of a card that change while somebody types: none of them makes it another card. */
const CHANGES = {
  'heading': 'Pond watch',
  'heading-level': '2',
  'compact': '',
  'theme': 'dark',
  'tz': 'UTC',
  'refresh': '60',
};

/** What stands out of a card to the right, beyond half a pixel; a scroller may hold wider content. */
const overflow = (card: Card): string[] => {
  const { right } = card.getBoundingClientRect();
  return all(card, '*')
    .filter((element) => !element.closest('.scroll') || element.matches('.scroll'))
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > right + 0.5)
    .map((element) => element.outerHTML.slice(0, 120));
};

/** One card on one stage, looked at from every side: it fits any page, on paper too, and needs no mouse. */
export const standing: Part = ({ tag, prepare }) => {
  const at = useStage(tag, 'suite');
  let card: Card;
  /** What was there before anything was done to the card. */
  let first: { phase: string | null; tone: string | null; asked: Partial<Record<string, number>> };

  before(async () => {
    const stage = at();
    stage.place.setAttribute('style', 'width: 320px');
    card = await stage.card(tag, 'tz="Asia/Tokyo"');
    first = { phase: card.getAttribute('phase'), tone: card.getAttribute('tone'), asked: stage.counts() };
    await prepare?.(card, stage);
    await stage.pass(2000);
  });

  it('comes to life from its tag alone, with every part', () => {
    expect(first.phase).to.be.oneOf(['live', 'empty', 'local']);
    expect(first.tone).to.be.oneOf(['ok', 'warn', 'bad', 'info', 'unknown']);
    for (const part of ['card', 'header', 'heading', 'chip', 'body', 'footer'])
      expect(all(card, `[part=${part}]`), part).to.have.length(1);
    expect(one(card, '[part=heading]').textContent).to.include(card.spec.title);
  });

  it('asks its own routes only, each once', () => {
    expect(first.asked).to.deep.equal(Object.fromEntries(routesOf(card).map((route) => [route, 1])));
  });

  it('reads each field by the kind that the contract gives it', () => {
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

  it('tells exact times in the zone of tz, with its name', function () {
    const titles = all(card, 'time[title]').map(({ title }) => title);
    // A card of a log alone may show no single time; its chart has an axis, which its own tests look at.
    if (titles.length === 0 && routesOf(card).length === 0) return this.skip();
    expect(titles.join()).to.match(/2026-03-21 14:40:\d\d (GMT\+9|JST)/);
    for (const title of titles) expect(title).to.match(/\d (GMT\+9|JST)/);
  });

  it('carries no style attribute, which a strict policy would refuse', () => {
    // Chart.js sizes its canvas through the CSSOM, which a policy allows.
    expect(all(card, '[style]:not(canvas)').map(({ outerHTML }) => outerHTML)).to.be.empty;
    expect(all(card, 'style')).to.be.empty;
  });

  it('keeps what is typed, the focus and its judgement when its looks or its pace change', async () => {
    const stage = at();
    const told: string[] = [];
    const hear = ({ type }: Event): void => void told.push(type);
    card.addEventListener('mc-tone', hear);
    const phase = card.getAttribute('phase');
    const fields = FIELDS.flatMap((kind) => {
      const free = all<HTMLInputElement | HTMLTextAreaElement>(card, kind);
      // A compact card leaves out what is under `more`.
      return (
        free.find((field) => !field.disabled && !field.closest('.more') && field.checkVisibility()) ?? []
      );
    });
    // A card without a field keeps its judgement all the same.
    for (const field of fields.length > 0 ? fields : [undefined]) {
      const before = field?.value ?? '';
      const typed = `${before}1`;
      if (field) {
        field.focus();
        field.value = typed;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
      for (const [name, value] of Object.entries(CHANGES)) {
        const was = card.getAttribute(name);
        for (const next of [value, was]) {
          if (next === null) card.removeAttribute(name);
          else card.setAttribute(name, next);
          expect(card.getAttribute('phase'), name).to.not.equal('loading');
          await stage.pass(100);
          expect(card.getAttribute('phase'), name).to.equal(phase);
          if (!field) continue;
          // Two elements that differ would be printed whole, with all that hangs on them.
          expect(card.shadowRoot?.activeElement === field, `${name}: keeps the focus`).to.equal(true);
          expect(field.value, `${name}: what was typed`).to.equal(typed);
        }
      }
      if (field) field.value = before;
    }
    card.removeEventListener('mc-tone', hear);
    expect(told).to.be.empty;
  });

  it('fits 320 px, and paper', () => {
    expect(card.clientWidth).to.equal(320);
    expect(overflow(card)).to.be.empty;
    onPaper(card, () => {
      expect(overflow(card), 'print').to.be.empty;
      const buttons = all(card, 'button').filter((button) => button.checkVisibility());
      expect(buttons, 'print').to.be.empty;
    });
  });

  it('keeps typed keys to itself, but for shortcuts with a modifier', () => {
    const heard: string[] = [];
    at().place.addEventListener('keydown', ({ key }) => void heard.push(key));
    const inputs = all(card, 'input');
    for (const input of inputs)
      for (const ctrlKey of [false, true])
        input.dispatchEvent(
          new KeyboardEvent('keydown', { key: ctrlKey ? 'k' : 'j', ctrlKey, bubbles: true, composed: true }),
        );
    expect(heard).to.deep.equal(inputs.map(() => 'k'));
  });

  it('is worked by keyboard alone, with a focus that can be seen', async () => {
    const wanted = new Set<Element>(stops(card));
    const start = document.createElement('button');
    at().place.prepend(start);
    start.focus();
    for (let presses = wanted.size + 2; presses > 0 && wanted.size > 0; presses -= 1) {
      await sendKeys({ press: 'Tab' });
      const element = card.shadowRoot?.activeElement;
      if (!element) continue;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      expect([outlineStyle, outlineWidth], element.outerHTML).to.deep.equal(['solid', '2px']);
      wanted.delete(element);
    }
    expect(
      [...wanted].map(({ outerHTML }) => outerHTML),
      'never reached',
    ).to.be.empty;
    one(card, '[part=footer] summary').focus();
    await sendKeys({ press: 'Enter' });
    expect(one<HTMLDetailsElement>(card, '[part=footer] details').open).to.equal(true);
  });
};
