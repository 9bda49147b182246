import { copyReport, report, saveReport } from '../../src/card/report.ts';
import { markdown } from './pack-text.ts';
import type { TemplateResult } from 'lit';
import type { CardData } from '../../src/card/card.ts';
import type { HandoffSpec } from './model.ts';

type Shown = CardData<HandoffSpec>;

export { reportStyles as styles } from '../../src/card/report.ts';

/** The report as it will be handed over, as text. */
export const preview = (data: Shown, spec: HandoffSpec, tz: string): TemplateResult =>
  report(markdown(data, spec, tz));

/** What the buttons do; each answers what it did, in one sentence. */
export const events = {
  copy: (data: Shown, spec: HandoffSpec, tz: string, root: ParentNode): Promise<string> =>
    copyReport(markdown(data, spec, tz), root),
  async markdown(data: Shown, spec: HandoffSpec, tz: string): Promise<string> {
    const { fileName } = await import('../../src/data/pack.ts');
    return saveReport(markdown(data, spec, tz), fileName(data.now, 'md'));
  },
  async json(data: Shown): Promise<string> {
    const { capture, fileName } = await import('../../src/data/pack.ts');
    const pack = await capture(data);
    const reported = saveReport(JSON.stringify(pack), fileName(data.now, 'json'), 'application/json');
    return pack.cut
      ? `${reported} Not all had room: the oldest of ${pack.cut.join(', ')} is missing.`
      : reported;
  },
};
