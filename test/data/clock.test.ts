import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { ServerClock, Ticker } from '../../src/data/clock.ts';
import { hub } from '../../src/data/hub.ts';
import { field } from '../../src/api/field.ts';
import { flag } from '../../src/api/kinds.ts';
import { logKey, samplesIn } from '../../src/store/logs.ts';
import { Page, settle, ownHub } from './page.ts';

const local = Date.parse('2026-11-21T07:00:00Z');

describe('the clock of a server', () => {
  let time: sinon.SinonFakeTimers;
  let clock: ServerClock;
  beforeEach(() => {
    time = sinon.useFakeTimers({ now: local, toFake: ['Date'] });
    clock = new ServerClock();
  });
  afterEach(() => time.restore());

  it('is this machine’s, and says that it is not known, until an answer tells', () => {
    expect(clock.known).to.equal(false);
    expect(clock.now()).to.equal(local);
  });

  it('is taken from the middle of the round trip, and of the second that `Date` names', () => {
    clock.learn(local + 60_000, local, 200);
    expect(clock.known).to.equal(true);
    expect(clock.offset).to.equal(60_400);
    expect(clock.now()).to.equal(local + 60_400);
  });

  it('is best told by the quickest answer', () => {
    clock.learn(local, local, 4000);
    clock.learn(local + 300, local, 100);
    expect(clock.offset).to.equal(750);
    clock.learn(local, local, 4000);
    expect(clock.offset, 'a slow answer in agreement teaches nothing').to.equal(750);
  });

  it('is learnt anew when an answer contradicts it: this machine’s clock was set', () => {
    clock.learn(local, local, 100);
    clock.learn(local + 3_600_000, local, 3000);
    expect(clock.offset).to.equal(3_600_000 + 500 - 1500);
  });

  it('takes from `generated_at` no more than that it is not earlier', () => {
    clock.atLeast('status', local - 3_600_000);
    expect(clock.offset, 'an old answer is old').to.equal(0);
    clock.atLeast('status', local + 5000);
    clock.atLeast('audit', local + 2000);
    expect(clock.offset, 'an answer from the future moves the clock').to.equal(5000);
    clock.atLeast('status', local + 3000);
    expect(clock.offset, 'the next one of its route counts in its place').to.equal(3000);
    clock.forget('status');
    expect(clock.offset, 'what is asked no more tells nothing').to.equal(2000);
    clock.atLeast('audit', Date.parse('9999-12-31T00:00:00Z'));
    expect(clock.offset, 'what cannot be tells nothing').to.equal(0);
    clock.atLeast('audit', local + 5000);
    expect(clock.known).to.equal(false);
    clock.learn(local - 500, local, 0);
    expect(clock.offset, '`Date` knows better').to.equal(0);
  });

  it('goes on from the last visit, until an answer tells', () => {
    clock.hear(90_000);
    expect(clock.offset).to.equal(90_000);
    clock.learn(local + 10_000, local, 9000);
    expect(clock.offset).to.equal(6000);
  });
});

