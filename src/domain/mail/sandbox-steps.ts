import { plural } from '../format/values.ts';
import type { Check } from '../judgement/checklist.ts';

/** What the status answer tells of them; each `undefined` where it is not offered. */
export interface SandboxFacts {
  ses: boolean | undefined;
  spf: boolean | undefined;
  sns: boolean | undefined;
  /** USD a month. */
  spend: number | undefined;
}

/** AWS begins every account with an SMS spend limit of 1 USD a month (SNS developer guide, *SMS sandbox*). */
const FIRST_SPEND = 1;

const flag = (done: boolean | undefined, yes: string, no: string): NonNullable<Check['live']> => ({
  done,
  label: done ? yes : no,
});

/** The steps out of the SES sandbox, by *Request production access* of the SES developer guide. */
export const sesSteps = ({ ses, spf }: Pick<SandboxFacts, 'ses' | 'spf'>): Check[] => [
  {
    id: 'ses-domain',
    what: 'Sending domain verified (SPF passes)',
    live: flag(spf, 'SPF passes', 'SPF does not pass'),
  },
  { id: 'ses-use-case', what: 'Use case and unsubscribe described' },
  { id: 'ses-quota', what: 'Sending quota asked for' },
  { id: 'ses-request', what: 'Production access requested' },
  {
    id: 'ses-granted',
    what: 'Production access granted',
    live: flag(ses === undefined ? undefined : !ses, 'production', 'still in the sandbox'),
  },
];

/** The steps out of the SMS sandbox, by *SMS sandbox* of the SNS developer guide. */
export const snsSteps = ({ sns, spend }: Pick<SandboxFacts, 'sns' | 'spend'>): Check[] => [
  { id: 'sns-identity', what: 'Origination identity (number or sender id) registered' },
  { id: 'sns-use-case', what: 'Use case and opt-in described' },
  {
    id: 'sns-spend',
    what: 'Monthly spend limit raised',
    live: flag(
      spend === undefined ? undefined : spend > FIRST_SPEND,
      `$${spend} a month`,
      `$${spend} a month is where AWS begins`,
    ),
  },
  { id: 'sns-request', what: 'Exit from the SMS sandbox requested' },
  {
    id: 'sns-granted',
    what: 'Exit granted',
    live: flag(sns === undefined ? undefined : !sns, 'production', 'still in the sandbox'),
  },
];

/** How far a list has come, in words. */
export const doneWords = (list: readonly { done: boolean }[]): string =>
  `${list.filter(({ done }) => done).length} of ${plural(list.length, 'step')}`;
