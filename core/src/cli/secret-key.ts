import type { Command } from 'commander';
import { addOwnKey, newKey } from '../store/secret-keys.ts';
import { Failure } from './failure.ts';
import { configured, withFairlead } from './opened.ts';
import { print, say } from './output.ts';
import { progress } from './progress.ts';
import { reseal } from './reseal.ts';

/** The key that seals secrets in the database, under `fairlead key`. */
export function addSecretKey(key: Command): void {
  key
    .command('rotate')
    .description('put a new secret key before the present one: the first seals, all open')
    .action(rotate);
  key
    .command('reseal')
    .description('seal every secret in the database anew with the first key, so that earlier keys can go')
    .action(resealAll);
}

const then = 'restart every server, so that all of them know it, and then run: fairlead key reseal';

/** In the data folder it is done here; where the environment holds keys, only whoever keeps that can. */
async function rotate(): Promise<void> {
  const { environment, config } = await configured();
  if (environment.secretKey !== undefined && environment.secretKey.trim() !== '') {
    print(newKey());
    say('A new key. Put it into FAIRLEAD_SECRET_KEY before the present ones, separated by a comma;');
    say(then);
    return;
  }
  if ((config.database?.url ?? environment.databaseUrl) !== undefined) {
    throw new Failure('FAIRLEAD_SECRET_KEY is missing: there is no key to rotate. Make one: openssl rand -base64 32');
  }
  addOwnKey(environment.dataDir);
  print(`${environment.dataDir} has a new secret key, before the earlier ones. Now:`);
  say(then);
}

async function resealAll(): Promise<void> {
  await withFairlead(async (fairlead) => {
    const { tell, clear } = progress();
    const made = await reseal(fairlead, (done) => tell(`${done} sealed anew`));
    clear();
    for (const line of made.closed) say(line);
    if (made.closed.length > 0) process.exitCode = 1;
    print(`Sealed anew: ${made.connectionsAndKeys} of connections and API keys, ${made.secondFactors} second factors.`);
    say('Earlier keys can go once no backup needs them: what is in a backup is sealed as it was then.');
  });
}
