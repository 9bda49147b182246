import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { EXIT, Usage } from '../../../cli/exit.ts';
import { release } from '../../../cli/release/command.ts';
import { open } from '../../release/open.ts';
import { MINUTE, useStage } from '../stage.ts';
import type { World } from '../../../cli/release/world.ts';
import type { AliasState, FunctionState } from '../fakes/account.ts';
import type { Stage } from '../stage.ts';

/** How a run ended, and what it said. */
export interface Ran {
  code: number;
  out: string;
  err: string;
  /** What `--json` printed. */
  json: Record<string, unknown>;
}

/** The tool on a fake account, over the wire, with a clock that a test drives. */
export interface Tool extends Stage {
  state: FunctionState;
  /** The alias as it is. */
  alias: () => AliasState;
  /** A share of the calls for a version, as somebody has set it. */
  weights: (weights: Record<string, number>) => void;
  /** So many calls of each version through the alias, in each of the last minutes. */
  calls: (minutes: number, by: Record<string, { calls: number; errors?: number; ms?: number }>) => void;
  /** Writes a file of the working folder. */
  file: (name: string, text: string | Uint8Array) => Promise<void>;
  run: (words: string, more?: Partial<World>) => Promise<Ran>;
  folder: string;
}

export async function useTool(t: TestContext): Promise<Tool> {
  const stage = await useStage(t);
  const { aws, clock } = stage;
  const state = aws.account.functions.get('beak-api');
  if (!state) throw new Error('The stage has a function beak-api.');
  const folder = await mkdtemp(join(tmpdir(), 'mc-release-'));
  t.after(() => rm(folder, { recursive: true }));
  const alias = (): AliasState => {
    const found = state.aliases.get('prod');
    if (!found) throw new Error('The stage has an alias prod.');
    return found;
  };
  return {
    ...stage,
    state,
    folder,
    alias,
    weights: (weights) => void Object.assign(alias(), { weights, revision: aws.account.revision() }),
    calls: (minutes, by) => {
      for (let minute = 1; minute <= minutes; minute += 1)
        for (const [version, { calls, errors = 0, ms = 100 }] of Object.entries(by))
          aws.account.metrics.call({
            function: 'beak-api',
            alias: 'prod',
            version,
            at: clock.now - minute * MINUTE,
            calls,
            errors,
            durations: Array.from({ length: Math.min(calls, 50) }, () => ms),
          });
    },
    file: (name, text) => writeFile(join(folder, name), text),
    run: async (words, more) => {
      let [out, err] = ['', ''];
      const over = new AbortController();
      const world: World = {
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        terminal: false,
        ask: () => Promise.reject(new Error('Nobody is there to be asked.')),
        signal: over.signal,
        now: () => clock.now,
        sleep: (ms) => Promise.resolve(void (clock.now += ms)),
        folder,
        open,
        ...more,
      };
      const [command = '', ...flags] = words.split(' ');
      const about = ['--function', 'beak-api', '--alias', 'prod'];
      // As the command line ends with it.
      const code = await release([command, ...about, ...flags], world).catch((error: unknown) => {
        err += String(error);
        return error instanceof Usage ? EXIT.usage : EXIT.failed;
      });
      const json = out.startsWith('{') ? (JSON.parse(out) as Record<string, unknown>) : {};
      return { code, out, err, json };
    },
  };
}
