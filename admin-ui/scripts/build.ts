import { site } from '../site.ts';

console.log(await site((message) => console.log(message)));
