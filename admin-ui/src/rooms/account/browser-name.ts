// The first that fits: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
const browsers = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(?:e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

const systems = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
] as const;

type Names = readonly (readonly [RegExp, string])[];
const nameOf = (names: Names, agent: string): string | undefined => names.find(([sign]) => sign.test(agent))?.[1];

/** `Firefox on Windows`, as far as a browser says what it is. */
export function browserName(agent: string | null): string {
  const browser = nameOf(browsers, agent ?? '') ?? 'A browser';
  const system = nameOf(systems, agent ?? '');
  return system === undefined ? browser : `${browser} on ${system}`;
}
