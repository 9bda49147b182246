import { expect } from '@open-wc/testing';
import { isObject } from '../../src/api/kinds.ts';
import { cards } from '../../src/shell/cards.ts';
import { faults, injected, visibleText } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';
import type { Answer } from '../components/support/stage.ts';

/** An answer with each of its values changed, `how` by how many came before it; its shape stays. */
function spoilt(answer: Answer, how: (value: unknown, nth: number) => unknown): Answer {
  let nth = 0;
  const each = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(each);
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, each(inner)]));
    return how(value, (nth += 1));
  };
  // An object stays one.
  return each(answer) as Answer;
}

const FIGURES = ['12', 'NaN', 'Infinity', '-1', null, true];
const TEXTS = [42, null, ['prod'], { v: '42' }, false];
const FLAGS = ['true', 1, 0, null, 'false'];

/** Every value of another type than it should be. */
const wrongType = (value: unknown, nth: number): unknown => {
  const others = typeof value === 'number' ? FIGURES : typeof value === 'boolean' ? FLAGS : TEXTS;
  return others[nth % others.length];
};

/** Every figure and time one that cannot be. */
const impossible = (value: unknown, nth: number): unknown => {
  if (typeof value === 'number') return value > 0 && value < 1 ? [286, -0.1][nth % 2] : [-1, 1e308][nth % 2];
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? '2026-02-30T25:61:61Z' : value;
};

/** Every object that holds members a list, every list an object: what lies in them cannot be there. */
const turned = (answer: Answer): Answer =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      Array.isArray(value) ? { 0: value[0] as unknown } : isObject(value) ? [value] : value,
    ]),
  );

const scenarios: [what: string, bend: (answer: Answer) => Answer, says: RegExp][] = [
  [
    'every value has another type',
    (answer) => spoilt(answer, wrongType),
    /Wrong type: [\w.[\]]+ \(\w+, \w+ expected\)/,
  ],
  [
    'every value is impossible',
    (answer) => spoilt(answer, impossible),
    /Invalid: [\w.[\]]+ \([^;]+; [^)]+\)/,
  ],
  [
    'objects are lists and lists objects',
    turned,
    /Wrong type: [\w.[\]]+ \((?:list, object|object, list) expected\)/,
  ],
];

for (const [what, bend, says] of scenarios)
  describe(`where ${what}`, () => {
    const at = useStage('mc-agent-fleet', 'suite');
    for (const tag of Object.keys(cards).filter((each) => each !== 'mc-provider'))
      it(`<${tag}> names what cannot be read, once, and is not OK`, async () => {
        const stage = at();
        stage.bend = bend;
        const card = await stage.card(tag);
        const text = visibleText(card);
        const unread = new Set(
          Object.values(card.spec.reads ?? {}).flatMap(({ route, misfits }) =>
            misfits(JSON.parse(JSON.stringify(bend(JSON.parse(stage.beak.answer(route)) as Answer)))).map(
              ({ path }) => path,
            ),
          ),
        );
        expect(faults(card), text).to.be.empty;
        expect(injected(card)).to.be.empty;
        expect(card.getAttribute('phase'), text).to.not.equal('loading');
        expect(visibleText(card, '[part=chip]')).to.match(/\w{3}/);
        expect(visibleText(card, '[part=body]')).to.not.include('could not show its data');
        if (unread.size > 0) {
          expect(card.getAttribute('tone'), text).to.not.equal('ok');
          expect(text).to.match(says);
          const [first = ''] = unread;
          // A report that the card has made names it on its own account.
          expect(visibleText(card, '.note').split(`${first} (`), first).to.have.length(2);
        }
        card.remove();
      });
  });

describe('what cannot be read', () => {
  const at = useStage('mc-agent-fleet');
  /** The answer with other members in one of its objects. */
  const within = (answer: Answer, name: string, more: object): Answer => ({
    ...answer,
    // Every answer of the Beak holds objects under these names.
    [name]: { ...(answer[name] as object), ...more },
  });
  const alarm = { name: 'errors', state: 'OK' };
  const cases: [tag: string, bend: (answer: Answer) => Answer, tone: string, says: RegExp, never: RegExp][] =
    [
      [
        'mc-agent-fleet',
        (a) => within(a, 'agents', { dead: '1' }),
        'unknown',
        /Dead wrong type .*agents\.dead|agents\.dead \(text, number expected\).* Dead wrong type/,
        /not offered/,
      ],
      [
        'mc-agent-fleet',
        (a) => within(a, 'agents', { dead: -1 }),
        'unknown',
        /Invalid: agents\.dead \(-1; whole number, 0 or more\).* Dead invalid/,
        /not offered/,
      ],
      [
        'mc-agent-fleet',
        (a) => within(a, 'agents', { dead: '1', slow: undefined }),
        'unknown',
        /Dead no data/,
        /wrong type .*Slow wrong type/,
      ],
      [
        'mc-cloudwatch-alarms',
        (a) => ({ ...a, alarms: [alarm, { ...alarm, state: 'FINE' }] }),
        'unknown',
        /1 alarm unknown/,
        /All OK/,
      ],
      [
        'mc-stale-agents',
        (a) => within(a, 'agents', { dead: '1', stale_list: [] }),
        'unknown',
        /as far as it can be read/,
        /No agent is dead/,
      ],
      [
        'mc-database-posture',
        (a) => ({ ...a, database: [] }),
        'unknown',
        /Tables not known/,
        /names no table/,
      ],
      [
        'mc-canary-metrics',
        (a) => within(a, 'release', { routing: { 42: '0.1' } }),
        'unknown',
        /release\.routing\.42 \(text, number expected\)/,
        /No canary is running/,
      ],
      [
        'mc-audit-activity',
        (a) => ({ ...a, entries: [{ event_type: 'duck.signup', timestamp: 'noon' }] }),
        'unknown',
        /At least 0 events.*Signups at least 0/,
        /No event in 24 h|tells of no event/,
      ],
      [
        'mc-lambda-memory',
        (a) => within(a, 'lambda', { memory_used_mb: 1e308 }),
        'unknown',
        /lambda\.memory_used_mb \(1e\+308; 0 to 9e15\)/,
        /unknown MB/,
      ],
    ];
  for (const [tag, bend, tone, says, never] of cases)
    it(`is no value to <${tag}>: ${says.source}`, async () => {
      const stage = at();
      stage.bend = bend;
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card)).to.match(says).and.to.not.match(never);
    });
});
