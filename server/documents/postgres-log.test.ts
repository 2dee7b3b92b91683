import { describe } from 'vitest';
import { updateLogContract } from '../../tests/contract/update-log.ts';
import { newDatabase } from '../../tests/support/database.ts';
import { createPostgresLog } from './postgres-log.ts';

describe('the log on Postgres', () =>
	updateLogContract(async () => createPostgresLog((await newDatabase()).sql)));
