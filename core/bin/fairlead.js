#!/usr/bin/env node
'use strict';

require('./guard.js').run(require('path').join(__dirname, '../src/cli.ts'));
