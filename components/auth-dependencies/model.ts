import { field } from '../../src/api/field.ts';
import { flag, text } from '../../src/api/kinds.ts';
import { sandboxes } from '../../src/domain/mail/sandbox.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural } from '../../src/domain/format/values.ts';
import { recorded } from './provider-states.ts';
import { own } from '../../src/data/spec.ts';
import { providerEvents } from '../../src/domain/auth/provider-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Recorded } from './provider-states.ts';

/** What this card declares. */
export const spec = {
  title: 'Auth Dependencies',
  section: 'posture',
  size: 'medium',
  // What the operator recorded is shown without a backend too.
  reads: { pool: field('status.auth.cognito_pool?', text), ses: field('status.ses.sandbox?', flag) },
  records: { confirmations: own(providerEvents) },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AuthDependenciesView extends View {
  live: CheckResult[];
  byHand: Recorded[];
}

/** What the card shows of what is known. */
export function viewOf({
  facts: { pool, ses },
  routes,
  records,
  site,
  now,
}: CardData<typeof spec>): AuthDependenciesView {
  const answered = routes.status?.last !== undefined;
  const cognito: CheckResult =
    pool === undefined
      ? { name: 'Cognito', tone: 'unknown', label: 'not offered' }
      : pool
        ? { name: 'Cognito', tone: 'ok', label: 'pool set', note: pool }
        : { name: 'Cognito', tone: 'bad', label: 'no pool' };
  const live = [cognito, ...sandboxes(ses, undefined).slice(0, 1)].map((each) =>
    answered ? each : { ...each, label: 'no answer yet' },
  );
  const byHand = recorded(site.config.providers ?? [], records.confirmations, now);
  const tone = worst([...live, ...byHand].map((each) => each.tone));
  const open = byHand.filter((each) => each.tone === 'unknown').length;
  return {
    tone,
    label:
      tone === 'bad' || tone === 'warn'
        ? `${[...live, ...byHand].find((each) => each.tone === tone)?.name ?? ''} needs a look`
        : open > 0
          ? `${plural(open, 'provider')} unverified`
          : tone === 'unknown'
            ? 'Not fully told'
            : 'All in place',
    live,
    byHand,
    nextChangeAt: Math.min(
      ...byHand.flatMap(({ until }) => (until !== undefined && until > now ? until : [])),
    ),
  };
}
