import { field } from '../../src/api/field.ts';
import { integer, flag, list, map, oneOf, share, text, whole } from '../../src/api/kinds.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural } from '../../src/domain/format/values.ts';
import { compared } from './compared.ts';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { Parity } from '../../src/domain/release/parity.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';
import type { Compared } from './compared.ts';

/** What this card declares. */
export const spec = {
  title: 'Lambda Config Audit',
  section: 'posture',
  size: 'medium',
  causes: ['alias'],
  reads: {
    reported: field('status.lambda.version', text),
    invoked: field('status.lambda.invoked_version?', text),
    target: field('status.lambda_alias_version', text),
    backendParity: field('status.lambda_alias_parity?', flag),
    release: field('status.release?', {
      stable: text,
      routing: whole(map(share)),
      latest: { code_sha256: text, config_sha256: text },
      versions: list({ version: text, code_sha256: text, config_sha256: text }),
    }),
    runtime: field('status.lambda.runtime', text),
    memory_mb: field('status.lambda.memory_mb', integer),
    timeout_s: field('status.lambda.timeout_s', integer),
    architecture: field('status.lambda.architecture?', oneOf('x86_64', 'arm64')),
    region: field('status.lambda.region?', text),
    concurrency: field('status.lambda.concurrency?', integer),
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface LambdaConfigView extends View {
  lambda: Facts<typeof spec>;
  judged: Parity;
  settings: Compared[];
}

/** What the card shows of what is known. */
export function viewOf({ facts: lambda, site }: CardData<typeof spec>): LambdaConfigView {
  const judged = parity(lambda);
  const settings = compared(lambda, site.config.expect?.lambda);
  const of = (tone: Tone): number => settings.filter((each) => each.tone === tone).length;
  const [differ, open] = [of('warn'), of('unknown')];
  const tone = worst([judged.tone, ...settings.map((each) => each.tone)]);
  // Settings that are as expected do not make a shift more than it is.
  const calm = tone === 'ok' || tone === 'info';
  const label =
    calm || judged.tone === tone
      ? judged.label
      : differ > 0
        ? plural(differ, 'setting differs', 'settings differ')
        : `${plural(open, 'setting')} not told`;
  return {
    tone: calm ? judged.tone : tone,
    label,
    lambda,
    judged,
    settings,
  };
}
