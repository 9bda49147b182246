/** Numbers from which on something is judged otherwise, by their names. */
export type Limits = Readonly<Record<string, number>>;

/** The thresholds that a site's configuration sets, by topic and name: `latency_warn`. */
export type Thresholds = Readonly<Record<string, number>> | undefined;

/** A limit that cannot be one: its key, what the configuration says, and what it would have to be. */
export interface WrongLimit {
  key: string;
  value: number;
  needed: string;
}

/** What a limit has to be; one of which the default is a part of one is a share. */
const needed = (usual: number): string => (usual > 0 && usual < 1 ? 'share 0 to 1' : '0 or more');

const fits = (value: number, usual: number): boolean =>
  Number.isFinite(value) && value >= 0 && (value <= 1 || !(usual > 0 && usual < 1));

/**
 * Limits with those that the site's configuration sets instead: `thresholds: {"latency_warn": 500}` sets `warn` of the
 * limits named `latency`. What it does not set stays as it is, and so does what it sets to a value that is no limit.
 */
export function readLimits<L extends Limits>(
  thresholds: Thresholds,
  name: string,
  defaults: L,
): { limits: L; wrong: WrongLimit[] } {
  const wrong: WrongLimit[] = [];
  const set = (member: string): number | undefined => thresholds?.[`${name}_${member}`];
  const limits: Record<string, number> = { ...defaults };
  for (const [member, usual] of Object.entries(defaults)) {
    const value = set(member);
    if (value === undefined) continue;
    if (fits(value, usual)) limits[member] = value;
    else wrong.push({ key: `${name}_${member}`, value, needed: needed(usual) });
  }
  const { warn, bad } = limits;
  // A warning that comes after what it warns of would never be seen.
  if (warn !== undefined && bad !== undefined && turned(defaults, warn, bad)) {
    for (const member of ['warn', 'bad']) {
      const value = set(member);
      limits[member] = defaults[member] ?? 0;
      if (value !== undefined)
        wrong.push({
          key: `${name}_${member}`,
          value,
          needed: member === 'warn' ? `before ${name}_bad, ${bad}` : `beyond ${name}_warn, ${warn}`,
        });
    }
  }
  // Each member keeps its name and stays a number.
  return { limits: limits as L, wrong };
}

const turned = ({ warn = 0, bad = 0 }: Limits, nowWarn: number, nowBad: number): boolean =>
  Math.sign(nowBad - nowWarn) === -Math.sign(bad - warn) && nowBad !== nowWarn;

/** The limits alone, for those that judge and do not speak. */
export const limitsFrom = <L extends Limits>(thresholds: Thresholds, name: string, defaults: L): L =>
  readLimits(thresholds, name, defaults).limits;
