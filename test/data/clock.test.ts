import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { ServerClock, Ticker } from '../../src/data/clock.ts';
import { hub } from '../../src/data/hub.ts';
import { Page } from './page.ts';

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
    clock.atLeast(local - 3_600_000);
    expect(clock.offset, 'an old answer is old').to.equal(0);
    clock.atLeast(local + 5000);
    clock.atLeast(local + 2000);
    expect(clock.offset, 'an answer from the future moves the clock').to.equal(5000);
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
    const { now, skew, routes } = observer.known();
    expect(skew).to.equal(600_500);
    expect(now - (routes.status?.last?.at ?? 0)).to.equal(0);
    expect(hub().clock(page.base).known).to.equal(true);
  });

  it('is that of its making, when the server sends an old answer', async () => {
    answerWith({ date: 'Sat, 21 Nov 2026 07:00:00 GMT' }, '2026-11-21T06:50:00Z');
    const { observer } = page.observe();
    await page.askedTimes(1);
    expect(observer.known().routes.status?.last?.made).to.equal(local - 600_000);
    expect(observer.known().now - local).to.be.lessThan(1000);
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
