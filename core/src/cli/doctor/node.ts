import { type Finding, findings } from './finding.ts';

const { ok, warning, problem } = findings('Node');

/** Fairlead's sources run by type stripping, on by default since 22.18; what is tested is 24. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const strips = (major === 22 && minor >= 18) || (major === 23 && minor >= 6) || major > 23;
  if (!strips)
    return problem(version, 'install Node 24, or run through pnpm, which brings its own: npx -y pnpm@12 start');
  if (major !== 24) return warning(version, 'it works; what Fairlead is tested with is Node 24');
  return ok(version);
}
