import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from '../../support/quiet.ts';
import { all, faults, one, readsOf, routesOf, stops as reachable, visibleText } from '../../support/read.ts';
import type { BasePart } from '../part.ts';

let versions = 0;

/** Attributes are read by the base alone, and so is a script that comes twice. */
export const attributes: BasePart = (tag, at) => {
  const name = tag.slice(3);
  /** Runs the card's module once more, as a second script on the page would. */
  const again = (): Promise<unknown> =>
    import(`../../../../components/${name}/define.ts?copy=${(versions += 1)}`);

  it('takes a heading, its level, compactness and colours from the page', async () => {
    const card = await at().card(tag, 'heading="Pond watch" heading-level="2" compact theme="dark"');
    expect(one(card, '[part=heading]').textContent).to.include('Pond watch');
    expect(one(card, '[part=heading]')).to.have.attribute('aria-level', '2');
    expect(reachable(card).map(({ localName }) => localName)).to.not.include('summary');
    expect(getComputedStyle(card).colorScheme).to.equal('dark');
    expect(getComputedStyle(one(card, '[part=card]')).backgroundColor).to.equal('rgb(21, 24, 28)');
    card.setAttribute('theme', 'light');
    expect(getComputedStyle(one(card, '[part=card]')).backgroundColor).to.equal('rgb(255, 255, 255)');
  });

  it('tells exact times in another zone once tz names one', async function () {
    const stage = at();
    const card = await stage.card(tag, 'tz="Asia/Tokyo"');
    const titles = (): string =>
      all(card, 'time[title]')
        .map(({ title }) => title)
        .join();
    // A card of a log alone may show no single time; its chart has an axis, which its own tests look at.
    if (routesOf(card).length === 0) return this.skip();
    await stage.pass(1000);
    expect(titles()).to.match(/2026-03-21 14:40:\d\d (GMT\+9|JST)/);
    card.setAttribute('tz', 'UTC');
    await stage.pass(1000);
    expect(titles()).to.match(/05:40:\d\d UTC/);
  });

  it('says which attribute is wrong, and never throws', async () => {
    const stage = at();
    const wrong = { 'api-base': 'javascript:alert(1)', 'refresh': 'abc', 'tz': 'Mars/Base' };
    for (const [attribute, value] of Object.entries(wrong)) {
      const card = await stage.show(`<${tag} ${attribute}="${value}"></${tag}>`);
      expect(visibleText(card), attribute).to.include(attribute).and.to.include(value);
      expect(faults(card), visibleText(card)).to.be.empty;
      card.remove();
    }
    expect(stage.asked.filter(({ url }) => !url.startsWith(location.origin))).to.be.empty;
    expect(stage.messages).to.be.empty;
  });

  it('stays, silently, when its script comes twice; and warns once of another version', async () => {
    const { messages } = at();
    const first = customElements.get(tag) as (CustomElementConstructor & { version?: string }) | undefined;
    if (!first) throw new Error(`${tag} is not defined`);
    await again();
    expect(messages, 'the same version').to.be.empty;
    const { version } = first;
    const stub = sinon.stub(first, 'version').value(`0.0.0-${tag}`);
    await again();
    await again();
    stub.restore();
    expect(customElements.get(tag)).to.equal(first);
    expect(messages).to.have.length(1);
    expect(messages[0]).to.include(`0.0.0-${tag}`).and.to.include(String(version)).and.to.include(tag);
  });

  it('opens its provenance by keyboard: every field as kept, and the line that asks for it again', async () => {
    const card = await at().card(tag);
    one(card, '[part=footer] summary').click();
    await until(() => all(card, '[part=footer] .opened').length > 0, 'the provenance');
    const told = visibleText(card, '[part=footer]');
    for (const { path } of readsOf(card)) expect(told).to.include(path.join('.'));
    const lines = all(card, '[part=footer] pre').map(({ textContent }) => textContent);
    expect(lines).to.have.length(routesOf(card).length);
    for (const line of lines)
      expect(line)
        .to.match(/^curl /)
        .and.to.include(at().base);
  });
};
