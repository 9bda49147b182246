/** The sentences that the live region of this page has held since it was asked, in order; clearing is none. */
export function heard(): string[] {
  const sentences: string[] = [];
  const regions = document.querySelectorAll('[aria-live=polite]');
  if (regions.length !== 1) throw new Error(`There are ${regions.length} live regions on the page.`);
  for (const region of regions)
    new MutationObserver(() => {
      if (region.textContent) sentences.push(region.textContent);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  return sentences;
}
