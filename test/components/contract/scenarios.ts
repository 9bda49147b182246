import { expect } from '@open-wc/testing';
import sentences from '../../../server/beak/scenarios.json' with { type: 'json' };
import { axe } from '../support/axe.ts';
import { faults, injected, readsOf, words } from '../support/read.ts';
import { until } from '../support/quiet.ts';
import type { Part } from '../contract.ts';
import type { ScenarioName } from '../../../server/beak/scenarios.ts';

/** The bent answers of the hostile Beak change every 30 s; so many of them are tried. */
const TURNS = 8;

/** Whatever the backend does, a card tells the truth in words, and anybody can read it. */
export const scenarios: Part = ({ tag, prepare }, at) => {
  // `Object.keys` forgets the names of the keys.
  for (const name of Object.keys(sentences) as ScenarioName[])
    it(`shows the scenario ${name} to everybody, without a fault`, async () => {
      const stage = at();
      stage.beak.scenario = name;
      const card = await stage.card(tag, 'theme="light" refresh="30"');
      await prepare?.(card, stage);
      for (let turn = 0; turn < (name === 'hostile' ? TURNS : 2); turn += 1) {
        await stage.pass(38_000, 2000);
        expect(faults(card), words(card)).to.be.empty;
        expect(injected(card), 'markup from a field').to.be.empty;
        expect(card.getAttribute('phase'), words(card)).to.not.equal('loading');
      }
      expect(words(card, '[part=chip]')).to.match(/\w{3}/);
      expect(window).to.not.have.property('pwned');
      for (const theme of ['light', 'dark'] as const) {
        card.setAttribute('theme', theme);
        expect(await axe(card), theme).to.equal('');
      }
      expect(stage.said).to.be.empty;
    });

  it('opens its provenance in a hostile answer without a fault', async () => {
    const stage = at();
    stage.beak.scenario = 'hostile';
    const card = await stage.card(tag, 'theme="dark"');
    const details = card.renderRoot.querySelector<HTMLDetailsElement>('[part=footer] details');
    if (!details) throw new Error('no provenance');
    details.open = true;
    await until(() => details.children.length > 1, 'the provenance');
    expect(injected(card)).to.be.empty;
    // Two things are shown as they came, by the contract: the sender's address, and what is no environment name.
    const read = readsOf(card).map(({ path }) => path.join('.'));
    const secrets = [
      /900123/,
      ...(read.includes('status.auth.ses_sender') ? [] : [/jemima\.puddle/]),
      ...(read.includes('status.lambda.env_names') ? [/hunter2/] : []),
    ];
    for (const secret of secrets) expect(secret.test(words(card)), `shows ${secret.source}`).to.equal(false);
    expect(await axe(card)).to.equal('');
    expect(stage.said).to.be.empty;
  });
};
