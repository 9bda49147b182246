import { version } from '../tree.mjs';

/** What a page of the extension may do: run its own files, and ask APIs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  // Which hosts it may read, the browser asks the operator; a configuration made of the options is a data: URL.
  'connect-src https: http: data:',
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html 'allow-duplicates'",
].join('; ');

const SIZES = [16, 32, 48, 128];
const icons = Object.fromEntries(SIZES.map((size) => [size, `icons/icon-${size}.png`]));
const NAME = 'Mission Control';

/** What both browsers have. */
const shared = {
  manifest_version: 3,
  name: NAME,
  version,
  description:
    'Cards of a Lambda stack beside any page, with the canary’s verdict, and a badge that never lies about its age.',
  icons,
  action: { default_title: NAME, default_icon: { 16: icons[16], 32: icons[32] } },
  options_ui: { page: 'options.html', open_in_tab: true },
  permissions: ['storage', 'alarms'],
  optional_permissions: ['notifications', 'scripting'],
  // Asked for one by one, by a click: each API base, each console, each wiki.
  optional_host_permissions: ['https://*/*', 'http://*/*'],
  content_security_policy: { extension_pages: POLICY },
};

/** The manifest of one build. @param {'chrome' | 'firefox'} browser */
export const manifestFor = (browser) =>
  browser === 'chrome'
    ? {
        ...shared,
        minimum_chrome_version: '126',
        permissions: [...shared.permissions, 'sidePanel'],
        background: { service_worker: 'background.js', type: 'module' },
        side_panel: { default_path: 'panel.html' },
        storage: { managed_schema: 'managed.json' },
      }
    : {
        ...shared,
        background: { scripts: ['background.js'], type: 'module' },
        sidebar_action: {
          default_title: NAME,
          default_panel: 'panel.html',
          default_icon: { 16: icons[16], 32: icons[32] },
          open_at_install: false,
        },
        browser_specific_settings: {
          gecko: {
            id: 'mission-control@spaceduckling.example',
            strict_min_version: '140.0',
            data_collection_permissions: { required: ['none'] },
          },
        },
      };
