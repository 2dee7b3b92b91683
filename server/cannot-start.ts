import { firstHost } from './config.ts';

/** Something around us that only an operator can mend, as a sentence for them. */
export class CannotStart extends Error {}

const databaseFaults: Record<string, string> = {
	ECONNREFUSED: 'nothing answers there',
	ENOTFOUND: 'there is no machine of that name',
	EAI_AGAIN: 'its name cannot be looked up',
	CONNECT_TIMEOUT: 'nothing answered within ten seconds',
	EHOSTUNREACH: 'the machine cannot be reached',
	ENETUNREACH: 'the machine cannot be reached',
	'28P01': 'it does not take that name and password',
	'28000': 'it does not let that user in',
	'3D000': 'it has no database of that name',
	'42501': 'that user may not make tables in it'
};

/** Why the database cannot be used, without the password that its address holds. Null: something else. */
export function databaseFault(fault: unknown, url: string): CannotStart | null {
	const why = databaseFaults[codeOf(fault)];
	if (why === undefined) return null;
	const { hostname, port, pathname } = new URL(firstHost(url));
	const where = `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
	return new CannotStart(`The database at ${where} cannot be used: ${why}. See DATABASE_URL.`);
}

/** Why nobody can be served at that address. */
export function listenFault(fault: unknown, host: string, port: number): CannotStart | null {
	switch (codeOf(fault)) {
		case 'EADDRINUSE':
			return new CannotStart(
				`Port ${port} is taken by another program. Stop that one, or give PORT another number.`
			);
		case 'EACCES':
			return new CannotStart(`This user may not listen on port ${port}. Give PORT another number.`);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return new CannotStart(`HOST is ${host}, which is no address of this machine.`);
		default:
			return null;
	}
}

/** Drizzle wraps what Postgres said. */
function codeOf(fault: unknown): string {
	if (!(fault instanceof Error)) return '';
	if ('code' in fault && typeof fault.code === 'string') return fault.code;
	return codeOf(fault.cause);
}
