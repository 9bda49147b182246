/**
 * Puts a text on the clipboard. Where the page may not, the element that shows it is selected instead.
 * @returns whether it was copied; else the operator is to be told which keys do it, as `SELECTED` does
 */
export async function copied(text: string, shown?: Node | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return false;
  }
}

/** What is said where a text could only be selected. */
export const SELECTED = 'Selected: press Ctrl+C or ⌘C';
