/** For a page that embeds cards in iframes and may run scripts: each frame of this site grows with its card. */
import { ASK, heightIn } from './messages.ts';

/** Where this script lies, the pages of cards lie. */
const home = new URL('.', import.meta.url);

const frames = (): HTMLIFrameElement[] =>
  [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(home.href));

addEventListener('message', ({ source, origin, data }) => {
  const height = heightIn(data);
  // A frame may have been led elsewhere, and any window can send messages.
  if (height === undefined || origin !== home.origin) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  const { boxSizing } = getComputedStyle(frame);
  const edges = boxSizing === 'border-box' ? frame.offsetHeight - frame.clientHeight : 0;
  frame.style.setProperty('height', `${height + edges}px`);
});

// Of a frame that has not loaded yet the origin is another's; the question is no secret.
for (const { contentWindow } of frames()) contentWindow?.postMessage({ type: ASK }, '*');
