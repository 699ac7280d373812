import type { TrackerSettings } from './page.ts';
import { tracker } from './script.ts';

/**
 * The script as browsers get it: the text of `tracker`, called with this server's settings. Types are gone already, by whatever runs or built
 * this; comments and indentation go here. So there is nothing to build, and what is served is what was tested.
 */
export function trackerSource(settings: TrackerSettings): string {
  const lines = tracker
    .toString()
    .split('\n')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('//'));
  return `(${lines.join('\n')})(window,${JSON.stringify(settings)});\n`;
}
