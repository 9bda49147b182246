/** The page of one card, for an iframe: `embed/?card=mc-alias-drift&api=https://api.example.com`. */
import '../card/define-provider.ts';
import { Card } from '../card/card.ts';
import { loadConfig } from '../data/site-config.ts';
import { originsIn } from '../api/origins.ts';
import { load } from '../shell/autoload.ts';
import { objectionTo, originsAround } from './around.ts';
import { showOnly } from './read-only.ts';
import { tellHeight } from './tell-height.ts';

/** The site's configuration: who may frame this page, and what the card shows unless the address names another. */
const CONFIG = new URL('../mission-control.json', location.href).href;

/** What else of a card the address may set: attributes that choose what is shown, and none that a frame must not set. */
const ATTRIBUTES = [
  'config',
  'refresh',
  'tz',
  'theme',
  'heading',
  'heading-level',
  'state-key',
  'compact',
  'at',
];

const EXAMPLE = 'It ends in ?card=mc-alias-drift, for example.';

const main = document.querySelector('main') ?? document.body;

function say(sentence: string): void {
  const line = document.createElement('p');
  line.textContent = sentence;
  main.replaceChildren(line);
}

/** The card of the address, with its attributes. */
function cardOf(tag: string, params: URLSearchParams): HTMLElement {
  const card = document.createElement(tag);
  card.setAttribute('config', CONFIG);
  for (const name of ATTRIBUTES) {
    const value = params.get(name);
    if (value !== null) card.setAttribute(name, value);
  }
  const api = params.get('api');
  if (api !== null) card.setAttribute('api-base', api);
  return card;
}

async function start(): Promise<void> {
  const around = originsAround();
  if (around?.length !== 0) {
    const { site } = await loadConfig(CONFIG);
    const objection = objectionTo(around, originsIn(site.config.embed?.parents ?? []));
    if (objection) return say(objection);
  }
  if (around?.[0]) tellHeight(around[0]);
  const params = new URLSearchParams(location.search);
  const tag = params.get('card') ?? '';
  if (!tag) return say(`The address names no card. ${EXAMPLE}`);
  if (!(await load(tag))) return say(`There is no card “${tag.slice(0, 100)}” here. ${EXAMPLE}`);
  const card = cardOf(tag, params);
  if (!(card instanceof Card)) return say(`<${tag}> is no card by itself. ${EXAMPLE}`);
  showOnly(card);
  document.title = card.spec.title;
  main.replaceChildren(card);
}

start().catch(() => say('The card could not be loaded. Is the network there?'));
