import t from 'tap';
import { holdsUp } from './support/showcase.ts';

t.test('in light: nothing for axe to say on any page, and nothing wider than a phone', (t) => holdsUp(t, 'light'));
