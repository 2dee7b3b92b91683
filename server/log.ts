type Fields = Record<string, string | number | boolean | null | undefined>;

/** One line of JSON per event, on stdout. Ids and numbers only: never names, text or addresses with secrets. */
function line(level: 'info' | 'warn' | 'error', event: string, fields: Fields): void {
	if (level === 'info' && process.env.SAMTAVLE_LOG === 'warn') return;
	process.stdout.write(
		JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }) + '\n'
	);
}

/** What may be said of an unexpected error: its kind and place, not its message's data. */
function faultFields(error: unknown): Fields {
	if (!(error instanceof Error)) return { fault: typeof error };
	const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
	return { fault: error.name, code, stack: placesIn(error.stack ?? '') };
}

/** A message may have many lines, and a failed query's holds what people wrote: only places are kept. */
export function placesIn(stack: string): string {
	const places = stack.split('\n').filter((line) => /^\s+at .*:\d+\)?$/.test(line));
	return places.slice(0, 5).join(' | ');
}

export const log = {
	info: (event: string, fields: Fields = {}) => line('info', event, fields),
	warn: (event: string, fields: Fields = {}) => line('warn', event, fields),
	error: (event: string, error: unknown, fields: Fields = {}) =>
		line('error', event, { ...fields, ...faultFields(error) })
};
