import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { until } from './support/quiet.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { logSamples } from './support/samples.ts';
import { configure } from './support/site.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-incident-timeline';

cardContract({ tag, ageing: true });

describe(`<${tag}> puts everything in one order`, () => {
  const at = useStage(tag);
  const rows = (card: Card): string[] =>
    all(card, 'ol li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  /** The card over what this browser kept, with a backend that says nothing. */
  const over = async (): Promise<Card> => {
    const stage = at();
    stage.mute = true;
    await logRequests(stage, [
      { route: 'audit', ms: 5, failure: 'http', status: 503, ago: 1200 },
      { route: 'audit', ms: 5, ago: 1140 },
    ]);
    await logSamples(stage, 'sd_deployment_log', [
      { ago: 90, alias: 'prod', version: '41' },
      { ago: 30, alias: 'prod', version: '42' },
    ]);
    await logSamples(stage, 'sd_audit_cache', [
      {
        ago: 10,
        entries: [
          { id: 'b', event_type: 'duck.pulse', timestamp: START - 60_000 },
          { id: 'a', event_type: 'duck.reported', timestamp: START - 600_000, reason: '<b>odd</b>' },
        ],
      },
    ]);
    await logSamples(stage, 'missionControlAnomalyLog', [
      { ago: 25, found: [{ id: 'agent-dead', title: 'An agent is dead', score: 55 }] },
      { ago: 24, found: [] },
    ]);
    hub().keep(stage.base, 'mc-incident-escalation', { type: 'open', title: 'Pond is dry', tier: 'P1' });
    await stage.pass(1000);
    hub().keep(stage.base, 'mc-shift-log', { type: 'add', text: 'Quiet' });
    await stage.pass(100);
    return stage.card(tag);
  };

  it('merges deploys, alias changes, incidents, notes, anomalies, failures and audit', async () => {
    const card = await over();
    await configure(
      card,
      at(),
      { files: { deploy_log: 'DEPLOY-LOG.md' } },
      { 'DEPLOY-LOG.md': '- 2026-03-21 05:08 UTC · v42 · prod · Faster' },
      'Version 42 to alias prod',
    );
    expect(rows(card).map((row) => row.replace(/^2026-03-21 /, ''))).to.deep.equal([
      '05:40:01 UTC Notes Quiet',
      '05:40:00 UTC Incidents Opened: Pond is dry as P1',
      '05:30:00 UTC Audit duck.reported <b>odd</b>',
      '05:21:00 UTC Route failures /beak/audit answers again after 1 min',
      '05:20:00 UTC Route failures /beak/audit failed: HTTP 503 1 request',
      '05:16:00 UTC Anomalies Not found any more: An agent is dead last seen 2026-03-21 05:15:00 UTC',
      '05:15:00 UTC Anomalies First seen: An agent is dead score 55, last seen 2026-03-21 05:15:00 UTC',
      '05:10:00 UTC Alias changes Alias prod from version 41 to 42 when this browser first saw it',
      '05:08:00 UTC Deploys Version 42 to alias prod Faster',
    ]);
    expect(injected(card)).to.be.empty;
    expect(visibleText(card)).to.include('Left out of the audit: 1 pulse.');
  });

  it('is filtered by source, by keyboard, and says how many are out', async () => {
    const card = await over();
    const before = rows(card).length;
    one(card, 'input[name=failure]').focus();
    await sendKeys({ press: ' ' });
    await card.updateComplete;
    expect(rows(card)).to.have.length(before - 2);
    expect(visibleText(card, '#result')).to.equal(`2 of ${before} entries are filtered out.`);
    expect(visibleText(card, 'fieldset')).to.include('Route failures (2)').and.to.include('Deploys (0)');
    await sendKeys({ press: ' ' });
    await card.updateComplete;
    expect(rows(card)).to.have.length(before);
    expect(visibleText(card, '#result')).to.equal('');
  });

  it('says so when all is filtered out', async () => {
    const card = await over();
    for (const box of all(card, 'fieldset input')) box.click();
    await card.updateComplete;
    expect(visibleText(card, '[part=body]')).to.include('Nothing is left to show.');
  });

  it('is capped, says how many are older, and shows more', async () => {
    const stage = at();
    stage.mute = true;
    const entries = Array.from({ length: 30 }, (_, n) => ({
      id: String(n),
      event_type: 'duck.signup',
      timestamp: START - n * 60_000,
    }));
    await logSamples(stage, 'sd_audit_cache', [{ ago: 1, entries }]);
    const card = await stage.card(tag);
    expect(rows(card)).to.have.length(10);
    expect(visibleText(card, '[part=body]')).to.include('and 20 older');
    one(card, '#more').click();
    await card.updateComplete;
    expect(rows(card)).to.have.length(30);
  });

  it('is exported as what is shown, with hostile text as text', async () => {
    const stage = at();
    const card = await over();
    hub().keep(stage.base, 'mc-shift-log', { type: 'add', text: '[x](https://evil.example) <img src=x>' });
    await stage.pass(100);
    one(card, 'input[name=audit]').click();
    await card.updateComplete;
    one<HTMLDetailsElement>(card, '.export').open = true;
    const text = one(card, '.export code').textContent;
    expect(text).to.include('Left out: Audit.').and.to.not.include('duck.reported');
    expect(text).to.include('\\[x\\](https: //evil.example) \\<img src=x\\>');
    const copied = sinon.stub(navigator.clipboard, 'writeText').resolves();
    one(card, '.export > button').click();
    await until(() => copied.called, 'the copy');
    expect(copied.firstCall.args[0]).to.equal(text);
    copied.restore();
    expect(visibleText(card, '.export')).to.include('Save as timeline-2026-03-21-0540Z.md');
  });

  it('has something to show while nothing answers', async () => {
    const stage = at();
    const card = await over();
    stage.mute = false;
    stage.answer = () => new Response('{}', { status: 503 });
    // The first requests are given up after 10 s, and then asked anew.
    await stage.pass(12_000, 2000);
    void card.reload();
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.include('/beak/system/status failed: timeout, HTTP 503');
  });
});
