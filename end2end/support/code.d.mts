export function codeOf(key: string, steps?: number): string;
