import { makeHandler } from './handler.ts';

/** What Lambda calls. */
export const handler = makeHandler(process.env, console.log);
