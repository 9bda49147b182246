/** What the panel is to show when it opens. */
export interface Target {
  /** The id of an environment. */
  environment?: string | undefined;
  /** The tag of a card. */
  card?: string | undefined;
}

/** Where the panel finds what it is to show, be it open already or not. */
export const TARGET = 'target';

/** Firefox's sidebar; Chrome and Edge have none, but a side panel. */
interface Sidebar {
  open: () => Promise<void>;
  toggle: () => Promise<void>;
}

export const { sidebarAction: sidebar } = chrome as unknown as { sidebarAction?: Sidebar };

/**
 * Opens the panel beside the page, at a card. A browser opens it only for a click on the extension; where it takes this for
 * none, the panel opens in a tab of its own.
 * @param windowId the window to open it in, where that is known: it must be asked for before anything is waited for
 */
export async function openPanel(target: Target, windowId?: number): Promise<void> {
  const opening = sidebar
    ? sidebar.open()
    : windowId === undefined
      ? Promise.reject(new Error('No window is known.'))
      : chrome.sidePanel.open({ windowId });
  const kept = chrome.storage.session.set({ [TARGET]: { ...target, at: Date.now() } });
  const isOpen = await opening.then(
    () => true,
    () => false,
  );
  await kept;
  if (!isOpen) await chrome.tabs.create({ url: chrome.runtime.getURL('panel.html') });
}
