import { expect } from '@open-wc/testing';
import '../../components/release-map/release-map.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import { until } from './support/quiet.ts';
import { configure } from './support/site.ts';
import { cardContract } from './contract.ts';
import type { Answer } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-release-map';

cardContract({ tag });

describe(`<${tag}> draws what calls reach`, () => {
  const at = useStage(tag);
  const show = (release: Answer | undefined): Promise<Card> => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, release });
    return stage.card(tag);
  };
  const version = (number: string, code: string) => ({
    version: number,
    code_sha256: code,
    last_modified: new Date(START - 3_600_000).toISOString(),
    description: `Change ${number}`,
  });
  const versions = [version('43', 'c'), version('42', 'b'), version('41', 'a')];
  const release = {
    function: 'beak-api',
    alias: 'prod',
    stable: '42',
    routing: {},
    latest: { code_sha256: 'c' },
    versions,
  };
  const rows = (card: Card): string[] =>
    all(card, 'tbody tr').map((row) =>
      [...row.children]
        .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
        .filter(Boolean)
        .join(' '),
    );
  const drawn = (card: Card): string[] => all(card, 'svg div').map(({ textContent }) => textContent.trim());

  const cases: Record<string, { reported: Answer; chip: string; tone: string; drawn: string[] }> = {
    'one version takes all': {
      reported: {},
      chip: 'prod: v42',
      tone: 'info',
      drawn: ['100%', '100%', 'Unqualified', 'Alias prod', '$LATEST', 'v42', 'v43', 'v41'],
    },
    'traffic is split': {
      reported: { routing: { 43: 0.1 } },
      chip: 'prod: 90% v42, 10% v43',
      tone: 'info',
      drawn: ['100%', '90%', '10%', 'Unqualified', 'Alias prod', '$LATEST', 'v42', 'v43', 'v41'],
    },
    'the routing is not told': {
      reported: { routing: undefined },
      chip: 'prod: share not told v42',
      tone: 'info',
      drawn: ['100%', '?', 'Unqualified', 'Alias prod', '$LATEST', 'v42', 'v43', 'v41'],
    },
    'the alias is on $LATEST': {
      reported: { stable: '$LATEST' },
      chip: 'prod: $LATEST',
      tone: 'warn',
      drawn: ['100%', '100%', 'Unqualified', 'Alias prod', '$LATEST', 'v43', 'v42', 'v41'],
    },
    'the weights are more than all': {
      reported: { routing: { 43: 0.7, 41: 0.5 } },
      chip: 'share not told v42',
      tone: 'warn',
      drawn: ['100%', '?', 'Unqualified', 'Alias prod', '$LATEST', 'v42', 'v43', 'v41'],
    },
    'the version is not listed': {
      reported: { stable: '40' },
      chip: 'prod: v40',
      tone: 'warn',
      drawn: ['100%', '100%', 'Unqualified', 'Alias prod', '$LATEST', 'v40', 'v43', 'v42', 'v41'],
    },
    'nothing of the alias is told': {
      reported: { stable: undefined, routing: undefined },
      chip: 'Routing not told',
      tone: 'unknown',
      drawn: ['100%', 'Unqualified', 'Alias prod', '$LATEST', 'v43', 'v42', 'v41'],
    },
  };
  for (const [name, { reported, chip, tone, drawn: boxes }] of Object.entries(cases))
    it(name, async () => {
      const card = await show({ ...release, ...reported });
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(card).to.have.attribute('tone', tone);
      expect(drawn(card)).to.deep.equal(boxes);
    });

  it('the table tells what the picture does', async () => {
    const stage = at();
    const card = await show({ ...release, routing: { 43: 0.1 } });
    await stage.pass(1000);
    expect(rows(card)).to.deep.equal([
      '$LATEST none – same as v43; every unqualified invoke',
      'v42 90% 1 h ago Change 42',
      'v43 10% 1 h ago Change 43',
      'v41 none 1 h ago Change 41',
    ]);
    expect(visibleText(card, 'dl'))
      .to.include('beak-api:prod')
      .and.to.include('same code and settings as v43');
  });

  it('says that $LATEST differs where no version has its code', async () => {
    const card = await show({ ...release, latest: { code_sha256: 'd' } });
    expect(visibleText(card, 'dl')).to.include('differs from v42');
    expect(visibleText(card)).to.include('$LATEST ahead of the alias is no incident');
  });

  it('draws a few of many versions, and counts the others', async () => {
    const many = Array.from({ length: 40 }, (_, index) => version(String(60 - index), 'x'));
    const card = await show({ ...release, versions: many });
    expect(all(card, 'svg div:not(.share)')).to.have.length(7);
    expect(rows(card)).to.have.length(10);
    expect(visibleText(card)).to.include('and 31 more versions');
  });

  const old = ['44', '42', '41', '40', '39', '38'].map((number) => version(number, number));
  const log = (back: string) =>
    `- 2026-03-21 05:20 UTC · v42 · prod\n- 2026-03-21 05:10 UTC · v${back} · prod`;
  const deletions: Record<string, { reported: Answer; back?: string; deleted: string | undefined }> = {
    'the oldest, where a rollback leads elsewhere': { reported: {}, deleted: '38' },
    'none that a deployment comes from or goes to': {
      reported: { deployment: { status: 'Succeeded', from_version: '38', to_version: '39' } },
      deleted: '40',
    },
    'not the rollback target, however old': { reported: {}, back: '38', deleted: '39' },
    'none while the log does not tell the rollback target': { reported: {}, back: '42', deleted: undefined },
    'none while the routing cannot be': { reported: { routing: { 43: 0.6, 44: 0.6 } }, deleted: undefined },
    'none that calls reach': {
      reported: { versions: old.slice(0, 4), routing: { 40: 0.1 } },
      deleted: undefined,
    },
    'none while the alias is on $LATEST': { reported: { stable: '$LATEST' }, deleted: undefined },
  };
  for (const [what, { reported, back = '41', deleted }] of Object.entries(deletions))
    it(`offers to delete ${what}`, async () => {
      const card = await show({ ...release, versions: old, ...reported });
      const config = { files: { deploy_log: 'DEPLOY-LOG.md' } };
      await configure(card, at(), config, { 'DEPLOY-LOG.md': log(back) }, 'files of the site');
      // Nothing on this card but the line itself shows that the log was read; the rule has a table of its own.
      if (deleted !== undefined) await until(() => all(card, '.command code').length > 0, 'the line');
      else await at().pass(100);
      expect(
        all(card, '.command code').map(({ textContent }) => textContent.replace(/ \\\n */g, ' ')),
      ).to.deep.equal(
        deleted === undefined
          ? []
          : [`aws lambda delete-function --qualifier ${deleted} --function-name beak-api --region us-east-1`],
      );
    });

  it('cuts a long name in the picture, and not in the table', async () => {
    const long = '<b>' + 'x'.repeat(80);
    const card = await show({ ...release, alias: long, stable: long });
    for (const box of all(card, 'svg div:not(.share)'))
      expect(box.getBoundingClientRect().width).to.be.at.most(
        one(card, 'svg').getBoundingClientRect().width / 2,
      );
    expect(rows(card)[1]).to.include(long);
    expect(injected(card)).to.be.empty;
  });

  it('can be read at 320 px: no letter is small, and no box cuts its name', async () => {
    const stage = at();
    stage.place.setAttribute('style', 'width: 320px');
    const card = await show({ ...release, routing: { 43: 0.1 } });
    const scale = one(card, 'svg').getBoundingClientRect().width / 288;
    for (const text of all(card, 'svg div')) {
      expect(Number.parseFloat(getComputedStyle(text).fontSize) * scale, 'px').to.be.at.least(11);
      expect(text.scrollWidth, text.textContent).to.be.at.most(text.clientWidth);
    }
  });
});
