'use strict';

// Runs before anything else, so it keeps to what every version of Node can read: no newer syntax here.

var fs = require('fs');
var path = require('path');
var heap = require('./heap.js');

/** Whether this version strips types by itself, which is how Fairlead's sources run. */
function isSupported(version) {
  var parts = version.split('.').map(Number);
  if (parts[0] === 22) return parts[1] >= 18;
  if (parts[0] === 23) return parts[1] >= 6;
  return parts[0] > 23;
}

function tooOld(version, execPath) {
  return [
    'Fairlead needs Node 22.18 or newer; this is Node ' + version + ' (' + execPath + ').',
    'In the Fairlead folder, run: npx -y pnpm@12 start',
    'It installs a suitable Node beside Fairlead and uses that one. If this is what you ran, the package `node` could not',
    'be installed: see what `npx -y pnpm@12 install` says, or install Node 24 on this machine.',
    'Where Fairlead was installed by npm, this brings a suitable Node: npm install node@24',
  ].join('\n');
}

/** The Node that the installation brought along, looked for from a folder upwards; undefined where there is none. */
function findInstalledNode(from) {
  var name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (var folder = from; ; folder = path.dirname(folder)) {
    var candidate = path.join(folder, 'node_modules', 'node', 'bin', name);
    if (fs.existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** Runs the same command with another Node, hands signals on, and ends as it ends. */
function runWith(node, args) {
  var env = Object.assign({}, process.env, { FAIRLEAD_GUARDED: '1' });
  // The channel carries nothing. It closes when this process ends, in whatever way, and tells the child so.
  var child = require('child_process').spawn(node, args, { env: env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  signals.forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('exit', function (code, signal) {
    if (!signal) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The other side of `runWith`: stops when the process that started this one is gone. */
function stopWithParent() {
  delete process.env.FAIRLEAD_GUARDED;
  process.once('disconnect', function () {
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}

/** Runs a TypeScript file in this process, or in one with a newer Node where this one is too old. */
function run(file) {
  var version = process.versions.node;
  if (isSupported(version)) {
    if (process.env.FAIRLEAD_GUARDED && process.channel) stopWithParent();
    require('./import.js')(require('url').pathToFileURL(file).href).catch(function (error) {
      console.error(error);
      process.exit(1);
    });
    return;
  }
  var installed = process.env.FAIRLEAD_GUARDED ? undefined : findInstalledNode(__dirname);
  if (installed) {
    var flags = heap.flagsFor(process.argv[2], [process.env.NODE_OPTIONS || '']);
    return runWith(installed, flags.concat(process.argv.slice(1)));
  }
  console.error(tooOld(version, process.execPath));
  process.exit(1);
}

module.exports = { isSupported: isSupported, tooOld: tooOld, findInstalledNode: findInstalledNode, run: run };
