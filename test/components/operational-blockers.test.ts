import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, injected, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-operational-blockers';

cardContract({ tag });

describe(`<${tag}> tells what stands in the way`, () => {
  const at = useStage(tag);
  const rows = (card: Card): string[] =>
    all(card, '.results li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

  it('nothing, where all is well', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('No blockers');
    expect(rows(card).join()).to.include('SES').and.to.include('SNS').and.to.include('Cert pipeline');
    expect(rows(card).at(-1)).to.include('GitHub').and.to.include('with the id github');
  });

  it('the sandboxes, since this browser first saw them, whose move it is, and the next step', async () => {
    const stage = at();
    stage.beak.scenario = 'sandbox-quota';
    const card = await stage.card(tag, 'refresh="30"');
    await stage.pass(5 * 60_000, 5000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('3 blockers');
    expect(rows(card)[0]).to.match(
      /SES quota nearly used up ?SES quota 9\d[.\d]*% used \(limit 90%\).*Next: Ask AWS/,
    );
    expect(rows(card)[1]).to.match(
      /SES ?sandbox first seen by this browser .*\(2026-03-21 05:40:0\d UTC\).*Move: you.*Next: In the SES console/,
    );
    expect(rows(card)[2]).to.match(/SNS/);
  });

  it('what is critical now, before all else', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, agents: { alive: 3, slow: 0, dead: 34, total_bonded: 37 } });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('1 blocker');
    expect(rows(card)[0]).to.match(/34 of 37 agents dead \(limit 0\).*Move: the operator on call.*Next: /);
  });

  it('certificates that were not issued for a day while ducklings wait', async () => {
    const stage = at();
    stage.bend = (answer, route) =>
      route === 'metrics' ? { ...answer, last_cert_issued_at: '2026-03-20T05:00:00Z' } : answer;
    const card = await stage.card(tag);
    expect(rows(card)[0]).to.match(
      /Cert pipeline ?no new certificate, .*ducklings? waits?.*2026-03-20 05:00:00 UTC/,
    );
    expect(card).to.have.attribute('tone', 'warn');
  });

  it('what the configuration lists, until it is 30 days old', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const blockers = [
      {
        id: 'github',
        what: 'Actions <img src=x> are down',
        owner: 'GitHub',
        next: 'Wait',
        as_of: '2026-03-20T00:00:00Z',
      },
      { id: 'domain', what: 'The domain is not renewed', as_of: '2026-02-19T05:40:00Z' },
    ];
    await configure(card, stage, { blockers }, {}, 'not renewed');
    expect(rows(card)[0]).to.match(
      /GitHub ?Actions <img src=x> are down .*as of 2026-03-20 00:00:00 UTC.*by hand.*Move: GitHub.*Next: Wait/,
    );
    expect(rows(card)[1]).to.match(/domain ?The domain is not renewed, unverified/);
    expect(card).to.have.attribute('tone', 'warn');
    expect(injected(card)).to.be.empty;
  });

  it('names metrics.last_cert_issued_at where it is not offered', async () => {
    const stage = at();
    stage.bend = (answer, route) => (route === 'metrics' ? { spaceducks_bonded: 3 } : answer);
    const card = await stage.card(tag);
    expect(rows(card).join()).to.match(/Cert pipeline ?not offered/);
    expect(visibleText(card)).to.include('last_cert_issued_at');
    expect(card).to.have.attribute('tone', 'unknown');
  });
});
