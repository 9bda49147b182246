import { expect } from '@open-wc/testing';
import { configure } from '../components/support/site.ts';
import { visibleText } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';

const tag = 'mc-ses-rate';

describe('The limits that a card declares', () => {
  const at = useStage(tag);

  it('are the site’s, and those that are none are named with what is needed', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const thresholds = { quota_warn: 5, quota_bad: -1, canary_error_rate: 5 };
    await configure(card, stage, { thresholds }, {}, 'Invalid thresholds');
    expect(visibleText(card)).to.include(
      'Invalid thresholds: quota_warn (5; share 0 to 1), quota_bad (-1; share 0 to 1). Their defaults are used.',
    );
    expect(visibleText(card), 'of another card').to.not.include('canary_error_rate');
  });
});
