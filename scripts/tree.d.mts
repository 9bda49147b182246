export function at(...parts: string[]): string;
export function files(path: string, ending: string): string[];
