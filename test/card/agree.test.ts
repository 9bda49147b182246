import { expect } from '@open-wc/testing';
import sentences from '../../server/beak/scenarios.json' with { type: 'json' };
import { all, visibleText } from '../components/support/read.ts';
import { bring, useStage } from '../components/support/stage.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';
import type { Card } from '../../src/card/card.ts';

/** What a card tells of something: a figure or a word, or `undefined` where it tells nothing now. */
type Tells = (card: Card) => string | undefined;

/** The value beside a label in labelled values, without its small print. */
const fact =
  (label: string): Tells =>
  (card) => {
    const value = all(card, 'dl > div')
      .find((row) => row.querySelector('dt')?.textContent.trim() === label)
      ?.querySelector('dd');
    const told = [...(value?.childNodes ?? [])].filter(
      ({ nodeName }) => !/^(SMALL|#comment)$/.test(nodeName),
    );
    return value
      ? told
          .map(({ textContent }) => textContent)
          .join('')
          .replace(/\s+/g, ' ')
          .trim()
      : undefined;
  };

/** The first figure of a value, or its word where it has none. */
const figure =
  (label: string): Tells =>
  (card) => {
    const told = fact(label)(card);
    return told === undefined ? undefined : (/−?[\d,.]+/.exec(told)?.[0] ?? told);
  };

/** How something stands in a list of check results. */
const found =
  (name: RegExp): Tells =>
  (card) =>
    all(card, '.results li')
      .find((line) => name.test(line.children[1]?.textContent ?? ''))
      ?.querySelector('b')
      ?.textContent.trim();

const tone: Tells = (card) => card.getAttribute('tone') ?? undefined;

/** Things that several cards show, by one rule: each card that tells of it must tell the same. */
const PAIRS: Record<string, Record<string, Tells>> = {
  'certificates issued': {
    'cert-inventory': figure('Issued'),
    'cert-pipeline': figure('Certificates issued'),
    'database-posture': figure('Certificates'),
  },
  'bonded agents': {
    'cert-inventory': figure('Bonded'),
    'agent-fleet': figure('Total bonded'),
  },
  'dead agents': { 'agent-fleet': figure('Dead'), 'stale-agents': figure('Dead') },
  'failed pecks': { 'peck-failures': figure('Failed'), 'peck-protocol': figure('Failed') },
  'the judgement on pecks': { 'peck-failures': tone, 'peck-protocol': tone },
  'the sandbox of SES': {
    'communication-status': found(/^SES/),
    'auth-dependencies': found(/^SES/),
    'sandbox-readiness': found(/^SES/),
  },
  'the version that the alias points to': {
    'alias-drift': (card) => figure(all(card, 'dt')[0]?.textContent.trim() ?? '')(card),
    'lambda-config': figure('Alias version'),
  },
  'the health of a route': {
    'api-health': (card) => (/\bdown\b/i.test(visibleText(card, '[part=chip]')) ? 'down' : undefined),
    'route-health': (card) => (/\bdown\b/i.test(visibleText(card, '[part=chip]')) ? 'down' : undefined),
  },
  'cold starts suspected in a day': {
    'cold-start-trend': figure('Suspected in 24 h'),
    'cold-start-detection': (card) => (/\bNone\b/.test(visibleText(card, '[part=chip]')) ? '0' : undefined),
  },
  'the timeout risk': {
    'timeout-risk': (card) => visibleText(card, '[part=chip]').replace(/^.*: ?/, ''),
    'security-posture': found(/^Lambda timeout/),
  },
};

const names = [...new Set(Object.values(PAIRS).flatMap((faces) => Object.keys(faces)))];

describe('cards that show one thing', () => {
  const at = useStage('mc-agent-fleet');
  before(async function () {
    this.timeout(30_000);
    await bring(names.map((name) => `mc-${name}`));
  });

  // `Object.keys` forgets the names of the keys.
  for (const name of Object.keys(sentences) as ScenarioName[])
    it(`agree in the scenario ${name}`, async function () {
      this.timeout(20_000);
      const stage = at();
      stage.beak.scenario = name;
      const cards = new Map<string, Card>();
      for (const each of names) cards.set(each, await stage.card(`mc-${each}`, 'refresh="30"'));
      await stage.pass(95_000, 2500);
      for (const [thing, faces] of Object.entries(PAIRS)) {
        const told = Object.entries(faces).flatMap(([face, tells]) => {
          const card = cards.get(face);
          const value = card && tells(card);
          return value === undefined ? [] : [[face, value]];
        });
        // A chip begins with a capital, a line within a card need not.
        const values = new Set(told.map(([, value]) => value?.toLowerCase()));
        expect(values.size, `${thing}: ${JSON.stringify(told)}`).to.be.at.most(1);
      }
      // Where all is well, every face must have been found, or nothing was compared.
      if (name === 'healthy')
        for (const [thing, faces] of Object.entries(PAIRS))
          if (!/route|cold/.test(thing))
            for (const [face, tells] of Object.entries(faces)) {
              const card = cards.get(face);
              expect((card && tells(card)) ?? '', `${face} tells of ${thing}`).to.match(/\w/);
            }
    });
});
