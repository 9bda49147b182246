import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/card/define-provider.ts';
import { until } from '../components/support/quiet.ts';
import { one, visibleText } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-agent-fleet';

const notes = (card: Card): string[] =>
  [...card.renderRoot.querySelectorAll('.note')].map(({ textContent }) => textContent.trim());

describe('An attribute that is none', () => {
  const at = useStage(tag);

  const MEANT: Record<string, string> = {
    'apibase': 'api-base',
    'api_base': 'api-base',
    'api-bsae': 'api-base',
    'api-url': 'api-base',
    'base': 'api-base',
    ':api-base': 'api-base',
    'statekey': 'state-key',
    'state_key': 'state-key',
    'head-ing': 'heading',
    'hedaing': 'heading',
    'headinglevel': 'heading-level',
    'heading-levels': 'heading-level',
    'time-zone': 'tz',
    'refesh': 'refresh',
    'interval': 'refresh',
    'conf-ig': 'config',
    'tehme': 'theme',
  };

  it('is named on the card, with the one that was meant', async () => {
    const stage = at();
    for (const [name, right] of Object.entries(MEANT)) {
      const card = await stage.show(`<${tag} ${name}="x"></${tag}>`);
      await until(
        () => notes(card).some((note) => note.includes('Unknown attribute')),
        `${name} to be named`,
      );
      expect(notes(card), name).to.include(`Unknown attribute ${name} on <${tag}>: ${right} is meant.`);
      card.removeAttribute(name);
      await stage.pass(1000);
      expect(visibleText(card), `${name} gone`).to.not.include('Unknown attribute');
      card.remove();
    }
  });

  it('is named on the cards of a provider that has it, defined or not, and as a property was meant', async () => {
    const stage = at();
    for (const [name, right] of [
      ['apibase', 'api-base'],
      ['api_base', 'api-base'],
      ['Refresh-', 'refresh'],
      ['timezone', 'tz'],
    ]) {
      await stage.show(`<mc-provider ${name}="x" api-base="${stage.base}"><${tag}></${tag}></mc-provider>`);
      const card = stage.place.querySelector<Card>(`mc-provider:last-child > ${tag}`);
      if (!card) throw new Error('no card');
      const sentence = `Unknown attribute ${name?.toLowerCase()} on <mc-provider>: ${right} is meant.`;
      await until(() => notes(card).includes(sentence), sentence);
    }
  });

  it('is no matter where it is nothing of ours', async () => {
    const card = await at().card(
      tag,
      'class="a" id="b" data-base="c" aria-label="d" x-theme="e" ng-version="1" onclick="" title="f" slot="g" themes-of-ducks',
    );
    await at().pass(2000);
    expect(visibleText(card)).to.not.include('Unknown attribute');
  });
});

describe('A wrong value of an attribute', () => {
  const at = useStage(tag);

  it('is named, and the default holds: a level of a heading', async () => {
    for (const level of ['0', '7', '-1', '2.5', 'two', '']) {
      const card = await at().card(tag, `heading-level="${level}"`);
      expect(visibleText(card), level).to.include(
        `heading-level="${level}" is not a whole number from 1 to 6`,
      );
      expect(one(card, '[part=heading]'), level).to.have.attribute('aria-level', '3');
      card.remove();
    }
    const card = await at().card(tag, 'heading-level="6"');
    expect(one(card, '[part=heading]')).to.have.attribute('aria-level', '6');
    expect(visibleText(card)).to.not.include('heading-level');
  });

  it('is named, and the default holds: an interval', async () => {
    for (const refresh of ['', ' ', '0', '-5', 'Infinity', '1e999', 'NaN', '5s']) {
      const card = await at().card(tag, `refresh="${refresh}"`);
      expect(visibleText(card), refresh)
        .to.include(`refresh="${refresh.trim()}`)
        .and.to.include('so 30 is used');
      card.remove();
    }
  });

  it('does not let a card spin, be an interval longer than any timer', async () => {
    const stage = at();
    const card = await stage.card(tag, 'refresh="5000000"');
    await stage.pass(2000);
    const timers = sinon.spy(window, 'setTimeout');
    await stage.pass(10_000, 100);
    const { callCount } = timers;
    timers.restore();
    expect(callCount).to.be.below(20);
    expect(stage.counts()['status']).to.equal(1);
    expect(visibleText(card)).to.not.include('is not a number');
  });
});
