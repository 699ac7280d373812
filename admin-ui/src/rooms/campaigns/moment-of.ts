/** What a field of date and time says, as the API takes it; nothing where it is empty. */
export const momentOf = (local: string): { readonly validFrom?: string } =>
  local === '' ? {} : { validFrom: new Date(local).toISOString() };
