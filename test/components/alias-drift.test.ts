import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-alias-drift';

cardContract({ tag });

describe(`<${tag}> gives each verdict its next command`, () => {
  const at = useStage(tag);
  /** What the status answer tells of the alias, in each verdict of the catalogue. */
  const release = { function: 'beak-api', alias: 'prod', stable: '42', revision_id: 'rev-1', routing: {} };
  const cases: Record<string, { answer: Answer; tone: string; chip: RegExp; commands: RegExp[] }> = {
    'in parity': { answer: { release }, tone: 'ok', chip: /In parity/, commands: [] },
    'drift': {
      answer: { invoked: '41', parity: false, release },
      tone: 'bad',
      chip: /Drift/,
      commands: [/get-alias/, /list-versions-by-function/],
    },
    'shifting': {
      answer: { release: { ...release, routing: { 43: 0.1 } } },
      tone: 'info',
      chip: /Shifting 10%/,
      commands: [/update-alias[^]*--function-version 42[^]*--revision-id rev-1/],
    },
    'shifting by a deployment': {
      answer: {
        release: { ...release, routing: { 43: 0.1 }, deployment: { id: 'd-1', status: 'InProgress' } },
      },
      tone: 'info',
      chip: /Shifting 10%/,
      commands: [/get-alias/],
    },
    'shifting by hand, after a deployment': {
      answer: {
        release: { ...release, routing: { 43: 0.1 }, deployment: { id: 'd-1', status: 'Succeeded' } },
      },
      tone: 'info',
      chip: /Shifting 10%/,
      commands: [/update-alias[^]*--function-version 42/],
    },
    'cosmetic': {
      answer: {
        release: {
          ...release,
          latest: { code_sha256: 'new' },
          versions: [{ version: '42', code_sha256: 'old' }],
        },
      },
      tone: 'info',
      chip: /\$LATEST is ahead/,
      commands: [],
    },
    'invoked $LATEST': {
      answer: { invoked: '$LATEST', parity: false, release },
      tone: 'bad',
      chip: /Invoked \$LATEST/,
      commands: [/get-alias/],
    },
    'cannot tell': {
      answer: { invoked: '41', parity: false },
      tone: 'warn',
      chip: /Drift or shift/,
      // The alias has no name here, and none is guessed.
      commands: [/list-versions/],
    },
    'the backend disagrees': {
      answer: { parity: false, release },
      tone: 'warn',
      chip: /In parity/,
      commands: [],
    },
  };
  const bend = (answer: Answer, reported: Answer): Answer => {
    const { invoked = '42', parity = true, release: part } = reported;
    const lambda = { function: 'beak-api', version: invoked, invoked_version: invoked, region: 'eu-west-1' };
    return {
      ...answer,
      release: undefined,
      lambda,
      lambda_alias_version: '42',
      lambda_alias_parity: parity,
      ...(part !== undefined && { release: part }),
    };
  };

  for (const [name, { answer, tone, chip, commands }] of Object.entries(cases))
    it(name, async () => {
      const stage = at();
      stage.bend = (given) => bend(given, answer);
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.match(chip);
      const lines = all(card, '[part=body] pre').map(({ textContent }) => textContent);
      expect(lines).to.have.length(commands.length);
      commands.forEach((command, index) => expect(lines[index]).to.match(command));
      if (name === 'shifting by a deployment')
        expect(visibleText(card)).to.include('Deployment d-1 is in progress on prod');
      if (name === 'the backend disagrees') expect(visibleText(card)).to.match(/itself says not in parity/);
    });

  it('offers a change only in a direction that an approved request names', async () => {
    const stage = at();
    stage.bend = (given) => bend(given, { invoked: '41', parity: false, release });
    const card = await stage.card(tag);
    hub().keep(stage.base, 'mc-governance-actions', { type: 'open', request: 'G-1', version: '41' });
    await stage.pass(10);
    expect(visibleText(card), 'not approved yet').to.not.include('update-alias');
    hub().keep(stage.base, 'mc-governance-actions', { type: 'approve', request: 'G-1', approver: 'Goose' });
    await stage.pass(10);
    expect(all(card, '[part=body] pre')[0]?.textContent).to.match(/update-alias[^]*--function-version 41/);
    hub().keep(stage.base, 'mc-governance-actions', { type: 'close', request: 'G-1' });
    await stage.pass(10);
    expect(visibleText(card)).to.not.include('update-alias');
  });

  it('does not call fresh what has no age', async () => {
    const stage = at();
    stage.bend = ({ generated_at: _, ...answer }) => answer;
    const card = await stage.card(tag);
    const text = visibleText(card, '[part=body]');
    expect(text).to.match(/Age not offered/);
    expect(text).to.not.match(/Freshness fresh/);
  });
});
