import type { Fault } from '../../test/faults/faults.mjs';

/** A source with its fault. @throws {Error} where the fault finds no place in it */
export function planted(source: string, fault: Fault): string;
