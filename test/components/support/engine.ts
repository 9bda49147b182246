import { executeServerCommand } from '@web/test-runner-commands';
import type { Context } from 'mocha';

/** The engine that runs this page. */
export const engine: 'chromium' | 'firefox' | 'webkit' = navigator.userAgent.includes('Firefox')
  ? 'firefox'
  : navigator.userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

/** Leaves a test out where its engine cannot be asked; the run names it, with the reason. */
export function cannotAsk(context: Context, reason: string): never {
  if (context.test) context.test.title += ` (cannot be asked: ${reason})`;
  return context.skip();
}

/** Presses keys together, named as `KeyboardEvent.key` names them. */
export const chord = (...keys: string[]): Promise<unknown> => executeServerCommand('chord', keys);
