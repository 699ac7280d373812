import { Command } from 'commander';
import { addBackfill } from './cli/backfill.ts';
import { addBacktest } from './cli/backtest.ts';
import { addCreate } from './cli/create.ts';
import { addDemo } from './cli/demo.ts';
import { addDoctor } from './cli/doctor.ts';
import { addErase } from './cli/erase.ts';
import { describeFailure } from './cli/failure.ts';
import { addInit } from './cli/init.ts';
import { addKey } from './cli/key.ts';
import { addMigrate } from './cli/migrate.ts';
import { versionOfCore } from './cli/own-package.ts';
import { addOwnerLink } from './cli/owner-link.ts';
import { addRates } from './cli/rates.ts';
import { addReplay } from './cli/replay.ts';
import { addSetup } from './cli/setup.ts';
import { addSimulate } from './cli/simulate.ts';
import { addStart } from './cli/start.ts';
import { addVerify } from './cli/verify.ts';
import { addWork } from './cli/work.ts';

const program = new Command('fairlead')
  .description('Self-hosted affiliate tracking and commissions')
  .version(versionOfCore());

addStart(program);
addWork(program);
addDemo(program);
addInit(program);
addKey(program);
addOwnerLink(program);
addMigrate(program);
addVerify(program);
addReplay(program);
addErase(program);
addRates(program);
addSetup(program);
addBackfill(program);
addSimulate(program);
addBacktest(program);
addDoctor(program);
addCreate(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
