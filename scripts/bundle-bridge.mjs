/** `npm run bundle-bridge`: makes the Lambda function of the bridge, which the stack deploys. */
import { ensureBridge, ensureInstalled } from './install.mjs';

await ensureInstalled();
await ensureBridge();
const { BUNDLE, bundleBridge } = await import('./build/bridge.mjs');
const bytes = await bundleBridge();
console.log(`Wrote ${BUNDLE}: ${(bytes / 1e6).toFixed(2)} MB.`);
