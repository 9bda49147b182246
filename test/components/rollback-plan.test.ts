import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-rollback-plan';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const lines = (card: Card): string[] => all(card, 'li pre').map(({ textContent }) => textContent);
  const triggers = (card: Card): string => visibleText(card, '.results');
  const good = { invocations: 5000, errors: 2, throttles: 0, p50_ms: 40, p90_ms: 100, p99_ms: 400 };
  const traffic = { from: '2026-03-21T05:30:00Z', to: '2026-03-21T05:40:00Z' };
  const version = (number: string) => ({ version: number });
  const release = {
    function: 'beak-api',
    alias: 'prod',
    stable: '42',
    routing: {},
    revision_id: 'rev-1',
    versions: ['44', '43', '42', '41', '40', '39'].map(version),
    deployment: null,
    traffic: { ...traffic, by_version: { 42: good } },
  };
  const deployment = {
    id: 'd-RUNNING1',
    config: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
    status: 'InProgress',
    started_at: '2026-03-21T05:29:00Z',
    shift_started_at: '2026-03-21T05:30:00Z',
    from_version: '42',
    to_version: '43',
    alarms: ['canary-errors'],
  };
  const canary = {
    ...release,
    routing: { 43: 0.1 },
    deployment,
    traffic: { ...traffic, by_version: { 42: good, 43: { ...good, invocations: 600, errors: 0 } } },
  };
  const alarm = (state: string) => [{ name: 'canary-errors', state, metric: 'Errors', threshold: 1 }];
  const tell = (part: { stable?: string; [member: string]: unknown }, alarms?: object[]): void => {
    at().bend = (answer) => ({
      ...answer,
      lambda_alias_version: part.stable ?? '42',
      lambda: { function: 'beak-api', version: '42', region: 'eu-west-1' },
      release: part,
      ...(alarms && { alarms }),
    });
  };
  // A version between was published and rolled back: a listing would name it, the record of promotions does not.
  const log = [
    '- 2026-03-21 05:20 UTC · v42 · prod · the present one',
    '- 2026-03-21 05:10 UTC · v39 · prod · taken back to 39',
    '- 2026-03-21 05:00 UTC · v41 · prod · a bad one',
    '- 2026-03-21 04:00 UTC · v39 · prod · a good one',
    '- 2026-03-21 03:00 UTC · v40 · test · another alias',
  ].join('\n');
  const site = { files: { deploy_log: 'DEPLOY-LOG.md' } };
  const withLog = (card: Card, tells: string): Promise<void> =>
    configure(card, at(), site, { 'DEPLOY-LOG.md': log }, tells);

  it('takes the way back from the deploy log, not from the order of the versions', async () => {
    tell(release);
    const card = await at().card(tag);
    expect(card, 'before the log is read').to.have.attribute('tone', 'unknown');
    await withLog(card, 'version 39');
    expect(visibleText(card, '.large')).to.match(
      /Rollback target version 39 prod had it before version 42, by the deploy log/,
    );
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('Rollback target: version 39');
    const [change, look, ...rest] = lines(card);
    expect(rest).to.be.empty;
    expect(change)
      .to.match(/^aws lambda update-alias .*--function-name beak-api .*--name prod/s)
      .and.to.match(/--function-version 39 .*--routing-config '\{"AdditionalVersionWeights":\{\}\}'/s)
      .and.to.match(/--revision-id rev-1 .*--region eu-west-1/s);
    expect(look).to.match(/^aws lambda get-alias/);
    expect(visibleText(card, 'li')).to.match(/provisioned concurrency/);
    expect(visibleText(card)).to.include('No deployment runs, so nothing goes back by itself');
  });

  it('without a log makes up no version: it says what would tell, and offers the lines that do', async () => {
    tell({
      ...release,
      deployment: { ...deployment, status: 'Succeeded', from_version: '40', to_version: '42' },
    });
    const card = await at().card(tag);
    expect(visibleText(card, '.large')).to.match(
      /not known No deploy log is configured \(files\.deploy_log\)/,
    );
    expect(visibleText(card, '.large')).to.include('Deployment d-RUNNING1 shifted from version 40 to 42.');
    expect(lines(card).map((line) => line.split(' ')[2])).to.deep.equal([
      'get-alias',
      'list-versions-by-function',
    ]);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Rollback target not known');
  });

  it('says that a canary which an alarm has stopped is back already', async () => {
    tell({
      ...release,
      deployment: {
        ...deployment,
        status: 'Stopped',
        error: { code: 'ALARM_ACTIVE', message: 'The alarm rang.' },
      },
    });
    const card = await at().card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('Version 43 is taken back already');
    expect(visibleText(card)).to.include(
      'Deployment d-RUNNING1, to version 43, ended as Stopped (ALARM_ACTIVE), and prod is at version 42, where it was before',
    );
    expect(card, 'where 42 itself would go back to is no matter then').to.have.attribute('tone', 'ok');
    expect(visibleText(card, '.large')).to.include('Back at version 42');
    expect(lines(card).join()).to.not.include('update-alias');
    await withLog(card, 'Only if version 42 is bad too');
    expect(lines(card)[0]).to.match(/update-alias.*--function-version 39/s);
  });

  it('leads an alias that was edited under a deployment back to where the log has it', async () => {
    const failed = {
      ...deployment,
      from_version: '42',
      status: 'Failed',
      error: { code: 'INVALID_LAMBDA_CONFIGURATION' },
    };
    tell({ ...release, stable: '41', deployment: failed, traffic: { ...traffic, by_version: { 41: good } } });
    const card = await at().card(tag);
    await withLog(card, 'version 42');
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('Edited by hand: version 42 is in the log');
    expect(visibleText(card, '.large')).to.match(/Rollback target version 42 prod has been edited by hand/);
    expect(visibleText(card, 'li')).to.include('First ask who has edited the alias, and why.');
    expect(lines(card)[0]).to.match(/update-alias.*--function-version 42.*--revision-id rev-1/s);
  });

  it('does not take few calls without an error for a good canary', async () => {
    const few = { ...good, invocations: 298, errors: 0 };
    tell({ ...canary, traffic: { ...traffic, by_version: { 42: good, 43: few } } }, alarm('OK'));
    const card = await at().card(tag);
    expect(triggers(card)).to.match(/Unknown : Errors 0% 0 of 298 calls; .*too few calls to tell/);
    expect(visibleText(card, '[part=chip]')).to.include('Too few calls to judge');
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('during a canary leads back to the version of the alias, and stops the deployment first', async () => {
    tell(canary, alarm('OK'));
    const card = await at().card(tag);
    await withLog(card, 'version 42');
    expect(visibleText(card, '.large')).to.match(
      /Rollback target version 42 prod points to it, while 10% of the calls go to version 43/,
    );
    const [stop, look, back, ...rest] = lines(card);
    expect(rest).to.be.empty;
    expect(stop).to.match(
      /^aws deploy stop-deployment .*--auto-rollback-enabled .*--deployment-id d-RUNNING1/s,
    );
    expect(look).to.match(/^aws lambda get-alias/);
    expect(back).to.match(/update-alias.*--function-version 42.*--revision-id rev-1/s);
    expect(visibleText(card, 'li')).to.include('a line with the old revision id is refused');
    expect(visibleText(card, 'h4')).to.include('at version 43');
    expect(triggers(card)).to.match(/OK : canary-errors OK/);
    expect(visibleText(card)).to.match(/once it has succeeded, nothing does/);
    expect(
      all(card, 'pre')
        .map(({ textContent }) => textContent)
        .join(),
    ).to.match(/aws deploy get-deployment/);
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('names a trigger that is met, with its value and limit', async () => {
    const bad = { ...good, invocations: 600, errors: 40, throttles: 3, p99_ms: 6200 };
    tell({ ...canary, traffic: { ...traffic, by_version: { 42: good, 43: bad } } }, alarm('ALARM'));
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('Trigger met: errors, duration (p99)');
    expect(triggers(card)).to.match(/Bad : Errors 6\.67% 40 of 600 calls; limit 1% of the calls/);
    expect(triggers(card)).to.match(/Bad : Duration \(p99\) 6\.2 s limit 5 s/);
    expect(triggers(card)).to.match(/OK : Throttles 3 in 10 min/);
    expect(triggers(card)).to.match(/Bad : canary-errors in alarm/);
  });

  it('calls for no rollback where few calls, or the stable version too, are the reason', async () => {
    const few = { ...good, invocations: 20, errors: 1, p99_ms: 6000 };
    const slow = { ...good, p99_ms: 5000 };
    tell({ ...canary, traffic: { ...traffic, by_version: { 42: slow, 43: few } } }, alarm('OK'));
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(triggers(card)).to.match(/Warning : Errors 5% 1 of 20 calls; .*may be chance/);
    expect(triggers(card)).to.match(/Warning : Duration \(p99\) 6 s .*the stable version is as slow/);
  });

  it('judges throttles never alone', async () => {
    tell({ ...release, traffic: { ...traffic, by_version: { 42: { ...good, throttles: 100 } } } });
    const card = await at().card(tag);
    await withLog(card, 'version 39');
    expect(card).to.have.attribute('tone', 'warn');
    expect(triggers(card)).to.match(/Warning : Throttles 100 in 10 min/);
  });

  it('says that nothing acts where the deployment listens to no alarm, or there is none', async () => {
    tell({ ...canary, deployment: { ...deployment, alarms: [] } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card)).to.include(
      'Deployment d-RUNNING1 listens to no alarm: nothing takes it back by itself.',
    );
    tell({ ...canary, deployment: null });
    await card.reload();
    await at().pass(10);
    expect(visibleText(card)).to.include(
      'Version 43 has its share without a deployment: no alarm takes it back.',
    );
    expect(lines(card)[0]).to.match(/update-alias.*--function-version 42/s);
    expect(visibleText(card, '[part=chip]')).to.include('No alarm guards the shift');
  });

  it('only stops a deployment that has not shifted anything yet', async () => {
    tell(
      { ...release, deployment: { ...deployment, shift_started_at: undefined, status: 'Created' } },
      alarm('OK'),
    );
    const card = await at().card(tag);
    await withLog(card, 'version 42');
    expect(visibleText(card, '.large')).to.match(
      /version 42 prod points to it, and no call has been shifted away yet/,
    );
    expect(lines(card).map((line) => line.split(' ')[2])).to.deep.equal(['stop-deployment', 'get-alias']);
  });

  it('offers no change while AWS settles, while a canary cannot be told, or without a revision id', async () => {
    tell({ ...release, routing: { 39: 1 } });
    const card = await at().card(tag);
    await withLog(card, 'All calls go to version 39 by weight');
    expect(lines(card).join()).to.not.include('update-alias');
    for (const missing of ['routing', 'revision_id']) {
      tell({ ...release, [missing]: undefined });
      await card.reload();
      await at().pass(10);
      expect(visibleText(card, '.large'), missing).to.include('version 39');
      expect(
        lines(card).map((line) => line.split(' ')[2]),
        missing,
      ).to.deep.equal(['get-alias']);
    }
  });

  it('offers the line that shows figures which are not offered, with the version and absolute times', async () => {
    tell({ ...release, traffic: undefined });
    const card = await at().card(tag);
    expect(triggers(card)).to.match(/Unknown : Errors not offered .*Unknown : Duration \(p99\) not offered/);
    const [line] = all(card, 'pre').map(({ textContent }) => textContent);
    expect(line)
      .to.match(/^aws cloudwatch get-metric-data/)
      .and.to.match(/"ExecutedVersion","Value":"42"/)
      .and.to.match(/--start-time 2026-03-21T05:25:00Z .*--end-time 2026-03-21T05:4\d:00Z/s);
    tell(release);
    await card.reload();
    await at().pass(10);
    expect(visibleText(card)).to.not.include('get-metric-data');
  });

  it('finds a running deployment whose id is not offered', async () => {
    tell({ ...canary, deployment: { ...deployment, id: undefined } }, alarm('OK'));
    const card = await at().card(tag);
    expect(lines(card)[0]).to.match(/^aws deploy list-deployments/);
    expect(lines(card)[0]).to.not.include('[0]');
  });

  it('tells of a version in the log that is not there any more', async () => {
    tell({ ...release, versions: ['44', '43', '42', '41'].map(version) });
    const card = await at().card(tag);
    await withLog(card, 'version 39');
    expect(visibleText(card, '.large')).to.include('it may be deleted');
  });

  it('takes its limits from the configuration; a value at its limit is over it', async () => {
    tell({ ...release, traffic: { ...traffic, by_version: { 42: { ...good, p99_ms: 400 } } } });
    const card = await at().card(tag);
    await configure(card, at(), { thresholds: { canary_p99_ms: 400 } }, {}, 'limit 400 ms');
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('Trigger met: duration (p99)');
  });
});
