import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, render } from 'lit';
import { hub } from '../../src/data/hub.ts';
import { each } from '../../src/card/each.ts';
import { heard } from '../components/support/heard.ts';
import { until } from '../components/support/quiet.ts';
import { all, one } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer, Stage } from '../components/support/stage.ts';

/** What the status tells of the alias: in drift there are two commands that look, while shifting one that changes. */
const release = { function: 'beak-api', alias: 'prod', stable: '42', revision_id: 'r-1' };
const told =
  (invoked: string, routing: Record<string, number>) =>
  (answer: Answer, route: string): Answer =>
    route === 'status'
      ? {
          ...answer,
          lambda: { function: 'beak-api', version: invoked, invoked_version: invoked, region: 'eu-west-1' },
          lambda_alias_version: '42',
          lambda_alias_parity: invoked === '42',
          release: { ...release, routing },
        }
      : answer;
const drift = told('41', {});
const shifting = told('42', { 43: 0.1 });

/** What has the focus in a card. */
const focused = (card: Card): Element | null | undefined => card.shadowRoot?.activeElement;

/** The card in drift, once its commands are loaded. */
async function inDrift(stage: Stage): Promise<Card> {
  stage.bend = drift;
  const card = await stage.card('mc-alias-drift');
  await until(() => all(card, '[part=body] pre').length > 0, 'the commands');
  return card;
}

const copyOf = (card: Card, command: string): HTMLElement =>
  one(card, `button[aria-label="Copy: ${command}"]`);

describe('a poll never swaps what is under the finger', () => {
  const at = useStage('mc-alias-drift');
  before(() => import('../../components/alias-drift/next-commands.ts'));
  const next = async (stage: Stage, bend: Stage['bend']): Promise<void> => {
    stage.bend = bend;
    await stage.pass(45_000);
  };

  it('a focused Copy that goes with a poll gives the focus to the heading, and that is said', async () => {
    const stage = at();
    const card = await inDrift(stage);
    const button = copyOf(card, 'get-alias');
    button.focus();
    const sentences = heard();
    await next(stage, shifting);
    expect(all(card, '[part=body] pre')[0]?.textContent).to.include('update-alias');
    expect(button.isConnected, 'the button of another command').to.equal(false);
    expect(focused(card)).to.equal(one(card, '[part=heading]'));
    expect(sentences).to.deep.equal(['“Copy: get-alias” is gone after an update. Focus is on the heading.']);
  });

  it('a focused Copy stays itself, with the focus, where another command comes before it', async () => {
    const stage = at();
    const card = await inDrift(stage);
    const button = copyOf(card, 'get-alias');
    button.focus();
    hub().keep(stage.base, 'mc-governance-actions', { type: 'open', request: 'G-1', version: '41' });
    hub().keep(stage.base, 'mc-governance-actions', { type: 'approve', request: 'G-1', approver: 'Goose' });
    await stage.pass(100);
    expect(all(card, '[part=body] button')[0]?.ariaLabel).to.equal('Copy: update-alias');
    expect(copyOf(card, 'get-alias')).to.equal(button);
    expect(focused(card)).to.equal(button);
  });

  it('what is disabled under the finger gives the focus to the heading', async () => {
    const stage = at();
    const card = await stage.card('mc-todos');
    one(card, 'form input').focus();
    await sendKeys({ type: 'First thing' });
    const sentences = heard();
    hub().timeTravel = { base: stage.base, at: Date.now(), show: (apiState) => apiState };
    await stage.pass(1000, 50);
    const given = focused(card);
    hub().timeTravel = undefined;
    await stage.pass(1000, 50);
    expect(given).to.equal(one(card, '[part=heading]'));
    expect(sentences[0]).to.match(/^“New todo” is disabled after an update/);
  });

  it('what is removed by another tab gives the focus to the heading, what stays keeps it', async () => {
    const stage = at();
    const card = await stage.card('mc-todos');
    const [first, second] = ['First thing', 'Second thing'].map((text) =>
      hub().keep(stage.base, 'mc-todos', { type: 'add', text }),
    );
    await stage.pass(100);
    const button = one(card, 'button[aria-label="Remove “Second thing”"]');
    button.focus();
    hub().keep(stage.base, 'mc-todos', { type: 'remove', todo: first?.id });
    await stage.pass(100);
    expect(focused(card)).to.equal(button);
    hub().keep(stage.base, 'mc-todos', { type: 'remove', todo: second?.id });
    await stage.pass(100);
    expect(focused(card)).to.equal(one(card, '[part=heading]'));
  });
});

describe('a keyed list', () => {
  const names = (place: Element): string[] => [...place.children].map(({ textContent }) => textContent);
  const draw = (place: HTMLElement, list: readonly string[]): unknown =>
    render(
      html`${each(
        list,
        (name) => name,
        (name) => html`<button>${name}</button>`,
      )}`,
      place,
    );

  it('keeps each element with its item, whatever comes, goes and moves, and two that are alike', () => {
    const place = document.createElement('div');
    draw(place, ['a', 'b', 'b', 'c']);
    const [a, b1, b2, c] = place.children;
    draw(place, ['c', 'b', 'new', 'a', 'b']);
    expect(names(place)).to.deep.equal(['c', 'b', 'new', 'a', 'b']);
    const [c2, b3, , a2, b4] = place.children;
    expect([a2, b3, b4, c2]).to.deep.equal([a, b1, b2, c]);
  });
});
