import { TooLarge, drain, textOf } from '../api/request.ts';

/** Why something could not be read, as what follows its name: an engine's own words never reach a sentence. */
export class Unread extends Error {}

/** What of a failed reading can be said after the name of what was read. */
export const whyUnread = (reason: unknown): string =>
  reason instanceof Unread ? reason.message : 'could not be read';

/** A file that sends nothing for so long is given up, in s. */
const SILENCE = 10;

/** What a file may cost. */
interface Patience {
  /** The most that is read of it, in bytes. */
  largest: number;
  /** How long it may take altogether, in s. */
  within: number;
}

/** The text of a file, asked for anew; it is cut off while it is read where it is too large or too slow. @throws {Unread} */
export async function fetchFile(url: string, { largest, within }: Patience): Promise<string> {
  const over = new AbortController();
  let why: Unread | undefined;
  const giveUp = (reason: string) => {
    why = new Unread(reason);
    over.abort();
  };
  const whole = setTimeout(giveUp, within * 1000, `did not arrive within ${within} s`);
  let silence: ReturnType<typeof setTimeout> | undefined;
  const came = () => {
    clearTimeout(silence);
    silence = setTimeout(giveUp, SILENCE * 1000, `sent nothing for ${SILENCE} s`);
  };
  came();
  try {
    const response = await fetch(url, { cache: 'no-cache', signal: over.signal }).catch(() => {
      throw why ?? new Unread('could not be reached');
    });
    if (!response.ok) {
      void drain(response);
      throw new Unread(`answered with HTTP status ${response.status}`);
    }
    const text = await textOf(response, { largest, cut: over.signal, came });
    if (why) throw why;
    return text;
  } catch (reason) {
    if (reason instanceof TooLarge) throw new Unread(`is larger than ${largest / 1e6} MB`);
    throw reason instanceof Unread ? reason : (why ?? new Unread('did not arrive whole'));
  } finally {
    clearTimeout(whole);
    clearTimeout(silence);
  }
}
