import { expect } from '@open-wc/testing';
import '../../src/card/define-provider.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-agent-fleet';

describe('<mc-provider> hands down what the cards within it need', () => {
  const at = useStage(tag);

  it('to a card in a slot and behind shadow roots, the nearest one winning', async () => {
    const stage = at();
    await stage.show(`<mc-provider api-base="https://far.test"><div></div></mc-provider>`);
    const host = stage.place.querySelector('div');
    const root = host?.attachShadow({ mode: 'open' });
    if (!root) throw new Error('no shadow root');
    const near = root.appendChild(document.createElement('mc-provider'));
    near.setAttribute('api-base', stage.base);
    near.append(document.createElement('slot'));
    host?.append(document.createElement(tag));
    await stage.pass(1000, 250);
    expect(stage.asked.map(({ url }) => url)).to.deep.equal([`${stage.base}/beak/system/status`]);
  });

  it('again when one of its attributes changes', async () => {
    const stage = at();
    const provider = await stage.show(
      `<mc-provider api-base="${stage.base}"><${tag}></${tag}></mc-provider>`,
    );
    await stage.pass(1000, 250);
    provider.setAttribute('api-base', `${stage.base}/moved`);
    await stage.pass(1000, 250);
    expect(stage.asked.map(({ url }) => url)).to.include(`${stage.base}/moved/beak/system/status`);
  });

  it('a token to the listed origins only, which stands nowhere after', async () => {
    const stage = at();
    for (const listed of [true, false]) {
      const provider = document.createElement('mc-provider');
      provider.origins = [listed ? stage.base : 'https://elsewhere.test'];
      provider.token = () => Promise.resolve('quack-secret');
      provider.setAttribute('api-base', stage.base);
      const card = provider.appendChild(document.createElement(tag) as Card);
      stage.place.append(provider);
      await stage.pass(1000, 250);
      await card.reload();
      expect(stage.asked.at(-1)?.authorization).to.equal(listed ? 'Bearer quack-secret' : null);
      expect(provider.outerHTML + (provider.firstElementChild?.shadowRoot?.innerHTML ?? '')).to.not.include(
        'quack-secret',
      );
      provider.remove();
    }
    const { under } = await import('../../src/store/database.ts');
    expect(JSON.stringify(await under(`1/${stage.base}`))).to.not.include('quack-secret');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).to.not.include('quack-secret');
  });
});
