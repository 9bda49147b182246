import { html, nothing } from 'lit';
import { command, commandKey } from '../../src/card/command.ts';
import { each } from '../../src/card/each.ts';
import { nextStepOf } from '../../src/data/next-step.ts';
import type { TemplateResult } from 'lit';
import type { AliasRef } from '../../src/commands/aws.ts';
import type { Ahead } from '../../src/data/next-step.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { Trial } from '../../src/domain/canary/judgement.ts';

export { styles } from '../../src/card/command.ts';

/** What comes next after a verdict, to be read and copied; what only looks is folded away. */
export function nextStep(trial: Trial, release: Release, ref: AliasRef, ahead: Ahead): TemplateResult {
  const { label, commands, look } = nextStepOf(trial, release, ref, ahead);
  return html`${label ? html`<p>${label}</p>` : nothing} ${each(commands, commandKey, command)}
  ${
    look
      ? html`<details class="more">
          <summary>The same figures from CloudWatch</summary>
          ${command(look)}
        </details>`
      : nothing
  }`;
}
