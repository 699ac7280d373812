'use strict';

// How large the heap of a server may grow. Left to itself V8 takes it from the machine: on one with plenty, requests of a moment ago fill
// hundreds of megabytes before they are looked through. No newer syntax here, see guard.js.

// The young generation, of which there are two halves and a reserve, in megabytes; and the most of the old one: V8 takes it for a measure
// of how far the heap may outgrow what is in use. A server uses some fifty.
var serverFlags = ['--max-semi-space-size=16', '--max-old-space-size=1024'];

var servers = ['start', 'work', 'demo'];

// Those that go through everything hold pages of payments, which must not grow old meanwhile: twice the room for what is young.
var longRuns = ['replay', 'backtest', 'verify'];
var longFlags = ['--max-semi-space-size=32'];

/** The flags of Node for a command; none where the one who runs it has chosen, or it takes no time. */
function flagsFor(command, chosen) {
  var flags = servers.indexOf(command) !== -1 ? serverFlags : longRuns.indexOf(command) !== -1 ? longFlags : [];
  return /semi[-_]space|old[-_]space|heap[-_]size/.test(chosen.join(' ')) ? [] : flags;
}

/**
 * V8 reads these flags before it reads anything else, so this process becomes the same command with them: with the same id, at the cost of
 * some forty milliseconds. Where a process cannot be replaced (Windows, a channel to its parent), it goes on as it is. `as`: another command.
 */
function becomeModest(as) {
  var command = as || process.argv[2];
  bearNothingOld(command);
  var wanted = flagsFor(command, process.execArgv.concat(process.env.NODE_OPTIONS || ''));
  if (wanted.length === 0 || process.channel || process.platform === 'win32' || !process.execve) return;
  process.execve(process.execPath, [process.execPath].concat(wanted, process.execArgv, process.argv.slice(1)));
}

/**
 * Under load V8 finds many requests alive whenever it looks, concludes that such objects live long, and from then on makes some of them in the
 * old generation at once. There they lie until the whole heap is looked through, each with its request, its response and all they hold: a third of
 * a server's time would go there. A V8 that does not know the flag goes on without it.
 */
function bearNothingOld(command) {
  if (servers.concat(longRuns).indexOf(command) !== -1)
    require('v8').setFlagsFromString('--no-allocation-site-pretenuring');
}

module.exports = { flagsFor: flagsFor, becomeModest: becomeModest };
