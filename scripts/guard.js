// node scripts/guard.js scripts/<name>.ts …: runs a script with a Node that is new enough, or says what is missing.
// Node 12 and older take this file for CommonJS, newer ones for a module; both ways lead to the same guard.
var guard = '../core/bin/guard.js';

function runScript(guard) {
  process.argv.splice(1, 1);
  guard.run(process.argv[1]);
}

if (typeof require === 'function') runScript(require(guard));
else
  import(guard).then(
    function (loaded) {
      return runScript(loaded.default);
    },
    function (error) {
      console.error(error);
      process.exit(1);
    },
  );
