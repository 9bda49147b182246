import type { FleetSample } from '../../src/data/samples.ts';

/** Upper ends of the bins, in ms since the last pulse, with their names; then come older and never. */
const BINS: readonly (readonly [name: string, below: number])[] = [
  ['<5 min', 5 * 60_000],
  ['<1 h', 3_600_000],
  ['<6 h', 6 * 3_600_000],
  ['<24 h', 24 * 3_600_000],
  ['<7 d', 7 * 24 * 3_600_000],
];

/** An agent's last pulse, in ms since 1970 UTC; `null` for never. */
export type Pulses = ReadonlyMap<string, number | null>;

/** What is newly told of agents: as the status route lists the stale ones, and as the audit tells. */
export interface PulseReports {
  stale: readonly { id?: string; last_pulse_at?: number | null }[];
  entries: readonly { event_type?: string; timestamp?: number; actor?: string; target?: string }[];
}

/** Each agent's newest known pulse, by the log and by what the backend tells now; one that was unpecked has gone. */
export function lastPulses(log: readonly FleetSample[], { stale, entries }: PulseReports): Pulses {
  const known = new Map<string, number | null>();
  const hear = (id: string, at: number | null) => {
    const before = known.get(id);
    if (before === undefined || (at ?? -Infinity) > (before ?? -Infinity)) known.set(id, at);
  };
  for (const { pulses } of log) for (const [id, at] of Object.entries(pulses)) hear(id, at);
  for (const { id, last_pulse_at: at } of stale) if (id && at !== undefined) hear(id, at);
  for (const { event_type: type, timestamp: at, actor } of entries)
    if (type === 'duck.pulse' && actor && at !== undefined) hear(actor, at);
  for (const { event_type: type, timestamp: at = -Infinity, target } of entries)
    if (type === 'duck.unpecked' && target && at >= (known.get(target) ?? -Infinity)) known.delete(target);
  return known;
}

/** How many agents lie in each bin by the time since their last pulse; a pulse of the future is of now. */
export function binned(pulses: Pulses, now: number): { name: string; agents: number }[] {
  const bins = [...BINS.map(([name]) => name), 'older', 'never'].map((name) => ({ name, agents: 0 }));
  for (const at of pulses.values()) {
    const found = at === null ? -1 : BINS.findIndex(([, below]) => now - at < below);
    const bin = bins[at === null ? BINS.length + 1 : found < 0 ? BINS.length : found];
    if (bin) bin.agents += 1;
  }
  return bins;
}
