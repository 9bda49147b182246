import { isObject } from '../api/kinds.ts';
import { mask } from '../api/mask.ts';
import type { Known } from './moment.ts';
import type { Spec } from './spec.ts';

/** Where a recorded moment is looked for. */
export interface Wanted {
  base?: string;
  interval: number;
  at?: string | undefined;
  pack?: string | undefined;
  own: string;
}

export async function recall(_spec: Spec, _wanted: Wanted): Promise<Known> {
  void isObject;
  void mask;
  throw new Error('not yet');
}
