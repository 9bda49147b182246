import { progress } from './progress.mjs';

/** A reporter for `node --test` that counts tests, not the suites around them, and names what was skipped and which files failed. */
export default async function* count(events) {
  const tell = progress();
  let passed = 0;
  let failed = 0;
  const skipped = [];
  const broken = new Set();
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.skip !== undefined)
      skipped.push(typeof data.skip === 'string' ? `${data.name}: ${data.skip}` : data.name);
    if (data?.details?.type === 'suite' || data?.skip !== undefined || data?.todo !== undefined) continue;
    if (type === 'test:pass') passed += 1;
    if (type === 'test:fail') {
      failed += 1;
      if (data.file) broken.add(data.file);
    }
    tell(`${passed + failed} tests`);
  }
  yield JSON.stringify({ passed, failed, skipped, broken: [...broken] });
}
