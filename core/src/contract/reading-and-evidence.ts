/** What adapters read deliveries with, as `@fairlead/core/reading`. */
export * from './carried.ts';
export * from './reading.ts';
