/** The browser extension alone, for whoever works on it; the site is there already. */
import { extension } from './scripts/build/extension.mjs';

export default extension;
