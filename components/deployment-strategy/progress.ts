import { html, nothing } from 'lit';
import { left } from '../../src/card/left.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { curveOf } from '../../src/domain/release/strategies.ts';
import { count, duration, percent, plural, stamp } from '../../src/domain/format/values.ts';
import { curveDrawing } from './curve.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { StrategyView } from './model.ts';

/** The running deployment on its curve, or how the last one ended. @param writable whether time goes on in what is shown */
export const standing = (view: StrategyView, tz: string, writable: boolean): TemplateResult =>
  view.runs ? running(view, tz, writable) : html`${calm(view)} ${last(view)}`;

function running(
  { deployment, time, now, traffic }: StrategyView,
  tz: string,
  writable: boolean,
): TemplateResult {
  const {
    to_version: to,
    from_version: from,
    config,
    weight,
    shift_started_at: began,
    alarms,
  } = deployment ?? {};
  const curve = curveOf(deployment);
  const calls = to === undefined ? undefined : traffic?.by_version?.[to]?.invocations;
  const at = (when: number | undefined): Shown =>
    when === undefined ? 'not begun' : left(when - now, writable);
  return html`
    ${factList(
      [
        [
          'Weight now',
          weight === undefined ? undefined : percent(weight),
          time && `by its curve ${percent(time.weight)}`,
        ],
        [
          'Step',
          time ? (time.step < 0 ? 'none yet' : `${time.step + 1} of ${time.steps}`) : 'not known',
          time?.next && html`${percent(time.next.weight)} ${at(time.next.at)}`,
        ],
        [
          'All shifted',
          time ? (time.due ? 'due' : at(time.endsAt)) : 'not known',
          time?.due
            ? 'waits for its last hook, or for CodeDeploy to finish'
            : time?.endsAt && stamp(time.endsAt, tz),
        ],
      ],
      'large',
    )}
    ${curve ? curveDrawing(curve, began === undefined ? -1 : (now - began) / 1000) : nothing}
    <p>
      ${to === undefined ? 'A new version' : `Version ${to}`} takes over from
      ${from === undefined ? 'the present one' : `version ${from}`} by
      ${config === undefined ? 'a strategy that is not told' : html`<code>${config}</code>`}.
      ${
        curve
          ? curve.length <= 10
            ? `Its steps: ${curve.map((step) => `${percent(step.weight)} ${step.at_s > 0 ? `after ${duration(step.at_s * 1000)}` : 'at once'}`).join(', ')}.`
            : nothing
          : 'That is none of the predefined ones, and its steps are not told, so it cannot be drawn.'
      }
      ${calls === undefined ? nothing : `It has taken ${plural(calls, 'call')} so far.`}
      ${
        alarms?.length === 0
          ? 'No alarm guards it, so nothing rolls it back but a failing hook or an operator.'
          : alarms
            ? `Guarded by ${alarms.join(', ')}.`
            : nothing
      }
    </p>
  `;
}

function calm({ runs, answered, rate }: StrategyView): TemplateResult {
  return factList(
    [
      ['Running deployment', runs !== undefined ? 'none' : answered ? undefined : 'not known'],
      ['Calls a minute', rate === undefined ? 'not known' : count(Math.round(rate)), 'of the alias, now'],
    ],
    'large',
  );
}

function last({ runs, answered, deployment }: StrategyView): TemplateResult {
  if (!answered) return html`<p>Whether a deployment runs is not known: nothing was answered yet.</p>`;
  if (runs === undefined) return html`<p>The backend does not tell whether a deployment runs.</p>`;
  if (!deployment) return html`<p>The backend knows of no deployment.</p>`;
  const { config, status, finished_at: at, to_version: to, error } = deployment;
  return html`<p>
    The last
    one${to === undefined ? nothing : `, to version ${to}`}${
      config === undefined ? nothing : html` by <code>${config}</code>`
    },
    ended${status === undefined ? nothing : html` as ${status}`}${at === undefined ? nothing : html` ${ago(at)}`}.
    ${error?.message ?? nothing}
  </p>`;
}
