#!/usr/bin/env node
'use strict';

var guard = require('./guard.js');

// One that is too old hands over to another, and gives that one the same heap.
if (guard.isSupported(process.versions.node)) require('./heap.js').becomeModest();
guard.run(commandLine());

// The workspace runs its sources; what is published has them as JavaScript.
function commandLine() {
  var source = require('path').join(__dirname, '../src/cli.ts');
  return require('fs').existsSync(source) ? source : require('path').join(__dirname, '../dist/src/cli.js');
}
