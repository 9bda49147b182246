import { askedFor, extension, freezeWindow } from '../../src/rules/governance-form.ts';
import { namesExactly } from '../../src/rules/governance-gate.ts';
import { stamp } from '../../src/rules/words.ts';
import type { NewDeed } from '../../src/store/records.ts';
import type { GovernanceView } from './governance-actions.ts';
import type { Told, Wrong } from './parts.ts';

/** What a form asks for: what is wrong with it, or what was done, in one sentence. */
export type Taken = Wrong | { told: string; deed: NewDeed; next?: string };

/** The texts of a form's fields, by their names. */
export type Typed = (name: string) => string;

/** What a sent form asks for, checked against what is known now. */
export function deedOf({ did, about }: Told, typed: Typed, view: GovernanceView): Taken {
  switch (did) {
    case 'open':
      return open(typed, view);
    case 'approve':
      return approve(about, typed, view);
    case 'close':
      return {
        deed: { did, request: about },
        told: `Request ${about} was closed.`,
        next: '#new-request [name=request]',
      };
    case 'freeze':
      return freeze(typed, view);
    case 'extend':
    case 'end':
      return change(did, about, typed, view);
  }
}

function open(typed: Typed, { requests }: GovernanceView): Taken {
  const asked = askedFor({
    request: typed('request'),
    version: typed('version'),
    reason: typed('reason'),
  });
  if (asked.wrong !== undefined) return asked;
  const { request } = asked.value;
  const known = requests.find((each) => each.request === request);
  const told = known
    ? `Request ${request} was corrected${known.approvedAt === undefined ? '' : ', so it has to be approved again'}.`
    : `Request ${request} was opened.`;
  return { deed: { did: 'open', ...asked.value }, told, next: '#new-request [name=request]' };
}

function approve(request: string, typed: Typed, { active }: GovernanceView): Taken {
  const approver = typed('approver');
  const [longest] = active;
  if (longest)
    return {
      field: 'approver',
      wrong: `A change freeze is on until ${stamp(longest.until)}. Approve once it is over, or end it early.`,
    };
  if (!approver) return { field: 'approver', wrong: 'The approval names nobody. Type who approves.' };
  return {
    deed: { did: 'approve', request, approver },
    told: `${approver} approved ${request}, as recorded here.`,
  };
}

function freeze(typed: Typed, { written: { now } }: GovernanceView): Taken {
  const reason = typed('reason');
  const operator = typed('operator');
  if (!reason) return { field: 'reason', wrong: 'The freeze has no reason. Say why nothing may be changed.' };
  if (!operator) return { field: 'operator', wrong: 'Nobody starts the freeze. Type who does.' };
  const window = freezeWindow({ from: typed('from'), until: typed('until') }, now);
  if (window.wrong !== undefined) return window;
  const { from, until } = window.value;
  return {
    deed: { did: 'freeze', reason, operator, from, until },
    told: `The freeze ${from > now ? `begins ${stamp(from)}` : 'is on'} and ends by itself at ${stamp(until)}.`,
    next: '#new-freeze [name=reason]',
  };
}

function change(
  did: 'extend' | 'end',
  id: string,
  typed: Typed,
  { active, coming, approver, written: { now } }: GovernanceView,
): Taken {
  const field = did === 'extend' ? 'until' : 'approver';
  const found = [...active, ...coming].find((each) => each.id === id);
  if (!found) return { field, wrong: 'This freeze is over already. Nothing is left to be done.' };
  if (did === 'extend') {
    const until = extension(typed('until'), found, now);
    if (until.wrong !== undefined) return until;
    return {
      deed: { did, freeze: id, until: until.value },
      told: `The freeze lasts until ${stamp(until.value)} now.`,
    };
  }
  const name = typed('approver');
  if (!name) return { field, wrong: 'Nobody ends the freeze. Type the name of the approver.' };
  if (approver && !namesExactly(name, approver))
    return {
      field,
      wrong: `“${name}” is not the site’s approver. Type the name exactly as the configuration has it: ${approver}.`,
    };
  return {
    deed: { did, freeze: id, approver: name },
    told: `The freeze was ended early, with the name of ${name}.`,
    next: '#new-freeze [name=reason]',
  };
}
