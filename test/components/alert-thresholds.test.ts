import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-alert-thresholds';

cardContract({ tag, ageing: true });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const ago = (hours: number): string => new Date(START - hours * 3_600_000).toISOString();
  const row = (card: Card, name: string): string =>
    all(card, '.results li')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => text.includes(name)) ?? '';
  const stack = (memory: number, certDays: number, denied: number) => (_: object, route: string) =>
    route === 'metrics'
      ? { last_cert_issued_at: ago(certDays * 24) }
      : route === 'audit'
        ? {
            covers_from: ago(48),
            entries: Array.from({ length: denied }, (_each, index) => ({
              event_type: 'duck.peck_denied',
              timestamp: ago(index + 1),
            })),
          }
        : { generated_at: new Date().toISOString(), lambda: { memory_used_mb: memory } };
  const requests = (failed: number) =>
    Array.from({ length: 97 }, (_, index) => ({
      route: 'status' as const,
      ms: 30,
      ago: (100 - index) * 60,
      ...(index < failed && { failure: 'http' as const, status: 500 }),
    }));

  it('is calm below all four', async () => {
    const stage = at();
    await logRequests(stage, requests(0));
    stage.bend = stack(84, 2, 3);
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('All below');
    expect(row(card, 'API errors')).to.match(/0% Alert from 5%; 100 requests in 1 h 40 min, coverage/);
    expect(row(card, 'Memory used')).to.match(/84 MB Alert from 100 MB/);
    expect(row(card, 'Newest certificate')).to.match(/2 d old Alert from 60 days; as the metrics tell it/);
    expect(row(card, 'Peck failures')).to.match(/3 Alert from 10/);
  });

  it('marks each threshold that is reached', async () => {
    const stage = at();
    await logRequests(stage, requests(5));
    stage.bend = stack(100, 60, 10);
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('4 thresholds reached');
    expect(row(card, 'API errors')).to.match(/^■ Bad: ?.*5%/);
    expect(row(card, 'Memory used')).to.match(/^▲ Warning/);
    expect(row(card, 'Newest certificate')).to.match(/^■ Bad/);
    expect(row(card, 'Peck failures')).to.match(/^▲ Warning/);
  });

  it('judges no age by a date in the future', async () => {
    const stage = at();
    stage.bend = stack(84, -1, 3);
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(row(card, 'Newest certificate')).to.match(/^○ Unknown: ?.*dated in the future Alert from 60 days/);
  });

  it('does not call fine what it cannot know', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(row(card, 'API errors')).to.match(/^○ Unknown: ?.*needs 20 requests/);
    expect(row(card, 'Memory used')).to.match(/^○ Unknown: ?.*not offered/);
    expect(card.getAttribute('tone')).to.not.equal('ok');
  });

  it('knows that no peck failed where the backend tells of one that was approved', async () => {
    const stage = at();
    let reported = 'duck.peck_approved';
    stage.bend = (answer, route) =>
      route === 'audit'
        ? { covers_from: ago(48), entries: [{ event_type: reported, timestamp: ago(30) }] }
        : answer;
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(row(card, 'Peck failures')).to.match(/^● OK:.*24 h ?0 Alert from 10/);
    reported = 'duck.pulse';
    await card.reload();
    await stage.pass(1000);
    expect(row(card, 'Peck failures')).to.match(/^○ Unknown: ?.*not emitted by the backend/);
  });
});
