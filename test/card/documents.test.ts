import { expect } from '@open-wc/testing';
import '../../src/card/define-provider.ts';
import { until } from '../components/support/quiet.ts';
import { one, visibleText } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-agent-fleet';

describe('A card that another document adopts', () => {
  const at = useStage(tag);

  const looks = (card: Card) => {
    const { display, padding, backgroundColor } = getComputedStyle(one(card, '[part=card]'));
    return { display, padding, backgroundColor, content: getComputedStyle(card).contentVisibility };
  };

  async function frame(): Promise<Document> {
    const frame = at().place.appendChild(document.createElement('iframe'));
    frame.srcdoc = '<!doctype html><main></main>';
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    if (!frame.contentDocument) throw new Error('no document');
    return frame.contentDocument;
  }

  it('keeps its styles there, those of its parts too, and has them back at home', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(1000);
    const before = looks(card);
    const sheets = card.shadowRoot?.adoptedStyleSheets.length;
    const other = await frame();
    other.body.append(card);
    await until(() => card.shadowRoot?.adoptedStyleSheets.length === sheets, 'the styles');
    expect(looks(card)).to.deep.equal(before);
    one(card, '[part=footer] summary').click();
    await until(() => card.shadowRoot?.querySelector('[part=footer] pre'), 'the provenance');
    await until(() => card.shadowRoot?.adoptedStyleSheets.length === (sheets ?? 0) + 1, 'its styles');
    const part = getComputedStyle(one(card, '[part=footer] pre')).overflowX;
    const second = await stage.card(tag, 'state-key="second"');
    other.body.append(second);
    await until(() => second.shadowRoot?.adoptedStyleSheets.length === sheets, 'the styles of the second');
    expect(second.shadowRoot?.adoptedStyleSheets[0], 'one copy for all').to.equal(
      card.shadowRoot?.adoptedStyleSheets[0],
    );
    stage.place.append(card);
    await until(() => card.shadowRoot?.adoptedStyleSheets.length === (sheets ?? 0) + 1, 'its own again');
    expect(looks(card)).to.deep.equal(before);
    expect(getComputedStyle(one(card, '[part=footer] pre')).overflowX).to.equal(part);
    expect(stage.messages).to.be.empty;
  });

  it('finds the provider of that document, and goes on there', async () => {
    const stage = at();
    const card = await stage.show(`<${tag}></${tag}>`);
    const other = await frame();
    const provider = other.body.appendChild(other.createElement('mc-provider'));
    provider.setAttribute('api-base', `${stage.base}/framed`);
    provider.append(card);
    await stage.pass(2000);
    expect(stage.asked.map(({ url }) => url)).to.include(`${stage.base}/framed/beak/system/status`);
    expect(visibleText(card)).to.include('/beak/system/status');
  });
});
