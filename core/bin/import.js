'use strict';

// Apart from guard.js, because the oldest versions of Node do not parse `import()`.
module.exports = function (url) {
  return import(url);
};
