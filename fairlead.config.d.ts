declare const _default: import("@fairlead/core").Config;
export default _default;
