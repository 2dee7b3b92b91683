import { describe } from 'vitest';
import { updateLogContract } from '../../tests/contract/update-log.ts';
import { createMemoryLog } from './update-log.ts';

describe('the memory log', () => updateLogContract(async () => createMemoryLog()));
