import { expect } from '@open-wc/testing';
import '../../components/impact-matrix/impact-matrix.ts';
import { cardContract } from './contract.ts';
import { all, words } from './support/read.ts';
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
            ses: { sandbox: false },
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

  it('nothing, where all is well; what each would mean is one click away', async () => {
    tell({});
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(words(card, '[part=chip]')).to.include('Nothing degraded');
    expect(present(card)).to.be.empty;
    expect(words(card, 'details'))
      .to.include('5 other things that do not apply now')
      .and.to.include('Users notice');
  });

  it('dead agents: some, and all of them', async () => {
    const stage = at();
    tell({ agents: { alive: 6, slow: 1, dead: 1, total_bonded: 8 } });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(present(card)[0]).to.match(
      /Agents dead or slow: 1 of 8 agents dead.*Users notice.*do not answer.*How bad.*cut off.*What to do/,
    );
    tell({ agents: { alive: 0, slow: 0, dead: 8, total_bonded: 8 } });
    await card.reload();
    await stage.pass(1000);
    expect(present(card)[0]).to.include('No spaceduck answers its owner');
  });

  it('pecks that fail, by what most of them fail of, worst things first', async () => {
    tell({
      ses: { sandbox: true },
      peck_protocol: {
        running: 0,
        succeeded: 60,
        failed: 40,
        failure_breakdown: { denied: 5, expired: 5, callback_error: 30 },
      },
    });
    const card = await at().card(tag);
    expect(present(card)).to.have.length(2);
    expect(present(card)[0]).to.match(/Pecks fail: 40% fail.*errors of the callback/);
    expect(present(card)[1]).to.match(
      /Mail \(SES\): sandbox.*verified by hand.*How bad.*What to do.*production access/,
    );
    expect(words(card, '[part=chip]')).to.include('2 things degraded');
  });

  it('drift of the alias, but not a shift on purpose', async () => {
    const stage = at();
    stage.beak.scenario = 'drift';
    const card = await stage.card(tag);
    expect(present(card).join()).to.match(/Alias drift: Drift.*Alias Drift Investigation/);
    card.remove();
    stage.beak.scenario = 'canary-good';
    await stage.pass(60_000, 5000);
    expect(present(await stage.card(tag)).join()).to.not.include('Alias drift');
  });

  it('what cannot be told is named, and is not fine', async () => {
    tell({ agents: undefined });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(words(card)).to.include('Cannot be told: Agents dead or slow');
  });
});
