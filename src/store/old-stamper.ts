import type { OldPageEvent } from './old-shapes.ts';
import type { OperatorEvent } from './records.ts';

/** 53 bits of a text (cyrb53), in base 36: the same entry always makes the same id. */
function hash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/**
 * Stamps events with ids made of what they tell, so that the same ones come out again. An event without a time is of now,
 * unless an import before this one has dated it.
 */
export class Stamper {
  readonly #seen = new Map<string, number>();
  readonly #ids = new Map<string, string>();
  readonly #known: Map<string, string>;

  /** @param known ids of the events that are kept already; @param now ms since 1970 UTC */
  constructor(
    known: readonly string[],
    readonly now: number,
  ) {
    this.#known = new Map(known.map((id) => [id.slice(id.lastIndexOf('-') + 1), id]));
  }

  stamp({ type, at, identity, of, details }: OldPageEvent): OperatorEvent {
    const nth = (this.#seen.get(identity) ?? 0) + 1;
    this.#seen.set(identity, nth);
    const tail = hash(`${nth} ${identity}`);
    // What changes another event's thing must come after it.
    const first = of && this.#ids.get(of.identity);
    const earliest = first ? Number(first.split('-', 1)[0]) : 0;
    const when = Math.max(at ?? this.now, earliest);
    const order = type === 'add' || type === 'open' ? '000000' : type === 'approve' ? '000001' : '000002';
    const id = this.#known.get(tail) ?? `${String(when).padStart(14, '0')}-${order}-${tail}`;
    this.#ids.set(identity, id);
    return {
      ...details,
      ...(of && first && { [of.member]: first }),
      type,
      id,
      at: Number(id.split('-', 1)[0]),
      imported: true,
    };
  }
}
