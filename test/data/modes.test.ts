import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { Page } from './page.ts';

describe('when a route is asked by itself: it', () => {
  let page: Page;
  beforeEach(() => (page = new Page()));
  afterEach(() => page.leave());

  it('is not asked while the page is hidden, and once when it is shown again after the interval', async () => {
    page.observe();
    await page.askedTimes(1);
    page.hide(true);
    await page.pass(100);
    expect(page.asked).to.have.length(1);
    page.hide(false);
    await page.askedTimes(2);
    page.hide(true);
    await page.pass(5);
    page.hide(false);
    await page.pass(5);
    expect(page.asked).to.have.length(2);
  });

  it('pauses by the mode; Refresh still works; forced play polls on', async () => {
    const { observer, reported } = page.observe();
    await page.askedTimes(1);
    reported.resetHistory();
    hub().pause(page.base, true);
    await page.pass(100);
    expect(page.asked).to.have.length(1);
    expect(reported.called).to.equal(true);
    expect(observer.state().pausedSince).to.be.a('number');
    await observer.refresh();
    expect(page.asked).to.have.length(2);
    hub().forced = true;
    expect(observer.state()).to.not.have.property('pausedSince');
    page.hide(true);
    await page.pass(65);
    expect(page.asked).to.have.length(4);
    hub().forced = false;
    await page.pass(65);
    expect(page.asked).to.have.length(4);
    page.hide(false);
    hub().pause(page.base, false);
    await page.askedTimes(5);
  });

  it('of another base is not paused with it', async () => {
    hub().pause('http://elsewhere.test', true);
    page.observe();
    await page.askedTimes(1);
    hub().pause('http://elsewhere.test', false);
  });

  it('is not asked at all on a page that opens paused', async () => {
    hub().store.put(`1/${page.base}/mode/paused`, { since: Date.now() });
    await hub().store.flush();
    page.observe();
    await page.pass(40);
    expect(page.asked).to.eql([]);
  });

  it('is asked where locks are missing or refused, and stops when paused', async () => {
    const locks = sinon.stub(navigator, 'locks');
    for (const broken of [
      undefined,
      {
        request: () => Promise.reject(new DOMException('', 'SecurityError')),
        query: () => Promise.resolve({}),
      },
    ]) {
      locks.get(() => broken);
      const before = page.asked.length;
      const { observer } = page.observe({}, 30, `${page.base}/${String(typeof broken)}`);
      await page.askedTimes(before + 1);
      hub().pause(observer.place.base, true);
      await page.pass(70);
      expect(page.asked).to.have.length(before + 1);
    }
  });
});
