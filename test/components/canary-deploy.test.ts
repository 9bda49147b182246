import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { eventsIn } from '../../src/store/records.ts';
import { quiet, until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { configure } from './support/site.ts';
import { cardContract } from './contract.ts';
import type { McCanaryDeploy } from '../../components/canary-deploy/canary-deploy.ts';
import type { Card } from '../../src/card/card.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-canary-deploy';
const GOVERNANCE = 'mc-governance-actions';

/** Types into a field of the form, as an operator does. */
async function type(card: Card, name: string, text: string): Promise<void> {
  const field = one<HTMLInputElement>(card, `[name=${name}]`);
  field.value = text;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
  await quiet();
}

/** Passes the gate: who, for which request, and the phrase that the card asks for. */
async function pass(card: Card): Promise<void> {
  await type(card, 'operator', 'Jemima');
  await type(card, 'request', 'CHG-7');
  if (asked) await until(() => visibleText(card).includes('approved by'), 'the approval');
  const phrase = /Type “(.*?)” to confirm/.exec(visibleText(card))?.[1] ?? '';
  await type(card, 'confirmation', phrase);
}

/** Whether a request was approved in this test: what is kept reaches a card a little later. */
let asked = false;
beforeEach(() => {
  asked = false;
});

/** A request that is open and approved, whatever version it is for. */
async function approved(stage: Stage): Promise<void> {
  hub().keep(stage.base, GOVERNANCE, { type: 'open', request: 'CHG-7', reason: 'Ducks' });
  hub().keep(stage.base, GOVERNANCE, { type: 'approve', request: 'CHG-7', approver: 'Mother Goose' });
  asked = true;
  await stage.pass(10);
}

const loaded = (card: Card): Promise<void> => until(() => all(card, 'fieldset').length > 0, 'the form');

cardContract({
  tag,
  prepare: async (card) => {
    // Where nothing has answered, there is nothing to fill in.
    if (all(card, '[part=body] dl').length === 0) return;
    await loaded(card);
    await pass(card);
  },
});

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  /** The card, with its form. */
  async function show(attributes = ''): Promise<McCanaryDeploy> {
    // The stage answers the card that it shows.
    const card = (await at().card(tag, attributes)) as McCanaryDeploy;
    await loaded(card);
    return card;
  }
  const lines = (card: Card): string[] => all(card, '.command code').map(({ textContent }) => textContent);
  const flatLines = (card: Card): string[] => lines(card).map((line) => line.replace(/\s*\\\n\s*/g, ' '));
  /** A command's block by its title. */
  const step = (card: Card, title: string): HTMLElement => {
    const found = all(card, '.command').find((block) => block.textContent.includes(`${title}.`));
    if (!found) throw new Error(`no step ${title}: ${visibleText(card)}`);
    return found;
  };
  const button = (card: Card, title: string, name: string): HTMLButtonElement => {
    const found = [...step(card, title).querySelectorAll('button')].find((one) =>
      one.textContent.trim().startsWith(name),
    );
    if (!found) throw new Error(`no button ${name} at ${title}`);
    return found;
  };
  const uses = (stage: Stage): OperatorEvent[] =>
    eventsIn(hub().records(stage.base, GOVERNANCE).values).filter(({ type }) => type === 'use');

  describe('before a shift', () => {
    it('makes the exact command of what is chosen, with the revision id, and says what it will do', async () => {
      const stage = at();
      const card = await show();
      await type(card, 'version', '40');
      await type(card, 'weight', '25');
      const status = JSON.parse(stage.beak.answer('status')) as { release: { revision_id: string } };
      const line = lines(card)[1]?.replace(/\s*\\\n\s*/g, ' ');
      expect(line).to.equal(
        `aws lambda update-alias --function-name beak-api --name prod --routing-config '{"AdditionalVersionWeights":{"40":0.25}}' --revision-id ${status.release.revision_id} --region us-east-1`,
      );
      expect(visibleText(card, '[part=body]')).to.include(
        'prod keeps pointing at version 41. 25% of its calls, picked by chance, go to version 40.',
      );
      // The rule of three: 299 calls without a failure show less than 1 %.
      expect(visibleText(card)).to.match(/fewer than 1% of its calls fail is shown by 299 calls/);
      expect(visibleText(card)).to.include('IAM decides');
    });

    it('watches the version behind the alias, in absolute times', async () => {
      const card = await show();
      await type(card, 'version', '40');
      const line = lines(card)[2] ?? '';
      expect(line).to.include('get-metric-data').and.to.include('"ExecutedVersion","Value":"40"');
      expect(line).to.match(/--start-time 2026-03-21T05:40:00Z/);
      expect(line).to.not.include('date -');
    });

    it('takes another share and another limit, and no share that is none', async () => {
      const card = await show();
      await type(card, 'version', '40');
      await type(card, 'weight', 'custom');
      for (const none of ['', '0', '100', '-5', 'abc', '1e9']) {
        await type(card, 'custom', none);
        expect(lines(card).join(), none).to.not.include('update-alias');
        expect(visibleText(card)).to.include('more than 0%');
      }
      await type(card, 'custom', '2.5');
      expect(lines(card).join()).to.include('{"40":0.025}');
      await type(card, 'limit', '5');
      expect(visibleText(card)).to.match(/fewer than 5% of its calls fail is shown by 59 calls/);
    });

    const against: [
      string,
      (release: Record<string, unknown>, status: Record<string, unknown>) => void,
      RegExp,
    ][] = [
      ['$LATEST', (release) => (release['stable'] = '$LATEST'), /AWS takes weights only/],
      ['no revision id', (release) => delete release['revision_id'], /Revision id .*not offered/],
      ['a version that takes weight', (release) => (release['routing'] = { '39': 0.1 }), /10% to version 39/],
      [
        'a running deployment',
        (release) => (release['deployment'] = { id: 'd-RUNNING', status: 'InProgress', to_version: '42' }),
        /d-RUNNING to version 42 is running/,
      ],
      [
        'an alarm',
        (_, status) => (status['alarms'] = [{ name: 'pond-on-fire', state: 'ALARM' }]),
        /pond-on-fire/,
      ],
      ['no versions', (release) => delete release['versions'], /versions are not offered/],
    ];
    for (const [what, bend, said] of against)
      it(`makes no shift against ${what}`, async () => {
        const stage = at();
        stage.bend = (answer) => (bend(answer['release'] as Record<string, unknown>, answer), answer);
        const card = await show();
        if (what !== 'no versions') await type(card, 'version', '40');
        expect(lines(card).filter((line) => line.includes('"40"') && line.includes('update-alias'))).to.be
          .empty;
        expect(visibleText(card)).to.match(said);
        expect(card).to.not.have.attribute('tone', 'ok');
      });

    it('warns of a version that an alarm has just stopped, and leaves the decision to the operator', async () => {
      const stage = at();
      stage.bend = (answer) => {
        (answer['release'] as Record<string, unknown>)['deployment'] = {
          id: 'd-1',
          status: 'Stopped',
          from_version: '41',
          to_version: '42',
          error: { code: 'ALARM_ACTIVE' },
        };
        return answer;
      };
      const card = await show();
      expect(visibleText(card)).to.include('the last one, to version 42, ended: Stopped, ALARM_ACTIVE');
      expect(card).to.have.attribute('tone', 'warn');
      await type(card, 'version', '40');
      expect(lines(card).join()).to.include('update-alias');
    });

    it('says what is not known, and does not take it for fine', async () => {
      const stage = at();
      stage.bend = ({ alarms: _, ...answer }) => answer;
      const card = await show();
      expect(visibleText(card)).to.include('Check in CloudWatch');
      expect(card).to.not.have.attribute('tone', 'ok');
    });

    it('makes no shift while the data is too old', async () => {
      const stage = at();
      const card = await show();
      await type(card, 'version', '40');
      stage.mute = true;
      await stage.pass(10 * 60_000, 10_000);
      expect(visibleText(card)).to.include('too old to act on');
      expect(lines(card).join()).to.not.include('update-alias');
    });

    it('is frozen during a change freeze, and only then', async () => {
      const stage = at();
      await approved(stage);
      const card = await show();
      const freezes = [{ reason: 'Launch', from: '2026-03-21T05:00:00Z', until: '2026-03-21T05:41:00Z' }];
      await configure(card, stage, { freezes }, {}, 'Launch');
      await loaded(card);
      await type(card, 'version', '40');
      await pass(card);
      expect(visibleText(card)).to.include('frozen until 2026-03-21 05:41:00 UTC');
      expect(lines(card).join()).to.not.include('update-alias');
      await stage.pass(61_000);
      expect(visibleText(card)).to.not.include('frozen until');
      expect(lines(card).join()).to.include('update-alias');
      expect(button(card, 'Shift', 'Copy').disabled).to.equal(false);
    });
  });

  describe('while a canary is on trial', () => {
    it('has the lines to stop, promote and roll back, and judges by the limit that was typed', async () => {
      const stage = at();
      stage.beak.scenario = 'canary-bad';
      const card = await show();
      const { release } = JSON.parse(stage.beak.answer('status')) as {
        release: {
          stable: string;
          revision_id: string;
          routing: Record<string, number>;
          deployment: { id: string };
        };
      };
      const [canary] = Object.keys(release.routing);
      const flat = flatLines(card);
      const change = (version: string | undefined) =>
        `aws lambda update-alias --function-name beak-api --name prod --function-version ${version} --routing-config '{"AdditionalVersionWeights":{}}' --revision-id ${release.revision_id} --region us-east-1`;
      expect(flat, 'CodeDeploy promotes it, and a hand under it makes it fail').to.not.include(
        change(canary),
      );
      expect(flat).to.include(change(release.stable));
      expect(visibleText(card), 'a version that fails').to.match(/Promote ?\. Unavailable/);
      expect(flat.join()).to.include(
        `stop-deployment --auto-rollback-enabled --deployment-id ${release.deployment.id}`,
      );
      expect(visibleText(card)).to.include('Roll back');
      await type(card, 'limit', '50');
      expect(visibleText(card, '[aria-label="What will happen"]')).to.not.match(/at least 50%/);
      stage.bend = (answer) => {
        (answer['release'] as Record<string, unknown>)['deployment'] = null;
        return answer;
      };
      await card.reload();
      await stage.pass(10);
      expect(flatLines(card), 'it fails its own judgement').to.not.include(change(canary));
    });
  });

  describe('the gate', () => {
    it('holds back what changes something until who, for what and the phrase are given, and writes every use down', async () => {
      const stage = at();
      await approved(stage);
      const card = await show();
      await type(card, 'version', '40');
      expect(button(card, 'Shift', 'Copy').disabled).to.equal(true);
      expect(button(card, 'Watch', 'Copy').disabled).to.equal(false);
      await pass(card);
      expect(button(card, 'Shift', 'Copy').disabled).to.equal(false);
      await type(card, 'confirmation', 'prod 39');
      expect(button(card, 'Shift', 'Copy').disabled).to.equal(true);
      await pass(card);
      button(card, 'Shift', 'Copy').click();
      await until(() => uses(stage).length > 0, 'the audit trail');
      button(card, 'Watch', 'Copy').click();
      await stage.pass(10);
      expect(uses(stage)).to.have.length(1);
      expect(uses(stage)[0]).to.include({
        action: 'shift',
        version: '40',
        weight: 0.1,
        operator: 'Jemima',
        request: 'CHG-7',
      });
      expect(uses(stage)[0]?.['line']).to.equal(lines(card)[1]);
    });

    it('knows the requests of this browser: approved, not approved, for another version', async () => {
      const stage = at();
      const card = await show();
      hub().keep(stage.base, GOVERNANCE, { type: 'open', request: 'CHG-7', version: '40', reason: 'Ducks' });
      await stage.pass(10);
      expect(one<HTMLSelectElement>(card, '[name=version]').value, 'what the request asks for').to.equal(
        '40',
      );
      await pass(card);
      expect(visibleText(card)).to.include('open, not approved');
      expect(button(card, 'Shift', 'Copy').disabled).to.equal(true);
      hub().keep(stage.base, GOVERNANCE, { type: 'approve', request: 'CHG-7', approver: 'Mother Goose' });
      await stage.pass(10);
      expect(visibleText(card)).to.include('approved by Mother Goose');
      await type(card, 'version', '39');
      await pass(card);
      expect(visibleText(card)).to.include('asks for version 40, not 39');
      expect(button(card, 'Shift', 'Copy').disabled).to.equal(true);
    });

    it('is closed by a freeze that an operator starts, to the ways back too, and says how to get out', async () => {
      const stage = at();
      await approved(stage);
      stage.beak.scenario = 'canary-bad';
      const card = await show();
      await pass(card);
      expect(button(card, 'Roll back', 'Copy').disabled).to.equal(false);
      const from = Date.now();
      const freeze = { type: 'freeze', reason: 'Launch', from, until: from + 3_600_000 };
      hub().keep(stage.base, GOVERNANCE, freeze);
      await stage.pass(10);
      expect(button(card, 'Roll back', 'Copy').disabled).to.equal(true);
      expect(visibleText(card)).to.include('run the copied command with your own IAM rights');
    });

    it('lets an emergency go back without an approval, not forward, and the record says so', async () => {
      const stage = at();
      stage.beak.scenario = 'canary-bad';
      stage.bend = (answer) => {
        (answer['release'] as Record<string, unknown>)['deployment'] = null;
        return answer;
      };
      const card = await show();
      await pass(card);
      expect(button(card, 'Roll back', 'Copy').disabled).to.equal(true);
      one(card, '[name=emergency]').click();
      await quiet();
      expect(button(card, 'Roll back', 'Copy').disabled).to.equal(false);
      expect(step(card, 'Promote').querySelector('button'), 'it fails').to.equal(null);
      button(card, 'Roll back', 'Copy').click();
      await until(() => uses(stage).length > 0, 'the audit trail');
      expect(uses(stage)[0]).to.include({ action: 'rollback', emergency: true, operator: 'Jemima' });
    });

    it('keeps what was typed through polls, and the focus too', async () => {
      const stage = at();
      const card = await show();
      await type(card, 'version', '39');
      await type(card, 'weight', 'custom');
      await type(card, 'custom', '3');
      one(card, '[name=operator]').focus();
      await sendKeys({ type: 'Jemi' });
      // A new version is published meanwhile, and a deployment begins.
      await stage.pass(3 * 60_000, 5000);
      await sendKeys({ type: 'ma' });
      const value = (name: string) => one<HTMLInputElement>(card, `[name=${name}]`).value;
      expect(['version', 'weight', 'custom', 'operator'].map(value)).to.deep.equal([
        '39',
        'custom',
        '3',
        'Jemima',
      ]);
    });
  });

  describe('running a change', () => {
    const url = 'https://ops.example.com/beak/release';
    /** What is sent to the route, and what becomes of it on the way there and back. */
    let sent: { body: string; authorization: string | null }[] = [];
    let before: (() => Response | Promise<Response> | undefined) | undefined;
    let after: ((response: Response) => Response | Promise<Response>) | undefined;

    async function ready(): Promise<McCanaryDeploy> {
      const stage = at();
      [sent, before, after] = [[], undefined, undefined];
      const ask = window.fetch;
      window.fetch = async (to, init = {}) => {
        if (String(to) !== url) return ask(to, init);
        // Bodies that are sent are text.
        const body = init.body as string;
        sent.push({ body, authorization: new Headers(init.headers).get('authorization') });
        const given = new Promise<never>((_, reject) =>
          init.signal?.addEventListener('abort', () => reject(new DOMException('Given up', 'AbortError'))),
        );
        const early = before?.();
        if (early) return Promise.race([early, given]);
        stage.beak.advance(Date.now());
        const answered = stage.beak.change(JSON.parse(body));
        const response = new Response(answered.body, { status: answered.status });
        return Promise.race([after ? after(response) : response, given]);
      };
      await approved(stage);
      const card = await show('refresh="300"');
      card.executeUrl = url;
      await card.updateComplete;
      await type(card, 'version', '40');
      await pass(card);
      return card;
    }
    const status = (card: Card): string => visibleText(card, '.ran');
    /** Clicks, and waits until the card says something of the change. */
    async function run(card: Card, title: string, message: RegExp): Promise<void> {
      button(card, title, 'Run').click();
      await until(() => message.test(status(card)), String(message));
      await quiet();
    }
    const alias = (): { stable: string; routing: object; revision_id: string } =>
      (JSON.parse(at().beak.answer('status')) as { release: ReturnType<typeof alias> }).release;

    it('is not offered without an address, which no attribute can give', async () => {
      const card = await show(`execute-url="${url}" executeurl="${url}"`);
      await type(card, 'version', '40');
      await pass(card);
      expect(visibleText(card)).to.not.include('Run:');
      expect(card.executeUrl).to.equal(undefined);
    });

    it('shifts, reads the alias again, shows it, and writes down that it was made', async () => {
      const card = await ready();
      await run(card, 'Shift', /was changed/);
      expect(alias().routing).to.deep.equal({ '40': 0.1 });
      expect(status(card)).to.include('Read again, prod points to version 41, 10% to version 40.');
      expect(visibleText(card, '[part=chip]')).to.include('Version 40 takes 10%');
      expect(uses(at()).map(({ outcome }) => outcome)).to.deep.equal(['sent', 'made (done)']);
      expect(JSON.parse(sent[0]?.body ?? '')).to.include({ action: 'shift', operator: 'Jemima' });
      // What comes next is to be confirmed anew.
      expect(one<HTMLInputElement>(card, '[name=confirmation]').value).to.equal('');
      await pass(card);
      await run(card, 'Roll back', /roll back.*was changed/);
      expect(alias()).to.deep.include({ stable: '41', routing: {} });
    });

    for (const [code, made] of [
      [412, 'has changed since'],
      [403, 'may not change'],
      [422, 'refused'],
    ] as const)
      it(`says of a ${code} that nothing was changed, and shows the alias as it is`, async () => {
        const card = await ready();
        const { revision_id } = alias();
        before = () => new Response('{"message":"No quacking here."}', { status: code });
        await run(card, 'Shift', /Nothing was changed/);
        expect(status(card)).to.include(made).and.to.include(String(code)).and.to.include('No quacking here');
        expect(status(card)).to.include('Read again, prod points to version 41.');
        expect(alias().revision_id).to.equal(revision_id);
        expect(all(card, '#again')).to.be.empty;
        expect(uses(at()).at(-1)?.['outcome']).to.match(/^not made/);
      });

    it('refuses, as AWS does, where somebody was quicker', async () => {
      const card = await ready();
      const { revision_id } = alias();
      const quick = { action: 'promote', version: '39', revision_id, operator: 'Tom', request_id: 'other' };
      at().beak.change(quick);
      await run(card, 'Shift', /412/);
      expect(status(card)).to.include('Nothing was changed').and.to.include('points to version 39');
    });

    it('does not say after 10 s that nothing was changed, and asks again with the same id', async () => {
      const card = await ready();
      before = () => new Promise<Response>(() => undefined);
      button(card, 'Shift', 'Run').click();
      await until(() => sent.length > 0, 'the request');
      expect(status(card)).to.include('on its way');
      expect(button(card, 'Shift', 'Run').disabled).to.equal(true);
      await at().pass(11_000);
      await until(() => /10 s/.test(status(card)), 'the timeout');
      await until(() => /has not changed so far/.test(status(card)), 'the alias read again');
      expect(status(card)).to.not.include('Nothing was changed');
      before = undefined;
      one(card, '#again').click();
      await until(() => /was changed/.test(status(card)), 'the change');
      expect(sent).to.have.length(2);
      expect(sent[1]?.body).to.equal(sent[0]?.body);
      expect(alias().routing).to.deep.equal({ '40': 0.1 });
    });

    it('finds a change whose answer was lost by reading the alias', async () => {
      const card = await ready();
      after = () => Promise.reject(new TypeError('Failed to fetch'));
      await run(card, 'Shift', /is as this change was to make it/);
      expect(alias().routing).to.deep.equal({ '40': 0.1 });
      expect(uses(at()).at(-1)?.['outcome']).to.equal('made (lost)');
    });

    it('changes nothing twice when the answer was lost and the alias cannot be read', async () => {
      const stage = at();
      const card = await ready();
      after = () => Promise.reject(new TypeError('Failed to fetch'));
      stage.answer = () => new Response('{}', { status: 503 });
      await run(card, 'Shift', /not known/);
      expect(status(card)).to.include('could not be read again');
      const { revision_id } = alias();
      stage.answer = undefined;
      after = undefined;
      one(card, '#again').click();
      await until(() => /The alias was changed/.test(status(card)), 'the change');
      expect(sent[1]?.body).to.equal(sent[0]?.body);
      expect(alias().revision_id).to.equal(revision_id);
      expect(uses(stage).map(({ outcome }) => outcome)).to.deep.equal([
        'sent',
        'not known whether made (lost)',
        'sent again',
        'made (done)',
      ]);
    });

    it('sends the provider’s token only to an origin on its list', async () => {
      const stage = at();
      const card = await ready();
      const provider = document.createElement('mc-provider');
      provider.token = () => Promise.resolve('secret');
      provider.origins = ['https://elsewhere.example.com'];
      stage.place.append(provider);
      provider.append(card);
      await stage.pass(100);
      await loaded(card);
      await pass(card);
      await run(card, 'Shift', /was changed/);
      provider.origins = ['https://ops.example.com'];
      await stage.pass(100);
      await loaded(card);
      await pass(card);
      await run(card, 'Roll back', /roll back.*was changed/);
      expect(sent.map(({ authorization }) => authorization)).to.deep.equal([null, 'Bearer secret']);
      expect(JSON.stringify(uses(stage)) + visibleText(card)).to.not.include('secret');
    });

    it('sends nothing to an address that is not https', async () => {
      const card = await ready();
      card.executeUrl = 'http://ops.example.com/beak/release';
      await card.updateComplete;
      await run(card, 'Shift', /not an https one/);
      expect(sent).to.be.empty;
      expect(uses(at())).to.be.empty;
    });

    it('is all off in a recorded moment', async () => {
      const stage = at();
      const card = await ready();
      await stage.pass(1000);
      card.setAttribute('at', new Date(Date.now()).toISOString());
      await until(() => card.getAttribute('phase') === 'replay', 'the recorded moment');
      await loaded(card);
      const controls = all<HTMLButtonElement>(card, '[part=body] :is(button, input, select)');
      expect(controls.length).to.be.above(5);
      expect(controls.filter((control) => !control.matches(':disabled'))).to.be.empty;
    });
  });

  it('says in a frame that nothing can be run there', async () => {
    const module = new URL('../../components/canary-deploy/define.ts', import.meta.url).href;
    const frame = document.createElement('iframe');
    const page = `<!doctype html><script type="module">
      import '${module}';
      const card = document.createElement('mc-canary-deploy');
      card.executeUrl = 'https://ops.example.com/beak/release';
      card.setAttribute('api-base', 'https://pond.test');
      window.fetch = async () => new Response(JSON.stringify(parent.theAnswer));
      document.body.append(card);
      const wait = setInterval(() => {
        const text = card.shadowRoot?.textContent ?? '';
        if (!text.includes('from within a frame')) return;
        clearInterval(wait);
        parent.postMessage(text, '*');
      }, 50);
    </script>`;
    // A page of its own address, as an embed has one.
    frame.src = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
    Object.assign(window, { theAnswer: JSON.parse(at().beak.answer('status')) as object });
    const reported = new Promise<string>((resolve) =>
      window.addEventListener('message', ({ data }) => resolve(String(data)), { once: true }),
    );
    document.body.append(frame);
    const text = await reported;
    frame.remove();
    URL.revokeObjectURL(frame.src);
    expect(text).to.include('Nothing can be run').and.to.not.include('Run:');
  });
});
