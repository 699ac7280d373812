// What each bundled adapter was seen to keep: node scripts/conformance.ts writes docs/conformance.md from a run of the adapter kit. A test holds it true.
import fs from 'node:fs';
import path from 'node:path';
import { conformancePage } from '../test/fixtures/conformance.ts';

const page = path.join(import.meta.dirname, '../docs/conformance.md');
fs.writeFileSync(page, await conformancePage());
console.log(`Wrote ${page}`);
