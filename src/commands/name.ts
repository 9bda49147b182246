/**
 * What a command line is called, for the name of its button: `get-alias`, `wait published-version-active`,
 * `logs tail`, `curl /beak/metrics`.
 */
export function commandName(line: string): string {
  const [program = '', service = '', call = '', what = ''] = line.split(/\s+/);
  if (program === 'aws') {
    if (call === 'wait') return `wait ${what}`;
    return call === 'tail' ? `${service} tail` : call;
  }
  const url = /https?:\/\/[^\s'"]+/.exec(line)?.[0];
  return url ? `${program} ${url.replace(/^https?:\/\/[^/]*/, '')}` : program;
}
