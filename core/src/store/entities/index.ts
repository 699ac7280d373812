/** What people edit; streams and projections are SQL (ARCHITECTURE). */
export const entities: readonly unknown[] = [];
