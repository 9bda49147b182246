import type { Page } from 'puppeteer-core';

/** One node of the browser's own accessibility tree, as a screen reader gets it. */
export interface Seen {
  role: string;
  name: string;
  focused: boolean;
  /** The names of what is below it, with single spaces. */
  text: string;
  /** The roles of what it stands in, the innermost first. */
  within: string[];
}

interface Raw {
  nodeId: string;
  parentId?: string;
  ignored: boolean;
  role?: { value?: unknown };
  name?: { value?: unknown };
  properties?: readonly { name: string; value: { value?: unknown } }[];
  childIds?: readonly string[];
}

/** The accessibility tree of a page, in its order, without what is ignored. */
export async function tree(page: Page): Promise<Seen[]> {
  const session = await page.createCDPSession();
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const all: readonly Raw[] = nodes;
  const byId = new Map(all.map((node) => [node.nodeId, node]));
  const nameOf = ({ name }: Raw): string =>
    String(name?.value ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const textOf = (node: Raw): string =>
    node.role?.value === 'StaticText'
      ? nameOf(node)
      : (node.childIds ?? [])
          .flatMap((id) => byId.get(id) ?? [])
          .map(textOf)
          .filter(Boolean)
          .join(' ');
  const within = ({ parentId }: Raw): string[] => {
    const parent = parentId === undefined ? undefined : byId.get(parentId);
    return parent ? [String(parent.role?.value ?? ''), ...within(parent)] : [];
  };
  return all
    .filter(({ ignored }) => !ignored)
    .map((node) => ({
      role: String(node.role?.value ?? ''),
      name: nameOf(node),
      focused:
        node.properties?.some(({ name, value }) => name === 'focused' && value.value === true) ?? false,
      text: textOf(node),
      within: within(node),
    }));
}

/** What the one live region of a page holds; throws where there is none, or more than one. */
export async function spoken(page: Page): Promise<string> {
  const regions = (await tree(page)).filter(({ role }) => ['status', 'alert', 'log'].includes(role));
  const [region] = regions;
  if (!region || regions.length > 1)
    throw new Error(`There are ${regions.length} live regions: ${JSON.stringify(regions)}`);
  return region.text;
}

/** The name of what has the focus, as a screen reader says it: the innermost, where a page within has it. */
export const focusedName = async (page: Page): Promise<string | undefined> =>
  (await tree(page)).findLast(({ focused, role }) => focused && role !== 'RootWebArea')?.name;
