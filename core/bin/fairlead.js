#!/usr/bin/env node
'use strict';

var guard = require('./guard.js');

// One that is too old hands over to another, and gives that one the same heap.
if (guard.isSupported(process.versions.node)) require('./heap.js').becomeModest();
guard.run(require('path').join(__dirname, '../src/cli.ts'));
