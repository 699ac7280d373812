import type { Command } from 'commander';
import { loadConfig } from './config.ts';
import { startDatabase } from './database.ts';
import { readEnvironment } from './environment.ts';
import { stopSignal } from './stop-signal.ts';

export function addStart(program: Command): void {
  program.command('start').description('start the database and the server').action(start);
}

async function start(): Promise<void> {
  const environment = readEnvironment(process.env);
  const config = await loadConfig(environment.configFile);
  const database = await startDatabase({ environment, config, onProgress: say });
  say(database.description);
  try {
    const signal = await stopSignal();
    say(`${signal}: stopping`);
  } finally {
    await database.close();
  }
}

function say(message: string): void {
  console.log(message);
}
