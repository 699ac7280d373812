export const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
