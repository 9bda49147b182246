import { expect } from '@open-wc/testing';
import sentences from '../../../server/beak/scenarios.json' with { type: 'json' };
import { axe } from '../support/axe.ts';
import { all, faults, injected, one, readsOf, visibleText } from '../support/read.ts';
import { until } from '../support/quiet.ts';
import { useStage } from '../support/stage.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Stage } from '../support/stage.ts';
import type { Part } from './part.ts';
import type { ScenarioName } from '../../../server/beak/scenarios.ts';

/** The bent answers of the hostile Beak change every 30 s; so many of them are tried. */
const TURNS = 8;

/** Whatever the backend does, a card tells the truth in words, and anybody can read it. */
export const scenarios: Part = ({ tag, prepare }) => {
  const at = useStage(tag);

  const sound = (card: Card): void => {
    expect(faults(card), visibleText(card)).to.be.empty;
    expect(injected(card), 'markup from a field').to.be.empty;
    expect(card.getAttribute('phase'), visibleText(card)).to.not.equal('loading');
    expect(visibleText(card, '[part=chip]')).to.match(/\w{3}/);
  };

  // `Object.keys` forgets the names of the keys.
  for (const name of Object.keys(sentences) as ScenarioName[])
    it(`shows the scenario ${name} to everybody, without a fault`, async () => {
      const stage = at();
      stage.beak.scenario = name;
      const senders = sendersOf(stage);
      const card = await stage.card(tag, 'theme="light" refresh="30"');
      await prepare?.(card, stage);
      for (let turn = 0; turn < (name === 'hostile' ? TURNS : 2); turn += 1) {
        await stage.pass(38_000, 5000);
        sound(card);
      }
      if (name === 'hostile') {
        one<HTMLDetailsElement>(card, '[part=footer] details').open = true;
        await until(() => all(card, '[part=footer] .opened').length > 0, 'the provenance');
        expect(injected(card), 'markup from a field, in the provenance').to.be.empty;
        discreet(card, senders);
      }
      // Colours are tokens, whose contrast has its own test; once here, for what a card does with them.
      expect(await axe(card, { contrast: name === 'hostile' })).to.equal('');
      expect(window).to.not.have.property('pwned');
      expect(stage.messages).to.be.empty;
    });
};

/** Collects the addresses of the sender that were answered, or what stood in their place: a card may tell the last one too. */
function sendersOf(stage: Stage): Set<string> {
  const senders = new Set<string>();
  stage.bend = (answer, route) => {
    const { auth } = answer as { auth?: { ses_sender?: unknown } | null };
    if (route === 'status' && typeof auth?.ses_sender === 'string') senders.add(auth.ses_sender);
    return answer;
  };
  return senders;
}

/** Two things are shown as they came, by the contract: the sender's address, and what is no environment name. */
function discreet(card: Card, senders: ReadonlySet<string>): void {
  // As text, and as the provenance quotes it; words are told with single spaces.
  const exempt = [...senders]
    .flatMap((sender) => [sender, JSON.stringify(sender)])
    .map((each) => each.replace(/\s+/g, ' '));
  const told = exempt.reduce((rest, each) => rest.replaceAll(each, ''), visibleText(card));
  const names = readsOf(card).some(({ path }) => path.join('.') === 'status.lambda.env_names');
  for (const secret of ['900123', 'jemima.puddle', ...(names ? ['hunter2'] : [])])
    expect(told.includes(secret), `shows ${secret}`).to.equal(false);
}
