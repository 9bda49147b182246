import { sidebar } from '../open-panel.ts';

/** The toolbar's button opens the panel beside the page, and closes it. */
export function listenToolbar(): void {
  if (sidebar) chrome.action.onClicked.addListener(() => void sidebar?.toggle());
  else void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
}
