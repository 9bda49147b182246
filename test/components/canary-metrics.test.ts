import { expect } from '@open-wc/testing';
import '../../components/canary-metrics/canary-metrics.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-canary-metrics';

cardContract({ tag });

describe(`<${tag}> judges the canary`, () => {
  const at = useStage(tag);
  const seen: { name: ScenarioName; tone: string; chip: RegExp; says: RegExp[]; commands: RegExp[] }[] = [
    {
      name: 'healthy',
      tone: 'info',
      chip: /No canary/,
      says: [/all traffic goes to version 41/, /Stable \(41\)/],
      commands: [],
    },
    {
      name: 'canary-good',
      tone: 'ok',
      chip: /Promote/,
      says: [
        /Verdict Promote version 42, set to 10%/,
        /Error rate 0%/,
        /goes on automatically/,
        /Analysis \d of 10/,
      ],
      commands: [],
    },
    {
      name: 'canary-bad',
      tone: 'bad',
      chip: /Roll back/,
      says: [
        /Verdict Roll back/,
        /Clopper–Pearson/,
        /Fisher, one-sided/,
        /p is below 0\.000001;/,
        /p99 of 6\.\d+ s reaches/,
      ],
      commands: [/aws deploy stop-deployment[^]*--deployment-id d-/],
    },
    {
      name: 'canary-quiet',
      tone: 'unknown',
      chip: /Wait: 29\d more calls/,
      // A trial of 30 minutes that has begun 3 minutes ago, at less than a call a minute.
      says: [
        /Verdict Wait/,
        /At the present rate, 29\d calls to it take about \d+ (h|d|min)/,
        /CodeDeploy does not wait for this verdict: at 2026-03-21 06:0\d:\d\d UTC it sends 100% of the calls to version 42, judged or not/,
      ],
      commands: [/aws deploy stop-deployment[^]*--deployment-id d-/, /get-metric-data[^]*ExecutedVersion/],
    },
    {
      name: 'old-backend',
      tone: 'unknown',
      chip: /Unknown routing/,
      says: [/release is not provided by this backend/],
      commands: [],
    },
  ];
  for (const { name, tone, chip, says, commands } of seen)
    it(`in the scenario ${name}`, async () => {
      const stage = at();
      stage.beak.scenario = name;
      const card = await stage.card(tag);
      await stage.pass(10);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.match(chip);
      for (const each of says) expect(visibleText(card, '[part=body]')).to.match(each);
      const lines = all(card, '[part=body] pre').map(({ textContent }) => textContent);
      expect(lines).to.have.length(commands.length);
      commands.forEach((command, index) => expect(lines[index]).to.match(command));
    });

  const calls = (errors: number, invocations: number, p99_ms = 400) => ({
    invocations,
    errors,
    throttles: 7,
    p50_ms: 40,
    p90_ms: 120,
    p99_ms,
  });
  const release = (traffic: unknown, routing: Answer = { 43: 0.1 }): Answer => ({
    function: 'beak-api',
    alias: 'prod',
    stable: '42',
    routing,
    revision_id: 'rev-1',
    deployment: null,
    ...(traffic !== undefined && { traffic }),
  });
  const window = { from: '2026-03-21T05:00:00Z', to: '2026-03-21T05:40:00Z' };

  it('shows the figures side by side, and judges no throttle', async () => {
    const stage = at();
    const by_version = { 42: { ...calls(1, 2700), throttles: 0 }, 43: calls(0, 300) };
    stage.bend = (answer) => ({ ...answer, release: release({ ...window, by_version }) });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    const rows = all(card, 'tr').map(({ children }) =>
      [...children].map(({ textContent }) => textContent.trim()).join(' '),
    );
    expect(rows).to.deep.equal([
      'Calls through the alias Canary (43) Stable (42)',
      'Invocations 300 2,700',
      'Errors 0 1',
      'Error rate 0% 0.04%',
      'Throttles 7 0',
      'p50 40 ms 40 ms',
      'p90 120 ms 120 ms',
      'p99 400 ms 400 ms',
    ]);
    expect(visibleText(card)).to.match(/from 2026-03-21 05:00:00 UTC to 2026-03-21 05:40:00 UTC \(40 min\)/);
  });

  it('tells no duration of no calls', async () => {
    const stage = at();
    const by_version = { 42: calls(1, 2700), 43: calls(0, 0) };
    stage.bend = (answer) => ({ ...answer, release: release({ ...window, by_version }) });
    const card = await stage.card(tag);
    const rows = all(card, 'tbody tr').map((row) => [...row.children].map((cell) => cell.textContent.trim()));
    expect(rows.slice(-3)).to.deep.equal([
      ['p50', 'no calls', '40 ms'],
      ['p90', 'no calls', '120 ms'],
      ['p99', 'no calls', '400 ms'],
    ]);
  });

  it('gives the way back by hand where no deployment runs', async () => {
    const stage = at();
    const by_version = { 42: calls(1, 2700), 43: calls(30, 300) };
    stage.bend = (answer) => ({ ...answer, release: release({ ...window, by_version }) });
    const card = await stage.card(tag);
    await stage.pass(10);
    expect(all(card, '[part=body] pre').map(({ textContent }) => textContent)[0])
      .to.match(/update-alias[^]*--function-version 42/)
      .and.include('\'{"AdditionalVersionWeights":{}}\'')
      .and.include('--revision-id rev-1');
  });

  it('says nothing of the deployment’s next step where the calls come in time', async () => {
    const stage = at();
    // 200 calls in 40 minutes: 99 more come in 20. The next step comes in 30, then in 10.
    const by_version = { 42: calls(1, 2700), 43: calls(0, 200) };
    const trial = (at_s: number): void => {
      const shift_started_at = window.from;
      const steps = [
        { at_s: 0, weight: 0.1 },
        { at_s, weight: 1 },
      ];
      const deployment = { id: 'd-1', status: 'InProgress', shift_started_at, steps };
      stage.bend = (answer) => ({
        ...answer,
        release: { ...release({ ...window, by_version }), deployment },
      });
    };
    trial(4200);
    const card = await stage.card(tag);
    await stage.pass(10);
    expect(visibleText(card))
      .to.include('99 more calls are needed')
      .and.not.include('CodeDeploy does not wait');
    trial(3000);
    await card.reload();
    await stage.pass(10);
    expect(visibleText(card)).to.include(
      'at 2026-03-21 05:50:00 UTC it sends 100% of the calls to version 43',
    );
  });

  const unclear: Record<string, { release: Answer; chip: RegExp; says: RegExp }> = {
    'no traffic': { release: release(undefined), chip: /Not enough data/, says: /release\.traffic/ },
    'the canary not in the traffic': {
      release: release({ ...window, by_version: { 42: calls(1, 2700) } }),
      chip: /Wait: no calls yet/,
      says: /needs at least 299 calls.*none counted/,
    },
    'stable without traffic': {
      release: release({ ...window, by_version: { 43: calls(0, 400) } }),
      chip: /Wait/,
      says: /nothing to compare it with/,
    },
    'more errors than calls': {
      release: release({ ...window, by_version: { 42: calls(1, 2700), 43: calls(9, 3) } }),
      chip: /Cannot be judged/,
      says: /9 errors of 3 calls do not fit/,
    },
    'two weights': {
      release: release({ ...window, by_version: { 42: calls(1, 2700) } }, { 43: 0.1, 44: 0.2 }),
      chip: /Unknown routing/,
      says: /2 additional versions/,
    },
  };
  for (const [name, { release: part, chip, says }] of Object.entries(unclear))
    it(`never passes ${name}`, async () => {
      const stage = at();
      stage.bend = (answer) => ({ ...answer, release: part });
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', 'unknown');
      expect(visibleText(card, '[part=chip]')).to.match(chip);
      expect(visibleText(card, '[part=body]')).to.match(says);
    });

  it('takes its limits from the configuration', async () => {
    const stage = at();
    stage.files = { 'mission-control.json': '{"thresholds":{"canary_error_rate":0.2}}' };
    const by_version = { 42: calls(200, 2700), 43: calls(25, 300) };
    stage.bend = (answer) => ({ ...answer, release: release({ ...window, by_version }) });
    const card = await stage.card(tag, `config="${stage.base}/mission-control.json"`);
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('Promote');
  });

  it('does not change its mind by being asked again', async () => {
    const stage = at();
    const by_version = { 42: calls(1, 2700), 43: calls(3, 120) };
    stage.bend = (answer) => ({ ...answer, release: release({ ...window, by_version }) });
    const card = await stage.card(tag, 'refresh="5"');
    const first = visibleText(card, '[part=body]');
    for (let n = 0; n < 30; n += 1) await card.reload();
    await stage.pass(10);
    expect(visibleText(card, '[part=body]')).to.include(first.slice(0, 200));
  });
});
