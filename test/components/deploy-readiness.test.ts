import { expect } from '@open-wc/testing';
import '../../components/deploy-readiness/deploy-readiness.ts';
import { hub } from '../../src/data/hub.ts';
import { configure } from './support/site.ts';
import { all, injected, words } from './support/read.ts';
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
      all(card, '.findings li').map((item) => [
        item.children[1]?.textContent ?? '',
        `${item.children[2]?.className ?? ''}: ${item.children[2]?.textContent ?? ''}`,
      ]),
    );
  async function show(told: Answer, log = LOG, config: Answer = {}): Promise<Card> {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ...well, ...told });
    const card = await stage.card(tag);
    await give(card, stage, log, config);
    return card;
  }

  it('is ready when all seven pass', async () => {
    const card = await show({});
    expect(checks(card)).to.deep.equal({
      'Alias parity': 'ok: In parity',
      'Status freshness': 'ok: fresh',
      'Running deployment': 'ok: none',
      'Alarms': 'ok: none on',
      'Change freeze': 'ok: none',
      'Sandbox blockers': 'ok: none',
      'Latest deploys': 'ok: v42 of prod, as it is live',
    });
    expect(card).to.have.attribute('tone', 'ok');
    expect(words(card, '[part=chip]')).to.match(/Ready$/);
    expect(words(card, 'dl')).to.include('A deploy may begin yes').and.to.include('7 of 7');
    expect(words(card)).to.match(/Latest in the deploy log: v 42 prod 40 min ago/);
  });

  const latest = { code_sha256: 'new' };
  const versions = [{ version: '42', code_sha256: 'old' }];
  const cases: Record<
    string,
    { told?: Answer; log?: string; config?: Answer; check: string; says: string; tone: string }
  > = {
    'the alias has drifted': {
      told: { lambda: { version: '41', invoked_version: '41' }, lambda_alias_parity: false },
      check: 'Alias parity',
      says: 'bad: Drift',
      tone: 'bad',
    },
    'traffic is being shifted': {
      told: { release: { ...release, routing: { 43: 0.1 } } },
      check: 'Alias parity',
      says: 'warn: Shifting 10%',
      tone: 'warn',
    },
    'a deployment is running': {
      told: { release: { ...release, deployment: { status: 'InProgress' } } },
      check: 'Running deployment',
      says: 'bad: one is running',
      tone: 'bad',
    },
    'an alarm is on, which would stop the next deployment at once': {
      told: { alarms: [{ name: 'pond-on-fire', state: 'ALARM' }] },
      check: 'Alarms',
      says: 'bad: 1 alarm on',
      tone: 'bad',
    },
    'SES is in the sandbox': {
      told: { ses: { sandbox: true } },
      check: 'Sandbox blockers',
      says: 'warn: SES in the sandbox',
      tone: 'warn',
    },
    'both are in the sandbox': {
      told: { ses: { sandbox: true }, sns: { sandbox: true } },
      check: 'Sandbox blockers',
      says: 'warn: SES and SNS in the sandbox',
      tone: 'warn',
    },
    'the deploy log names another version': {
      log: '- 2026-03-21 05:00 UTC · v41 · prod · Hatch faster',
      check: 'Latest deploys',
      says: 'warn: log and alias differ',
      tone: 'warn',
    },
    'the newest deploy is of the future': {
      log: '- 2026-03-22 05:00 UTC · v42 · prod · Hatch faster',
      check: 'Latest deploys',
      says: 'warn: dated in the future',
      tone: 'warn',
    },
    'the configuration declares a freeze': {
      config: { freezes: [{ reason: 'Spring fair', from: iso(START - HOUR), until: iso(START + HOUR) }] },
      check: 'Change freeze',
      says: 'bad: until 2026-03-21 06:40:00 UTC',
      tone: 'bad',
    },
  };
  for (const [name, { told = {}, log, config, check, says, tone }] of Object.entries(cases))
    it(`is not ready where ${name}`, async () => {
      const card = await show(told, log, config);
      expect(checks(card)[check]).to.equal(says);
      expect(card).to.have.attribute('tone', tone);
      expect(words(card, '[part=chip]')).to.include('Not ready: 1 check fails');
      expect(words(card, 'dl')).to.include('A deploy may begin no').and.to.include('6 of 7');
    });

  it('is ready where only $LATEST is newer, which is what a deploy begins with', async () => {
    const card = await show({ release: { ...release, latest, versions } });
    expect(checks(card)['Alias parity']).to.equal('ok: $LATEST is ahead');
    expect(card).to.have.attribute('tone', 'ok');
  });

  const open: Record<string, { told?: Answer; log?: string; check: string; says: string }> = {
    'no deployment is told of': {
      told: { release: { ...release, deployment: undefined } },
      check: 'Running deployment',
      says: 'unknown: not offered',
    },
    'no alarm is told of': { told: { alarms: undefined }, check: 'Alarms', says: 'unknown: not offered' },
    'a sandbox is not told': { told: { sns: {} }, check: 'Sandbox blockers', says: 'unknown: not offered' },
    'the log knows no deploy of the alias': {
      log: '- 2026-03-21 05:00 UTC · v42 · dev · Hatch faster',
      check: 'Latest deploys',
      says: 'unknown: not in the deploy log',
    },
  };
  for (const [name, { told = {}, log, check, says }] of Object.entries(open))
    it(`cannot tell where ${name}`, async () => {
      const card = await show(told, log);
      expect(checks(card)[check]).to.equal(says);
      expect(card).to.have.attribute('tone', 'unknown');
      expect(words(card, '[part=chip]')).to.include('Cannot tell: 1 check open');
      expect(words(card, 'dl')).to.include('A deploy may begin not known');
    });

  it('says which key is to be set for the deploy log', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ...well });
    const card = await stage.card(tag);
    expect(checks(card)['Latest deploys']).to.equal('unknown: no deploy log configured');
    expect(words(card)).to.include('files.deploy_log');
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

  it('says no where the answer is old, and keeps the verdict that it had as words', async () => {
    const stage = at();
    const card = await show({});
    stage.mute = true;
    await stage.pass(70_000);
    expect(checks(card)['Status freshness']).to.equal('warn: an answer is overdue');
    expect(words(card, '[part=chip]')).to.include('Not ready: 1 check fails');
    await stage.pass(70_000);
    expect(words(card, '[part=chip]')).to.match(/Too old · was: Ready$/);
    expect(words(card, 'dl')).to.include('A deploy may begin no');
  });

  it('is not ready while an operator’s freeze holds, and is when that is ended', async () => {
    const stage = at();
    const card = await show({});
    const until = START + HOUR;
    const deed = { did: 'freeze', from: START - HOUR, until, reason: 'Fox in the yard', operator: 'Jemima' };
    const started = hub().keep(stage.base, 'mc-governance-actions', deed);
    await stage.pass(10);
    expect(checks(card)['Change freeze']).to.equal('bad: until 2026-03-21 06:40:00 UTC');
    expect(words(card)).to.include('Fox in the yard');
    expect(card).to.have.attribute('tone', 'bad');
    hub().keep(stage.base, 'mc-governance-actions', { did: 'end', freeze: started.id, approver: 'Lead' });
    await stage.pass(10);
    expect(checks(card)['Change freeze']).to.equal('ok: none');
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('cannot tell where a declared freeze cannot be read', async () => {
    const card = await show({}, LOG, { freezes: [{ reason: 'Spring fair', from: iso(START) }] });
    expect(checks(card)['Change freeze']).to.equal('unknown: one cannot be read');
    expect(words(card)).to.include('freezes[0]');
    expect(words(card, '[part=chip]')).to.include('Cannot tell: 1 check open');
  });
});
