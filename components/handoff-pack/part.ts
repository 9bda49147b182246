import { copyReport, report, saveReport } from '../../src/card/report.ts';
import { markdown } from './markdown.ts';
import type { TemplateResult } from 'lit';
import type { Moment } from '../../src/card/card.ts';
import type { HandoffSpec } from './handoff-pack.ts';

type Shown = Moment<HandoffSpec>;

export { reportStyles as styles } from '../../src/card/report.ts';

/** The report as it will be handed over, as text. */
export const preview = (moment: Shown, spec: HandoffSpec, tz: string): TemplateResult =>
  report(markdown(moment, spec, tz));

/** What the buttons do; each answers what it did, in one sentence. */
export const deeds = {
  copy: (moment: Shown, spec: HandoffSpec, tz: string, root: ParentNode): Promise<string> =>
    copyReport(markdown(moment, spec, tz), root),
  async markdown(moment: Shown, spec: HandoffSpec, tz: string): Promise<string> {
    const { fileName } = await import('../../src/data/pack.ts');
    return saveReport(markdown(moment, spec, tz), fileName(moment.now, 'md'));
  },
  async json(moment: Shown): Promise<string> {
    const { capture, fileName } = await import('../../src/data/pack.ts');
    const pack = await capture(moment);
    const told = saveReport(JSON.stringify(pack), fileName(moment.now, 'json'), 'application/json');
    return pack.cut ? `${told} Not all had room: the oldest of ${pack.cut.join(', ')} is missing.` : told;
  },
};