describe('a time that jumps', () => {
  let page: Page;
  beforeEach(() => (page = new Page()));
  afterEach(() => page.leave());

  const HOUR = 3_600_000;
  /** An answer dated so much ahead of this machine's clock, in ms. */
  const dated = (ahead: number, withDate = true) => {
    page.answer = () => {
      const now = new Date(Date.now() + ahead);
      const json = { lambda: { version: '1' }, ...(!withDate && { generated_at: now.toISOString() }) };
      return new Response(JSON.stringify(json), { headers: withDate ? { date: now.toUTCString() } : {} });
    };
  };
  const samples = async () => {
    await settle();
    await ownHub().writing;
    await hub().store.flush();
    const chunks = await hub().store.under(logKey(page.base, 'sd_latency_log'));
    return samplesIn(chunks.map(([, chunk]) => chunk));
  };

  for (const [what, withDate] of [
    ['by its Date', true],
    ['by generated_at alone', false],
  ] as const)
    for (const ahead of [3 * HOUR, -3 * HOUR, 9 * 24 * HOUR])
      it(`is believed until the next answer contradicts it, ${what} (${ahead / HOUR} h)`, async () => {
        dated(0, withDate);
        const { observer, reported } = page.observe();
        const other = page.observe({ reads: { more: field('audit.truncated?', flag) } }, 600);
        await page.askedTimes(2);
        dated(ahead, withDate);
        await page.pass(31);
        const there = observer.state().now - Date.now();
        // What was made long ago says nothing of the time.
        expect(there).to.be.closeTo(withDate || ahead > 0 ? ahead : 0, 1500);
        reported.resetHistory();
        other.reported.resetHistory();
        dated(0, withDate);
        await page.pass(31);
        expect(observer.state().now - Date.now()).to.be.closeTo(0, 1500);
        if (!withDate && ahead < 0) return;
        // Cards whose own routes answered the same, or nothing meanwhile, are judged anew as well.
        expect(reported.called, 'the card itself').to.equal(true);
        expect(other.reported.called, 'another card').to.equal(true);
      });

  it('of this machine is seen by all cards, and again when it is set right', async () => {
    dated(0, false);
    const { reported } = page.observe({}, 3600);
    await page.askedTimes(1);
    await page.pass(3);
    for (const jump of [5 * HOUR, -5 * HOUR]) {
      reported.resetHistory();
      page.clock.setSystemTime(Date.now() + jump);
      await page.pass(2);
      expect(reported.called, String(jump)).to.equal(true);
    }
    reported.resetHistory();
    await page.pass(10);
    expect(reported.called, 'a clock that goes right').to.equal(false);
  });

  it('lets nothing expire before it is confirmed, and what was stamped ahead goes when it is back', async () => {
    const key = logKey(page.base, 'sd_latency_log');
    const hours = [-70, -40, -1].map((hour) => Math.floor(Date.now() / HOUR) + hour);
    for (const hour of hours)
      hub().store.put(key + String(hour), [{ at: hour * HOUR, route: 'beak', ms: 5 }]);
    hub().store.put(key.slice(0, -1), Object.fromEntries(hours.map((hour) => [hour, 1])));
    const past = `1/${page.base}/past/status/`;
    const old = Date.now() - 5 * HOUR;
    hub().store.put(past + String(old), { json: { lambda: { version: '0' } }, at: old });
    await hub().store.flush();
    dated(9 * 24 * HOUR);
    page.observe();
    await page.askedTimes(1);
    expect(await samples()).to.have.length(4);
    expect(await hub().store.get(past + String(old))).to.not.equal(undefined);
    dated(0);
    await page.pass(61);
    const kept = await samples();
    expect(kept.filter(({ at }) => at > Date.now() + 60_000)).to.eql([]);
    expect(kept.length).to.be.greaterThan(4);
    const answers = (await hub().store.under(past)).map(([name]) => Number(name.slice(past.length)));
    expect(answers.filter((at) => at > Date.now() + 60_000)).to.eql([]);
    expect(answers).to.include(old);
  });

  it('back lets nothing go either before it is confirmed', async () => {
    dated(0);
    page.observe();
    await page.askedTimes(1);
    await page.pass(95);
    const before = (await samples()).length;
    dated(-3 * HOUR);
    await page.pass(31);
    dated(0);
    await page.pass(31);
    expect(await samples()).to.have.length(before + 2);
  });

  it('is believed once answers over a minute have confirmed it: then what is too old goes', async () => {
    const key = logKey(page.base, 'sd_latency_log');
    const hour = Math.floor(Date.now() / HOUR) - 40;
    hub().store.put(key + String(hour), [{ at: hour * HOUR, route: 'beak', ms: 5 }]);
    hub().store.put(key.slice(0, -1), { [hour]: 1 });
    await hub().store.flush();
    dated(90 * 24 * HOUR);
    page.observe();
    await page.askedTimes(1);
    await page.pass(125);
    expect((await samples()).filter(({ at }) => at === hour * HOUR)).to.eql([]);
  });

  it('does not keep Refresh from drawing what is the same', async () => {
    const { observer, reported } = page.observe();
    await page.askedTimes(1);
    reported.resetHistory();
    await observer.refresh();
    expect(reported.called).to.equal(true);
  });
});

describe('the age of what a server sends', () => {
  let page: Page;
  beforeEach(() => (page = new Page()));
  afterEach(() => page.leave());

  const answerWith = (headers: Record<string, string>, generatedAt?: string) => {
    page.answer = () =>
      new Response(JSON.stringify({ lambda: { version: '1' }, generated_at: generatedAt }), { headers });
  };

  it('is right though this machine’s clock is 10 min slow', async () => {
    answerWith({ date: 'Sat, 21 Nov 2026 07:08:00 GMT', age: '120' });
    const { observer } = page.observe();
    await page.askedTimes(1);
    const { now, skew, routes } = observer.state();
    expect(skew).to.equal(600_500);
    expect(now - (routes.status?.last?.at ?? 0)).to.equal(0);
    expect(hub().clock(page.base).known).to.equal(true);
  });

  it('is that of its making, when the server sends an old answer', async () => {
    answerWith({ date: 'Sat, 21 Nov 2026 07:00:00 GMT' }, '2026-11-21T06:50:00Z');
    const { observer } = page.observe();
    await page.askedTimes(1);
    expect(observer.state().routes.status?.last?.made).to.equal(local - 600_000);
    expect(observer.state().now - local).to.be.lessThan(1000);
  });

  it('is that of another base’s clock for no other base', async () => {
    answerWith({ date: 'Sat, 21 Nov 2026 08:00:00 GMT' });
    page.observe();
    await page.askedTimes(1);
    expect(hub().clock(`${page.base}/other`).offset).to.equal(0);
  });
});

describe('the second hand', () => {
  it('calls all at once, every second while the page is seen, and at once when it is seen again', () => {
    const time = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const hidden = sinon.stub(document, 'hidden').value(false);
    const ticker = new Ticker();
    const [one, other] = [sinon.spy(), sinon.spy()];
    const stops = [ticker.join(one), ticker.join(other)];
    one.resetHistory();
    other.resetHistory();
    time.tick(2000);
    expect([one.callCount, other.callCount]).to.eql([2, 2]);
    hidden.value(true);
    document.dispatchEvent(new Event('visibilitychange'));
    time.tick(5000);
    expect(one.callCount).to.equal(2);
    hidden.value(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(one.callCount).to.equal(3);
    for (const stop of stops) stop();
    expect(time.countTimers()).to.equal(0);
    time.restore();
    sinon.restore();
  });
});
