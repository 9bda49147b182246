import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { percent, plural } from '../../src/domain/format/values.ts';
import { spec } from './model.ts';
import { preconditionsOf } from './preconditions.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Spec, View } from '../../src/card/card.ts';
import type { CanaryDeployView, DeployData, Preconditions, Running, Typed, Use } from './model.ts';

/** The form and the commands, and what runs one: loaded when they are shown, and when they are used. */
const form = () => import('./change-form.ts');
const runner = () => import('./run.ts');

function summary({
  checks,
  canary,
  routing,
  candidates,
  suggested,
}: Preconditions): Pick<View, 'tone' | 'label'> {
  if (routing.state === 'settling')
    return { tone: 'info', label: `Settling: 100% to version ${routing.version} by weight` };
  if (canary)
    return {
      tone: canary.turned ? 'warn' : 'info',
      label: `Version ${canary.version} takes ${percent(canary.weight)} of the calls${canary.turned ? ', canary turned round' : ''}`,
    };
  const bad = checks.filter(({ tone }) => tone === 'bad').length;
  if (bad > 0) return { tone: 'warn', label: `${plural(bad, 'check')} against a shift` };
  if (candidates.length === 0) return { tone: 'info', label: 'No other version to shift to' };
  if (checks.some(({ tone }) => tone === 'unknown'))
    return { tone: 'unknown', label: 'Not everything can be checked' };
  const label = suggested
    ? `Version ${suggested} can be shifted to`
    : `${plural(checks.length, 'preflight check')} OK`;
  const odd = checks.filter(({ tone }) => tone === 'warn').length;
  return odd > 0
    ? { tone: 'warn', label: `${label}, with ${plural(odd, 'warning')}` }
    : { tone: 'ok', label };
}

/** What the operator has typed and chosen, and the change that was run last. */
interface Entered {
  typed: Partial<Typed>;
  running?: Running;
}

/**
 * A canary by hand: what to shift and how much, whether anything stands against it, and the exact commands behind a
 * gate that records who used them. It runs a change itself only where the page's script gives it an address for that.
 *
 * @tag mc-canary-deploy
 * @summary Version, weight and limit of a canary, its prerequisites, what will happen, and the exact commands behind a recorded gate.
 */
export class McCanaryDeploy extends Card<typeof spec, CanaryDeployView, Entered> {
  static override spec: Spec = spec;
  static override properties: PropertyDeclarations = {
    executeUrl: { attribute: false },
  };

  /**
   * Address of `POST /beak/release`. With it the card offers to run a change itself, with the token of the nearest
   * provider. Set by script only; refused in a frame, and where it is not https.
   */
  executeUrl?: string | undefined;

  protected override ui: Entered = { typed: {} };

  view(data: DeployData): CanaryDeployView {
    const preconditions = preconditionsOf(data);
    return { ...summary(preconditions), nextChangeAt: preconditions.nextChangeAt, preconditions, data };
  }

  protected renderBody({ preconditions, data }: CanaryDeployView, ui: Entered): TemplateResult {
    const { canary, candidates } = preconditions;
    const newest = candidates[0];
    return html`
      ${factList(
        [
          [
            `${preconditions.ref.alias ?? 'The alias'} points to`,
            preconditions.stable && `version ${preconditions.stable}`,
          ],
          [
            'Canary',
            canary
              ? `version ${canary.version}`
              : preconditions.routing.state === 'still'
                ? 'none'
                : preconditions.routing.state === 'settling'
                  ? 'settling'
                  : undefined,
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
          preconditions,
          data,
          tz: this.tz,
          typed: ui.typed,
          writable: this.writable,
          running: ui.running,
          executeUrl: this.executeUrl,
          type: this.#type,
          used: this.#used,
          run: this.#run,
        }) ?? nothing
      }
    `;
  }

  readonly #type = (name: keyof Typed, value: string): void => {
    this.#enter({ [name]: value });
  };

  readonly #used = (use: Use, outcome: string): void => {
    this.keep('governance', { type: 'use', ...use, outcome });
  };

  readonly #run = async (use: Use, revision: string): Promise<void> => {
    const loaded = await runner().catch(() => undefined);
    if (!loaded) {
      this.#tell({ use, label: 'The part that runs changes could not be loaded. Nothing was changed.' });
      return;
    }
    await loaded.run({
      from: this,
      url: this.executeUrl ?? '',
      use,
      revision,
      last: this.ui.running,
      keep: (outcome) => this.#used(use, outcome),
      tell: (running) => this.#tell(running),
      look: async () => {
        // The first may join a poll that was sent before the change; the second surely comes after it.
        await this.reload();
        await this.reload();
        const { data } = (await this.showNow()) ?? {};
        return data?.routes.status?.failing ? undefined : data?.facts.release;
      },
    });
    // The next change is to be confirmed anew.
    this.#enter({ confirmation: '' });
  };

  #enter(typed: Partial<Typed>): void {
    this.ui = { ...this.ui, typed: { ...this.ui.typed, ...typed } };
  }

  #tell(running: Running): void {
    this.ui = { ...this.ui, running };
  }
}
