export function circles(): Promise<string[]>;
export function circlesOf(graph: Map<string, string[]>): string[];
