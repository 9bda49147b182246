export const BUNDLE: string;
export function bundleBridge(file?: string): Promise<number>;
