import t from 'tap';
import { holdsUp } from './support/showcase.ts';

t.test('in dark: nothing for axe to say on any page, and nothing wider than a phone', (t) => holdsUp(t, 'dark'));
