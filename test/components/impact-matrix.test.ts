import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-impact-matrix';

cardContract({ tag });

describe(`<${tag}> tells what users notice`, () => {
  const at = useStage(tag);
  const present = (card: Card): string[] =>
    all(card, '[part=body] > .impacts > li').map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );
  const tell = (more: object): void => {
    at().bend = (answer, route) =>
      route === 'status'
        ? {
            ...answer,
            ses: { ...(answer['ses'] as object), sandbox: false },
            sns: { sandbox: false },
            agents: { alive: 8, slow: 0, dead: 0, total_bonded: 8 },
            peck_protocol: {
              running: 0,
              succeeded: 100,
              failed: 0,
              failure_breakdown: { denied: 0, expired: 0, callback_error: 0 },
            },
            ...more,
          }
        : answer;
  };

  it('nothing, where nothing is wrong, and says how much was checked', async () => {
    tell({});
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('No impact found in 14 checks');
    expect(present(card)).to.be.empty;
    expect(visibleText(card, 'details'))
      .to.include('14 checks without a problem')
      .and.to.include('dead agents, canary, pecks');
  });

  it('dead agents: some, and all of them', async () => {
    const stage = at();
    tell({ agents: { alive: 6, slow: 1, dead: 1, total_bonded: 8 } });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(present(card)[0]).to.match(
      /1 of 8 agents dead \(limit 0\).*Users notice.*do not answer.*How bad.*cut off.*What to do/,
    );
    tell({ agents: { alive: 0, slow: 0, dead: 8, total_bonded: 8 } });
    await card.reload();
    await stage.pass(1000);
    expect(present(card)[0]).to.include('No spaceduck answers its owner');
  });

  it('pecks that fail, by what most of them fail of, worst things first', async () => {
    tell({
      ses: { sandbox: true, daily_quota: 200, sent_24h: 1 },
      peck_protocol: {
        running: 0,
        succeeded: 60,
        failed: 40,
        failure_breakdown: { denied: 5, expired: 5, callback_error: 30 },
      },
    });
    const card = await at().card(tag);
    expect(present(card)).to.have.length(2);
    expect(present(card)[0]).to.match(/40% of pecks fail \(limit 30%\).*errors of the callback/);
    expect(present(card)[1]).to.match(
      /SES in the sandbox.*verified addresses only.*How bad.*What to do.*production access/,
    );
    expect(visibleText(card, '[part=chip]')).to.include('2 impacts on users');
  });

  it('drift of the alias, but not a shift on purpose', async () => {
    const stage = at();
    stage.beak.scenario = 'drift';
    const card = await stage.card(tag);
    expect(present(card).join()).to.match(/Alias points to \d+, the call ran \d+.*Alias Drift Investigation/);
    card.remove();
    stage.beak.scenario = 'canary-good';
    await stage.pass(60_000, 5000);
    expect(present(await stage.card(tag)).join()).to.not.include('Alias points');
  });

  it('a canary that fails: nothing says that users notice nothing', async () => {
    const stage = at();
    stage.beak.scenario = 'canary-bad';
    const card = await stage.card(tag);
    await stage.pass(240_000, 5000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(present(card)[0]).to.match(/Canary \d+ errors .*Users notice.*fail or are slow.*10% of calls/);
  });

  it('an outage, for as long as it lasts', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    for (let tries = 0; tries < 3; tries += 1) await card.reload();
    await stage.pass(14 * 60_000 + 5000, 5000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(present(card)[0]).to.match(/Backend unreachable for 14 min.*Out of service/);
  });

  it('what cannot be told is named, and is not fine', async () => {
    tell({ agents: undefined });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('Not checked (no data): dead agents, slow agents');
  });
});
