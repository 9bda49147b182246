import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { configure } from './support/site.ts';
import { all, injected, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Answer, Stage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-deploy-readiness';
const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

const LOG = '- 2026-03-21 05:00 UTC · v42 · prod · Hatch faster';

/** Gives the card a site with a deploy log. */
async function give(card: Card, stage: Stage, log = LOG, config: Answer = {}): Promise<void> {
  const site = { alias: 'prod', files: { deploy_log: 'LOG.md' }, ...config };
  for (let turn = 0; turn < 30 && card.getAttribute('phase') === 'loading'; turn += 1) await stage.pass(1000);
  await configure(card, stage, site, { 'LOG.md': log }, 'Checks passed');
  await stage.pass(1000);
}

cardContract({ tag, ageing: true });

describe(`<${tag}> lets a deploy begin only when all is well`, () => {
  const at = useStage(tag);
  /** A backend where all is well. */
  const well: Answer = {
    lambda: { function: 'beak-api', version: '42', invoked_version: '42', region: 'eu-west-1' },
    lambda_alias_version: '42',
    lambda_alias_parity: true,
    ses: { sandbox: false },
    sns: { sandbox: false },
    release: { function: 'beak-api', alias: 'prod', stable: '42', routing: {}, deployment: null },
    alarms: [{ name: 'beak-api-errors', state: 'OK' }],
  };
  const release = well['release'] as Answer;
  /** The checks, each with its mark and words. */
  const checks = (card: Card): Record<string, string> =>
    Object.fromEntries(
      all(card, '.results li').map((item) => [
        item.children[1]?.textContent ?? '',
        `${item.children[2]?.className ?? ''}: ${item.children[2]?.textContent ?? ''}`,
      ]),
    );
  async function show(reported: Answer, log = LOG, config: Answer = {}): Promise<Card> {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ...well, ...reported });
    const card = await stage.card(tag);
    await give(card, stage, log, config);
    return card;
  }

  it('is ready when all eight pass', async () => {
    const card = await show({});
    expect(checks(card)).to.deep.equal({
      'Alias parity': 'ok: In parity',
      'Status freshness': 'ok: fresh',
      'Running deployment': 'ok: none',
      'Alarms': 'ok: 1 alarm OK',
      'Other critical problems': 'ok: none',
      'Change freeze': 'ok: none',
      'Sandbox blockers': 'ok: none',
      'Latest deploys': 'ok: v42 of prod, as it is live',
    });
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.match(/Ready$/);
    expect(visibleText(card, 'dl')).to.include('A deploy may begin yes').and.to.include('8 of 8');
    expect(visibleText(card)).to.match(/Latest in the deploy log: v 42 prod 40 min ago/);
  });

  const latest = { code_sha256: 'new' };
  const versions = [{ version: '42', code_sha256: 'old' }];
  const cases: Record<
    string,
    { reported?: Answer; log?: string; config?: Answer; check: string; says: string; tone: string }
  > = {
    'the alias has drifted': {
      reported: { lambda: { version: '41', invoked_version: '41' }, lambda_alias_parity: false },
      check: 'Alias parity',
      says: 'bad: Drift',
      tone: 'info',
    },
    'traffic is being shifted': {
      reported: { release: { ...release, routing: { 43: 0.1 } } },
      check: 'Alias parity',
      says: 'warn: Shifting 10%',
      tone: 'info',
    },
    'a deployment is running': {
      reported: { release: { ...release, deployment: { status: 'InProgress' } } },
      check: 'Running deployment',
      says: 'bad: one is running',
      tone: 'info',
    },
    'an alarm is on, which would stop the next deployment at once': {
      reported: { alarms: [{ name: 'pond-on-fire', state: 'ALARM' }] },
      check: 'Alarms',
      says: 'bad: 1 alarm active',
      tone: 'info',
    },
    'SES is in the sandbox': {
      reported: { ses: { sandbox: true } },
      check: 'Sandbox blockers',
      says: 'warn: SES in the sandbox',
      tone: 'info',
    },
    'both are in the sandbox': {
      reported: { ses: { sandbox: true }, sns: { sandbox: true } },
      check: 'Sandbox blockers',
      says: 'warn: SES and SNS in the sandbox',
      tone: 'info',
    },
    'the deploy log names another version': {
      log: '- 2026-03-21 05:00 UTC · v41 · prod · Hatch faster',
      check: 'Latest deploys',
      says: 'warn: log and alias differ',
      tone: 'info',
    },
    'the newest deploy is of the future': {
      log: '- 2026-03-22 05:00 UTC · v42 · prod · Hatch faster',
      check: 'Latest deploys',
      says: 'warn: dated in the future',
      tone: 'info',
    },
    'the configuration declares a freeze': {
      config: { freezes: [{ reason: 'Spring fair', from: iso(START - HOUR), until: iso(START + HOUR) }] },
      check: 'Change freeze',
      says: 'bad: until 2026-03-21 06:40:00 UTC',
      tone: 'info',
    },
  };
  for (const [name, { reported = {}, log, config, check, says, tone }] of Object.entries(cases))
    it(`is not ready where ${name}`, async () => {
      const card = await show(reported, log, config);
      expect(checks(card)[check]).to.equal(says);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include('Not ready: 1 check fails');
      expect(visibleText(card, 'dl')).to.include('A deploy may begin no').and.to.include('7 of 8');
    });

  it('is ready where only $LATEST is newer, which is what a deploy begins with', async () => {
    const card = await show({ release: { ...release, latest, versions } });
    expect(checks(card)['Alias parity']).to.equal('ok: $LATEST is ahead');
    expect(card).to.have.attribute('tone', 'ok');
  });

  const open: Record<string, { reported?: Answer; log?: string; check: string; says: string }> = {
    'no deployment is told of': {
      reported: { release: { ...release, deployment: undefined } },
      check: 'Running deployment',
      says: 'unknown: not offered',
    },
    'no alarm is told of': {
      reported: { alarms: undefined },
      check: 'Alarms',
      says: 'unknown: alarms not provided',
    },
    'a sandbox is not told': {
      reported: { sns: {} },
      check: 'Sandbox blockers',
      says: 'unknown: not offered',
    },
    'the log knows no deploy of the alias': {
      log: '- 2026-03-21 05:00 UTC · v42 · dev · Hatch faster',
      check: 'Latest deploys',
      says: 'unknown: not in the deploy log',
    },
  };
  for (const [name, { reported = {}, log, check, says }] of Object.entries(open))
    it(`cannot tell where ${name}`, async () => {
      const card = await show(reported, log);
      expect(checks(card)[check]).to.equal(says);
      expect(card).to.have.attribute('tone', 'unknown');
      expect(visibleText(card, '[part=chip]')).to.include('Cannot tell: 1 check open');
      expect(visibleText(card, 'dl')).to.include('A deploy may begin not known');
    });

  it('says which key is to be set for the deploy log', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ...well });
    const card = await stage.card(tag);
    expect(checks(card)['Latest deploys']).to.equal('unknown: no deploy log configured');
    expect(visibleText(card)).to.include('files.deploy_log');
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('waits for a freeze to come and for it to pass, without any answer', async () => {
    const freezes = [
      { reason: '<img src=x onerror=window.pwned=1>', from: iso(START + 20_000), until: iso(START + 40_000) },
    ];
    const card = await show({}, LOG, { freezes });
    const stage = at();
    expect(card).to.have.attribute('tone', 'ok');
    stage.mute = true;
    await stage.pass(20_000);
    expect(checks(card)['Change freeze']).to.equal('bad: until 2026-03-21 05:40:40 UTC');
    expect(injected(card)).to.be.empty;
    await stage.pass(20_000);
    expect(checks(card)['Change freeze']).to.equal('ok: none');
  });

  it('is not ready while most of the fleet is dead', async () => {
    const card = await show({ agents: { alive: 3, slow: 0, dead: 34, total_bonded: 37 } });
    expect(visibleText(card, '[part=chip]')).to.match(/Not ready: 1 check fails$/);
    expect(checks(card)['Other critical problems']).to.equal('bad: 1 problem critical');
    expect(visibleText(card)).to.include('34 of 37 agents dead (limit 0)');
  });

  it('says no where the answer is old, and keeps the verdict that it had as words', async () => {
    const stage = at();
    const card = await show({});
    stage.mute = true;
    await stage.pass(70_000);
    expect(checks(card)['Status freshness']).to.equal('warn: an answer is overdue');
    expect(visibleText(card, '[part=chip]')).to.include('Not ready: 1 check fails');
    await stage.pass(70_000);
    expect(visibleText(card, '[part=chip]')).to.match(/Too old · was: Ready$/);
    expect(visibleText(card, 'dl')).to.include('A deploy may begin no');
  });

  it('is not ready while an operator’s freeze holds, and is when that is ended', async () => {
    const stage = at();
    const card = await show({});
    const until = START + HOUR;
    const event = {
      type: 'freeze',
      from: START - HOUR,
      until,
      reason: 'Fox in the yard',
      operator: 'Jemima',
    };
    const started = hub().keep(stage.base, 'mc-governance-actions', event);
    await stage.pass(10);
    expect(checks(card)['Change freeze']).to.equal('bad: until 2026-03-21 06:40:00 UTC');
    expect(visibleText(card)).to.include('Fox in the yard');
    expect(card, 'a checklist informs').to.have.attribute('tone', 'info');
    hub().keep(stage.base, 'mc-governance-actions', { type: 'end', freeze: started.id, approver: 'Lead' });
    await stage.pass(10);
    expect(checks(card)['Change freeze']).to.equal('ok: none');
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('cannot tell where a declared freeze cannot be read', async () => {
    const card = await show({}, LOG, { freezes: [{ reason: 'Spring fair', from: iso(START) }] });
    expect(checks(card)['Change freeze']).to.equal('unknown: one cannot be read');
    expect(visibleText(card)).to.include('freezes[0]');
    expect(visibleText(card, '[part=chip]')).to.include('Cannot tell: 1 check open');
  });
});
