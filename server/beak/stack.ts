import type { Random } from './random.ts';

/** A bonded agent; `pulsedAt` is ms UTC, or null for one that never pulsed. */
export interface Agent {
  id: string;
  state: 'alive' | 'slow' | 'dead';
  pulsedAt: number | null;
}

/** A line of the audit; `at` is ms UTC. */
export interface Entry {
  id: string;
  type: string;
  at: number;
  actor?: string | undefined;
  target?: string | undefined;
  reason?: string | undefined;
}

const ducks = [
  'mallard',
  'teal',
  'eider',
  'gadwall',
  'pintail',
  'wigeon',
  'smew',
  'pochard',
  'garganey',
  'shoveler',
];

/** What there is in the simulated stack, and what anything that happens in it does to it. */
export class Stack {
  totals = { eggs: 1840, ducklings: 1622, certificates: 1559, connections: 96 };
  pecks = { succeeded: 1184, denied: 24, expired: 15, callback_error: 2 };
  openPecks: string[] = [];
  agents: Agent[] = [];
  lastCertificateAt: number | null = null;
  invalidations: { id: string; at: number; paths: string[] }[] = [];
  /** Newest first, at most a day old. */
  mails: { kind: string; to: string; at: number }[] = [];
  /** Newest first, at most a day old. */
  audit: Entry[] = [];

  constructor(readonly random: Random) {}

  /** The name of some duck. */
  someone(): string {
    return `${this.random.pick(ducks) ?? 'duck'}-${Math.floor(this.random.between(1000, 10_000))}`;
  }

  /** Bonds a new agent and tells its id. */
  bond(at: number): string {
    const id = `agent-${this.random.hex(6)}`;
    this.agents.push({ id, state: 'alive', pulsedAt: at });
    return id;
  }

  /** Writes a line of the audit. */
  log(type: string, at: number, rest: Omit<Entry, 'id' | 'type' | 'at'>): void {
    this.audit.unshift({ id: `evt-${this.random.hex(10)}`, type, at, ...rest });
  }

  /** Sends a mail. */
  mail(kind: string, to: string, at: number): void {
    this.mails.unshift({ kind, to, at });
  }
}
