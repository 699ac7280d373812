/** The nonce of this page, which the server wrote into it: styles made while it runs carry it too. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** What holds the page still behind a dialog makes a style of its own, and looks for its nonce under the name bundlers use. */
export function shareNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
