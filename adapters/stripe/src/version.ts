/** The API version this adapter speaks and reads by, whatever the account's own is: the one to pin on an endpoint. */
export const apiVersion = '2026-10-28.endive';
