import { expect, fixture, html } from '@open-wc/testing';
import { load, observe } from '../../src/shell/autoload.ts';

describe('autoload', () => {
  it('defines a card when its tag comes into the page', async () => {
    const place = await fixture(html`<div></div>`);
    expect(customElements.get('mc-agent-fleet')).to.equal(undefined);
    place.append(document.createElement('mc-agent-fleet'));
    await customElements.whenDefined('mc-agent-fleet');
  });

  it('sees into a shadow root that a host hands over', async () => {
    const host = await fixture(html`<div></div>`);
    const root = host.attachShadow({ mode: 'open' });
    observe(root);
    root.append(document.createElement('mc-alias-drift'));
    await customElements.whenDefined('mc-alias-drift');
  });

  it('leaves a card that is far below alone until it comes near', async () => {
    const place = await fixture(html`<div><div class="far"></div></div>`);
    place.querySelector<HTMLElement>('.far')?.style.setProperty('height', '9000px');
    const card = document.createElement('mc-metrics-strip');
    card.setAttribute('data-load-on', 'visible');
    place.append(card);
    // What comes after it is loaded, so it had its chance.
    place.append(document.createElement('mc-peck-failures'));
    await customElements.whenDefined('mc-peck-failures');
    expect(customElements.get('mc-metrics-strip')).to.equal(undefined);
    card.scrollIntoView();
    await customElements.whenDefined('mc-metrics-strip');
  });

  it('says of a tag that is no card that it is not defined', async () => {
    expect(await load('mc-nothing')).to.equal(false);
    expect(await load('constructor')).to.equal(false);
  });
});
