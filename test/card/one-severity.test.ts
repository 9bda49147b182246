import { expect } from '@open-wc/testing';
import sentences from '../../server/beak/scenarios.json' with { type: 'json' };
import { ALL_CAUSES } from '../../src/data/all-causes.ts';
import { declaring, findingsOf } from '../../src/data/findings-of.ts';
import { Observer } from '../../src/data/observer.ts';
import { cards } from '../../src/shell/cards.ts';
import { visibleText } from '../components/support/read.ts';
import { bring, useStage } from '../components/support/stage.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';
import type { Card } from '../../src/card/card.ts';
import type { Spec } from '../../src/data/spec.ts';
import type { Stage } from '../components/support/stage.ts';

const spec = {
  title: '',
  section: 'banners',
  size: 'small',
  ...declaring(ALL_CAUSES, {}),
  probes: ['beak', 'metrics', 'status', 'audit'],
} as const satisfies Spec;

/** What is wrong by all that the page knows, as one list. */
function findings(stage: Stage) {
  const place = {
    base: stage.base,
    interval: 30_000,
    tag: '',
    stateKey: '',
    token: undefined,
    config: undefined,
  };
  const observer = new Observer(
    spec,
    place,
    () => {},
    () => {},
  );
  const found = findingsOf(observer.state(), ALL_CAUSES);
  observer.stop();
  return found;
}

/** What informs, whatever is wrong: checklists, histories and exports. */
const INFORMS =
  /checklist|canary-setup|acknowledgements|ses-exit|todos|history|timeline|journal|route-failures|handoff|pending-actions|recent-|shift-log|reconciliation|notes/;

/** What nothing on the page may say while a critical cause stands. */
const CONTRADICTIONS: Record<string, RegExp[]> = {
  'dead-agents': [/(OK|Info) : Ready\b/, /No blockers|Nothing blocks|Nothing degraded|Users notice nothing/],
  'canary': [/(OK|Info) : Ready\b/, /Nothing degraded|Users notice nothing/],
  'unreachable': [/(OK|Info) : Ready\b/, /No problem found in|Users notice nothing|All is well/],
};

describe('one severity per cause', () => {
  const at = useStage('mc-agent-fleet');
  const all = (stage: Stage): Card[] => [...stage.place.children] as Card[];

  before(async function () {
    this.timeout(60_000);
    await bring(Object.keys(cards));
  });

  const raise = async (stage: Stage): Promise<void> => {
    const tags = Object.keys(cards).filter((tag) => tag !== 'mc-provider');
    await stage.show(tags.map((tag) => `<${tag} api-base="${stage.base}" refresh="30"></${tag}>`).join(''));
  };

  /** No card calls fine what stands, and none that only informs is red. */
  const agree = (stage: Stage): void => {
    const found = findings(stage);
    for (const card of all(stage)) {
      const tone = card.getAttribute('tone');
      const stands = found.filter(({ cause }) => card.spec.causes?.includes(cause));
      const words = `${card.localName} says “${visibleText(card, '[part=chip]')}”`;
      for (const { headline } of stands) expect(tone, `${words}, while: ${headline}`).to.not.equal('ok');
      if (INFORMS.test(card.localName)) expect(tone, words).to.not.equal('bad');
    }
    const stands = (cause: string) => found.some((each) => each.cause === cause && each.tone === 'bad');
    const forbidden = Object.entries(CONTRADICTIONS).flatMap(([cause, words]) =>
      stands(cause) ? words : [],
    );
    for (const card of all(stage))
      for (const words of forbidden)
        expect(words.exec(visibleText(card))?.[0], `${card.localName} contradicts what stands`).to.equal(
          undefined,
        );
  };

  // `Object.keys` forgets the names of the keys.
  for (const name of Object.keys(sentences) as ScenarioName[])
    it(`holds in the scenario ${name}`, async function () {
      this.timeout(120_000);
      const stage = at();
      stage.beak.scenario = name;
      await raise(stage);
      agree(stage);
      await stage.pass(200_000, 5000);
      agree(stage);
    });

  it('holds of an outage: no card is calmer, and none is fine', async function () {
    this.timeout(120_000);
    const stage = at();
    stage.beak.scenario = 'fleet-dying';
    await raise(stage);
    stage.beak.scenario = 'down';
    await stage.pass(14 * 60_000, 20_000);
    agree(stage);
    const [first] = findings(stage);
    expect(first?.headline).to.match(/^Backend unreachable for 1[34] min$/);
    for (const card of all(stage))
      if (Object.values(card.spec.reads ?? {}).length > 0)
        expect(card.getAttribute('tone'), card.localName).to.not.equal('ok');
  });
});
