import { plural, stamp } from '../format/values.ts';
import type { CheckResult } from '../judgement/check-result.ts';
import type { Freeze, OpenRequest } from './governance.ts';

/** What is done with the alias under governance; the last two are ways back. */
export type GovernedAction = 'shift' | 'promote' | 'rollback' | 'stop';

/** What a governed control is judged by. */
export interface GateFacts {
  action: GovernedAction;
  /** Who does it, as typed. */
  operator: string | undefined;
  /** The id of the request that it is done for, as typed. */
  request: string | undefined;
  /** The requests that are open. */
  requests: readonly OpenRequest[];
  /** The version that is changed to; of a way back, the one that is taken back. */
  version: string | undefined;
  /** What was typed to confirm, and what is to be typed; nothing can be confirmed while that is not known. */
  typed: string | undefined;
  expected: string | undefined;
  /** The freezes that hold, see `freezesOf`. */
  frozen: readonly Freeze[];
  /** The site's named approver, where one is configured. */
  approver?: string | undefined;
  /** The operator says that it cannot wait for an approval. Counts for the ways back only. */
  emergency?: boolean | undefined;
}

/** Whether a governed control is enabled, and what still stands against it. */
export interface Gate {
  open: boolean;
  /** One a condition; one of tone `bad` keeps the control disabled. */
  checks: CheckResult[];
  /** The gate was passed without an approved request: the record of the use is to say so. */
  emergency: boolean;
  /** How to get on where a freeze stands against it. */
  way?: string;
}

const BACK = new Set<GovernedAction>(['rollback', 'stop']);

/** Whether an action takes a version back: that may be done in an emergency without an approved request. */
export const isWayBack = (action: GovernedAction): boolean => BACK.has(action);

const typedOf = (text: string | undefined): string => text?.trim().normalize() ?? '';

/** Whether a name was typed exactly, but for spaces around it. */
export const namesExactly = (typed: string | undefined, name: string): boolean =>
  typedOf(typed) !== '' && typedOf(typed) === typedOf(name);

const missing = (name: string, label: string, note?: string): CheckResult => ({
  name,
  tone: 'bad',
  label,
  note,
});

/** How the request stands that is named, whatever the hurry. */
function requestCheck({ action, request, requests, version, operator }: GateFacts): CheckResult {
  const name = 'Request';
  const id = typedOf(request);
  if (!id) return missing(name, 'name the request that this is done for');
  const found = requests.find((each) => typedOf(each.request) === id);
  if (!found)
    return missing(
      name,
      'not among the open requests',
      'Open it in Governance Actions first, and have it approved.',
    );
  if (found.version && version && found.version !== version && !isWayBack(action))
    return missing(name, `asks for version ${found.version}, not ${version}`);
  if (found.approvedAt === undefined) return missing(name, 'open, not approved');
  if (!typedOf(found.approver))
    return missing(name, 'its approval names nobody', 'Record it again with a name.');
  if (namesExactly(operator, found.approver ?? ''))
    return {
      name,
      tone: 'warn',
      label: `approved by ${found.approver ?? ''}`,
      note: 'That is the operator too.',
    };
  return { name, tone: 'ok', label: `approved by ${found.approver ?? ''}` };
}

/** Until when nothing may be changed: of several freezes the one that lasts longest counts. */
const frozenWords = (frozen: readonly Freeze[], tz: string | undefined): string =>
  `until ${stamp(Math.max(...frozen.map(({ until }) => until)), tz)}${frozen.length > 1 ? `, by ${plural(frozen.length, 'freeze')}` : ''}`;

/**
 * How to get out of a freeze, so that it never traps anybody in a bad version. It disables the ways back too: who brings
 * the approver into it, or uses rights of their own, knows what they do.
 */
export function wayOut(frozen: readonly Freeze[], approver: string | undefined): string {
  const name = approver ? `the name of the site’s approver, ${approver},` : 'the name of who approves';
  const file = 'only by a change of the site’s configuration, which declares it';
  const declared = frozen.filter(({ by }) => by === 'configuration').length;
  const end =
    declared === 0
      ? `To end it early, type ${name} in Governance Actions.`
      : declared === frozen.length
        ? `It ends early ${file}.`
        : `One ends early ${file}; to end the others, type ${name} in Governance Actions.`;
  return `${end} If a bad version cannot wait for that, run the copied command with your own IAM rights: this page has no say over those.`;
}

/**
 * The gate before a governed control: who does it, by which approved request, typed out what for, and no freeze. A way back
 * may be taken in an emergency without an approved request, for a bad version does harm while an approver is looked for;
 * the record then says so. A freeze stops every control, also in an emergency.
 * It keeps a record and proves nothing: who may change the alias is for IAM to say.
 * @param tz the zone of times in words, an IANA name
 */
export function gateOf(facts: GateFacts, tz?: string): Gate {
  const { action, operator, typed, expected, frozen, approver } = facts;
  const hurry = facts.emergency === true && isWayBack(action);
  const asked = requestCheck(facts);
  const emergency = hurry && asked.tone === 'bad';
  const [freeze] = frozen;
  const checks: CheckResult[] = [
    typedOf(operator)
      ? { name: 'Operator', tone: 'ok', label: typedOf(operator) }
      : missing('Operator', 'say who you are'),
    emergency
      ? {
          name: 'Request',
          tone: 'warn',
          label: 'passed over as an emergency',
          note: 'The record will say that there was no approved request.',
        }
      : asked,
    !expected
      ? missing('Confirmation', 'cannot be asked for yet')
      : namesExactly(typed, expected)
        ? { name: 'Confirmation', tone: 'ok', label: 'typed' }
        : missing('Confirmation', `type ${expected}`),
    freeze
      ? missing('Change freeze', frozenWords(frozen, tz), freeze.reason || 'No reason was given.')
      : { name: 'Change freeze', tone: 'ok', label: 'none' },
  ];
  return {
    open: checks.every(({ tone }) => tone !== 'bad'),
    checks,
    emergency,
    ...(freeze && { way: wayOut(frozen, approver) }),
  };
}
