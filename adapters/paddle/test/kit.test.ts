import { adapterKit } from '@fairlead/core/testing';
import t from 'tap';
import { paddleAdapter } from '../src/index.ts';
import { examplesOf } from './examples.ts';

t.test('the adapter kit', async (t) => adapterKit(t, paddleAdapter(), examplesOf(t)));
