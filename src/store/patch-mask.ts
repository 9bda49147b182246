import { isObject } from '../api/kinds.ts';
import { mask, maskText, placeOf } from '../api/mask.ts';
import type { Place } from '../api/mask.ts';
import type { Patch } from './patch.ts';

/**
 * A patch that came from outside, with every text in it masked as in the answer that it makes; `undefined` for what is no
 * patch.
 * @param place where what it changes stands
 * @param name of the member that it changes
 */
export function maskPatch(raw: unknown, place: Place, name = ''): Patch | undefined {
  if (!isObject(raw)) return undefined;
  const { is, in: inside, gone = [], list } = raw;
  if ('is' in raw) return { is: mask(is, place, name) };
  if (Array.isArray(list)) {
    const items = list.flatMap((each: unknown): ([number, number] | { is: unknown })[] => {
      if (Array.isArray(each)) return [[Number(each[0]), Number(each[1])]];
      // What is masked within a list is a list of one.
      return isObject(each) ? [{ is: (mask([each['is']], place, name) as unknown[])[0] }] : [];
    });
    return { list: items };
  }
  if (!isObject(inside) || !Array.isArray(gone)) return undefined;
  const members = Object.entries(inside).flatMap(([member, each]): [string, Patch][] => {
    const clean = maskPatch(each, placeOf(member, place), member);
    return clean ? [[maskText(member), clean]] : [];
  });
  const names = gone.filter((each): each is string => typeof each === 'string');
  return { in: Object.fromEntries(members), ...(names.length > 0 && { gone: names }) };
}
