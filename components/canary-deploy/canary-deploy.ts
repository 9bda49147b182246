import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, oneOf, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { releaseReads } from '../../src/data/release.ts';
import { GOVERNANCE } from '../../src/rules/governance.ts';
import { percent, plural } from '../../src/rules/words.ts';
import { groundOf } from './ground.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Ground } from './ground.ts';
import type { Typed, Use } from './plan.ts';
import type { Running } from './run.ts';

const spec = {
  title: 'Lambda Canary Deploy',
  section: 'release',
  size: 'full',
  height: 1048,
  narrow: 2060,
  reads: {
    ...releaseReads,
    alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
  },
  records: { governance: GOVERNANCE },
  files: ['governance_log'],
} as const satisfies Spec;

/** The moment that this card is given. */
export type DeployMoment = Moment<typeof spec>;

/** What the card shows of it. */
export interface CanaryDeployView extends View {
  ground: Ground;
  moment: DeployMoment;
}

/** The form and the commands, and what runs one: loaded when they are shown, and when they are used. */
const form = () => import('./form.ts');
const runner = () => import('./run.ts');

function summary({ checks, canary, candidates, suggested }: Ground): Pick<View, 'tone' | 'words'> {
  if (canary)
    return { tone: 'info', words: `Version ${canary.version} takes ${percent(canary.weight)} of the calls` };
  const bad = checks.filter(({ tone }) => tone === 'bad').length;
  if (bad > 0) return { tone: 'warn', words: `${plural(bad, 'check')} against a shift` };
  if (candidates.length === 0) return { tone: 'info', words: 'No other version to shift to' };
  if (checks.some(({ tone }) => tone === 'unknown'))
    return { tone: 'unknown', words: 'Not everything can be checked' };
  const words = suggested ? `Version ${suggested} can be shifted to` : 'Ready for a shift';
  const odd = checks.filter(({ tone }) => tone === 'warn').length;
  return odd > 0
    ? { tone: 'warn', words: `${words}, with ${plural(odd, 'warning')}` }
    : { tone: 'ok', words };
}

/**
 * A canary by hand: what to shift and how much, whether anything stands against it, and the exact commands behind a
 * gate that records who used them. It runs a change itself only where the page's script gives it an address for that.
 *
 * @tag mc-canary-deploy
 * @summary Version, weight and limit of a canary, its prerequisites, what will happen, and the exact commands behind a recorded gate.
 */
export class McCanaryDeploy extends Card<typeof spec, CanaryDeployView> {
  static override spec: Spec = spec;
  static override properties: PropertyDeclarations = {
    executeUrl: { attribute: false },
    typed: { state: true },
    running: { state: true },
  };

  /**
   * Address of `POST /beak/release`. With it the card offers to run a change itself, with the token of the nearest
   * provider. Set by script only; refused in a frame, and where it is not https.
   */
  executeUrl?: string | undefined;

  /** What the operator has typed and chosen. */
  protected typed: Partial<Typed> = {};
  /** The change that was run last. */
  protected running?: Running | undefined;
  /** What is on screen. */
  #shown: CanaryDeployView | undefined;

  view(moment: DeployMoment): CanaryDeployView {
    const ground = groundOf(moment);
    return { ...summary(ground), turnsAt: ground.turnsAt, ground, moment };
  }

  protected renderBody(view: CanaryDeployView): TemplateResult {
    this.#shown = view;
    const { ground, moment } = view;
    const { canary, candidates } = ground;
    const newest = candidates[0];
    return html`
      ${facts(
        [
          [`${ground.ref.alias ?? 'The alias'} points to`, ground.stable && `version ${ground.stable}`],
          [
            'Canary',
            canary ? `version ${canary.version}` : ground.shifting === undefined ? undefined : 'none',
            canary ? `${percent(canary.weight)} of the calls` : nothing,
          ],
          [
            'Newest other version',
            newest ? `version ${newest.version}` : 'none',
            newest?.description ?? nothing,
          ],
        ],
        'large',
      )}
      ${
        this.lazy(form)?.form({
          ground,
          moment,
          tz: this.tz,
          typed: this.typed,
          writable: this.writable,
          running: this.running,
          executeUrl: this.executeUrl,
          type: this.#type,
          used: this.#used,
          run: this.#run,
        }) ?? nothing
      }
    `;
  }

  readonly #type = (name: keyof Typed, value: string): void => {
    this.typed = { ...this.typed, [name]: value };
  };

  readonly #used = (use: Use, outcome: string): void => {
    this.keep({ did: 'use', ...use, outcome }, GOVERNANCE);
  };

  readonly #run = async (use: Use, revision: string): Promise<void> => {
    const loaded = await runner().catch(() => undefined);
    if (!loaded) {
      this.running = { use, words: 'The part that runs changes could not be loaded. Nothing was changed.' };
      return;
    }
    await loaded.run({
      from: this,
      url: this.executeUrl ?? '',
      use,
      revision,
      last: this.running,
      keep: (outcome) => this.#used(use, outcome),
      tell: (running) => {
        this.running = running;
      },
      look: async () => {
        // The first may join a poll that was sent before the change; the second surely comes after it.
        await this.reload();
        await this.reload();
        await this.updateComplete;
        const { moment } = this.#shown ?? {};
        return moment?.routes.status?.failing ? undefined : moment?.facts.release;
      },
    });
    // The next change is to be confirmed anew.
    this.typed = { ...this.typed, confirmation: '' };
  };
}

define('mc-canary-deploy', McCanaryDeploy);

declare global {
  interface HTMLElementTagNameMap {
    'mc-canary-deploy': McCanaryDeploy;
  }
}
