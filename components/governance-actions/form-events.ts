import { askedFor, extension, freezeWindow } from '../../src/domain/governance/governance-form.ts';
import { namesExactly } from '../../src/domain/governance/governance-gate.ts';
import { stamp } from '../../src/domain/format/values.ts';
import type { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import type { NewEventOf } from '../../src/store/event-log.ts';
import type { GovernanceView, SentForm, Wrong } from './model.ts';

/** What a form asks for: what is wrong with it, or what was done, in one sentence. */
export type Taken = Wrong | { result: string; event: NewEventOf<typeof governanceEvents>; next?: string };

/** The texts of a form's fields, by their names. */
export type Typed = (name: string) => string;

/** What a sent form asks for, checked against what is known now. */
export function eventOf({ type, about }: SentForm, typed: Typed, view: GovernanceView): Taken {
  switch (type) {
    case 'open':
      return open(typed, view);
    case 'approve':
      return approve(about, typed, view);
    case 'close':
      return {
        event: { type, request: about },
        result: `Request ${about} was closed.`,
        next: '#new-request [name=request]',
      };
    case 'freeze':
      return freeze(typed, view);
    case 'extend':
    case 'end':
      return change(type, about, typed, view);
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
  const result = known
    ? `Request ${request} was corrected${known.approvedAt === undefined ? '' : ', so it has to be approved again'}.`
    : `Request ${request} was opened.`;
  return { event: { type: 'open', ...asked.value }, result, next: '#new-request [name=request]' };
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
    event: { type: 'approve', request, approver },
    result: `${approver} approved ${request}, as recorded here.`,
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
    event: { type: 'freeze', reason, operator, from, until },
    result: `The freeze ${from > now ? `begins ${stamp(from)}` : 'is on'} and ends by itself at ${stamp(until)}.`,
    next: '#new-freeze [name=reason]',
  };
}

function change(
  type: 'extend' | 'end',
  id: string,
  typed: Typed,
  { active, coming, approver, written: { now } }: GovernanceView,
): Taken {
  const field = type === 'extend' ? 'until' : 'approver';
  const found = [...active, ...coming].find((each) => each.id === id);
  if (!found) return { field, wrong: 'This freeze is over already. Nothing is left to be done.' };
  if (type === 'extend') {
    const until = extension(typed('until'), found, now);
    if (until.wrong !== undefined) return until;
    return {
      event: { type, freeze: id, until: until.value },
      result: `The freeze lasts until ${stamp(until.value)} now.`,
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
    event: { type, freeze: id, approver: name },
    result: `The freeze was ended early, with the name of ${name}.`,
    next: '#new-freeze [name=reason]',
  };
}
